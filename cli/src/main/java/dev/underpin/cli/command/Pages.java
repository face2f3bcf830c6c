package dev.underpin.cli.command;

import dev.underpin.cli.html.DriftSection;
import dev.underpin.cli.html.HistorySection;
import dev.underpin.cli.html.HtmlPage;
import dev.underpin.cli.html.HtmlSection;
import dev.underpin.cli.html.MessageSection;
import dev.underpin.cli.html.PlanSection;
import dev.underpin.cli.report.HtmlReport;
import dev.underpin.cli.report.ReportFiles;
import dev.underpin.runner.history.Measures;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.status.DriftReport;
import dev.underpin.workflow.status.EnvironmentDrift;
import dev.underpin.workflow.status.StatusResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What commands have found out as pages. The only place of the commands that knows the pages. */
final class Pages {
  private Pages() {}

  static String plan(CliCommand command, PlanResult result, Report report) {
    return new HtmlPage(
            "underpin plan", List.of(plan(command, "plan", database(result), result, report)))
        .text();
  }

  static PlanSection plan(
      CliCommand command, String id, String heading, PlanResult result, Report report) {
    Report complete = report.withRemedies(command.suggestions()::complete);
    ReportFiles files = new ReportFiles(command.terminal.directory());
    return PlanSection.of(
        id,
        heading,
        result,
        HtmlReport.findings(id + "-findings", "Findings", complete, files),
        files::place);
  }

  private static String database(PlanResult result) {
    return result.catalog().database();
  }

  static String drift(CliCommand command, DriftReport report, String remedy) {
    return new HtmlPage(
            "underpin drift",
            List.of(drift(command, "drift", report.result().database(), report, remedy)))
        .text();
  }

  static DriftSection drift(
      CliCommand command, String id, String heading, DriftReport report, String remedy) {
    return DriftSection.of(
        id,
        heading,
        report,
        command.suggestions().complete(remedy),
        new ReportFiles(command.terminal.directory())::place);
  }

  /** A section for each environment. */
  static String drift(
      CliCommand command, List<EnvironmentDrift> found, Function<EnvironmentDrift, String> remedy) {
    List<HtmlSection> sections = new ArrayList<>();
    for (EnvironmentDrift one : found) {
      String id = "environment-" + (sections.size() + 1);
      String heading = one.environment() + ": " + one.state().words();
      sections.add(
          one.result()
              .flatMap(result -> one.settings().map(s -> DriftReport.of(result, s)))
              .<HtmlSection>map(r -> drift(command, id, heading, r, remedy.apply(one)))
              .orElseGet(() -> new MessageSection(id, heading, one.reason().orElse(""))));
    }
    return new HtmlPage("underpin drift", sections).text();
  }

  static String status(StatusResult result, Map<String, Measures> measures) {
    return new HtmlPage(
            "underpin status",
            List.of(HistorySection.of("history", result.database(), result, measures)))
        .text();
  }
}
