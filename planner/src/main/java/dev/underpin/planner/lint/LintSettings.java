package dev.underpin.planner.lint;

import dev.underpin.schema.finding.FindingCode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code lint:} in {@code underpin.yaml} says.
 *
 * @param levels the levels that are not the usual ones
 * @param names the pattern that names have to follow; absent where any name is good
 */
public record LintSettings(Map<FindingCode, LintLevel> levels, Optional<Pattern> names) {
  /** Every rule has its usual level. */
  public static final LintSettings USUAL = new LintSettings(Map.of(), Optional.empty());

  public LintSettings {
    levels = Map.copyOf(levels);
  }

  /** The level of a code. */
  public LintLevel level(FindingCode code, LintLevel usual) {
    return levels.getOrDefault(code, usual);
  }
}
