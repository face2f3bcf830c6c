package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.ddl.MysqlAlter;
import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.dialect.mysql.references.SequenceReferences;
import dev.underpin.dialect.mysql.traits.TableTrait;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.ProjectedRows;
import dev.underpin.planner.recipe.ServerContext;
import dev.underpin.planner.step.Lock;
import dev.underpin.schema.declared.ColumnRef;
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
  /** What others notice where only the catalog changes. */
  public static final Lock METADATA_LOCK =
      new Lock("metadata lock", Lock.Blocks.READS_AND_WRITES, Lock.Work.CATALOG);

  private final MysqlDialect dialect;
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

  /** All of the conditions. */
  static SqlText and(List<SqlText> conditions) {
    return SqlText.of(
        conditions.stream().map(SqlText::written).collect(Collectors.joining(" AND ")));
  }

  /** The best method for an operation on a table, as it is now or will be. */
  AlterMethod method(Operation operation, QualifiedName table) {
    AlterMethod method = operation.method(dialect.flavor(), traits(table));
    boolean counts = operation == Operation.ADD_COLUMN || operation == Operation.DROP_COLUMN;
    return counts && method.equals(AlterMethod.INSTANT) && !versions.suffice(table)
        ? AlterMethod.REBUILD
        : method;
  }

  /** The best method while the table has no checks. */
  AlterMethod methodWithoutChecks(Operation operation, QualifiedName table) {
    Set<TableTrait> traits = traits(table);
    traits.remove(TableTrait.RECHECKED);
    return operation.method(dialect.flavor(), traits);
  }

  /** A copy of the table, by the best method. */
  public AlterMethod copy(QualifiedName table) {
    return DdlRule.copy(dialect.flavor(), traits(table));
  }

  /** What holds before the plan or after it counts: it may be so when the step is run. */
  private Set<TableTrait> traits(QualifiedName table) {
    return TableTrait.of(sides(table), dialect.flavor());
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
   * A column with its collation, where the table's changes in this plan and so cannot decide it.
   */
  public Column withExplicitCollation(Table table, Column column) {
    long collations =
        sides(table.name()).stream()
            .map(t -> Optional.ofNullable(t.options().get(TableOptions.COLLATION)))
            .distinct()
            .count();
    return collations > 1 ? column.withCollation(collation(table, column)) : column;
  }

  /** What the YAML says to fill a column with. */
  public Optional<SqlText> backfill(QualifiedName table, String column) {
    return Optional.ofNullable(hints().backfills().get(new ColumnRef(table, column)));
  }

  /** What the YAML says to convert a column's values with. */
  public Optional<SqlText> using(QualifiedName table, String column) {
    return Optional.ofNullable(hints().using().get(new ColumnRef(table, column)));
  }

  /** True for what is dropped without a place in the trash. */
  public boolean isDiscarded(String name) {
    return options().discard() || hints().discarded().contains(name);
  }

  // --- the live side

  @Override
  public SqlText valueFor(Column column, SqlText expression) {
    return expression;
  }

  @Override
  public SqlText assigned(Column column, SqlText expression) {
    return fragment("({})", expression);
  }

  @Override
  public Optional<SqlText> misfit(Column column, SqlText expression) {
    return TypeName.parse(column.type())
        .flatMap(t -> ValueFit.misfit(t, assigned(column, expression).written()))
        .map(SqlText::of);
  }

  @Override
  public Optional<SqlText> fails(SqlText value) {
    return Optional.of(fragment("CASE WHEN {} IS NULL THEN 0 ELSE 0 END = 1", value));
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

  /** True where the server keeps what the rows of a table were before (MariaDB). */
  public boolean keepsVersions(QualifiedName table) {
    return renamed()
        .table(table)
        .filter(t -> t.options().containsKey(TableOptions.SYSTEM_VERSIONING))
        .isPresent();
  }

  /**
   * The rows of the live table for which a condition holds; the old versions of its rows too, where
   * it has some: the server converts them with the others, or fails.
   */
  public String versions(QualifiedName table, String condition) {
    return keepsVersions(table)
        ? sql(
            "SELECT {} FROM {} FOR SYSTEM_TIME ALL WHERE {}",
            sample(table),
            live(table),
            SqlText.of(condition))
        : rows(table, condition);
  }

  /**
   * True where MySQL may say that columns were added instantly, and then exchanges no partition.
   */
  public boolean mayHaveInstantColumns(QualifiedName table) {
    MysqlFlavor flavor = dialect.flavor();
    return !flavor.isMariaDb() && versions.mayBeUsed(table, flavor.rowVersions().orElse(-1));
  }

  /**
   * To ask for a number of a sequence would give it away, and the sequence may not be there yet.
   */
  @Override
  public boolean canCompute(Column column, SqlText expression) {
    return SequenceReferences.of(expression).isEmpty();
  }

  /** A SELECT of the keys of rows, asked when the plan has been carried out. */
  public String rowsAfter(QualifiedName table, String condition) {
    Optional<String> key =
        target()
            .table(table)
            .flatMap(Table::primaryKey)
            .flatMap(k -> k.columns().stream().findFirst());
    SqlText row = SqlText.of(key.map(this::quote).orElse("'(no key)'"));
    return sql("SELECT {} FROM {} WHERE {}", row, table, SqlText.of(condition));
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

  /** True for a constraint that this plan drops, also where it adds it again. */
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
    return constraint instanceof UniqueConstraint
        && sides(table).stream()
            .filter(t -> t.primaryKey().isEmpty())
            .anyMatch(t -> constraint.keys().stream().allMatch(k -> isRequired(t, k)));
  }

  private static boolean isRequired(Table table, IndexKey key) {
    return key.column().flatMap(table::column).filter(c -> !c.nullable()).isPresent();
  }

  private static boolean begins(List<IndexKey> keys, List<String> columns) {
    return keys.size() >= columns.size()
        && keys.subList(0, columns.size()).stream()
            .map(k -> k.column().orElse(""))
            .collect(Collectors.toSet())
            .equals(Set.copyOf(columns));
  }
}
