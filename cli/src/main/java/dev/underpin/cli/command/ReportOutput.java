package dev.underpin.cli.command;

import dev.underpin.cli.report.Gauge;
import dev.underpin.cli.report.ReportForm;
import dev.underpin.cli.terminal.Secrets;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Supplier;

/** Prints the reports of a command for other programs. */
record ReportOutput(CliCommand command) {
  private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

  void print(ReportForm form, List<Report> reports, List<Gauge> gauges) {
    print(form, reports, gauges, () -> ReportForm.summary(reports));
  }

  /**
   * Print the reports.
   *
   * @param gauges what Prometheus is told beside the number of findings
   * @param summary what GitHub shows on the page of the job, as Markdown
   */
  void print(ReportForm form, List<Report> reports, List<Gauge> gauges, Supplier<String> summary) {
    List<Report> complete =
        reports.stream().map(r -> r.withRemedies(command.suggestions()::complete)).toList();
    String text =
        form.of(complete, gauges, command.terminal.directory(), command.terminal.clock().instant());
    // No annotation is no line at all.
    if (!text.isEmpty()) command.printRaw(text);
    if (form == ReportForm.GITHUB) append(summary.get());
  }

  /** Several commands of a job write to one file, each below the other. */
  private void append(String markdown) {
    String file = command.terminal.environment().getOrDefault(SUMMARY, "");
    if (file.isEmpty()) return;
    try {
      Files.writeString(
          Path.of(file),
          Secrets.mask(markdown) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UnderpinException(
          UnderpinException.Kind.FAILED,
          "The summary cannot be written to %s (%s): %s".formatted(file, SUMMARY, e));
    }
  }
}
