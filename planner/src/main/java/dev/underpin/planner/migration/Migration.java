package dev.underpin.planner.migration;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.ExpectedSchema;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.StepMarks;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A plan as it is written to files, recorded in the history and run: no model, only text.
 *
 * @param id {@code <utc>_<name>}, which orders migrations
 * @param engineId the engine it is for
 * @param engineVersion the oldest version of the engine that runs it
 * @param allowed the words that a person allowed when it was made
 * @param isBaseline true where it creates what the database had from which it was adopted
 * @param from what it needs, part by part; of one that was begun or that an earlier version wrote,
 *     the fingerprint of the whole schema before it
 * @param to what it leaves, likewise
 * @param prologue what a plain client must be told first
 * @param seeds what it does to reference rows
 */
public record Migration(
    String id,
    String engineId,
    String engineVersion,
    SortedSet<String> allowed,
    boolean isBaseline,
    String from,
    String to,
    List<String> prologue,
    List<MigrationStep> steps,
    List<SeededRows.Entry> seeds) {
  public Migration {
    prologue = List.copyOf(prologue);
    steps = List.copyOf(steps);
    seeds = List.copyOf(seeds);
  }

  /** The namespaces of what it needs or leaves, part by part. */
  public Set<String> namespaces() {
    Set<String> namespaces = new TreeSet<>();
    for (String text : List.of(from, to))
      PartMarks.of(text)
          .ifPresent(
              marks -> marks.marks().keySet().forEach(part -> namespaces.add(part.schema())));
    namespaces.remove("");
    return namespaces;
  }

  /** One that is no baseline. */
  public Migration(
      String id,
      String engineId,
      String engineVersion,
      SortedSet<String> allowed,
      String from,
      String to,
      List<String> prologue,
      List<MigrationStep> steps) {
    this(id, engineId, engineVersion, allowed, false, from, to, prologue, steps, List.of());
  }

  /**
   * The same where nobody can say what it leads to.
   *
   * @param start the fingerprint of the schema it begins with; empty for any
   * @param words the words that a person allowed
   */
  public Migration withoutPromises(String start, SortedSet<String> words) {
    List<MigrationStep> open = steps.stream().map(s -> s.withLeaves("")).toList();
    return new Migration(
        id, engineId, engineVersion, words, isBaseline, start, "", prologue, open, seeds);
  }

  /** The tables, types and objects that it changes, where it says so. */
  public Optional<PartMarks> changed() {
    Optional<PartMarks> needs = PartMarks.of(from);
    return PartMarks.of(to).map(leaves -> leaves.changed(needs.orElse(PartMarks.NONE)));
  }

  /**
   * The same for the database that it begins on: what it needs and leaves is said of the whole
   * schema.
   *
   * @param live of the schema that belongs to the project
   */
  public Migration startingAt(Fingerprint live, Ownership owned) {
    Optional<PartMarks> needs = PartMarks.of(from);
    if (needs.isEmpty()) return this;
    Fingerprint state = live.copy();
    state.onlyAccessOf(needs.get(), PartMarks.of(to).orElse(PartMarks.NONE));
    String start = state.text(needs.get().kinds());
    List<MigrationStep> whole = new ArrayList<>(steps.size());
    for (MigrationStep step : steps) {
      StepMarks.parse(step.leaves()).ifPresent(marks -> state.follow(marks, owned));
      whole.add(step.leaves().isEmpty() ? step : step.withLeaves(state.text(needs.get().kinds())));
    }
    String end = to.isEmpty() ? to : state.text(needs.get().kinds());
    return new Migration(
        id, engineId, engineVersion, allowed, isBaseline, start, end, prologue, whole, seeds);
  }

  /** The same for a database on which it is in place. */
  public Migration endingAt(Fingerprint live, Ownership owned) {
    Optional<PartMarks> needs = PartMarks.of(from);
    if (needs.isEmpty()) return this;
    Fingerprint start = live.copy();
    for (MigrationStep step : steps) StepMarks.parse(step.leaves()).ifPresent(start::undo);
    start.set(needs.get(), owned);
    return startingAt(start, owned);
  }

  /** The kinds of objects that it promises something about. */
  public Set<SchemaObject.Kind> kinds() {
    return ExpectedSchema.parse(to.isEmpty() ? from : to).kinds();
  }

  /**
   * True where another one runs the same: comments, and what is said of the result, are no part of
   * that.
   */
  public boolean runsLike(Migration other, Dialect dialect) {
    return runs(dialect).equals(other.runs(dialect));
  }

  private List<String> runs(Dialect dialect) {
    List<String> runs = new ArrayList<>();
    for (MigrationStep step : steps) {
      runs.add(step.number() + " " + step.mode() + " " + step.downMode() + " " + step.batch());
      step.up().forEach(sql -> runs.add("up " + FileSeal.hash(sql, dialect)));
      step.down().forEach(sql -> runs.add("down " + FileSeal.hash(sql, dialect)));
    }
    return runs;
  }

  /** The same with one allowed word more. */
  public Migration allowing(String word) {
    TreeSet<String> words = new TreeSet<>(allowed);
    words.add(word);
    return new Migration(
        id, engineId, engineVersion, words, isBaseline, from, to, prologue, steps, seeds);
  }

  /** The same as a baseline. */
  public Migration asBaseline() {
    return new Migration(
        id, engineId, engineVersion, allowed, true, from, to, prologue, steps, seeds);
  }

  /** True where it undoes or accepts drift; earlier versions wrote that into a baseline too. */
  public boolean isForDrift() {
    return allowed.contains(Allow.DRIFT.word());
  }

  /**
   * True where it follows a schema that one of the databases has by other means. It is only
   * recorded where the schema is the one that it leads to.
   */
  public boolean mayBeInPlace() {
    return isBaseline || isForDrift();
  }

  /** The same that does this to reference rows. */
  public Migration withSeeds(List<SeededRows.Entry> other) {
    return new Migration(
        id, engineId, engineVersion, allowed, isBaseline, from, to, prologue, steps, other);
  }

  /** The same with other steps. */
  public Migration withSteps(List<MigrationStep> other) {
    return new Migration(
        id, engineId, engineVersion, allowed, isBaseline, from, to, prologue, other, seeds);
  }
}
