package dev.underpin.planner.mysql.constraint;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.DataChecks;
import dev.underpin.planner.mysql.kit.ExpressionKeys;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableTraits;
import dev.underpin.planner.mysql.kit.Work;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Unique constraints, checks and foreign keys of tables that exist. */
public final class ConstraintRecipes {
  private final Work work;
  private final DataChecks checks;

  public ConstraintRecipes(Work work) {
    this.work = work;
    this.checks = new DataChecks(work);
  }

  public void add(QualifiedName table, Constraint constraint) {
    constraint
        .<Runnable>match(
            key -> () -> addUnique(table, key),
            unique -> () -> addUnique(table, unique),
            foreign -> () -> addForeignKey(table, foreign),
            check -> () -> addCheck(table, check),
            exclusion -> unknown(exclusion))
        .run();
  }

  /** Lowering refuses such a constraint. */
  private static Runnable unknown(ExclusionConstraint constraint) {
    return () -> {
      throw new IllegalStateException("There are no exclusion constraints here: " + constraint);
    };
  }

  private void addUnique(QualifiedName table, Constraint constraint) {
    AlterMethod way = work.way(adding(table, constraint), table);
    StepBuilder step =
        adding(table, constraint, StepRanks.ADD_INDEX, way)
            .down(
                work.alter(
                    table,
                    work.way(droppingKey(table, constraint), table),
                    work.alter.dropConstraint(constraint)))
            .creates(StepKey.index(table, indexName(constraint)), State.NEW_INDEXES.of(table));
    checks.of(table, constraint).ifPresent(step::check);
    work.add(step);
  }

  private void addCheck(QualifiedName table, CheckConstraint check) {
    Operation operation =
        CheckOptions.isNotEnforced(check) ? Operation.ADD_UNENFORCED_CHECK : Operation.ADD_CHECK;
    StepBuilder step =
        adding(table, check, StepRanks.ADD_CHECK, work.way(operation, table))
            .down(dropping(table, check))
            .creates(StepKey.constraint(check.name().orElseThrow()));
    if (operation == Operation.ADD_CHECK) checks.of(table, check).ifPresent(step::check);
    work.add(step);
  }

  private Operation adding(QualifiedName table, Constraint constraint) {
    if (ExpressionKeys.isOne(constraint)) return Operation.ADD_UNIQUE_EXPRESSION_KEY;
    return work.isClustered(table, constraint) ? Operation.ADD_PRIMARY_KEY : Operation.ADD_KEY;
  }

  private Operation droppingKey(QualifiedName table, Constraint constraint) {
    if (ExpressionKeys.isOne(constraint)) return Operation.DROP_UNIQUE_EXPRESSION_KEY;
    return work.isClustered(table, constraint) ? Operation.DROP_PRIMARY_KEY : Operation.DROP_KEY;
  }

  private StepBuilder adding(
      QualifiedName table, Constraint constraint, int rank, AlterMethod way) {
    return work.changing(Phase.CONTRACT, rank, table, StepTitles.addConstraint(constraint), way)
        .source(ObjectRef.table(table).constraint(constraint))
        .up(work.alter(table, way, work.alter.addConstraint(constraint)))
        .effect(new AddConstraint(table, constraint))
        .needs(work.needsOf(table, work.mentioned(table, constraint)));
  }

  private String dropping(QualifiedName table, Constraint constraint) {
    Operation operation =
        constraint.match(
            key -> droppingKey(table, key),
            unique -> droppingKey(table, unique),
            foreign -> Operation.DROP_FOREIGN_KEY,
            check -> Operation.DROP_CHECK,
            exclusion -> droppingKey(table, exclusion));
    return work.alter(table, work.way(operation, table), work.alter.dropConstraint(constraint));
  }

  // --- foreign keys

  /**
   * With checks switched off the server adds it at once and looks at no row; then, when it already
   * holds for every write, the rows are looked at.
   */
  private void addForeignKey(QualifiedName table, ForeignKey key) {
    AlterMethod way = work.way(Operation.ADD_FOREIGN_KEY_UNCHECKED, table);
    StepBuilder step =
        foreignKey(work, Phase.CONTRACT, table, key, way)
            .source(ObjectRef.table(table).constraint(key))
            .up(addingForeignKey(work, table, key))
            .needs(work.needsOf(table, key.columnList()))
            .needs(work.needsOf(key.references(), key.referencedColumns()));
    if (TableTraits.changesRows(key))
      key.columnList().forEach(c -> step.destroys(State.COMPUTED_FROM.of(table, c)));
    checks.of(table, key).ifPresent(step::check);
    work.add(step);
  }

