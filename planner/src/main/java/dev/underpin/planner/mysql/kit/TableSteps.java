package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.ddl.MysqlAlter;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What recipes make the steps of one table from: its statements, its methods and its keys. */
public class TableSteps {
  protected final MysqlContext context;
  protected final StepSink sink;
  protected final QualifiedName table;
  protected final MysqlAlter clauses;

  public TableSteps(MysqlContext context, StepSink sink, QualifiedName table) {
    this.context = context;
    this.sink = sink;
    this.table = table;
    this.clauses = context.alter();
  }

  protected TableSteps(TableSteps other) {
    this(other.context, other.sink, other.table);
  }

  // --- the table

  /** The table as it is after the renames of the plan. */
  protected final Table oldTable() {
    return context.renamed(table);
  }

  /** The table as it will be. */
  protected final Table newTable() {
    return context.target(table);
  }

  protected final ObjectRef ref() {
    return ObjectRef.table(table);
  }

  // --- steps

  /** Begin a step that the old application does not notice. */
  protected final StepBuilder expand(
      int rank, ObjectRef source, String title, Operation operation) {
    return step(Phase.EXPAND, rank, source, title, method(operation));
  }

  /** Begin a step for which the new application must be everywhere. */
  protected final StepBuilder contract(
      int rank, ObjectRef source, String title, Operation operation) {
    return contract(rank, source, title, method(operation));
  }

  protected final StepBuilder contract(
      int rank, ObjectRef source, String title, AlterMethod method) {
    return step(Phase.CONTRACT, rank, source, title, method);
  }

  /** Begin a step that changes the table. */
  protected final StepBuilder step(
      Phase phase, int rank, ObjectRef source, String title, AlterMethod method) {
    StepBuilder step = step(phase, rank, title, method.locks()).source(source);
    if (!context.live(table).equals(table)) step.needs(StepKey.table(table));
    addLockHazards(step, method);
    return step;
  }

  /** Begin a step about the table as a whole. */
  protected final StepBuilder step(Phase phase, int rank, String title, Lock lock) {
    return StepBuilder.step(phase, rank, table, title, lock)
        .mode(Mode.ALONE, Mode.ALONE)
        .source(ref());
  }

  private void addLockHazards(StepBuilder step, AlterMethod method) {
    if (method.isTool()) {
      step.hazard(Hazards.copiedByTool(table));
      return;
    }
    if (method.copies() && !context.isEmpty(table))
      step.hazard(Hazards.copies(table, method.locks()));
    if (method.locks().stopsWritersForLong() && context.isLarge(table))
      step.allow(Allow.REWRITE).hazard(Hazards.large(table, method.locks()));
  }

  // --- statements

  protected final AlterMethod method(Operation operation) {
    return context.method(operation, table);
  }

  /** The best method by which all of these can be done at once. */
  protected final AlterMethod method(Collection<Operation> operations) {
    return operations.stream().map(this::method).reduce(AlterMethod.INSTANT, AlterMethod::and);
  }

  /** The statement that does one thing. */
  protected final SqlStatement alter(Operation operation, Clause... clauses) {
    return alter(method(operation), clauses);
  }

  protected final SqlStatement alter(AlterMethod method, Clause... clauses) {
    return alter(method, List.of(clauses));
  }

  /** The statement; of a large table that the server copies, with the commands of tools. */
  protected final SqlStatement alter(AlterMethod method, List<Clause> clauses) {
    AlterTable alter = new AlterTable(table, clauses, method.algorithm(), method.lock());
    String database = context.catalog().database();
    if (method.isTool()) return new OnlineCopy(OnlineCopy.BY_TOOL, database, alter);
    return method.copies() && context.isLarge(table)
        ? new OnlineCopy(OnlineCopy.INSTEAD, database, alter)
        : alter;
  }

  protected final Clause addColumn(Table owner, Column column) {
    return clauses.addColumn(owner, context.withExplicitCollation(owner, column));
  }

  protected final Clause modifyColumn(Table owner, Column column) {
    return clauses.modifyColumn(owner, context.withExplicitCollation(owner, column));
  }

  // --- operations

