package dev.underpin.workflow.report;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a command found out about one thing, for other programs.
 *
 * @param command the command that looked: {@code drift}, {@code plan}, {@code lint}
 * @param subject what it looked at: a database, a file
 * @param source the file that a finding without a place is shown at, for readers that want one
 * @param findings in the order in which a person reads them
 * @param notes what a person should know, and that is no finding
 */
public record Report(
    String command,
    String subject,
    String source,
    List<ReportedFinding> findings,
    List<String> notes) {
  public Report {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** The same with other remedies, such as commands with the flags that make them work. */
  public Report withRemedies(UnaryOperator<String> remedy) {
    return new Report(
        command,
        subject,
        source,
        findings.stream().map(f -> f.withRemedy(remedy.apply(f.remedy()))).toList(),
        notes);
  }

  /** How many findings have that level. */
  public long count(ReportedFinding.Level level) {
    return findings.stream().filter(f -> f.level() == level).count();
  }
}