  /** The step that adds it, but for its statements. */
  public static StepBuilder foreignKey(
      Work work, Phase phase, QualifiedName table, ForeignKey key, AlterMethod way) {
    return step(phase, StepRanks.ADD_FOREIGN_KEY, table, StepTitles.addConstraint(key), way.locks())
        .mode(Mode.DETACHED, Mode.ALONE)
        .down(
            work.alter(
                table, work.way(Operation.DROP_FOREIGN_KEY, table), work.alter.dropConstraint(key)))
        .effect(new AddConstraint(table, key))
        .creates(StepKey.constraint(key.name().orElseThrow()))
        .needs(
            StepKey.table(table),
            StepKey.table(key.references()),
            State.NEW_INDEXES.of(table),
            State.NEW_INDEXES.of(key.references()));
  }

  /** It is added without a look at the rows; after that, one orphan stops the run. */
  public static List<String> addingForeignKey(Work work, QualifiedName table, ForeignKey key) {
    AlterMethod way = work.way(Operation.ADD_FOREIGN_KEY_UNCHECKED, table);
    List<String> statements = new ArrayList<>();
    statements.add(work.alter(table, way, work.alter.addConstraint(key)));
    if (!work.isEmpty(table)) statements.add(failingOnOrphans(work, table, key));
    return statements;
  }

  /** A query of one value that has two where a row has no parent, which is an error. */
  private static String failingOnOrphans(Work work, QualifiedName table, ForeignKey key) {
    String filled =
        key.columnList().stream()
            .map(c -> "child." + work.quote(c) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < key.columnList().size(); i++) {
      pairs.add(
          "parent."
              + work.quote(key.referencedColumns().get(i))
              + " = child."
              + work.quote(key.columnList().get(i)));
    }
    return "SELECT (SELECT 1 FROM (SELECT 1 AS one UNION ALL SELECT 2) AS two WHERE EXISTS (SELECT 1 FROM "
        + work.name(table)
        + " AS child WHERE "
        + filled
        + " AND NOT EXISTS (SELECT 1 FROM "
        + work.name(key.references())
        + " AS parent WHERE "
        + String.join(" AND ", pairs)
        + "))) AS fails_where_a_row_has_no_parent";
  }

  public void drop(QualifiedName table, Constraint constraint) {
    if (constraint instanceof ForeignKey key) {
      dropForeignKey(table, key);
      return;
    }
    boolean isCheck = constraint instanceof CheckConstraint;
    Operation operation = isCheck ? Operation.DROP_CHECK : droppingKey(table, constraint);
    Operation back = isCheck ? Operation.ADD_CHECK : adding(table, constraint);
    if (constraint instanceof CheckConstraint c && CheckOptions.isNotEnforced(c))
      back = Operation.ADD_UNENFORCED_CHECK;
    StepBuilder step =
        work.changing(
                Phase.CONTRACT,
                isCheck ? StepRanks.DROP_CHECK : StepRanks.DROP_INDEX,
                table,
                StepTitles.dropConstraint(constraint),
                work.way(operation, table))
            .source(ObjectRef.table(table).constraint(constraint))
            .up(dropping(table, constraint))
            .down(work.alter(table, work.way(back, table), work.alter.addConstraint(constraint)))
            .effect(new DropConstraint(table, constraint))
            .needs(work.renamesOf(table, work.mentioned(table, constraint)))
            .releases(work.releasesOf(table, work.mentioned(table, constraint)));
    if (isCheck) {
      step.destroys(StepKey.constraint(constraint.name().orElseThrow()));
    } else {
      step.destroys(StepKey.index(table, indexName(constraint)));
      step.destroys(State.OLD_INDEXES.of(table));
      boolean returns = work.target(table).constraints().contains(constraint);
      if (!returns && work.supports(table, constraint.keys()))
        step.needs(State.NEW_INDEXES.of(table));
    }
    work.add(step);
  }

  private void dropForeignKey(QualifiedName table, ForeignKey key) {
    work.add(droppingForeignKey(work, table, key));
  }

  public static StepBuilder droppingForeignKey(Work work, QualifiedName table, ForeignKey key) {
    AlterMethod way = work.way(Operation.DROP_FOREIGN_KEY, table);
    StepBuilder step =
        work.changing(
            Phase.CONTRACT, StepRanks.DROP_FOREIGN_KEY, table, StepTitles.dropConstraint(key), way);
    if (TableTraits.changesRows(key))
      key.columnList().forEach(c -> step.releases(State.CHANGED_BY_KEY.of(table, c)));
    return step.source(ObjectRef.table(table).constraint(key))
        .mode(Mode.ALONE, Mode.DETACHED)
        .up(work.alter(table, way, work.alter.dropConstraint(key)))
        .down(addingForeignKey(work, table, key))
        .effect(new DropConstraint(table, key))
        .needs(work.renamesOf(table, key.columnList()))
        .needs(work.renamesOf(key.references(), key.referencedColumns()))
        .releases(work.releasesOf(table, key.columnList()))
        .releases(work.releasesOf(key.references(), key.referencedColumns()))
        .releases(State.OLD_INDEXES.of(table), State.OLD_INDEXES.of(key.references()))
        .destroys(StepKey.constraint(key.name().orElseThrow()));
  }

