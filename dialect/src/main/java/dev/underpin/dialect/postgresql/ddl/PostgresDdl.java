package dev.underpin.dialect.postgresql.ddl;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lowering.BuiltInTypes;
import dev.underpin.dialect.postgresql.lowering.NotNullState;
import dev.underpin.dialect.postgresql.references.ConstraintNames;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * PostgreSQL's statements that create, drop and change what the model holds; without closing
 * semicolons. Constraints always get a name: the model's, or the one that the server would choose.
 *
 * <p>Names in the namespace of the search path are written without it, all others with theirs.
 */
public final class PostgresDdl {
  private final Dialect dialect;
  private final SqlTemplate template;
  private final ConstraintSql constraints;
  private final ColumnSql columns;

  public PostgresDdl(Dialect dialect, String searchPath) {
    this.dialect = dialect;
    this.template = dialect.template(searchPath);
    this.constraints = new ConstraintSql(dialect, this::name);
    this.columns = new ColumnSql(dialect, this::name);
  }

  /** A name as these statements write it. */
  public String name(QualifiedName name) {
    return template.sql("{}", name);
  }

  /** SQL by template, its names as these statements write them. */
  public String sql(@CompileTimeConstant String text, Object... arguments) {
    return template.sql(text, arguments);
  }

  /** The same, to be an argument of another template. */
  public SqlText fragment(@CompileTimeConstant String text, Object... arguments) {
    return template.fragment(text, arguments);
  }

  /** A type's name: with its namespace where the server has a type of that name itself. */
  public String typeName(QualifiedName name) {
    return BuiltInTypes.hides(name.name()) ? dialect.quote(name) : name(name);
  }

  public String createNamespace(String namespace) {
    return "CREATE SCHEMA " + dialect.quote(namespace);
  }

  public String dropNamespace(String namespace) {
    return "DROP SCHEMA " + dialect.quote(namespace);
  }

  /**
   * All that creates a table but its indexes: sequences of serial columns with settings of their
   * own come first, then the table, then what can only be said afterwards (settings of columns,
   * comments).
   *
   * @param foreignKeys true where its foreign keys are part of the statement
   */
  public List<String> createTable(Table table, boolean foreignKeys) {
    List<String> statements = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Column column : table.columns()) {
      ownSequence(table.name(), column).ifPresent(s -> statements.add(createSequence(s)));
      lines.add(columnDefinition(table.name(), column));
    }
    List<Constraint> later = new ArrayList<>();
    for (Constraint constraint : table.constraints()) {
      if (constraint instanceof ForeignKey && !foreignKeys) continue;
      if (isNotValid(constraint) || isMerged(table, constraint)) later.add(constraint);
      else lines.add(constraints.named(table, constraint));
    }
    statements.add(
        (TableOptions.unlogged(table.options()) ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ")
            + name(table.name())
            + (lines.isEmpty() ? " ()" : " (\n  " + String.join(",\n  ", lines) + "\n)")
            + TableOptions.clauses(table.options()));
    for (Column column : table.columns()) {
      ownSequence(table.name(), column)
          .ifPresent(s -> statements.add(ownedBy(s.name(), table.name(), column.name())));
      statements.addAll(columnSettings(table.name(), column));
    }
    for (Constraint constraint : later) statements.add(addConstraint(table, constraint));
    for (String action : TableOptions.afterCreation(table.options()))
      statements.add(alter(table.name(), action));
    statements.addAll(tableComments(table));
    return List.copyOf(statements);
  }

  /** A constraint in {@code CREATE TABLE} is valid, whatever is written: there are no rows. */
  private static boolean isNotValid(Constraint constraint) {
    return constraint instanceof ForeignKey key && key.notValid()
        || constraint instanceof CheckConstraint check && check.notValid();
  }

