package dev.underpin.planner.mysql.table;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.planner.change.Change.AlterTable;
import dev.underpin.planner.change.Change.CreateTable;
import dev.underpin.planner.change.Change.DropTable;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.mysql.constraint.ConstraintRecipes;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.recipe.TableCreation;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Tables as a whole. */
public final class TableRecipes {
  private static final Lock NEW = new Lock("none", Lock.Blocks.NOTHING, Lock.Work.CATALOG);
  private static final Lock RENAME =
      new Lock("metadata lock", Lock.Blocks.READS_AND_WRITES, Lock.Work.CATALOG);

  private final MysqlContext context;
  private final StepSink sink;
  private final TableCreation creation;

  public TableRecipes(MysqlContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
    this.creation = new TableCreation(context.changes());
  }

  public void create(Table table) {
    Table inline = creation.inline(table);
    StepBuilder step =
        step(
                Phase.EXPAND,
                StepRanks.CREATE_TABLE,
                table.name(),
                StepTitles.createTable(inline),
                NEW)
            .mode(Mode.ALONE, Mode.ALONE)
            .source(ObjectRef.table(table.name()))
            .up(context.ddl().createTable(inline, true))
            .statements(List.of(), TrashSteps.back(context).in(inline))
            .effect(new CreateTable(inline))
            .creates(StepKey.table(table.name()), State.NEW_INDEXES.of(table.name()));
    for (var constraint : inline.constraints()) {
      if (constraint instanceof ForeignKey f) {
        step.creates(StepKey.constraint(f.name().orElseThrow()));
        if (!f.references().equals(table.name())) step.needs(StepKey.table(f.references()));
      } else if (constraint instanceof CheckConstraint c) {
        c.name().ifPresent(n -> step.creates(StepKey.constraint(n)));
      }
    }
    sink.add(step);
    for (ForeignKey key : creation.later(table)) addForeignKey(table, key);
  }

  /** On a new, empty table there is no row to look at. */
  private void addForeignKey(Table table, ForeignKey key) {
    AlterMethod way = context.way(Operation.ADD_FOREIGN_KEY_UNCHECKED, table.name());
    sink.add(
        ConstraintRecipes.foreignKey(context, Phase.EXPAND, table.name(), key, way)
            .source(ObjectRef.table(table.name()).constraint(key))
            .up(ConstraintRecipes.addingForeignKey(context, table.name(), key))
            .needs(context.needsOf(key.references(), key.referencedColumns())));
  }

