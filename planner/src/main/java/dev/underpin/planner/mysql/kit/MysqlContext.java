package dev.underpin.planner.mysql.kit;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.ddl.AlterTable;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.ddl.MysqlAlter;
import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.ProjectedRows;
import dev.underpin.planner.recipe.ServerContext;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the recipes of MySQL and MariaDB may ask while one plan is made. */
public final class MysqlContext extends ServerContext {
  private final MysqlDialect dialect;
  private final OnlineDdlMatrix matrix;
  private final InstantColumnChanges versions;
  private final PlanningInput input;
  private final List<Change> changes;
  private final Set<Change> dropped;

  public MysqlContext(PlanningInput input, List<Change> changes) {
    this(input, changes, Set.of());
  }

  private MysqlContext(PlanningInput input, List<Change> changes, Set<Change> dropped) {
    super(input, changes);
    this.input = input;
    this.changes = changes;
    this.dropped = dropped;
    this.dialect = (MysqlDialect) input.dialect();
    this.matrix = new OnlineDdlMatrix(dialect.flavor());
    this.versions = new InstantColumnChanges(this, changes);
  }

  /** The same, where the plan also drops what these changes drop only to add it again. */
  public MysqlContext dropping(List<Change> all) {
    return new MysqlContext(input, changes, Set.copyOf(all));
  }

  @Override
  public MysqlDialect dialect() {
    return dialect;
  }

  public MysqlDdl ddl() {
    return dialect.ddl();
  }

  public MysqlAlter alter() {
    return dialect.alter();
  }

  /** How many changes of columns each table can still take instantly. */
  public InstantColumnChanges versions() {
    return versions;
  }

  /** The changes that the diff found. */
  public List<Change> changes() {
    return changes;
  }

  // --- statements

  @Override
  public String name(QualifiedName name) {
    return dialect.quote(name);
  }

  /** All of the conditions. */
  public static SqlText and(List<SqlText> conditions) {
    return SqlText.of(
        conditions.stream().map(SqlText::written).collect(Collectors.joining(" AND ")));
  }

  public SqlStatement alter(QualifiedName table, AlterMethod way, Clause... clauses) {
    return alter(table, way, List.of(clauses));
  }

  public SqlStatement alter(QualifiedName table, AlterMethod way, List<Clause> clauses) {
    AlterTable alter = new AlterTable(table, clauses, way.algorithm(), way.lock());
    return way.copies() && isLarge(table)
        ? OnlineCopyCommands.before(OnlineCopyCommands.INSTEAD, catalog().database(), alter)
        : alter;
  }

  /** The same for a statement that a tool makes instead, unless a plain client runs the file. */
  public SqlStatement byTool(QualifiedName table, AlterMethod way, Clause clause) {
    AlterTable alter = new AlterTable(table, List.of(clause), way.algorithm(), way.lock());
    return OnlineCopyCommands.before(OnlineCopyCommands.BY_TOOL, catalog().database(), alter);
  }

  /** The best way for an operation on a table, as it is now or will be. */
  public AlterMethod way(Operation operation, QualifiedName table) {
    AlterMethod way = matrix.way(operation, shape(table));
    boolean counts = operation == Operation.ADD_COLUMN || operation == Operation.DROP_COLUMN;
    return counts && way.equals(AlterMethod.INSTANT) && !versions.suffice(table)
        ? AlterMethod.REBUILD
        : way;
  }

  /** The best way while the table's checks are away. */
  AlterMethod wayWithoutChecks(Operation operation, QualifiedName table) {
    return matrix.way(operation, shape(table).withoutChecks());
  }

  /** What holds before the plan or after it counts: it may be so when the step is run. */
  private TableTraits shape(QualifiedName table) {
    List<TableTraits> shapes = sides(table).stream().map(t -> TableTraits.of(t, dialect)).toList();
    return shapes.stream()
        .reduce(TableTraits::or)
        .orElseGet(
            () ->
                TableTraits.of(
                    new Table(
                        table,
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        new java.util.TreeMap<>()),
                    dialect));
  }

  /** A copy of the table, as good as it can be had. */
  public AlterMethod copy(QualifiedName table) {
    return matrix.copy(shape(table));
  }

  /** Begin a step that changes a table in some way. */
  public StepBuilder changing(
      Phase phase, int rank, QualifiedName table, String title, AlterMethod way) {
    StepBuilder step = step(phase, rank, table, title, way.locks()).mode(Mode.ALONE, Mode.ALONE);
    if (!live(table).equals(table)) step.needs(StepKey.table(table));
    weigh(step, table, way);
    return step;
  }

  private void weigh(StepBuilder step, QualifiedName table, AlterMethod way) {
    if (way.isTool()) {
      step.hazard(Hazards.copiedByTool(table));
      return;
    }
    if (way.copies() && !isEmpty(table)) {
      step.hazard(Hazards.copies(table, way.locks()));
    }
    if (way.locks().stopsWritersForLong() && isLarge(table)) {
      step.allow(Allow.REWRITE).hazard(Hazards.large(table, way.locks()));
    }
  }

