package dev.underpin.cli.report;

import dev.underpin.cli.terminal.ProgramVersion;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * One HTML file that needs nothing else: no script, no font, no picture. Colours follow what the
 * reader's device is set to, and it fits a phone.
 */
final class HtmlPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>%s</title>
      <style>
      :root { --text: #1c2024; --quiet: #5b646d; --page: #fff; --card: #f5f6f8; --line: #d9dde2;
        --error: #b3261e; --warning: #8a5a00; --info: #1f5f9e; --ok: #1d6f42; }
      @media (prefers-color-scheme: dark) {
        :root { --text: #e6e8eb; --quiet: #a2abb5; --page: #16191d; --card: #20252b; --line: #38404a;
          --error: #ff8a80; --warning: #f2c063; --info: #8ec3f5; --ok: #7fd1a3; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem; background: var(--page);
        color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
      h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
      h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
      p { margin: .25rem 0; }
      code { font: .9em ui-monospace, monospace; }
      .quiet { color: var(--quiet); font-size: .9rem; }
      .finding { background: var(--card); border-left: .25rem solid var(--line); margin: .75rem 0;
        padding: .6rem .9rem; }
      .finding p { white-space: pre-wrap; }
      .error { border-color: var(--error); } .warning { border-color: var(--warning); }
      .info { border-color: var(--info); }
      .level { font-weight: 600; } .error .level { color: var(--error); }
      .warning .level { color: var(--warning); } .info .level { color: var(--info); }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-size: .95rem; min-width: 100%%; }
      th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem .35rem 0;
        text-align: left; vertical-align: top; overflow-wrap: normal; }
      pre { background: var(--card); font: .85rem/1.45 ui-monospace, monospace; overflow-x: auto;
        padding: .6rem .9rem; }
      ul { margin: 0; padding-left: 1.2rem; }
      .ok { color: var(--ok); font-weight: 600; }
      </style>
      </head>
      <body>
      """;

  private final StringBuilder out = new StringBuilder();
  private final ReportFiles files;

  HtmlPage(String title, ReportFiles files, Instant now) {
    this.files = files;
    add(HEAD, title);
    add("<h1>%s</h1>\n", title);
    String time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .format(now.atOffset(ZoneOffset.UTC));
    add("<p class=\"quiet\">%s, Underpin %s</p>\n", time, ProgramVersion.VERSION);
  }

  /** The findings and notes of a report. */
  void findings(Report report) {
    for (ReportedFinding finding : report.findings()) finding(finding, report);
    for (String note : report.notes()) add("<p class=\"quiet\">Note: %s</p>\n", note);
  }

  private void finding(ReportedFinding f, Report report) {
    String level = f.level().name().toLowerCase(Locale.ROOT);
    add("<div class=\"finding %s\">\n", level);
    add("<p><span class=\"level\">%s</span> <code>%s</code>", level, f.code().id());
    f.object().ifPresent(o -> add(" %s <code>%s</code>", o.kind(), o.name()));
    add("</p>\n<p>%s</p>\n", f.message());
    if (!f.remedy().isEmpty()) add("<p>%s</p>\n", f.remedy());
    f.place()
        .map(p -> files.of(f, report) + ":" + p.row() + ":" + p.column())
        .ifPresent(p -> add("<p class=\"quiet\"><code>%s</code></p>\n", p));
    add("</div>\n");
  }

  /** A table; each row has as many cells as there are heads. */
  void table(List<String> heads, List<List<String>> rows) {
    add("<div class=\"wide\"><table>\n<tr>");
    heads.forEach(head -> add("<th>%s</th>", head));
    add("</tr>\n");
    for (List<String> row : rows) {
      add("<tr>");
      row.forEach(cell -> add("<td>%s</td>", cell));
      add("</tr>\n");
    }
    add("</table></div>\n");
  }

  /** The only place where text comes in: each argument is escaped. */
  void add(String template, String... texts) {
    Object[] escaped = new Object[texts.length];
    for (int i = 0; i < texts.length; i++) escaped[i] = Escapes.html(texts[i]);
    out.append(texts.length == 0 ? template : template.formatted(escaped));
  }

  /** The whole file. */
  String end() {
    return out + "</body>\n</html>\n";
  }
}
