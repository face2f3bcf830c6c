package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.ProjectedRows;
import dev.underpin.planner.recipe.ServerContext;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What PostgreSQL's recipes may ask while one plan is made. */
public final class PostgresContext extends ServerContext {
  private final PostgresDialect dialect;
  private final PostgresDdl ddl;
  private final TrashNaming trash;
  private final TrashNaming backTrash;

  private final List<QualifiedName> passingTypes = new ArrayList<>();
  private final List<QualifiedName> changedTypes = new ArrayList<>();

  public PostgresContext(PlanningInput input, List<Change> changes) {
    super(input, changes);
    this.dialect = (PostgresDialect) input.dialect();
    this.trash = TrashNaming.forward(input);
    this.backTrash = TrashNaming.back(input);
    this.ddl = dialect.ddl(input.catalog().defaultNamespace());
    for (Change change : changes) {
      if (change instanceof Change.AlterEnum c) changedTypes.add(c.after().name());
      if (change instanceof Change.RenameLabel c) changedTypes.add(c.type());
      if (change instanceof Change.CreateEnum c) passingTypes.add(c.type().name());
      if (change instanceof Change.DropEnum c) passingTypes.add(c.type().name());
    }
  }

  @Override
  public PostgresDialect dialect() {
    return dialect;
  }

  public PostgresDdl ddl() {
    return ddl;
  }

  /** Names for what the plan drops. */
  public TrashNaming trash() {
    return trash;
  }

  /** Names for what a rollback drops. */
  public TrashNaming backTrash() {
    return backTrash;
  }

  // --- names

  @Override
  public String name(QualifiedName name) {
    return ddl.name(name);
  }

  public String createTrash() {
    return "CREATE SCHEMA IF NOT EXISTS " + quote(TrashNaming.NAMESPACE);
  }

  /** The sequence behind a numbered column. */
  public Optional<QualifiedName> sequence(QualifiedName table, Column column) {
    return column
        .identity()
        .flatMap(
            i ->
                i.sequence().name().or(() -> dialect.defaultSequenceName(table, column.name(), i)));
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
      statements.add(ddl.commentOnColumn(table, column.name(), column.comment()));
    return statements;
  }

  /** The statement that gives a constraint the comment it has. */
  public Optional<String> comment(QualifiedName table, Constraint constraint) {
    return Optional.ofNullable(constraint.options().get("comment"))
        .map(c -> ddl.commentOnConstraint(table, constraint.name().orElseThrow(), Optional.of(c)));
  }

  /** The statement that gives an index the comment it has. */
  public Optional<String> comment(QualifiedName table, Index index) {
    return Optional.ofNullable(index.options().get("comment"))
        .map(c -> ddl.commentOnIndex(table.withName(index.name()), Optional.of(c)));
  }

  // --- the live side

  /** Say what a lock means for this table, and what it needs to be allowed. */
  public StepBuilder weigh(StepBuilder step, QualifiedName table, Lock lock) {
    if (lock.stopsWritersForLong() && isLarge(table)) {
      step.allow(Allow.REWRITE).hazard(Hazards.large(table, lock));
    }
    return step;
  }

  @Override
  public SqlText valueFor(Column column, SqlText expression) {
    return fragment("({})::{}", expression, SqlText.of(column.type()));
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

  // --- types

  /**
   * True for a column of that enum, or of an array of it. A type's name stands in a column's type
   * as the server spells it, with or without its namespace.
   */
  public boolean isOf(Column column, QualifiedName type) {
    String base =
        column.type().endsWith("[]")
            ? column.type().substring(0, column.type().length() - 2)
            : column.type();
    return base.equals(dialect.spelledType(type, catalog().defaultNamespace()));
  }

  /**
   * True where this plan makes or drops the column's enum: a column in the trash must then not keep
   * it alive.
   */
  public boolean isOfPassingType(Column column) {
    return passingTypes.stream().anyMatch(type -> isOf(column, type));
  }

  /** True where the live enum of a column is not there, or not the one that the plan leaves. */
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
    Set<StepKey> keys = new LinkedHashSet<>();
    Set<QualifiedName> enums = new LinkedHashSet<>(catalog().schema().enums().keySet());
    enums.addAll(target().enums().keySet());
    for (QualifiedName type : enums) {
      if (columns.stream().anyMatch(c -> isOf(c, type))) keys.add(State.TYPE.of(type));
    }
    return List.copyOf(keys);
  }