  public void alter(QualifiedName table, Constraint before, Constraint after) {
    if (before instanceof UniqueConstraint && after instanceof UniqueConstraint) {
      if (before.withName(after.name()).equals(after)) rename(table, before, after);
      else replace(table, before, after);
    } else if (before instanceof CheckConstraint b
        && after instanceof CheckConstraint a
        && onlyEnforced(b, a)) {
      enforce(table, b, a);
    } else {
      drop(table, before);
      add(table, after);
    }
  }

  private void rename(QualifiedName table, Constraint before, Constraint after) {
    AlterMethod way = work.way(Operation.RENAME_KEY, table);
    String from = before.name().orElseThrow();
    String to = after.name().orElseThrow();
    work.add(
        work.changing(
                Phase.EXPAND,
                StepRanks.RENAME_COLUMN,
                table,
                StepTitles.renameConstraint(before, to),
                way)
            .source(ObjectRef.table(table).constraint(after))
            .up(work.alter(table, way, work.alter.renameIndex(from, to)))
            .down(work.alter(table, way, work.alter.renameIndex(to, from)))
            .effect(new AlterConstraint(table, before, after))
            .needs(work.renamesOf(table, work.mentioned(table, before)))
            .releases(work.releasesOf(table, work.mentioned(table, before)))
            .destroys(StepKey.index(table, from))
            .creates(StepKey.index(table, to)));
  }

  /** Both in one statement: no moment without the one or the other. */
  private void replace(QualifiedName table, Constraint before, Constraint after) {
    boolean clustered = work.isClustered(table, before) || work.isClustered(table, after);
    boolean onExpression = ExpressionKeys.isOne(before) || ExpressionKeys.isOne(after);
    AlterMethod way =
        clustered
            ? work.copy(table)
            : work.way(onExpression ? Operation.REPLACE_EXPRESSION_KEY : Operation.ADD_KEY, table);
    StepBuilder step =
        work.changing(
                Phase.CONTRACT,
                StepRanks.ADD_INDEX,
                table,
                StepTitles.recreateConstraint(after),
                way)
            .source(ObjectRef.table(table).constraint(after))
            .up(
                work.alter(
                    table, way, work.alter.dropConstraint(before), work.alter.addConstraint(after)))
            .down(
                work.alter(
                    table, way, work.alter.dropConstraint(after), work.alter.addConstraint(before)))
            .effect(new AlterConstraint(table, before, after))
            .needs(work.renamesOf(table, work.mentioned(table, before)))
            .needs(work.needsOf(table, work.mentioned(table, after)))
            .releases(goneWith(table, before, after))
            .creates(State.NEW_INDEXES.of(table));
    checks.of(table, after).ifPresent(step::check);
    work.add(step);
  }

  private List<StepKey> goneWith(QualifiedName table, Constraint before, Constraint after) {
    List<String> gone = new ArrayList<>(work.mentioned(table, before));
    gone.removeAll(work.mentioned(table, after));
    return work.releasesOf(table, gone);
  }

  private void enforce(QualifiedName table, CheckConstraint before, CheckConstraint after) {
    boolean enforced = !CheckOptions.isNotEnforced(after);
    String name = after.name().orElseThrow();
    AlterMethod way =
        work.way(enforced ? Operation.ENFORCE_CHECK : Operation.STOP_ENFORCING_CHECK, table);
    AlterMethod back =
        work.way(enforced ? Operation.STOP_ENFORCING_CHECK : Operation.ENFORCE_CHECK, table);
    StepBuilder step =
        work.changing(
                enforced ? Phase.CONTRACT : Phase.EXPAND,
                StepRanks.ADD_CHECK,
                table,
                StepTitles.enforce(after, enforced),
                way)
            .source(ObjectRef.table(table).constraint(after))
            .up(work.alter(table, way, work.alter.enforceCheck(name, enforced)))
            .down(work.alter(table, back, work.alter.enforceCheck(name, !enforced)))
            .effect(new AlterConstraint(table, before, after))
            .needs(work.needsOf(table, work.mentioned(table, after)));
    if (enforced) checks.of(table, after).ifPresent(step::check);
    work.add(step);
  }

  private static boolean onlyEnforced(CheckConstraint before, CheckConstraint after) {
    return before.name().equals(after.name())
        && before.expression().equals(after.expression())
        && CheckOptions.isNotEnforced(before) != CheckOptions.isNotEnforced(after);
  }

  /** The name by which a key is known among its table's indexes. */
  static String indexName(Constraint constraint) {
    return constraint instanceof PrimaryKey ? "PRIMARY" : constraint.name().orElseThrow();
  }
}
