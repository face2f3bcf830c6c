package dev.underpin.planner.sqlite.alter;

import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.sqlite.kit.ChangeTitles;
import dev.underpin.planner.sqlite.kit.DataChecks;
import dev.underpin.planner.sqlite.kit.DefaultValues;
import dev.underpin.planner.sqlite.kit.InvalidObjects;
import dev.underpin.planner.sqlite.kit.LabelRenames;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.sqlite.kit.ProjectedRows;
import dev.underpin.planner.sqlite.kit.Situation;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.sqlite.rebuild.ParentKeys;
import dev.underpin.planner.sqlite.rebuild.ValueBackup;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What ALTER TABLE does by itself on the library that will run the plan.
 *
 * <p>Its limits depend on data: {@code ADD COLUMN … NOT NULL} succeeds on an empty table and fails
 * on a filled one. So only what works on a filled table counts.
 */
public final class AlterTableRecipe {
  private final Situation situation;
  private final TableChanges group;
  private final QualifiedName name;
  private final Table table;

  private AlterTableRecipe(Situation situation, TableChanges group) {
    this.situation = situation;
    this.group = group;
    name = group.name();
    table = group.beforeRebuild();
  }

  /** The steps, where every structural change of the table can be made so; else absence. */
  public static Optional<List<UnorderedStep>> drafts(Situation situation, TableChanges group) {
    return new AlterTableRecipe(situation, group).drafts();
  }

  private Optional<List<UnorderedStep>> drafts() {
    if (!new LabelRenames(situation, group.before(), group.after()).isEmpty())
      return Optional.empty();
    List<UnorderedStep> drafts = new ArrayList<>();
    for (TableChange change : group.structural()) {
      if (change instanceof AddConstraint add && addedWith(add).isPresent()) continue;
      Optional<StepBuilder> step = step(change);
      if (step.isEmpty()) return Optional.empty();
      drafts.add(
          step.get()
              .source(change.target())
              .needs(StepKeys.renamed(name))
              .destroys(StepKeys.old(name))
              .creates(StepKeys.shape(name))
              .build());
    }
    return Optional.of(drafts);
  }

  private Optional<StepBuilder> step(TableChange change) {
    if (change instanceof AddColumn add) return addColumn(add);
    if (change instanceof DropColumn drop) return dropColumn(drop.column());
    if (!situation.atLeast(3, 53)) return Optional.empty();
    return new AlterConstraintRecipe(situation, table).step(change);
  }

  private StepBuilder begin(TableChange change, Phase phase, Lock lock) {
    return StepBuilder.step(
        phase, StepRanks.CHANGE_TABLE, name, ChangeTitles.of(situation, change), lock);
  }

  private Optional<StepBuilder> addColumn(AddColumn add) {
    Column column = add.column();
    List<Constraint> constraints = withColumn(column.name());
    Optional<SqlText> backfill =
        Optional.ofNullable(
            situation.context().hints().backfills().get(new ColumnRef(name, column.name())));
    boolean referencing = constraints.stream().anyMatch(ForeignKey.class::isInstance);
    Optional<SqlText> value = column.defaultValue().filter(d -> !DefaultValues.isNull(d));
    boolean possible =
        column.identity().isEmpty()
            && column.generated().filter(g -> g.stored() || !column.nullable()).isEmpty()
            && column.defaultValue().filter(d -> !DefaultValues.isConstant(d)).isEmpty()
            && (column.nullable() || value.isPresent())
            && !(referencing && value.isPresent())
            && constraints.stream().noneMatch(this::needsNewOwnKey)
            && (backfill.isEmpty() || triggers().isEmpty());
    if (!possible) return Optional.empty();

    PhysicalTable after = new PhysicalTable(group.after(), List.of(), Optional.empty());
    InvalidObjects broken = situation.broken(name);
    StepBuilder step =
        broken
            .released(
                begin(add, Phase.EXPAND, backfill.isPresent() ? Locks.REWRITE : Locks.CATALOG))
            .up(SqliteAlter.addColumn(name, column, constraints))
            .down(ValueBackup.ofColumn(situation.context(), after, column))
            .down(broken.around(SqliteAlter.dropColumn(name, column.name())))
            .effect(new AddColumn(name, column));
    backfill.ifPresent(text -> step.up(fill(column, text)));
    for (Constraint constraint : constraints) {
      step.effect(new AddConstraint(name, constraint));
      if (constraint instanceof ForeignKey key) new ParentKeys(situation).meets(step, key, name);
    }
    if (situation.mayHoldRows(name) && (backfill.isPresent() || !constraints.isEmpty())) {
      addedChecks(column, backfill, constraints).forEach(step::check);
    }
    return Optional.of(step);
  }

  /** True for a foreign key to a key that the table itself gets by the same plan. */
  private boolean needsNewOwnKey(Constraint constraint) {
    return constraint instanceof ForeignKey key
        && Situation.same(key.references(), name)
        && new ParentKeys(situation).isAdded(key);
  }

  private String fill(Column column, SqlText backfill) {
    String value = "(" + backfill.written() + ")";
    Optional<String> otherwise =
        column.nullable() ? Optional.empty() : column.defaultValue().map(DefaultValues::expression);
    return "UPDATE "
        + situation.quote(name)
        + " SET "
        + situation.quote(column.name())
        + " = "
        + otherwise.map(o -> "coalesce(" + value + ", " + o + ")").orElse(value);
  }

