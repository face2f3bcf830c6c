package dev.underpin.planner.sqlite.rebuild;

import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.change.Change.ReplaceTable;
import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.sqlite.kit.ChangeTitles;
import dev.underpin.planner.sqlite.kit.DataChecks;
import dev.underpin.planner.sqlite.kit.DefaultValues;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.PhaseRules;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.sqlite.kit.Situation;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives a table another definition by recreating it, in the order that SQLite's documentation asks
 * for: create, copy, drop, rename (<a
 * href="https://sqlite.org/lang_altertable.html#otheralter">Making Other Kinds Of Table Schema
 * Changes</a>). All changes of a table share one rebuild.
 *
 * <p>Foreign keys are off while it runs, and {@code legacy_alter_table} is on for the rename, so
 * that no view, trigger or foreign key elsewhere is read or rewritten: they name the table by the
 * name that it has again at the end.
 */
public final class RebuildRecipe {
  private final Situation situation;
  private final TableChanges group;
  private final StepSink sink;
  private final RebuildValues values;
  private final QualifiedName name;

  private RebuildRecipe(Situation situation, TableChanges group, StepSink sink) {
    this.situation = situation;
    this.group = group;
    this.sink = sink;
    this.values = new RebuildValues(situation, group);
    this.name = group.name();
  }

  public static UnorderedStep draft(Situation situation, TableChanges group, StepSink sink) {
    return new RebuildRecipe(situation, group, sink).draft();
  }

  private UnorderedStep draft() {
    PhysicalTable before = values.layoutBefore();
    PhysicalTable after = values.layoutAfter();
    List<TableChange> changes = group.structural();
    refuseMissingValues();
    refuseUnclearTriggers();
    refuseNamingItself();
    StepBuilder step =
        StepBuilder.step(
                phase(changes),
                StepRanks.CHANGE_TABLE,
                name,
                StepTitles.rebuildTable(ChangeTitles.all(situation, changes)),
                Locks.REWRITE)
            .source(changes.size() == 1 ? changes.get(0).target() : ObjectRef.table(name))
            .mode(Mode.DETACHED, Mode.DETACHED)
            .up(script(before, after, values.forward(), values.marked(temporary())))
            .down(back(before, after))
            .effect(new ReplaceTable(before.table(), after.table()))
            .hazard(Hazards.copies(name, Locks.REWRITE))
            .hazard(Hazards.needsSpace());
    if (situation.mayHoldRows(name)) {
      DataChecks.of(situation, DataChecks.Direction.UP, before, after, values.forward())
          .forEach(step::check);
    }
    DataChecks.of(situation, DataChecks.Direction.DOWN, after, before, values.back())
        .forEach(step::downCheck);
    hazards(step);
    keys(step);
    return step.build();
  }

  private String temporary() {
    return situation.context().temporaryName("rebuild");
  }

  /**
   * The whole of a rebuild.
   *
   * @param copied by column of the new table: its value, over the old one
   * @param then what is done when the rows are copied and both tables are there
   */
  private List<String> script(
      PhysicalTable from, PhysicalTable to, Map<String, String> copied, List<String> then) {
    String temporary = temporary();
    String stash = situation.context().trashName(name.name());
    RebuildGuard guard = guard(from);
    List<String> script = new ArrayList<>(guard.begin());
    script.addAll(
        new TableCopy(situation.dialect(), from, to, temporary, copied, stash).statements());
    script.addAll(then);
    script.add(SqliteDdl.drop("table", name));
    script.addAll(
        to.namesItself()
            ? List.of(SqliteAlter.renameTable(temporary, name.name()))
            : renamed(temporary, name.name()));
    script.addAll(around(to));
    script.addAll(guard.end());
    return script;
  }

  /**
   * The whole of the rollback. SQLite's rename puts a table's name in quotes, so a table that was
   * made without is not renamed to its name but made under it, to have its text back to the letter:
   * the one that leaves makes room for it. No text follows that rename, as foreign keys are off.
   *
   * <p>Forward this would not do, since what people write for {@code backfill} may read the table.
   */
  private List<String> back(PhysicalTable before, PhysicalTable after) {
    boolean bare =
        before.raw().filter(text -> !text.equals(before.createAs(name.name()))).isPresent();
    if (!bare || before.namesItself() || after.namesItself())
      return script(after, before, values.back(), saved(after));
    String leaving = temporary();
    RebuildGuard guard = guard(after);
    List<String> script = new ArrayList<>(guard.begin());
    script.addAll(saved(after));
    script.addAll(renamed(name.name(), leaving));
    script.addAll(
        new TableCopy(
                situation.dialect(),
                after,
                before,
                name.name(),
                values.back(),
                situation.context().trashName(name.name()))
            .statementsFrom(leaving));
    script.add(SqliteDdl.drop("table", QualifiedName.of(leaving)));
    script.addAll(around(before));
    script.addAll(guard.end());
    return script;
  }

  private RebuildGuard guard(PhysicalTable from) {
    RebuildGuard guard =
        new RebuildGuard(situation.context().temporaryName("guard"))
            .foreignKeysOff()
            .columns(from)
            .nothingTemporary(name)
            .rows(name, name);
    for (QualifiedName child : situation.children(name)) guard.rows(child, child);
    return guard;
  }

