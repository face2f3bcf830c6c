package dev.underpin.planner.lint;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a rule has found.
 *
 * @param level never {@link LintLevel#OFF}
 * @param remedy what to do instead
 * @param object what of the YAML it is about; absent for a statement
 * @param place absent where it is not known
 */
public record LintFinding(
    LintLevel level,
    Finding finding,
    String remedy,
    Optional<ObjectRef> object,
    Optional<Location> place) {
  /** By file, line and column, then by code. */
  public static final Comparator<LintFinding> ORDER =
      Comparator.comparing((LintFinding f) -> f.place().map(Location::file).orElse(""))
          .thenComparing(f -> f.place().map(Location::row).orElse(0))
          .thenComparing(f -> f.place().map(Location::column).orElse(0))
          .thenComparing(f -> f.code().id())
          .thenComparing(f -> f.finding().text());

  public FindingCode code() {
    return finding.code();
  }
}