  public void drop(Table table) {
    List<ForeignKey> out =
        table.constraintsOf(ForeignKey.class).stream()
            .filter(f -> !f.references().equals(table.name()))
            .toList();
    for (ForeignKey key : out)
      sink.add(ConstraintRecipes.droppingForeignKey(context, table.name(), key));
    List<ForeignKey> own =
        table.constraintsOf(ForeignKey.class).stream().filter(f -> !out.contains(f)).toList();
    for (ForeignKey key : own)
      sink.add(ConstraintRecipes.droppingForeignKey(context, table.name(), key));
    Table bare = table.filterConstraints(c -> !(c instanceof ForeignKey));
    boolean discard =
        context.options().discard()
            || context.hints().discarded().contains(table.name().toString());
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.DROP_TABLE,
                table.name(),
                StepTitles.dropTable(discard),
                RENAME)
            .mode(Mode.ALONE, Mode.ALONE)
            .source(ObjectRef.table(table.name()))
            .allow(Allow.DROP_TABLE)
            .effect(new DropTable(bare))
            .destroys(StepKey.table(table.name()))
            .needs(context.renamesOf(table.name(), List.of()));
    for (CheckConstraint check : bare.constraintsOf(CheckConstraint.class))
      check.name().ifPresent(n -> step.destroys(StepKey.constraint(n)));
    if (discard) {
      step.allow(Allow.DISCARD)
          .up(context.ddl().dropTable(table.name()))
          .down(context.ddl().createTable(bare, true));
      if (!context.isEmpty(table.name())) {
        step.hazard(Hazards.rowsLost(table.name())).allow(Allow.IRREVERSIBLE);
      }
    } else {
      step.statements(TrashSteps.forward(context).in(bare), TrashSteps.forward(context).out(bare));
    }
    sink.add(step);
  }

  public void rename(QualifiedName from, QualifiedName to) {
    StepBuilder step =
        step(Phase.CONTRACT, StepRanks.RENAME_TABLE, to, StepTitles.renameTable(from, to), RENAME)
            .mode(Mode.ALONE, Mode.ALONE)
            .source(ObjectRef.table(to))
            .hazard(Hazards.renamed(from.toString()))
            .up(context.alter().renameTable(from, to))
            .down(context.alter().renameTable(to, from))
            .effect(new RenameTable(from, to))
            .creates(StepKey.table(to))
            .destroys(StepKey.table(from));
    for (SchemaObject object : context.catalog().schema().objects().values())
      follow(step, object, from, to);
    sink.add(step);
  }

  /** The server leaves the text of views and triggers as it is: they are recreated. */
  private void follow(StepBuilder step, SchemaObject object, QualifiedName from, QualifiedName to) {
    SqlText there = context.dialect().renameTable(object.create(), from, to);
    boolean concerned =
        object.dependsOn().contains(from) || object.table().filter(from::equals).isPresent();
    if (!concerned || there.equals(object.create())) return;
    step.up(context.ddl().dropObject(object))
        .up(context.ddl().createObject(object.withCreate(there)))
        .down(context.ddl().dropObject(object))
        .down(context.ddl().createObject(object));
  }

  // --- options

  public void alter(Table before, Table after) {
    if (!before.comment().equals(after.comment())) comment(before, after);
    Table commented = before.withComment(after.comment());
    SortedMap<String, String> was = before.options();
    SortedMap<String, String> becomes = after.options();
    if (was.equals(becomes)) return;
    Optional<String> partitions = Optional.ofNullable(becomes.get(TableOptions.PARTITION_BY));
    boolean repartitioned =
        !partitions.equals(Optional.ofNullable(was.get(TableOptions.PARTITION_BY)));
    SortedMap<String, String> rest =
        Options.with(
            becomes,
            TableOptions.PARTITION_BY,
            Optional.ofNullable(was.get(TableOptions.PARTITION_BY)));
    if (!rest.equals(was)) options(commented, commented.withOptions(rest));
    if (repartitioned) partition(commented.withOptions(rest), commented.withOptions(becomes));
  }

  private void comment(Table before, Table after) {
    AlterMethod way = context.way(Operation.CHANGE_TABLE_ATTRIBUTES, after.name());
    sink.add(
        context
            .changing(
                Phase.EXPAND,
                StepRanks.TABLE_OPTIONS,
                after.name(),
                StepTitles.changeComment(),
                way)
            .source(ObjectRef.table(after.name()))
            .up(context.alter(after.name(), way, context.alter().comment(after.comment())))
            .down(context.alter(after.name(), way, context.alter().comment(before.comment())))
            .effect(new AlterTable(before, before.withComment(after.comment())))
            .creates(StepKey.link(after.name(), "", 1)));
  }

  private void options(Table before, Table after) {
    QualifiedName table = after.name();
    Set<String> keys = new LinkedHashSet<>(before.options().keySet());
    keys.addAll(after.options().keySet());
    keys.removeIf(
        k ->
            Options.with(before.options(), k, Optional.empty()).equals(before.options())
                && Options.with(after.options(), k, Optional.empty()).equals(after.options()));
    keys.removeIf(k -> java.util.Objects.equals(before.options().get(k), after.options().get(k)));
    boolean recollated = keys.contains(TableOptions.COLLATION);
    if (recollated
        && (context.usualCollation(before).isEmpty() || context.usualCollation(after).isEmpty())) {
      sink.refuse(Refusals.unknownCollation(table));
      return;
    }
    AlterMethod way =
        keys.stream().map(k -> way(table, k)).reduce(AlterMethod.INSTANT, AlterMethod::and);
    if (recollated) way = way.and(context.copy(table));
    sink.add(
        context
            .changing(
                way.copies() ? Phase.CONTRACT : Phase.EXPAND,
                StepRanks.TABLE_OPTIONS,
                table,
                StepTitles.tableOptions(keys),
                way)
            .source(ObjectRef.table(table))
            .up(context.alter(table, way, clauses(before, after, recollated)))
            .down(context.alter(table, way, clauses(after, before, recollated)))
            .effect(new AlterTable(before, after))
            .needs(StepKey.link(table, "", 1))
            .creates(StepKey.link(table, "", 2)));
  }

  /** Columns that take their collation from the table change with it. */
  private List<Clause> clauses(Table before, Table after, boolean recollated) {
    Table from = named(before, recollated);
    Table to = named(after, recollated);
    List<Clause> clauses = new ArrayList<>(context.alter().options(from.options(), to.options()));
    if (!recollated) return clauses;
    Table renamed = context.renamed(after.name());
    for (Column column : renamed.columns()) {
      Optional<Column> target = context.target(after.name()).column(column.name());
      boolean follows =
          TypeName.parse(column.type()).filter(TypeName::isText).isPresent()
              && column.collation().isEmpty()
              && target.filter(column::equals).isPresent();
      if (follows)
        clauses.add(
            context
                .alter()
                .modifyColumn(renamed, column.withCollation(context.usualCollation(after))));
    }
    return clauses;
  }

  private Table named(Table table, boolean recollated) {
    return recollated
        ? table.withOptions(
            Options.with(table.options(), TableOptions.COLLATION, context.usualCollation(table)))
        : table;
  }

  private AlterMethod way(QualifiedName table, String option) {
    return switch (option) {
      case TableOptions.ENGINE -> AlterMethod.COPY;
      case TableOptions.ROW_FORMAT, TableOptions.KEY_BLOCK_SIZE ->
          context.way(Operation.CHANGE_ROW_FORMAT, table);
      case TableOptions.COLLATION -> context.way(Operation.CHANGE_TABLE_ATTRIBUTES, table);
      default ->
          option.startsWith("stats_")
              ? context.way(Operation.CHANGE_TABLE_ATTRIBUTES, table)
              : context.copy(table);
    };
  }

  private void partition(Table before, Table after) {
    QualifiedName table = after.name();
    sink.add(
        context
            .changing(
                Phase.CONTRACT,
                StepRanks.TABLE_OPTIONS + 1,
                table,
                StepTitles.changePartitioning(),
                AlterMethod.COPY)
            .source(ObjectRef.table(table))
            .up(context.alter().partition(table, after.options()))
            .down(context.alter().partition(table, before.options()))
            .effect(new AlterTable(before, after))
            .needs(StepKey.link(table, "", 1), StepKey.link(table, "", 2)));
  }
}
