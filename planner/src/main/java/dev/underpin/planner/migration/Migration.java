package dev.underpin.planner.migration;

import dev.underpin.planner.step.Allow;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A plan as it is written to files, recorded in the history and run: no model, only text.
 *
 * @param id {@code <utc>_<name>}, which orders migrations
 * @param engineId the engine it is for
 * @param engineVersion the oldest version of the engine that runs it
 * @param allowed the words that a person allowed when it was made
 * @param from the fingerprint of the schema it begins with
 * @param to the fingerprint of the schema it ends with
 * @param prologue what a plain client must be told first
 */
public record Migration(
    String id,
    String engineId,
    String engineVersion,
    SortedSet<String> allowed,
    String from,
    String to,
    List<String> prologue,
    List<MigrationStep> steps) {
  public Migration {
    prologue = List.copyOf(prologue);
    steps = List.copyOf(steps);
  }

  /**
   * The same where nobody can say what it leads to.
   *
   * @param start the fingerprint of the schema it begins with; empty for any
   * @param words the words that a person allowed
   */
  public Migration withoutPromises(String start, SortedSet<String> words) {
    List<MigrationStep> open = steps.stream().map(s -> s.withLeaves("")).toList();
    return new Migration(id, engineId, engineVersion, words, start, "", prologue, open);
  }

  /** The same with one allowed word more. */
  public Migration allowing(String word) {
    TreeSet<String> words = new TreeSet<>(allowed);
    words.add(word);
    return new Migration(id, engineId, engineVersion, words, from, to, prologue, steps);
  }

  /**
   * True where it follows a schema that one of the databases has by other means: drift that is
   * undone or accepted, or a baseline. It is only recorded where the schema is the one it leads to.
   */
  public boolean isForDrift() {
    return allowed.contains(Allow.DRIFT.word());
  }

  /** The same with other steps. */
  public Migration withSteps(List<MigrationStep> other) {
    return new Migration(id, engineId, engineVersion, allowed, from, to, prologue, other);
  }
}
