package dev.underpin.planner.mysql.constraint;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.ExpressionKeys;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableTraits;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
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
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;

/** Unique constraints, checks and foreign keys of tables that exist. */
public final class ConstraintRecipes {
  private final MysqlContext context;
  private final StepSink sink;
  private final DataChecks checks;

  public ConstraintRecipes(MysqlContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
    this.checks = new DataChecks(context);
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
    AlterMethod way = context.way(adding(table, constraint), table);
    StepBuilder step =
        adding(table, constraint, StepRanks.ADD_INDEX, way)
            .down(
                context.alter(
                    table,
                    context.way(droppingKey(table, constraint), table),
                    context.alter().dropConstraint(constraint)))
            .creates(StepKey.index(table, indexName(constraint)), State.NEW_INDEXES.of(table));
    checks.of(table, constraint).ifPresent(step::check);
    sink.add(step);
  }

  private void addCheck(QualifiedName table, CheckConstraint check) {
    Operation operation =
        CheckOptions.isNotEnforced(check) ? Operation.ADD_UNENFORCED_CHECK : Operation.ADD_CHECK;
    StepBuilder step =
        adding(table, check, StepRanks.ADD_CHECK, context.way(operation, table))
            .down(dropping(table, check))
            .creates(StepKey.constraint(check.name().orElseThrow()));
    if (operation == Operation.ADD_CHECK) checks.of(table, check).ifPresent(step::check);
    sink.add(step);
  }

  private Operation adding(QualifiedName table, Constraint constraint) {
    if (ExpressionKeys.isOne(constraint)) return Operation.ADD_UNIQUE_EXPRESSION_KEY;
    return context.isClustered(table, constraint) ? Operation.ADD_PRIMARY_KEY : Operation.ADD_KEY;
  }

  private Operation droppingKey(QualifiedName table, Constraint constraint) {
    if (ExpressionKeys.isOne(constraint)) return Operation.DROP_UNIQUE_EXPRESSION_KEY;
    return context.isClustered(table, constraint) ? Operation.DROP_PRIMARY_KEY : Operation.DROP_KEY;
  }

  private StepBuilder adding(
      QualifiedName table, Constraint constraint, int rank, AlterMethod way) {
    return context
        .changing(Phase.CONTRACT, rank, table, StepTitles.addConstraint(constraint), way)
        .source(ObjectRef.table(table).constraint(constraint))
        .up(context.alter(table, way, context.alter().addConstraint(constraint)))
        .effect(new AddConstraint(table, constraint))
        .needs(context.needsOf(table, context.mentioned(table, constraint)));
  }

  private SqlStatement dropping(QualifiedName table, Constraint constraint) {
    Operation operation =
        constraint.match(
            key -> droppingKey(table, key),
            unique -> droppingKey(table, unique),
            foreign -> Operation.DROP_FOREIGN_KEY,
            check -> Operation.DROP_CHECK,
            exclusion -> droppingKey(table, exclusion));
    return context.alter(
        table, context.way(operation, table), context.alter().dropConstraint(constraint));
  }

  // --- foreign keys

  /**
   * With checks switched off the server adds it at once and looks at no row; then, when it already
   * holds for every write, the rows are looked at.
   */
  private void addForeignKey(QualifiedName table, ForeignKey key) {
    AlterMethod way = context.way(Operation.ADD_FOREIGN_KEY_UNCHECKED, table);
    StepBuilder step =
        foreignKey(context, Phase.CONTRACT, table, key, way)
            .source(ObjectRef.table(table).constraint(key))
            .up(addingForeignKey(context, table, key))
            .needs(context.needsOf(table, key.columnList()))
            .needs(context.needsOf(key.references(), key.referencedColumns()));
    if (TableTraits.changesRows(key))
      key.columnList().forEach(c -> step.destroys(State.COMPUTED_FROM.of(table, c)));
    checks.of(table, key).ifPresent(step::check);
    sink.add(step);
  }

