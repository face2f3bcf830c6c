package dev.underpin.workflow.lint;

import dev.underpin.planner.lint.LintFinding;
import dev.underpin.planner.lint.LintLevel;
import java.util.List;

/**
 * What {@code lint} has found.
 *
 * @param looked what was looked at, in words
 */
public record LintResult(List<LintFinding> findings, String looked) {
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
}
