package dev.underpin.planner.sqlite;

import dev.underpin.dialect.sqlite.SqliteAlter;
import dev.underpin.dialect.sqlite.SqliteOptions;
import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.planner.recipe.Draft;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Effect;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What ALTER TABLE does by itself on the library that will run the plan.
 *
 * <p>Its limits depend on data: {@code ADD COLUMN … NOT NULL} succeeds on an empty table and fails
 * on a filled one. So only what works on a filled table counts.
 */
final class NativeRecipe {
  private final Situation situation;
  private final TableGroup group;
  private final QualifiedName name;
  private final Table table;

  private NativeRecipe(Situation situation, TableGroup group) {
    this.situation = situation;
    this.group = group;
    name = group.name();
    table = group.beforeRebuild();
  }

  /** The steps, where every structural change of the table can be made so; else absence. */
  static Optional<List<Draft>> drafts(Situation situation, TableGroup group) {
    return new NativeRecipe(situation, group).drafts();
  }

  private Optional<List<Draft>> drafts() {
    List<Draft> drafts = new ArrayList<>();
    for (TableChange change : group.structural()) {
      if (change instanceof AddConstraint add && addedWith(add).isPresent()) continue;
      Optional<StepBuilder> step = step(change);
      if (step.isEmpty()) return Optional.empty();
      drafts.add(
          step.get()
              .path(Words.path(change))
              .needs(Keys.renamed(name))
              .destroys(Keys.old(name))
              .creates(Keys.shape(name))
              .build());
    }
    return Optional.of(drafts);
  }

  private Optional<StepBuilder> step(TableChange change) {
    if (change instanceof AddColumn add) return addColumn(add);
    if (change instanceof DropColumn drop) return dropColumn(drop.column());
    if (!situation.atLeast(3, 53)) return Optional.empty();
    if (change instanceof AlterColumn alter) return nullability(alter.before(), alter.after());
    if (change instanceof AddConstraint add) return addCheck(add.constraint());
    if (change instanceof DropConstraint drop) return dropCheck(drop.constraint());
    if (change instanceof AlterConstraint alter) return changeCheck(alter);
    return Optional.empty();
  }

  private StepBuilder begin(TableChange change, Phase phase, Lock lock) {
    return StepBuilder.step(phase, Ranks.CHANGE_TABLE, name, Words.of(change), lock);
  }

