package dev.underpin.workflow.lint;

import dev.underpin.planner.lint.LintFinding;
import dev.underpin.planner.lint.LintLevel;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import dev.underpin.workflow.report.ReportedFinding.Level;
import java.util.List;

/**
 * What {@code lint} has found.
 *
 * @param tables how many tables the YAML has; 0 where none was looked at
 * @param files how many SQL files were looked at
 */
public record LintResult(List<LintFinding> findings, int tables, int files) {
  public LintResult {
    findings = List.copyOf(findings);
  }

  /** How many findings of a level there are. */
  public int count(LintLevel level) {
    return (int) findings.stream().filter(f -> f.level() == level).count();
  }

  /** True where a finding is as bad as that level, or worse. */
  public boolean hasAtLeast(LintLevel level) {
    return findings.stream().anyMatch(f -> f.level().compareTo(level) <= 0);
  }

  /** What was looked at, in words. */
  public String looked() {
    String yaml = StepNumbers.count(tables, "table");
    if (files == 0) return yaml;
    String sql = StepNumbers.count(files, "SQL file");
    return tables == 0 ? sql : yaml + " and " + sql;
  }

  /**
   * The findings for other programs.
   *
   * @param source the file that a finding without a place is shown at
   */
  public Report report(String source) {
    return new Report(
        "lint", looked(), source, findings.stream().map(LintResult::reported).toList(), List.of());
  }

  private static ReportedFinding reported(LintFinding finding) {
    Level level =
        switch (finding.level()) {
          case ERROR -> Level.ERROR;
          case WARNING -> Level.WARNING;
          case INFO, OFF -> Level.INFO;
        };
    ReportedFinding reported =
        ReportedFinding.of(finding.code(), level, finding.finding().text())
            .withRemedy(finding.remedy())
            .at(finding.place());
    return finding.object().map(reported::about).orElse(reported);
  }
}