  /** What the rows that are there would make of the new column and its constraints. */
  private List<DataCheck> addedChecks(
      Column column, Optional<SqlText> backfill, List<Constraint> constraints) {
    PhysicalTable before = new PhysicalTable(table, List.of(), Optional.empty());
    List<Constraint> all = new ArrayList<>(table.constraints());
    all.addAll(constraints);
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(column);
    PhysicalTable after =
        new PhysicalTable(
            table.withColumns(columns).withConstraints(all), List.of(), Optional.empty());
    Map<String, String> values = ProjectedRows.unchanged(before);
    backfill.ifPresent(
        text -> {
          String value = "(" + text.written() + ")";
          Optional<String> otherwise =
              column.nullable()
                  ? Optional.empty()
                  : column.defaultValue().map(DefaultValues::expression);
          values.put(
              column.name(),
              otherwise.map(o -> "coalesce(" + value + ", " + o + ")").orElse(value));
        });
    return DataChecks.of(situation, DataChecks.Direction.UP, before, after, values);
  }

  /** The new checks and foreign keys that ADD COLUMN can take along with the column. */
  private List<Constraint> withColumn(String column) {
    List<Constraint> constraints = new ArrayList<>();
    for (AddConstraint add : group.of(AddConstraint.class)) {
      if (addedWith(add).filter(column::equals).isPresent()) constraints.add(add.constraint());
    }
    return constraints;
  }

  private Optional<String> addedWith(AddConstraint add) {
    Set<String> columns;
    if (add.constraint() instanceof ForeignKey key) {
      columns = Set.copyOf(key.columnList());
    } else if (add.constraint() instanceof CheckConstraint check) {
      columns =
          group.after().columns().stream()
              .map(Column::name)
              .filter(c -> situation.dialect().mentionsColumn(check.expression(), c))
              .collect(Collectors.toSet());
    } else {
      return Optional.empty();
    }
    return columns.size() == 1
        ? columns.stream().filter(group::adds).findFirst()
        : Optional.empty();
  }

  /**
   * Into the trash by a new name, where nothing else names the column and nobody has to give it a
   * value.
   */
  private Optional<StepBuilder> dropColumn(Column column) {
    if (isNamed(column.name()) || column.identity().isPresent()) return Optional.empty();
    boolean generated = column.generated().isPresent();
    boolean discarded = situation.isDiscarded(name + "." + column.name());
    DropColumn drop = new DropColumn(name, column);
    InvalidObjects broken = situation.broken(name);
    StepBuilder step;
    if (generated || discarded) {
      boolean back = column.generated().filter(g -> g.stored()).isEmpty() && comesBack(column);
      if (!back) return Optional.empty();
      step =
          begin(drop, Phase.CONTRACT, Locks.REWRITE)
              .up(broken.around(SqliteAlter.dropColumn(name, column.name())))
              .down(SqliteAlter.addColumn(name, column, List.of()));
      if (!generated) {
        step.allow(Allow.DISCARD).hazard(Hazards.valuesLost(column.name()));
      }
    } else {
      if (!column.nullable()
          && column.defaultValue().filter(d -> !DefaultValues.isNull(d)).isEmpty()) {
        return Optional.empty();
      }
      String trash = situation.context().trashName(column.name());
      step =
          begin(drop, Phase.CONTRACT, Locks.CATALOG)
              .up(broken.around(SqliteAlter.renameColumn(name, column.name(), trash)))
              .down(broken.around(SqliteAlter.renameColumn(name, trash, column.name())));
    }
    return Optional.of(
        broken.released(step.allow(Allow.DROP_COLUMN)).effect(new DropColumn(name, column)));
  }

  /** True where ADD COLUMN could bring the column back to a filled table. */
  private static boolean comesBack(Column column) {
    return column.nullable()
        && column.defaultValue().filter(d -> !DefaultValues.isConstant(d)).isEmpty();
  }

  private boolean isNamed(String column) {
    boolean inTable =
        table.constraints().stream().anyMatch(c -> names(c, column))
            || table.columns().stream()
                .flatMap(c -> c.generated().stream())
                .anyMatch(g -> mentions(g.expression(), column))
            || table.indexes().stream()
                .anyMatch(
                    i ->
                        i.columns().contains(column)
                            || i.where().filter(w -> mentions(w, column)).isPresent()
                            || i.keys().stream()
                                .flatMap(k -> k.expression().stream())
                                .anyMatch(e -> mentions(e, column)));
    boolean asParent =
        situation.context().renamed().tables().values().stream()
            .flatMap(t -> t.constraintsOf(ForeignKey.class).stream())
            .anyMatch(
                f ->
                    Situation.same(f.references(), name) && f.referencedColumns().contains(column));
    boolean inObjects =
        situation.stayingObjects(name).stream().anyMatch(o -> mentions(o.create(), column));
    return inTable || asParent || inObjects;
  }

  private boolean names(Constraint constraint, String column) {
    return constraint.columns().contains(column)
        || constraint instanceof CheckConstraint check && mentions(check.expression(), column);
  }

  private boolean mentions(SqlText text, String column) {
    return situation.dialect().mentionsColumn(text, column);
  }

  private List<SchemaObject> triggers() {
    return situation.context().renamed().objects().values().stream()
        .filter(o -> o.kind() == SchemaObject.Kind.TRIGGER)
        .filter(o -> o.table().filter(t -> Situation.same(t, name)).isPresent())
        .toList();
  }
}
