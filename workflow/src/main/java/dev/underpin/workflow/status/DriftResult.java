package dev.underpin.workflow.status;

import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.report.ChangeLine;
import dev.underpin.workflow.report.DisplayNames;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What differs between a database and what it should be.
 *
 * @param compared what it was compared with: a migration's id, or the schema's path
 * @param pending ids of saved migrations that the database has not had
 * @param partial the migration that is partially applied, where there is one
 * @param differences from what should be (before) to what is (after)
 * @param lost what the model does not have, was there, and is not as it was
 */
public record DriftResult(
    Engine engine,
    String database,
    String compared,
    DisplayNames names,
    List<ChangeLine> differences,
    List<Note> lost,
    List<Note> notes,
    List<String> pending,
    Optional<Partial> partial) {
  public DriftResult {
    pending = List.copyOf(pending);
    differences = List.copyOf(differences);
    lost = List.copyOf(lost);
    notes = List.copyOf(notes);
  }

  /**
   * A migration of which steps remain.
   *
   * @param underWay who works on it at this moment, in words
   */
  public record Partial(
      String id, Instant since, List<Integer> remaining, Optional<String> underWay) {
    public Partial {
      remaining = List.copyOf(remaining);
    }

    /** What is left of it, as a sentence. */
    public String sentence() {
      String steps = StepNumbers.ranges(remaining);
      return underWay
          .map(
              who ->
                  "a run of %s is under way since %s by %s. Steps %s remain."
                      .formatted(id, since, who, steps))
          .orElse(
              "%s is partially applied%s."
                  .formatted(id, steps.isEmpty() ? "" : ": steps " + steps + " remain"));
    }
  }

  DriftResult with(List<String> waiting, Optional<Partial> unfinished) {
    return new DriftResult(
        engine, database, compared, names, differences, lost, notes, waiting, unfinished);
  }

  /** True where something differs, or a migration stopped; a run that is at work is neither. */
  public boolean needsSomebody() {
    return !differences.isEmpty()
        || !lost.isEmpty()
        || partial.filter(p -> p.underWay().isEmpty()).isPresent();
  }

  /** True where nothing differs, and no step remains. */
  public boolean noDrift() {
    return differences.isEmpty() && lost.isEmpty() && partial.isEmpty();
  }
}
