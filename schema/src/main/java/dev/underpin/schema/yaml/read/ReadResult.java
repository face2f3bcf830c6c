package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading.
 *
 * @param declared what was declared, present only where there is no error
 * @param problems every error and warning, in the order of files and lines
 */
public record ReadResult(Optional<Declared> declared, List<Problem> problems) {
  public ReadResult {
    problems = List.copyOf(problems);
  }

  /** The errors among the problems. */
  public List<Problem> errors() {
    return of(Problem.Severity.ERROR);
  }

  /** The warnings among the problems. */
  public List<Problem> warnings() {
    return of(Problem.Severity.WARNING);
  }

  private List<Problem> of(Problem.Severity severity) {
    return problems.stream().filter(p -> p.severity() == severity).toList();
  }
}
