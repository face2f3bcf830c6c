package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.dialect.postgresql.lowering.RangeText;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.ProjectedRows;
import dev.underpin.planner.recipe.ServerContext;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What PostgreSQL's recipes may ask while one plan is made. */
public final class PostgresContext extends ServerContext {
  private final PostgresDialect dialect;
  private final PostgresDdl ddl;
  private final Trash trash;
  private final Trash backTrash;
  private final RegeneratedColumns regenerated;
  private final ExtensionTypes extensionTypes;

  private final List<QualifiedName> passingTypes = new ArrayList<>();
  private final List<QualifiedName> changedTypes = new ArrayList<>();

  private final Set<SchemaObject.Key> droppedObjects = new HashSet<>();

  /** The names of functions and other objects that the plan creates. */
  private final Set<String> newRoutines = new HashSet<>();

  public PostgresContext(PlanningInput input, List<Change> changes) {
    super(input, changes);
    this.dialect = (PostgresDialect) input.dialect();
    this.ddl = dialect.ddl(input.catalog().defaultNamespace());
    this.trash = new Trash(input, ddl, input.token());
    this.backTrash = new Trash(input, ddl, TrashNames.backToken(input.token()));
    this.regenerated = new RegeneratedColumns(this, changes);
    this.extensionTypes = new ExtensionTypes(this, changes);
    for (Change change : changes) {
      if (change instanceof Change.AlterEnum c) changedTypes.add(c.after().name());
      if (change instanceof Change.RenameLabel c) changedTypes.add(c.type());
      if (change instanceof Change.CreateEnum c) passingTypes.add(c.type().name());
      if (change instanceof Change.CreateObject c) newRoutines.add(bareName(c.object()));
      if (change instanceof Change.DropObject c) droppedObjects.add(c.object().key());
      if (change instanceof Change.ReplaceObject c) newRoutines.add(bareName(c.after()));
      if (change instanceof Change.DropEnum c) passingTypes.add(c.type().name());
    }
  }

  private static String bareName(SchemaObject object) {
    String name = object.name().name();
    int open = name.indexOf('(');
    return open < 0 ? name : name.substring(0, open);
  }

  @Override
  public PostgresDialect dialect() {
    return dialect;
  }

  public PostgresDdl ddl() {
    return ddl;
  }

  /** The trash of what the plan drops. */
  public Trash trash() {
    return trash;
  }

  /** The trash of what a rollback drops. */
  public Trash backTrash() {
    return backTrash;
  }

  /** The generated columns that change together with what they are computed from. */
  public RegeneratedColumns regenerated() {
    return regenerated;
  }

  @Override
  public String name(QualifiedName name) {
    return ddl.name(name);
  }

  /** The sequence that numbers a column. */
  public Optional<ColumnSequence> sequence(QualifiedName table, Column column) {
    return ddl.sequence(table, column).map(n -> new ColumnSequence(this, table, column, n));
  }

  /** All that adds a column: its sequence, where the server would make another, its comment … */
  public List<String> addColumn(QualifiedName table, Column column) {
    List<String> statements = new ArrayList<>();
    Optional<Sequence> own = ddl.ownSequence(table, column);
    own.ifPresent(s -> statements.add(ddl.createSequence(s)));
    statements.add(ddl.addColumn(table, column));
    own.ifPresent(s -> statements.add(ddl.ownedBy(s.name(), table, column.name())));
    statements.addAll(columnSettings(table, column));
    return statements;
  }

  /** What a column has that its definition cannot say. */
  public List<String> columnSettings(QualifiedName table, Column column) {
    List<String> statements = new ArrayList<>(ddl.columnSettings(table, column));
    if (column.comment().isPresent())
      statements.add(ddl.comments().onColumn(table, column.name(), column.comment()));
    return statements;
  }

  /** Adds a constraint with its comment. */
  public List<String> addConstraint(Table table, Constraint constraint) {
    List<String> statements = new ArrayList<>(List.of(ddl.addConstraint(table, constraint)));
    statements.addAll(comment(table.name(), constraint));
    return statements;
  }

  /** Creates an index with its comment. */
  public List<String> createIndex(QualifiedName table, Index index, boolean concurrently) {
    return withComment(table, index, ddl.createIndex(table, index, concurrently));
  }

  /** The same of a partitioned table, without its parts. */
  public List<String> createIndexOnly(QualifiedName table, Index index) {
    return withComment(table, index, ddl.createIndexOnly(table, index));
  }

  private List<String> withComment(QualifiedName table, Index index, String created) {
    List<String> statements = new ArrayList<>(List.of(created));
    comment(index)
        .ifPresent(
            c ->
                statements.add(
                    ddl.comments().onIndex(table.withName(index.name()), Optional.of(c))));
    return statements;
  }