  /** The step that adds it, but for its statements. */
  public static StepBuilder foreignKey(
      MysqlContext context, Phase phase, QualifiedName table, ForeignKey key, AlterMethod way) {
    return step(phase, StepRanks.ADD_FOREIGN_KEY, table, StepTitles.addConstraint(key), way.locks())
        .mode(Mode.DETACHED, Mode.ALONE)
        .down(
            context.alter(
                table,
                context.way(Operation.DROP_FOREIGN_KEY, table),
                context.alter().dropConstraint(key)))
        .effect(new AddConstraint(table, key))
        .creates(StepKey.constraint(key.name().orElseThrow()))
        .needs(
            StepKey.table(table),
            StepKey.table(key.references()),
            State.NEW_INDEXES.of(table),
            State.NEW_INDEXES.of(key.references()));
  }

  /** It is added without a look at the rows; after that, one orphan stops the run. */
  public static SqlStatement[] addingForeignKey(
      MysqlContext context, QualifiedName table, ForeignKey key) {
    AlterMethod way = context.way(Operation.ADD_FOREIGN_KEY_UNCHECKED, table);
    SqlStatement add = context.alter(table, way, context.alter().addConstraint(key));
    return context.isEmpty(table)
        ? new SqlStatement[] {add}
        : new SqlStatement[] {add, failingOnOrphans(context, table, key)};
  }

  /** A query of one value that has two where a row has no parent, which is an error. */
  private static SqlStatement failingOnOrphans(
      MysqlContext context, QualifiedName table, ForeignKey key) {
    List<SqlText> filled = new ArrayList<>();
    List<SqlText> pairs = new ArrayList<>();
    for (int i = 0; i < key.columnList().size(); i++) {
      String child = key.columnList().get(i);
      String parent = key.referencedColumns().get(i);
      filled.add(context.fragment("child.{} IS NOT NULL", child));
      pairs.add(context.fragment("parent.{} = child.{}", parent, child));
    }
    return SqlStatement.of(
        context.sql(
            "SELECT (SELECT 1 FROM (SELECT 1 AS one UNION ALL SELECT 2) AS two WHERE EXISTS"
                + " (SELECT 1 FROM {} AS child WHERE {} AND NOT EXISTS"
                + " (SELECT 1 FROM {} AS parent WHERE {}))) AS fails_where_a_row_has_no_parent",
            table,
            MysqlContext.and(filled),
            key.references(),
            MysqlContext.and(pairs)));
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
        context
            .changing(
                Phase.CONTRACT,
                isCheck ? StepRanks.DROP_CHECK : StepRanks.DROP_INDEX,
                table,
                StepTitles.dropConstraint(constraint),
                context.way(operation, table))
            .source(ObjectRef.table(table).constraint(constraint))
            .up(dropping(table, constraint))
            .down(
                context.alter(
                    table, context.way(back, table), context.alter().addConstraint(constraint)))
            .effect(new DropConstraint(table, constraint))
            .needs(context.renamesOf(table, context.mentioned(table, constraint)))
            .releases(context.releasesOf(table, context.mentioned(table, constraint)));
    if (isCheck) {
      step.destroys(StepKey.constraint(constraint.name().orElseThrow()));
    } else {
      step.destroys(StepKey.index(table, indexName(constraint)));
      step.destroys(State.OLD_INDEXES.of(table));
      boolean returns = context.target(table).constraints().contains(constraint);
      if (!returns && context.supports(table, constraint.keys()))
        step.needs(State.NEW_INDEXES.of(table));
    }
    sink.add(step);
  }

  private void dropForeignKey(QualifiedName table, ForeignKey key) {
    sink.add(droppingForeignKey(context, table, key));
  }