  /** What adding a column is. */
  protected final Operation adding(Table owner, Column column) {
    if (column.generated().isPresent())
      return column.generated().get().stored()
          ? Operation.ADD_STORED_COLUMN
          : Operation.ADD_VIRTUAL_COLUMN;
    if (ColumnChecks.of(owner, column).isPresent()) return Operation.ADD_COLUMN_WITH_CHECK;
    boolean noValue =
        !column.nullable()
            && column.defaultValue().isEmpty()
            && TypeName.parse(column.type()).filter(TableSteps::beginsWithNothing).isPresent();
    return noValue ? Operation.ADD_COLUMN_WITHOUT_VALUE : Operation.ADD_COLUMN;
  }

  private static boolean beginsWithNothing(TypeName type) {
    return type.base().equals("date") || type.base().equals("datetime") || type.isSpatial();
  }

  /** What dropping a column is. */
  protected final Operation dropping(Column column) {
    boolean virtual = column.generated().filter(g -> !g.stored()).isPresent();
    return virtual
        ? ExpressionKeys.droppingVirtual(context, table, column.name())
        : Operation.DROP_COLUMN;
  }

  /** What adding an index is. */
  protected final Operation adding(Index index) {
    return switch (index.method()) {
      case IndexOptions.FULLTEXT -> Operation.ADD_FULLTEXT_KEY;
      case IndexOptions.SPATIAL -> Operation.ADD_SPATIAL_KEY;
      default ->
          ExpressionKeys.isOne(index)
              ? ExpressionKeys.adding(context, table, index)
              : Operation.ADD_KEY;
    };
  }

  /** What adding a constraint is. */
  protected final Operation adding(Constraint constraint) {
    return constraint.match(
        this::addingKey,
        this::addingKey,
        foreign -> Operation.ADD_FOREIGN_KEY_UNCHECKED,
        check -> {
          if (CheckOptions.isPeriod(check)) return Operation.ADD_PERIOD;
          return CheckOptions.isNotEnforced(check)
              ? Operation.ADD_UNENFORCED_CHECK
              : Operation.ADD_CHECK;
        },
        this::addingKey);
  }

  /** The period that a key is on, where rows that agree in its other columns may not overlap. */
  protected static Optional<String> period(Constraint key) {
    return Optional.ofNullable(key.options().get(IndexOptions.WITHOUT_OVERLAPS));
  }

  private Operation addingKey(Constraint key) {
    if (period(key).isPresent()) return Operation.ADD_KEY_WITHOUT_OVERLAPS;
    if (ExpressionKeys.isOne(key)) return Operation.ADD_UNIQUE_EXPRESSION_KEY;
    return context.isClustered(table, key) ? Operation.ADD_PRIMARY_KEY : Operation.ADD_KEY;
  }

  /** What dropping a constraint is. */
  protected final Operation dropping(Constraint constraint) {
    return constraint.match(
        this::droppingKey,
        this::droppingKey,
        foreign -> Operation.DROP_FOREIGN_KEY,
        check -> Operation.DROP_CHECK,
        this::droppingKey);
  }

  private Operation droppingKey(Constraint key) {
    if (ExpressionKeys.isOne(key)) return Operation.DROP_UNIQUE_EXPRESSION_KEY;
    return context.isClustered(table, key) ? Operation.DROP_PRIMARY_KEY : Operation.DROP_KEY;
  }

  /** The index of a unique constraint or primary key. */
  protected final StepKey indexKey(Constraint constraint) {
    boolean primary = constraint instanceof PrimaryKey;
    return StepKey.index(table, primary ? "PRIMARY" : constraint.name().orElseThrow());
  }

  /** The step, with the question whether the rows keep a constraint. */
  protected final StepBuilder checked(StepBuilder step, Constraint constraint) {
    new DataChecks(context).of(table, constraint).ifPresent(step::check);
    if (period(constraint).isPresent())
      new DataChecks(context).overlaps(table, constraint).ifPresent(step::check);
    return step;
  }

  // --- what steps wait for

  /** What a step needs that makes something of these columns. */
  protected final List<StepKey> needs(Collection<String> columns) {
    return context.needsOf(table, columns);
  }

  /** Make a step wait for the new names of these columns, and their drop wait for it. */
  protected final StepBuilder releasing(StepBuilder step, Collection<String> columns) {
    return step.needs(context.renamesOf(table, columns))
        .releases(context.releasesOf(table, columns));
  }
}