  /** Creates an enum with its comment. */
  public List<String> createEnum(EnumType type) {
    return type.comment().isEmpty()
        ? List.of(ddl.createEnum(type))
        : List.of(ddl.createEnum(type), ddl.comments().onType(type.name(), type.comment()));
  }

  /** The statement that gives a constraint the comment it has. */
  public List<String> comment(QualifiedName table, Constraint constraint) {
    boolean has = constraint.options().containsKey("comment");
    return has ? List.of(changeComment(table, constraint)) : List.of();
  }

  /** The same, where it may have none. */
  public String changeComment(QualifiedName table, Constraint constraint) {
    Optional<String> comment = Optional.ofNullable(constraint.options().get("comment"));
    return ddl.comments().onConstraint(table, constraint.name().orElseThrow(), comment);
  }

  public static Optional<String> comment(Index index) {
    return Optional.ofNullable(index.options().get("comment"));
  }

  /** True for a column for which each new row has to say a value, unless it is computed. */
  public boolean needsValue(Column column) {
    return !column.nullable() && column.defaultValue().isEmpty() && column.identity().isEmpty();
  }

  /** The columns that a generated column is computed from. */
  public Set<String> computedFrom(QualifiedName table, Column column) {
    return column.generated().map(g -> mentioned(table, g.expression())).orElse(Set.of());
  }

  // --- the live side

  /** Adds the hazard of a long lock on a large table, and the approval that it needs. */
  public StepBuilder addLockHazards(StepBuilder step, QualifiedName table, Lock lock) {
    if (lock.stopsWritersForLong() && isLarge(table)) {
      step.allow(Allow.REWRITE).hazard(Hazards.large(table, lock));
    }
    return step;
  }

  @Override
  public SqlText valueFor(Column column, SqlText expression) {
    return fragment("({})::{}", expression, SqlText.of(column.type()));
  }

  /** The server shortens a text by itself in a cast to a length, and not in an assignment. */
  @Override
  public SqlText assigned(Column column, SqlText expression) {
    boolean hasLength = column.type().startsWith("character") && !column.type().endsWith("]");
    return hasLength ? fragment("({})::text", expression) : valueFor(column, expression);
  }

  @Override
  public Optional<SqlText> misfit(Column column, SqlText expression) {
    if (!column.type().startsWith("character")) return Optional.empty();
    return TypeConversion.of("text", column.type())
        .misfit()
        .map(m -> SqlText.of(m.replace("%s", "(" + expression.written() + ")")));
  }

  @Override
  public boolean canCompute(Column column, SqlText expression) {
    return !isChangedEnum(column)
        && !mentionsChangedEnum(expression)
        && newRoutines.stream().noneMatch(expression.written()::contains);
  }

  @Override
  public SqlText any(SqlText condition) {
    return fragment("bool_or({})", condition);
  }

  @Override
  public SqlText shown(List<SqlText> values) {
    return values.size() == 1 ? fragment("{}::text", values) : fragment("ROW({})::text", values);
  }

  @Override
  protected SqlText rowWithoutKey() {
    return SqlText.of("ctid::text");
  }

  @Override
  public Optional<SqlText> computes(List<SqlText> expressions) {
    return expressions.stream()
        .map(e -> fragment("({})::text = 'no value is this one, it is only computed'", e))
        .reduce((one, two) -> fragment("{} OR {}", one, two));
  }

  @Override
  public boolean hasNotValid() {
    return true;
  }

  @Override
  public ProjectedRows projected() {
    return new PostgresRows(this);
  }

  /** True for an object that the plan drops. */
  public boolean drops(SchemaObject object) {
    return droppedObjects.contains(object.key());
  }

  /** A check for rows that a rollback cannot keep: those for which a condition holds then. */
  public DataCheck rollbackCheck(
      String id, QualifiedName table, Finding finding, SqlText condition, String remedy) {
    String rows = ddl.sql("SELECT ctid::text FROM {} WHERE {}", table, condition);
    return new DataCheck(id, table, finding, rows, remedy);
  }

  /** The declared backfill of a column. */
  public Optional<SqlText> backfill(QualifiedName table, String column) {
    return Optional.ofNullable(hints().backfills().get(new ColumnRef(table, column)));
  }

  /** True for a table or column that is dropped for good. */
  public boolean isDiscarded(String path) {
    return options().discard() || hints().discarded().contains(path);
  }

  /** A partitioned table's index cannot be built, or dropped, while others write. */
  public boolean isConcurrent(QualifiedName table) {
    return renamed().table(table).filter(PostgresContext::isPartitioned).isEmpty();
  }

