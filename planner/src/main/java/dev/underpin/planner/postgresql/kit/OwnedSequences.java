package dev.underpin.planner.postgresql.kit;

import static dev.underpin.planner.recipe.StepBuilder.expand;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Columns that own a sequence without drawing from it. The server drops such a sequence with the
 * column and moves it with the table, so the ownership ends before either goes, and begins when the
 * new owner exists. All other recipes see sequences without owners.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-altersequence.html">ALTER SEQUENCE</a>
 */
public final class OwnedSequences {
  /** More steps than one column takes. */
  private static final int LINKS = 20;

  private final PostgresContext context;
  private final StepSink sink;
  private final List<Change> changes;

  public OwnedSequences(PostgresContext context, StepSink sink, List<Change> changes) {
    this.context = context;
    this.sink = sink;
    this.changes = changes;
  }

  /** The changes without what the steps for the ownership do. */
  public List<Change> separated() {
    for (Sequence now : context.target().sequences().values()) {
      Optional<Sequence> was = Optional.ofNullable(context.renamed().sequences().get(now.name()));
      if (now.owner().isPresent() && isAdopted(was.flatMap(Sequence::owner), now)) adopt(was, now);
    }
    for (Sequence was : context.renamed().sequences().values()) {
      Sequence now = context.target().sequences().get(was.name());
      if (was.owner().isPresent() && (now == null || isReleased(was, now))) release(was);
    }
    List<Change> others = new ArrayList<>();
    for (Change change : changes) others.addAll(without(change));
    return others;
  }

  private boolean isAdopted(Optional<SequenceOwner> was, Sequence now) {
    return !was.equals(now.owner()) || isRecreated(now);
  }

  private boolean isReleased(Sequence was, Sequence now) {
    if (was.owner().isEmpty()) return false;
    return now.owner().isEmpty() || goes(was);
  }

  /** The column that owns it goes, or its table. */
  private boolean goes(Sequence sequence) {
    return column(context.target(), sequence).isEmpty() || isRecreated(sequence);
  }

  /** The column that owns it is dropped and added again. */
  private boolean isRecreated(Sequence sequence) {
    for (Change change : changes) {
      if (change instanceof Change.AlterColumn c
          && sequence.owningTable().filter(c.table()::equals).isPresent()
          && sequence.owner().filter(o -> o.column().equals(c.after().name())).isPresent()
          && (c.before().generated().isPresent() || c.after().generated().isPresent())) return true;
    }
    return false;
  }

  private void release(Sequence was) {
    StepBuilder step =
        step(StepRanks.SEQUENCE, was)
            .up(context.ddl().ownedByNone(was.name()))
            .down(ownedBy(was))
            .effect(new Change.AlterSequence(was, free(was)))
            .needs(renames(was))
            .creates(SequenceOwners.released(was.name()));
    QualifiedName table = was.owningTable().orElseThrow();
    String column = was.owner().orElseThrow().column();
    sink.add(
        step.releases(
            StepKey.table(table), StepKey.column(table, column), StepKey.before(table, column)));
  }

  private void adopt(Optional<Sequence> was, Sequence now) {
    QualifiedName table = now.owningTable().orElseThrow();
    String column = now.owner().orElseThrow().column();
    if (column(context.target(), now).isEmpty()) {
      sink.refuse(ObjectRefusals.noOwningColumn(now.name(), table, column));
      return;
    }
    Optional<String> role =
        role(
            was.flatMap(Sequence::owningTable).isPresent() ? Access.TABLE : Access.SEQUENCE,
            was.flatMap(Sequence::owningTable).orElse(now.name()));
    Optional<String> other = role(Access.TABLE, table);
    if (role.isPresent() && other.isPresent() && !role.equals(other)) {
      sink.refuse(ObjectRefusals.sequenceOfOtherRole(now.name(), role.get(), table, other.get()));
      return;
    }
    Optional<Sequence> stays = was.filter(w -> w.owner().isPresent() && !isReleased(w, now));
    StepBuilder step =
        step(StepRanks.ATTRIBUTES, now)
            .up(ownedBy(now))
            .down(stays.isPresent() ? ownedBy(stays.get()) : context.ddl().ownedByNone(now.name()))
            .effect(new Change.AlterSequence(now.withOwner(stays.flatMap(Sequence::owner)), now))
            .needs(renames(now))
            .needs(StepKey.relation(now.name()), StepKey.table(table))
            .needs(StepKey.column(table, column), StepKey.after(table, column))
            .needs(SequenceOwners.released(now.name()), changed(now.name()));
    // After whatever else changes the column.
    for (int n = 1; n <= LINKS; n++) step.needs(StepKey.link(table, column, n));
    sink.add(step);
  }

  /** The settings of the sequence have changed. */
  public static StepKey changed(QualifiedName sequence) {
    return StepKey.link(sequence, "settings", 1);
  }

  private static StepBuilder step(int rank, Sequence sequence) {
    return expand(rank, sequence.name(), ObjectTitles.changeSequence(), Locks.NONE)
        .source(ObjectRef.sequence(sequence.name()));
  }

  private List<StepKey> renames(Sequence sequence) {
    return context.renamesOf(
        sequence.owningTable().orElseThrow(), List.of(sequence.owner().orElseThrow().column()));
  }

  private String ownedBy(Sequence sequence) {
    return context
        .ddl()
        .ownedBy(
            sequence.name(),
            sequence.owningTable().orElseThrow(),
            sequence.owner().orElseThrow().column());
  }

  private static Optional<Column> column(Schema schema, Sequence sequence) {
    return sequence
        .owningTable()
        .flatMap(schema::table)
        .flatMap(t -> t.column(sequence.owner().orElseThrow().column()));
  }

  /** Whose something is, or will be, where the YAML manages it; elsewhere the server refuses. */
  private Optional<String> role(String word, QualifiedName name) {
    Access.Key key = new Access.Key(Access.Kind.OWNER, word, name);
    return Optional.ofNullable(context.target().access().get(key))
        .or(() -> Optional.ofNullable(context.renamed().access().get(key)))
        .map(Access::text);
  }

  private List<Change> without(Change change) {
    if (change instanceof Change.CreateSequence c)
      return List.of(new Change.CreateSequence(free(c.sequence())));
    if (change instanceof Change.DropSequence c)
      return List.of(new Change.DropSequence(free(c.sequence())));
    if (change instanceof Change.AlterSequence c) {
      Sequence before = isReleased(c.before(), c.after()) ? free(c.before()) : c.before();
      Sequence after = c.after().withOwner(before.owner());
      return before.equals(after) ? List.of() : List.of(new Change.AlterSequence(before, after));
    }
    return List.of(change);
  }

  private static Sequence free(Sequence sequence) {
    return sequence.withOwner(Optional.empty());
  }
}