  public static StepBuilder droppingForeignKey(
      MysqlContext context, QualifiedName table, ForeignKey key) {
    AlterMethod way = context.way(Operation.DROP_FOREIGN_KEY, table);
    StepBuilder step =
        context.changing(
            Phase.CONTRACT, StepRanks.DROP_FOREIGN_KEY, table, StepTitles.dropConstraint(key), way);
    if (TableTraits.changesRows(key))
      key.columnList().forEach(c -> step.releases(State.CHANGED_BY_KEY.of(table, c)));
    return step.source(ObjectRef.table(table).constraint(key))
        .mode(Mode.ALONE, Mode.DETACHED)
        .up(context.alter(table, way, context.alter().dropConstraint(key)))
        .down(addingForeignKey(context, table, key))
        .effect(new DropConstraint(table, key))
        .needs(context.renamesOf(table, key.columnList()))
        .needs(context.renamesOf(key.references(), key.referencedColumns()))
        .releases(context.releasesOf(table, key.columnList()))
        .releases(context.releasesOf(key.references(), key.referencedColumns()))
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
    AlterMethod way = context.way(Operation.RENAME_KEY, table);
    String from = before.name().orElseThrow();
    String to = after.name().orElseThrow();
    sink.add(
        context
            .changing(
                Phase.EXPAND,
                StepRanks.RENAME_COLUMN,
                table,
                StepTitles.renameConstraint(before, to),
                way)
            .source(ObjectRef.table(table).constraint(after))
            .up(context.alter(table, way, context.alter().renameIndex(from, to)))
            .down(context.alter(table, way, context.alter().renameIndex(to, from)))
            .effect(new AlterConstraint(table, before, after))
            .needs(context.renamesOf(table, context.mentioned(table, before)))
            .releases(context.releasesOf(table, context.mentioned(table, before)))
            .destroys(StepKey.index(table, from))
            .creates(StepKey.index(table, to)));
  }

  /** Both in one statement: no moment without the one or the other. */
  private void replace(QualifiedName table, Constraint before, Constraint after) {
    boolean clustered = context.isClustered(table, before) || context.isClustered(table, after);
    boolean onExpression = ExpressionKeys.isOne(before) || ExpressionKeys.isOne(after);
    AlterMethod way =
        clustered
            ? context.copy(table)
            : context.way(
                onExpression ? Operation.REPLACE_EXPRESSION_KEY : Operation.ADD_KEY, table);
    StepBuilder step =
        context
            .changing(
                Phase.CONTRACT,
                StepRanks.ADD_INDEX,
                table,
                StepTitles.recreateConstraint(after),
                way)
            .source(ObjectRef.table(table).constraint(after))
            .up(
                context.alter(
                    table,
                    way,
                    context.alter().dropConstraint(before),
                    context.alter().addConstraint(after)))
            .down(
                context.alter(
                    table,
                    way,
                    context.alter().dropConstraint(after),
                    context.alter().addConstraint(before)))
            .effect(new AlterConstraint(table, before, after))
            .needs(context.renamesOf(table, context.mentioned(table, before)))
            .needs(context.needsOf(table, context.mentioned(table, after)))
            .releases(goneWith(table, before, after))
            .creates(State.NEW_INDEXES.of(table));
    checks.of(table, after).ifPresent(step::check);
    sink.add(step);
  }

  private List<StepKey> goneWith(QualifiedName table, Constraint before, Constraint after) {
    List<String> gone = new ArrayList<>(context.mentioned(table, before));
    gone.removeAll(context.mentioned(table, after));
    return context.releasesOf(table, gone);
  }

  private void enforce(QualifiedName table, CheckConstraint before, CheckConstraint after) {
    boolean enforced = !CheckOptions.isNotEnforced(after);
    String name = after.name().orElseThrow();
    AlterMethod way =
        context.way(enforced ? Operation.ENFORCE_CHECK : Operation.STOP_ENFORCING_CHECK, table);
    AlterMethod back =
        context.way(enforced ? Operation.STOP_ENFORCING_CHECK : Operation.ENFORCE_CHECK, table);
    StepBuilder step =
        context
            .changing(
                enforced ? Phase.CONTRACT : Phase.EXPAND,
                StepRanks.ADD_CHECK,
                table,
                StepTitles.enforce(after, enforced),
                way)
            .source(ObjectRef.table(table).constraint(after))
            .up(context.alter(table, way, context.alter().enforceCheck(name, enforced)))
            .down(context.alter(table, back, context.alter().enforceCheck(name, !enforced)))
            .effect(new AlterConstraint(table, before, after))
            .needs(context.needsOf(table, context.mentioned(table, after)));
    if (enforced) checks.of(table, after).ifPresent(step::check);
    sink.add(step);
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
