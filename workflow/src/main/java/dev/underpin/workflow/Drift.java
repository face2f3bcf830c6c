package dev.underpin.workflow;

import dev.underpin.workflow.status.DriftResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What differs between a database and what it should be.
 *
 * @param database the database's name
 * @param compared what it was compared with: a migration's id, or the schema's file
 * @param changes from what should be to what is
 * @param lost what the schema does not have, was there, and is not as it was, in words
 * @param notes what a person should know beside it
 * @param pending the ids of saved migrations that the database has not had
 * @param partial the migration that is partially applied, as a sentence
 */
public record Drift(
    String database,
    String compared,
    List<SchemaChange> changes,
    List<String> lost,
    List<String> notes,
    List<String> pending,
    Optional<String> partial) {
  public Drift {
    changes = List.copyOf(changes);
    lost = List.copyOf(lost);
    notes = List.copyOf(notes);
    pending = List.copyOf(pending);
  }

  static Drift of(DriftResult result) {
    return new Drift(
        result.database(),
        result.compared(),
        result.differences().stream().map(c -> SchemaChange.of(c, result.names())).toList(),
        texts(result.lost().stream()),
        texts(result.notes().stream()),
        result.pending(),
        result.partial().map(DriftResult.Partial::sentence));
  }

  private static List<String> texts(Stream<?> notes) {
    return notes.map(Object::toString).toList();
  }

  /** True where nothing differs, and no step of a migration remains. */
  public boolean isEmpty() {
    return changes.isEmpty() && lost.isEmpty() && partial.isEmpty();
  }
}