  private Optional<StepBuilder> addColumn(AddColumn add) {
    Column column = add.column();
    List<Constraint> constraints = withColumn(column.name());
    Optional<SqlText> backfill =
        Optional.ofNullable(
            situation.context().hints().backfills().get(new ColumnRef(name, column.name())));
    boolean referencing = constraints.stream().anyMatch(ForeignKey.class::isInstance);
    Optional<SqlText> value = column.defaultValue().filter(d -> !Defaults.isNull(d));
    boolean possible =
        column.identity().isEmpty()
            && column.generated().filter(g -> g.stored() || !column.nullable()).isEmpty()
            && column.defaultValue().filter(d -> !Defaults.isConstant(d)).isEmpty()
            && (column.nullable() || value.isPresent())
            && !(referencing && value.isPresent())
            && constraints.stream().noneMatch(this::needsNewOwnKey)
            && (backfill.isEmpty() || triggers().isEmpty());
    if (!possible) return Optional.empty();

    Layout after = new Layout(group.after(), List.of(), Optional.empty());
    StepBuilder step =
        begin(add, Phase.EXPAND, backfill.isPresent() ? Locks.REWRITE : Locks.CATALOG)
            .up(SqliteAlter.addColumn(name, column, constraints))
            .down(SavedValues.ofColumn(situation.context(), after, column))
            .down(SqliteAlter.dropColumn(name, column.name()))
            .effect(new Effect.ColumnEffect(name, Optional.empty(), Optional.of(column)));
    backfill.ifPresent(text -> step.up(fill(column, text)));
    for (Constraint constraint : constraints) {
      step.effect(new Effect.ConstraintEffect(name, Optional.empty(), Optional.of(constraint)));
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
        column.nullable() ? Optional.empty() : column.defaultValue().map(Defaults::expression);
    return "UPDATE "
        + situation.quote(name)
        + " SET "
        + situation.quote(column.name())
        + " = "
        + otherwise.map(o -> "coalesce(" + value + ", " + o + ")").orElse(value);
  }

  /** What the rows that are there would make of the new column and its constraints. */
  private List<dev.underpin.schema.catalog.Probe> addedChecks(
      Column column, Optional<SqlText> backfill, List<Constraint> constraints) {
    Layout before = new Layout(table, List.of(), Optional.empty());
    List<Constraint> all = new ArrayList<>(table.constraints());
    all.addAll(constraints);
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(column);
    Layout after =
        new Layout(table.withColumns(columns).withConstraints(all), List.of(), Optional.empty());
    java.util.Map<String, String> values = DataChecks.plain(before);
    backfill.ifPresent(
        text -> {
          String value = "(" + text.written() + ")";
          Optional<String> otherwise =
              column.nullable()
                  ? Optional.empty()
                  : column.defaultValue().map(Defaults::expression);
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
    StepBuilder step;
    if (generated || discarded) {
      boolean back = column.generated().filter(g -> g.stored()).isEmpty() && comesBack(column);
      if (!back) return Optional.empty();
      step =
          begin(drop, Phase.CONTRACT, Locks.REWRITE)
              .up(SqliteAlter.dropColumn(name, column.name()))
              .down(SqliteAlter.addColumn(name, column, List.of()));
      if (!generated) {
        step.allow(Allow.DISCARD)
            .hazard(
                "The values are dropped for good: the way back brings the column, but not them.");
      }
    } else {
      if (!column.nullable() && column.defaultValue().filter(d -> !Defaults.isNull(d)).isEmpty()) {
        return Optional.empty();
      }
      String trash = situation.context().trashName(column.name());
      step =
          begin(drop, Phase.CONTRACT, Locks.CATALOG)
              .up(SqliteAlter.renameColumn(name, column.name(), trash))
              .down(SqliteAlter.renameColumn(name, trash, column.name()));
    }
    return Optional.of(
        step.allow(Allow.DROP_COLUMN)
            .effect(new Effect.ColumnEffect(name, Optional.of(column), Optional.empty())));
  }

  /** True where ADD COLUMN could bring the column back to a filled table. */
  private static boolean comesBack(Column column) {
    return column.nullable()
        && column.defaultValue().filter(d -> !Defaults.isConstant(d)).isEmpty();
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

  private Optional<StepBuilder> nullability(Column before, Column after) {
    boolean key = table.primaryKey().filter(k -> k.columns().contains(before.name())).isPresent();
    boolean only =
        before.withNullable(after.nullable()).equals(after)
            && !after.options().containsKey(SqliteOptions.NOT_NULL_NAME)
            && !after.options().containsKey(SqliteOptions.ON_CONFLICT);
    boolean backfilled =
        situation.context().hints().backfills().containsKey(new ColumnRef(name, after.name()));
    if (!only || key || before.generated().isPresent() || backfilled && !after.nullable()) {
      return Optional.empty();
    }
    String set = SqliteAlter.setNotNull(name, after.name());
    String drop = SqliteAlter.dropNotNull(name, after.name());
    Layout old = new Layout(table, List.of(), Optional.empty());
    Layout changed = new Layout(replaced(before, after), List.of(), Optional.empty());
    AlterColumn alter = new AlterColumn(name, before, after);
    StepBuilder step =
        begin(
                alter,
                after.nullable() ? Phase.EXPAND : Phase.CONTRACT,
                after.nullable() ? Locks.CATALOG : Locks.SCAN)
            .up(after.nullable() ? drop : set)
            .down(after.nullable() ? set : drop)
            .effect(new Effect.ColumnEffect(name, Optional.of(before), Optional.of(after)));
    checks(step, old, changed);
    return Optional.of(step);
  }

  private Table replaced(Column before, Column after) {
    return table.mapColumns(c -> c.equals(before) ? after : c);
  }

  private Optional<StepBuilder> addCheck(Constraint constraint) {
    if (!(constraint instanceof CheckConstraint check) || !isNative(check)) return Optional.empty();
    List<Constraint> more = new ArrayList<>(table.constraints());
    more.add(check);
    StepBuilder step =
        begin(new AddConstraint(name, check), Phase.CONTRACT, Locks.SCAN)
            .up(SqliteAlter.addCheck(name, check))
            .down(SqliteAlter.dropConstraint(name, check.name().orElseThrow()))
            .effect(new Effect.ConstraintEffect(name, Optional.empty(), Optional.of(check)));
    checks(
        step,
        new Layout(table, List.of(), Optional.empty()),
        new Layout(table.withConstraints(more), List.of(), Optional.empty()));
    return Optional.of(step);
  }

  private Optional<StepBuilder> dropCheck(Constraint constraint) {
    if (!(constraint instanceof CheckConstraint check) || !isNative(check)) return Optional.empty();
    StepBuilder step =
        begin(new DropConstraint(name, check), Phase.EXPAND, Locks.CATALOG)
            .up(SqliteAlter.dropConstraint(name, check.name().orElseThrow()))
            .down(SqliteAlter.addCheck(name, check))
            .effect(new Effect.ConstraintEffect(name, Optional.of(check), Optional.empty()));
    Table without = table.filterConstraints(c -> !c.equals(check));
    checks(
        step,
        new Layout(table, List.of(), Optional.empty()),
        new Layout(without, List.of(), Optional.empty()));
    return Optional.of(step);
  }

  private Optional<StepBuilder> changeCheck(AlterConstraint alter) {
    if (!(alter.before() instanceof CheckConstraint before)
        || !(alter.after() instanceof CheckConstraint after)
        || !isNative(before)
        || !isNative(after)) {
      return Optional.empty();
    }
    StepBuilder step =
        begin(alter, Phase.CONTRACT, Locks.SCAN)
            .up(
                SqliteAlter.dropConstraint(name, before.name().orElseThrow()),
                SqliteAlter.addCheck(name, after))
            .down(
                SqliteAlter.dropConstraint(name, after.name().orElseThrow()),
                SqliteAlter.addCheck(name, before))
            .effect(new Effect.ConstraintEffect(name, Optional.of(before), Optional.of(after)));
    Table changed = table.mapConstraints(c -> c.equals(before) ? after : c);
    checks(
        step,
        new Layout(table, List.of(), Optional.empty()),
        new Layout(changed, List.of(), Optional.empty()));
    return Optional.of(step);
  }

  private static boolean isNative(CheckConstraint check) {
    return check.name().isPresent() && check.options().isEmpty();
  }

  private void checks(StepBuilder step, Layout before, Layout after) {
    if (situation.mayHoldRows(name)) {
      DataChecks.of(situation, DataChecks.Direction.UP, before, after, DataChecks.plain(before))
          .forEach(step::check);
    }
    DataChecks.of(situation, DataChecks.Direction.DOWN, after, before, DataChecks.plain(after))
        .forEach(step::downCheck);
  }
}