  /** What goes with a table and is made again. */
  private List<String> around(PhysicalTable layout) {
    List<String> made = new ArrayList<>();
    for (Index index : layout.table().indexes()) made.add(situation.createIndex(name, index));
    for (SchemaObject trigger : situation.stayingTriggers(name)) {
      made.add(situation.textAfterRenames(trigger).orElse(trigger.create()).written());
    }
    return made;
  }

  /** A rename that leaves everybody else's text alone. */
  public static List<String> renamed(String from, String to) {
    return List.of(
        "PRAGMA legacy_alter_table = ON",
        SqliteAlter.renameTable(from, to),
        "PRAGMA legacy_alter_table = OFF");
  }

  /** What the rollback removes goes to the trash in its turn. */
  private List<String> saved(PhysicalTable after) {
    List<String> saved = new ArrayList<>();
    for (Column column : after.table().columns()) {
      if (group.before().column(column.name()).isEmpty())
        saved.addAll(ValueBackup.ofColumn(situation.context(), after, column));
    }
    return saved;
  }

  /**
   * EXPAND where old code goes on working: its writes are not refused, and what it reads is there.
   */
  private Phase phase(List<TableChange> changes) {
    return changes.stream().allMatch(c -> PhaseRules.isExpanding(group, c, situation.dialect()))
        ? Phase.EXPAND
        : Phase.CONTRACT;
  }

  private void refuseMissingValues() {
    if (!situation.mayHoldRows(name) || situation.context().options().planForUnknownRows()) return;
    Map<String, String> forward = values.forward();
    for (AddColumn add : group.of(AddColumn.class)) {
      Column column = add.column();
      boolean given =
          column.nullable()
              || column.generated().isPresent()
              || column.defaultValue().filter(d -> !DefaultValues.isNull(d)).isPresent()
              || forward.containsKey(column.name());
      if (given) continue;
      sink.refuse(Refusals.missingBackfill(name, column, add.target().key()));
    }
  }

  /** A rebuild recreates the table's triggers, and has to know their text. */
  private void refuseUnclearTriggers() {
    for (SchemaObject trigger : situation.stayingTriggers(name)) {
      if (situation.textAfterRenames(trigger).isPresent()) continue;
      sink.refuse(Refusals.unclearTrigger(trigger, name));
    }
  }

  /**
   * Where a check says {@code orders.total}, the rename at the end has to rewrite it, and then
   * SQLite reads every view and trigger, of which some name a table that is not there just then.
   */
  private void refuseNamingItself() {
    boolean itself = values.layoutBefore().namesItself() || values.layoutAfter().namesItself();
    if (!itself || situation.stayingObjects(name).isEmpty()) return;
    sink.refuse(Refusals.namesItself(name, situation.stayingObjects(name).get(0)));
  }

  private void hazards(StepBuilder step) {
    if (situation.isLarge(name)) step.allow(Allow.REWRITE);
    for (DropColumn drop : group.of(DropColumn.class)) {
      step.allow(Allow.DROP_COLUMN);
      boolean discarded = situation.isDiscarded(name + "." + drop.column().name());
      if (discarded && drop.column().generated().isEmpty()) {
        step.allow(Allow.DISCARD);
        step.hazard(Hazards.valuesLost(drop.column().name()));
      }
    }
    if (!values.changing().isEmpty() && situation.mayHoldRows(name)) {
      step.allow(Allow.LOSSY);
      step.hazard(Hazards.valuesMayChange(values.changing()));
    }
  }

  private void keys(StepBuilder step) {
    step.needs(StepKeys.renamed(name)).destroys(StepKeys.old(name)).creates(StepKeys.shape(name));
    for (QualifiedName child : situation.children(name)) step.needs(StepKeys.renamed(child));
    for (SchemaObject trigger : situation.stayingTriggers(name)) {
      for (QualifiedName table : Situation.tablesOf(trigger)) step.needs(StepKeys.renamed(table));
    }
    for (Constraint constraint : group.before().constraints()) {
      if (constraint instanceof ForeignKey key) step.needs(StepKeys.renamed(key.references()));
    }
    for (DropIndex drop : group.of(DropIndex.class)) {
      if (!group.droppedBefore().contains(drop)) step.destroys(StepKeys.name(drop.index().name()));
    }
    for (AddIndex add : group.of(AddIndex.class)) {
      if (!group.addedAfter().contains(add)) step.creates(StepKeys.name(add.index().name()));
    }
    ParentKeys parents = new ParentKeys(situation);
    List<ForeignKey> leaving = new ArrayList<>();
    List<ForeignKey> coming = new ArrayList<>();
    for (DropConstraint drop : group.of(DropConstraint.class)) add(leaving, drop.constraint());
    for (AlterConstraint alter : group.of(AlterConstraint.class)) {
      add(leaving, alter.before());
      add(coming, alter.after());
    }
    for (AddConstraint add : group.of(AddConstraint.class)) add(coming, add.constraint());
    leaving.forEach(key -> parents.leaves(step, key, name));
    coming.forEach(key -> parents.meets(step, key, name));
  }

  private static void add(List<ForeignKey> keys, Constraint constraint) {
    if (constraint instanceof ForeignKey key) keys.add(key);
  }
}