  /**
   * In one {@code CREATE TABLE} the server makes one constraint of two keys on the same columns
   * ({@code transformIndexConstraints} in its source), the primary key before all others.
   */
  private static boolean isMerged(Table table, Constraint constraint) {
    if (!(constraint instanceof UniqueConstraint unique)) return false;
    boolean likePrimaryKey =
        !unique.nullsNotDistinct()
            && table
                .primaryKey()
                .filter(
                    k ->
                        k.keys().equals(unique.keys())
                            && k.include().equals(unique.include())
                            && k.deferrability() == unique.deferrability())
                .isPresent();
    if (likePrimaryKey) return true;
    for (UniqueConstraint other : table.constraintsOf(UniqueConstraint.class)) {
      if (other.equals(unique)) return false;
      if (other.withName(unique.name()).equals(unique)) return true;
    }
    return false;
  }

  /** A column as in {@code CREATE TABLE} and {@code ADD COLUMN}. */
  public String columnDefinition(QualifiedName table, Column column) {
    return columns.definition(table, column);
  }

  /** What a column has beside its definition: storage, compression, statistics, attributes. */
  public List<String> columnSettings(QualifiedName table, Column column) {
    List<String> statements = new ArrayList<>();
    column
        .options()
        .forEach(
            (key, value) -> {
              String clause = ColumnOptions.setClause(key, value);
              if (!clause.isEmpty()) statements.add(alterColumn(table, column.name(), clause));
            });
    if (NotNullState.of(column) == NotNullState.NOT_VALID) {
      String constraint = ConstraintNames.notNull(table, column.name(), name -> false);
      statements.add(addNotNullNotValid(table, constraint, column.name()));
    }
    return statements;
  }

  /** What brings a column's attributes from those of one definition to those of another. */
  public List<String> changeColumnSettings(QualifiedName table, Column before, Column after) {
    List<String> statements = new ArrayList<>();
    before
        .options()
        .forEach(
            (key, value) -> {
              if (after.options().containsKey(key)) return;
              String clause = ColumnOptions.resetClause(key, "default");
              if (!clause.isEmpty()) statements.add(alterColumn(table, after.name(), clause));
            });
    after
        .options()
        .forEach(
            (key, value) -> {
              if (value.equals(before.options().get(key))) return;
              String clause = ColumnOptions.setClause(key, value);
              if (!clause.isEmpty()) statements.add(alterColumn(table, after.name(), clause));
            });
    return statements;
  }

  public String addColumn(QualifiedName table, Column column) {
    return alter(table, "ADD COLUMN " + columnDefinition(table, column));
  }

  public String dropColumn(QualifiedName table, String column) {
    return alter(table, "DROP COLUMN " + dialect.quote(column));
  }

  public String renameColumn(QualifiedName table, String from, String to) {
    return alter(table, "RENAME COLUMN " + dialect.quote(from) + " TO " + dialect.quote(to));
  }

  /** Changes a column's type, and its collation, which the statement would else reset. */
  public String setType(QualifiedName table, Column target, Optional<SqlText> using) {
    return alterColumn(
        table,
        target.name(),
        "TYPE "
            + target.type()
            + target.collation().map(c -> " COLLATE " + Identifiers.quoteDotted(c)).orElse("")
            + using.map(u -> " USING " + ColumnSql.operand(u)).orElse(""));
  }

  public String setDefault(QualifiedName table, String column, SqlText value) {
    return alterColumn(table, column, "SET DEFAULT " + ColumnSql.operand(value));
  }

  public String dropDefault(QualifiedName table, String column) {
    return alterColumn(table, column, "DROP DEFAULT");
  }

  public String setNotNull(QualifiedName table, String column) {
    return alterColumn(table, column, "SET NOT NULL");
  }

  /** From version 18: no new NULL, while those that are there may stay. */
  public String addNotNullNotValid(QualifiedName table, String constraint, String column) {
    return alter(
        table,
        "ADD CONSTRAINT "
            + dialect.quote(constraint)
            + " NOT NULL "
            + dialect.quote(column)
            + " NOT VALID");
  }