  /** Columns that would be set to now by an UPDATE of others: it says that they stay. */
  public SqlText keepingTimes(QualifiedName table) {
    return SqlText.of(
        renamed().table(table).stream()
            .flatMap(t -> t.columns().stream())
            .filter(c -> c.options().containsKey(ColumnOptions.ON_UPDATE))
            .map(c -> dialect.sql(", {} = {}", c.name(), c.name()))
            .collect(Collectors.joining()));
  }

  public static Lock rows() {
    return new Lock("row locks", Lock.Blocks.NOTHING, Lock.Work.ROWS);
  }

  /** The table as it will be. */
  public Table target(QualifiedName table) {
    return target().table(table).orElseThrow();
  }

  /** The table as it is after the renames of the plan. */
  public Table renamed(QualifiedName table) {
    return renamed().table(table).orElseThrow();
  }

  /** The collation of a table's columns that name none, where it is known. */
  public Optional<String> usualCollation(Table table) {
    return Optional.ofNullable(table.options().get(TableOptions.COLLATION))
        .or(() -> Optional.ofNullable(catalog().collations().get(table.name().schema())));
  }

  /** The collation that a column of a table has. */
  public Optional<String> collation(Table table, Column column) {
    return column.collation().or(() -> usualCollation(table));
  }

  /** A column's type with all that its text depends on; absent for a type that is not known. */
  public Optional<TypeConversion.Side> typeSide(Table table, Column column) {
    return TypeName.parse(column.type())
        .map(type -> new TypeConversion.Side(type, collation(table, column)));
  }

  /**
   * A column as a statement has to say it: where the table's collation changes in this plan, it may
   * not be left to that.
   */
  public Column spoken(Table table, Column column) {
    boolean changes =
        sides(table.name()).stream()
                .map(t -> Optional.ofNullable(t.options().get(TableOptions.COLLATION)))
                .distinct()
                .count()
            > 1;
    return changes ? column.withCollation(collation(table, column)) : column;
  }

  // --- the live side

  @Override
  public boolean isEmpty(QualifiedName table) {
    if (renamed().table(table).isEmpty()) return true;
    return facts(table).empty() && !options().planForUnknownRows();
  }

  @Override
  public SqlText valueFor(Column column, SqlText expression) {
    return expression;
  }

  @Override
  public SqlText any(SqlText condition) {
    return fragment("max({})", condition);
  }

  @Override
  public SqlText shown(List<SqlText> values) {
    return values.size() == 1 ? values.get(0) : fragment("concat_ws(', ', {})", values);
  }

  @Override
  protected SqlText rowWithoutKey() {
    return SqlText.of("'(no key)'");
  }

  @Override
  public Optional<SqlText> computes(List<SqlText> expressions) {
    return Optional.empty();
  }

  @Override
  public boolean hasNotValid() {
    return false;
  }

  @Override
  public ProjectedRows projected() {
    return new MysqlRows(this);
  }

  /** A SELECT of the keys of rows, asked when the plan has been carried out. */
  public String rowsAfter(QualifiedName table, String condition) {
    Optional<String> key =
        target()
            .table(table)
            .flatMap(Table::primaryKey)
            .flatMap(k -> k.columns().stream().findFirst());
    return "SELECT "
        + key.map(this::quote).orElse("'(no key)'")
        + " FROM "
        + name(table)
        + " WHERE "
        + condition;
  }

  /**
   * True where a foreign key that is there all the way through the plan could depend on these
   * columns' index; others have gone before it goes, and come when all indexes are there.
   */
  public boolean supports(QualifiedName table, List<IndexKey> keys) {
    for (Table other : renamed().tables().values()) {
      for (ForeignKey key : other.constraintsOf(ForeignKey.class)) {
        if (isDropped(other.name(), key)) continue;
        if (other.name().equals(table) && begins(keys, key.columnList())) return true;
        if (key.references().equals(table) && begins(keys, key.referencedColumns())) return true;
      }
    }
    return false;
  }

  /** True for a constraint that this plan drops, be it that it comes again. */
  @Override
  public boolean isDropped(QualifiedName table, Constraint constraint) {
    boolean stays =
        target().table(table).stream().anyMatch(t -> t.constraints().contains(constraint));
    return !stays || dropped.contains(new Change.DropConstraint(table, constraint));
  }

  /**
   * True for a key that orders the rows of a table that has no primary key, before or after: it is
   * added and dropped as that would be.
   */
  public boolean isClustered(QualifiedName table, Constraint constraint) {
    return constraint instanceof UniqueConstraint u
        && sides(table).stream()
            .anyMatch(
                t ->
                    t.primaryKey().isEmpty()
                        && u.keys().stream()
                            .allMatch(
                                k ->
                                    k.column()
                                        .flatMap(t::column)
                                        .filter(c -> !c.nullable())
                                        .isPresent()));
  }

  private static boolean begins(List<IndexKey> keys, List<String> columns) {
    return keys.size() >= columns.size()
        && keys.subList(0, columns.size()).stream()
            .map(k -> k.column().orElse(""))
            .collect(Collectors.toSet())
            .equals(Set.copyOf(columns));
  }
}