  public static boolean isPartitioned(Table table) {
    return table.options().containsKey("partition_by");
  }

  /**
   * True for a column of that enum, or of an array of it. A type's name stands in a column's type
   * as the server spells it, with or without its namespace.
   */
  public boolean isOf(Column column, QualifiedName type) {
    String name = dialect.spelledType(type, catalog().defaultNamespace());
    return column.type().equals(name) || column.type().equals(name + "[]");
  }

  /** The name of the multirange type that a range type brings. */
  public QualifiedName multirange(SchemaObject range) {
    return new RangeText(range.create().canonical())
        .multirange(range.name(), catalog().defaultNamespace());
  }

  /**
   * True where this plan makes or drops the column's enum or extension: a column in the trash must
   * then not keep it alive.
   */
  public boolean isOfPassingType(Column column) {
    return passingTypes.stream().anyMatch(type -> isOf(column, type)) || isOfExtension(column);
  }

  /** True where this plan makes or drops the extension that has the column's type. */
  boolean isOfExtension(Column column) {
    return extensionTypes.has(column);
  }

  /** What an extension of the plan may have the operators of. */
  ExtensionTypes extensionTypes() {
    return extensionTypes;
  }

  /** True where the live enum of a column is missing, or not the one that the plan leaves. */
  boolean isChangedEnum(Column column) {
    return isOfPassingType(column) || changedTypes.stream().anyMatch(type -> isOf(column, type));
  }

  /** True where an expression names such an enum. */
  boolean mentionsChangedEnum(SqlText expression) {
    return Stream.concat(passingTypes.stream(), changedTypes.stream())
        .anyMatch(t -> expression.written().contains(dialect.spelled(t.name())));
  }

  /** The enums of columns, with the labels that they have in the end. */
  public List<StepKey> typesOf(Collection<Column> columns) {
    return Stream.of(catalog().schema(), target())
        .flatMap(schema -> schema.enums().keySet().stream())
        .filter(type -> columns.stream().anyMatch(c -> isOf(c, type)))
        .map(type -> State.TYPE.of(type))
        .toList();
  }

  // --- what things mention

  /** True where an index says something about a column in an expression or its predicate. */
  public boolean inExpression(Index index, String column) {
    return Stream.concat(
            index.where().stream(), index.keys().stream().flatMap(k -> k.expression().stream()))
        .anyMatch(e -> dialect.mentionsColumn(e, column));
  }

  /** The enums of the columns, too. */
  @Override
  public List<StepKey> needsOf(QualifiedName table, Collection<String> columns) {
    List<StepKey> keys = super.needsOf(table, columns);
    for (String column : columns) {
      for (Table side : sides(table))
        side.column(column).ifPresent(c -> keys.addAll(typesOf(List.of(c))));
    }
    return keys;
  }

  /**
   * The columns that a foreign key depends on, with those that the key there includes beside them.
   */
  public Collection<String> columnsUnder(ForeignKey key) {
    Set<String> columns = new LinkedHashSet<>(key.referencedColumns());
    for (Table side : sides(key.references())) {
      for (Constraint c : side.constraints()) {
        if (c.columns().equals(Set.copyOf(key.referencedColumns()))) columns.addAll(c.include());
      }
    }
    return columns;
  }

  /** The enums that the plan recreates, too. */
  @Override
  public List<StepKey> releasesOf(QualifiedName table, Collection<String> columns) {
    List<StepKey> keys = super.releasesOf(table, columns);
    List<Column> all = renamed().table(table).map(Table::columns).orElse(List.of());
    List<Column> named = all.stream().filter(c -> columns.contains(c.name())).toList();
    for (QualifiedName type : changedTypes) {
      if (named.stream().anyMatch(c -> isOf(c, type))) keys.add(State.RECREATED_TYPE.of(type));
    }
    return keys;
  }

  /** The names that a table holds among its namespace's relations, beside its own. */
  public List<QualifiedName> relations(Table table) {
    List<QualifiedName> names = new ArrayList<>();
    for (Index index : table.indexes()) names.add(table.name().withName(index.name()));
    for (Constraint constraint : table.constraints()) {
      if (ConstraintTraits.hasIndex(constraint)) {
        constraint.name().ifPresent(n -> names.add(table.name().withName(n)));
      }
    }
    return names;
  }

  /** A name for a NOT NULL that no constraint of the table has at any time of the plan. */
  public String notNullName(QualifiedName table, String column) {
    Set<String> taken = new HashSet<>(facts(table).otherNames());
    for (Table side : sides(table)) {
      for (Constraint constraint : side.constraints()) constraint.name().ifPresent(taken::add);
    }
    return dialect.notNullName(table, column, taken::contains);
  }
}