  public String dropNotNull(QualifiedName table, String column) {
    return alterColumn(table, column, "DROP NOT NULL");
  }

  /** Makes a column, which must be NOT NULL and without a default, an identity column. */
  public String addIdentity(QualifiedName table, String column, Identity identity) {
    return alterColumn(table, column, "ADD " + columns.identity(identity));
  }

  public String dropIdentity(QualifiedName table, String column) {
    return alterColumn(table, column, "DROP IDENTITY");
  }

  /** Switches between {@code ALWAYS} and {@code BY DEFAULT}. */
  public String setIdentityKind(QualifiedName table, String column, Identity.Kind kind) {
    return alterColumn(table, column, "SET GENERATED " + ColumnSql.kindWords(kind));
  }

  /** {@code ALTER TABLE t ALTER COLUMN c …}. */
  public String alterColumn(QualifiedName table, String column, String action) {
    return alter(table, "ALTER COLUMN " + dialect.quote(column) + " " + action);
  }

  /** {@code ALTER TABLE t …}. */
  public String alter(QualifiedName table, String action) {
    return "ALTER TABLE " + name(table) + " " + action;
  }

  public String renameTable(QualifiedName table, String to) {
    return alter(table, "RENAME TO " + dialect.quote(to));
  }

  public String moveTable(QualifiedName table, String namespace) {
    return alter(table, "SET SCHEMA " + dialect.quote(namespace));
  }

  public String dropTable(QualifiedName table) {
    return "DROP TABLE " + name(table);
  }

  /** Sets or resets one attribute of a table, as {@link Table#options} has it. */
  public String setTableOption(QualifiedName table, String key, Optional<String> value) {
    return alter(table, TableOptions.change(key, value));
  }

  public String addConstraint(Table table, Constraint constraint) {
    return alter(table.name(), "ADD " + constraints.named(table, constraint));
  }

  /** Turns a valid unique index into a constraint; the index takes the constraint's name. */
  public String addConstraintUsingIndex(Table table, Constraint constraint, String index) {
    return alter(table.name(), "ADD " + constraints.usingIndex(table, constraint, index));
  }

  public String dropConstraint(QualifiedName table, String constraint) {
    return alter(table, "DROP CONSTRAINT " + dialect.quote(constraint));
  }

  public String renameConstraint(QualifiedName table, String from, String to) {
    return alter(table, "RENAME CONSTRAINT " + dialect.quote(from) + " TO " + dialect.quote(to));
  }

  public String validateConstraint(QualifiedName table, String constraint) {
    return alter(table, "VALIDATE CONSTRAINT " + dialect.quote(constraint));
  }

  public String createIndex(QualifiedName table, Index index, boolean concurrently) {
    return IndexSql.create(dialect, name(table), index, concurrently);
  }

  public String dropIndex(QualifiedName index, boolean concurrently) {
    return "DROP INDEX " + (concurrently ? "CONCURRENTLY " : "") + name(index);
  }

  public String renameIndex(QualifiedName index, String to) {
    return "ALTER INDEX " + name(index) + " RENAME TO " + dialect.quote(to);
  }

  public String createEnum(EnumType type) {
    return "CREATE TYPE "
        + typeName(type.name())
        + " AS ENUM ("
        + type.labels().stream().map(dialect::literal).collect(Collectors.joining(", "))
        + ")";
  }

  /** Adds a label behind another, or before all where there is none. */
  public String addLabel(EnumType before, String label, Optional<String> after) {
    String place =
        after
            .map(a -> " AFTER " + dialect.literal(a))
            .orElse(
                before.labels().isEmpty()
                    ? ""
                    : " BEFORE " + dialect.literal(before.labels().get(0)));
    return "ALTER TYPE " + typeName(before.name()) + " ADD VALUE " + dialect.literal(label) + place;
  }

  public String renameLabel(QualifiedName type, String from, String to) {
    return "ALTER TYPE "
        + typeName(type)
        + " RENAME VALUE "
        + dialect.literal(from)
        + " TO "
        + dialect.literal(to);
  }

