package dev.underpin.planner.sqlite.rebuild;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.sqlite.kit.ChangeTitles;
import dev.underpin.planner.sqlite.kit.DataChecks;
import dev.underpin.planner.sqlite.kit.DefaultValues;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.ParentKeys;
import dev.underpin.planner.sqlite.kit.PhaseRules;
import dev.underpin.planner.sqlite.kit.RebuildValues;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.sqlite.kit.TableMove;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.List;

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
  private final SqliteContext context;
  private final TableChanges group;
  private final StepSink sink;
  private final RebuildValues values;
  private final QualifiedName name;

  private RebuildRecipe(SqliteContext context, TableChanges group, StepSink sink) {
    this.context = context;
    this.group = group;
    this.sink = sink;
    this.values = new RebuildValues(context, group);
    this.name = group.name();
  }

  public static void rebuild(SqliteContext context, TableChanges group, StepSink sink) {
    RebuildRecipe recipe = new RebuildRecipe(context, group, sink);
    recipe.refuseMissingValues();
    recipe.refuseReadingNewColumns();
    recipe.refuseUnclearTriggers();
    recipe.refuseNamingItself();
    sink.add(recipe.step());
  }

  private StepBuilder step() {
    List<Change.TableChange> changes = group.structural();
    TableMove move = values.forward();
    RebuildScript script = new RebuildScript(context, group, values);
    StepBuilder step =
        StepBuilder.step(
                phase(changes),
                StepRanks.CHANGE_TABLE,
                name,
                StepTitles.rebuildTable(ChangeTitles.all(context, changes)),
                Locks.REWRITE)
            .source(changes.size() == 1 ? changes.get(0).target() : ObjectRef.table(name))
            .mode(Mode.DETACHED, Mode.DETACHED)
            .up(script.forward())
            .down(script.back())
            .effect(new Change.ReplaceTable(move.from().table(), move.to().table()))
            .hazard(Hazards.copies(name, Locks.REWRITE))
            .hazard(Hazards.needsSpace());
    DataChecks.add(step, move, values.back());
    hazards(step);
    names(step);
    backfills(step);
    foreignKeys(step);
    return step;
  }

  /** EXPAND where old code still works: its writes are not refused, and what it reads exists. */
  private Phase phase(List<Change.TableChange> changes) {
    return changes.stream().allMatch(c -> PhaseRules.isExpanding(group, c, context.dialect()))
        ? Phase.EXPAND
        : Phase.CONTRACT;
  }

  private void refuseMissingValues() {
    if (context.isEmpty(name) || context.options().planForUnknownRows()) return;
    TableMove move = values.forward();
    for (Change.AddColumn add : group.of(Change.AddColumn.class)) {
      Column column = add.column();
      boolean given =
          column.nullable()
              || column.generated().isPresent()
              || DefaultValues.hasValue(column)
              || move.values().containsKey(column.name());
      if (!given) sink.refuse(Refusals.missingBackfill(name, column, add.target().key()));
    }
  }

  /** One statement fills all columns of the table, each from the old row. */
  private void refuseReadingNewColumns() {
    for (Change.AddColumn add : group.of(Change.AddColumn.class)) {
      String column = add.column().name();
      for (ColumnRef read : context.backfillReads().of(name, column)) {
        boolean isNew = group.before().column(read.column()).isEmpty();
        if (read.table().equals(name) && isNew)
          sink.refuse(Refusals.backfillReadsNew(name, column, read.column()));
      }
    }
  }

  /** What the backfills of the table read is filled before. */
  private void backfills(StepBuilder step) {
    for (Column column : group.after().columns()) {
      step.needs(context.readByBackfill(name, column.name()));
    }
  }

  /** A rebuild recreates the table's triggers, and has to know their text. */
  private void refuseUnclearTriggers() {
    for (SchemaObject trigger : context.stayingTriggers(name)) {
      if (context.textAfterRenames(trigger).isEmpty())
        sink.refuse(ObjectRefusals.unclearTrigger(trigger, name));
    }
  }

  /**
   * Where a check says {@code orders.total}, the rename at the end has to rewrite it, and then
   * SQLite reads every view and trigger, of which some name a table that does not exist just then.
   */
  private void refuseNamingItself() {
    TableMove move = values.forward();
    List<SchemaObject> staying = context.stayingObjects(name);
    if (staying.isEmpty() || !move.from().namesItself() && !move.to().namesItself()) return;
    sink.refuse(ObjectRefusals.namesItself(name, staying.get(0)));
  }

  private void hazards(StepBuilder step) {
    if (context.isLarge(name)) step.allow(Allow.REWRITE);
    for (Change.DropColumn drop : group.of(Change.DropColumn.class)) {
      step.allow(Allow.DROP_COLUMN);
      String column = drop.column().name();
      if (context.isDiscarded(name, column) && drop.column().generated().isEmpty())
        step.allow(Allow.DISCARD).hazard(Hazards.valuesLost(column));
    }
    if (!values.changing().isEmpty() && !context.isEmpty(name))
      step.allow(Allow.LOSSY).hazard(Hazards.valuesMayChange(values.changing()));
  }

  private void names(StepBuilder step) {
    step.needs(StepKeys.renamed(name))
        .destroys(StepKeys.before(name))
        .creates(StepKeys.after(name));
    for (QualifiedName child : context.children(name)) step.needs(StepKeys.renamed(child));
    for (SchemaObject trigger : context.stayingTriggers(name)) {
      for (QualifiedName table : SqliteContext.tablesOf(trigger))
        step.needs(StepKeys.renamed(table));
    }
    for (ForeignKey key : group.before().constraintsOf(ForeignKey.class))
      step.needs(StepKeys.renamed(key.references()));
    for (Change.DropIndex drop : group.of(Change.DropIndex.class)) {
      if (!group.droppedBefore().contains(drop)) step.destroys(StepKeys.name(drop.index().name()));
    }
    for (Change.AddIndex add : group.of(Change.AddIndex.class)) {
      if (!group.addedAfter().contains(add)) step.creates(StepKeys.name(add.index().name()));
    }
  }

  private void foreignKeys(StepBuilder step) {
    ParentKeys parents = new ParentKeys(context);
    for (Change.DropConstraint drop : group.of(Change.DropConstraint.class))
      dropped(step, parents, drop.constraint());
    for (Change.AlterConstraint alter : group.of(Change.AlterConstraint.class)) {
      dropped(step, parents, alter.before());
      added(step, parents, alter.after());
    }
    for (Change.AddConstraint add : group.of(Change.AddConstraint.class))
      added(step, parents, add.constraint());
  }

  private void dropped(StepBuilder step, ParentKeys parents, Constraint constraint) {
    if (constraint instanceof ForeignKey key) parents.drops(step, key, name);
  }

  private void added(StepBuilder step, ParentKeys parents, Constraint constraint) {
    if (constraint instanceof ForeignKey key) parents.adds(step, key, name);
  }
}
