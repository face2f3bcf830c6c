package dev.underpin.schema.yaml.read;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.finding.FindingCode;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong; the same problem at the same place counts once. */
public final class ProblemCollector {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing((Problem p) -> p.location().map(Location::file).orElse(""))
          .thenComparing(p -> p.location().map(Location::row).orElse(0))
          .thenComparing(p -> p.location().map(Location::column).orElse(0));

  private final Set<Problem> found = new LinkedHashSet<>();

  public void error(String message, Location location, String path, Optional<String> hint) {
    found.add(new Problem(Problem.Severity.ERROR, message, Optional.of(location), path, hint));
  }

  /** A key that nothing reads: most often a typing error. */
  public void unknownKey(String message, Location location, String path, Optional<String> hint) {
    Problem problem = Problem.error(message, location, path).withCode(FindingCode.UNKNOWN_KEY);
    found.add(hint.map(problem::withHint).orElse(problem));
  }

  public void warning(String message, Location location, String path, Optional<String> hint) {
    found.add(new Problem(Problem.Severity.WARNING, message, Optional.of(location), path, hint));
  }

  public void add(Problem problem) {
    found.add(problem);
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
  }

  /** All of them, by file, line and column. */
  public List<Problem> inOrder() {
    return found.stream().sorted(BY_PLACE).toList();
  }
}