  public String renameType(QualifiedName type, String to) {
    return "ALTER TYPE " + typeName(type) + " RENAME TO " + dialect.quote(to);
  }

  public String createSequence(Sequence sequence) {
    String settings = ColumnSql.sequenceSettings(sequence.options(), true);
    return "CREATE SEQUENCE " + name(sequence.name()) + (settings.isEmpty() ? "" : " " + settings);
  }

  /** Brings every setting of a sequence to the given one, or to its default. */
  public String alterSequence(QualifiedName sequence, SequenceOptions target, String ownerType) {
    return "ALTER SEQUENCE "
        + name(sequence)
        + " AS "
        + target.type().orElse(ownerType)
        + " INCREMENT BY "
        + target.increment().orElse(1L)
        + target.min().map(m -> " MINVALUE " + m).orElse(" NO MINVALUE")
        + target.max().map(m -> " MAXVALUE " + m).orElse(" NO MAXVALUE")
        + " START WITH "
        + target.start().orElseGet(() -> firstNumber(target))
        + " CACHE "
        + target.cache().orElse(1L)
        + (target.cycle() ? " CYCLE" : " NO CYCLE");
  }

  /** Where a sequence starts that does not say where. */
  private static long firstNumber(SequenceOptions options) {
    boolean descending = options.increment().filter(i -> i < 0).isPresent();
    return descending ? options.max().orElse(-1L) : options.min().orElse(1L);
  }

  public String ownedBy(QualifiedName sequence, QualifiedName table, String column) {
    return "ALTER SEQUENCE "
        + name(sequence)
        + " OWNED BY "
        + name(table)
        + "."
        + dialect.quote(column);
  }

  public String commentOnTable(QualifiedName table, Optional<String> comment) {
    return comment("TABLE " + name(table), comment);
  }

  public String commentOnColumn(QualifiedName table, String column, Optional<String> comment) {
    return comment("COLUMN " + name(table) + "." + dialect.quote(column), comment);
  }

  public String commentOnConstraint(
      QualifiedName table, String constraint, Optional<String> comment) {
    return comment("CONSTRAINT " + dialect.quote(constraint) + " ON " + name(table), comment);
  }

  public String commentOnIndex(QualifiedName index, Optional<String> comment) {
    return comment("INDEX " + name(index), comment);
  }

  public String commentOnType(QualifiedName type, Optional<String> comment) {
    return comment("TYPE " + typeName(type), comment);
  }

  public String commentOnSequence(QualifiedName sequence, Optional<String> comment) {
    return comment("SEQUENCE " + name(sequence), comment);
  }

  /** The comments on a table, its columns and its constraints. */
  public List<String> tableComments(Table table) {
    List<String> statements = new ArrayList<>();
    if (table.comment().isPresent()) statements.add(commentOnTable(table.name(), table.comment()));
    for (Column column : table.columns()) {
      if (column.comment().isPresent())
        statements.add(commentOnColumn(table.name(), column.name(), column.comment()));
    }
    for (Constraint constraint : table.constraints()) {
      Optional<String> comment = Optional.ofNullable(constraint.options().get("comment"));
      if (comment.isPresent()) {
        statements.add(
            commentOnConstraint(table.name(), constraints.name(table, constraint), comment));
      }
    }
    return statements;
  }

  /** The name that a constraint has or, written without one, will get. */
  public String constraintName(Table table, Constraint constraint) {
    return constraints.name(table, constraint);
  }

  private String comment(String subject, Optional<String> comment) {
    return "COMMENT ON " + subject + " IS " + comment.map(dialect::literal).orElse("NULL");
  }

  /**
   * The sequence of a serial column, where it is not the one that the server makes by itself: it is
   * created before the column, and given its owner after it.
   */
  public Optional<Sequence> ownSequence(QualifiedName table, Column column) {
    return columns.ownSequence(table, column);
  }
}