  // --- what things mention

  /** True where an index says something about a column in an expression or its predicate. */
  boolean inExpression(Index index, String column) {
    return index.where().filter(w -> dialect.mentionsColumn(w, column)).isPresent()
        || index.keys().stream()
            .anyMatch(
                k -> k.expression().filter(e -> dialect.mentionsColumn(e, column)).isPresent());
  }

  /** The enums of columns before they are recreated: what has their constants goes first. */
  private List<StepKey> remadeTypesOf(QualifiedName table, Collection<String> columns) {
    List<StepKey> keys = new ArrayList<>();
    renamed()
        .table(table)
        .ifPresent(
            t -> {
              for (QualifiedName type : changedTypes) {
                boolean uses =
                    t.columns().stream().anyMatch(c -> columns.contains(c.name()) && isOf(c, type));
                if (uses) keys.add(State.RECREATED_TYPE.of(type));
              }
            });
    return keys;
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
  public Collection<String> standingOn(ForeignKey key) {
    Set<String> columns = new LinkedHashSet<>(key.referencedColumns());
    for (Table side : sides(key.references())) {
      for (Constraint c : side.constraints()) {
        if (!c.columns().equals(Set.copyOf(key.referencedColumns()))) continue;
        columns.addAll(c.include());
      }
    }
    return columns;
  }

  /**
   * What has to be there, and what has to be gone, for a foreign key to come: of several unique
   * keys on its columns the server takes one, and it shall not be one that cannot be dropped then.
   */
  public List<StepKey> keysUnder(ForeignKey key) {
    List<StepKey> needed = new ArrayList<>();
    boolean stays = false;
    for (Map.Entry<String, Object> old : keysOn(renamed(), key).entrySet()) {
      if (keysOn(target(), key).containsValue(old.getValue())) stays = true;
      else needed.add(State.UNIQUE_GONE.of(key.references(), old.getKey()));
    }
    if (!stays) needed.add(StepKey.unique(key.references(), key.referencedColumns()));
    return needed;
  }

  /** By name, the unique constraints and indexes that a foreign key can depend on. */
  private static Map<String, Object> keysOn(Schema schema, ForeignKey key) {
    Map<String, Object> keys = new LinkedHashMap<>();
    Optional<Table> table = schema.table(key.references());
    if (table.isEmpty()) return keys;
    Set<String> columns = Set.copyOf(key.referencedColumns());
    for (Constraint constraint : table.get().constraints()) {
      if (!constraint.keys().isEmpty() && constraint.columns().equals(columns))
        keys.put(constraint.name().orElseThrow(), constraint);
    }
    for (Index index : table.get().indexes()) {
      if (index.unique() && index.columns().equals(columns)) keys.put(index.name(), index);
    }
    return keys;
  }

  /** The enums that the plan recreates, too. */
  @Override
  public List<StepKey> releasesOf(QualifiedName table, Collection<String> columns) {
    List<StepKey> keys = super.releasesOf(table, columns);
    keys.addAll(remadeTypesOf(table, columns));
    return keys;
  }

  /** The names that a table holds among its namespace's relations, beside its own. */
  public List<QualifiedName> relations(Table table) {
    List<QualifiedName> names = new ArrayList<>();
    for (Index index : table.indexes()) names.add(table.name().withName(index.name()));
    for (Constraint constraint : table.constraints()) {
      if (hasIndex(constraint)) {
        constraint.name().ifPresent(n -> names.add(table.name().withName(n)));
      }
    }
    return names;
  }

  /** True where the server keeps a constraint by an index of its name. */
  public static boolean hasIndex(Constraint constraint) {
    return constraint.match(
        key -> true, unique -> true, foreign -> false, check -> false, exclusion -> true);
  }

  /** The names of all constraints that are on a table at any time of the plan. */
  public Set<String> namesOn(QualifiedName table) {
    Set<String> names = new LinkedHashSet<>(facts(table).otherNames());
    for (Table side : sides(table)) {
      for (Constraint constraint : side.constraints()) constraint.name().ifPresent(names::add);
    }
    return names;
  }
}
