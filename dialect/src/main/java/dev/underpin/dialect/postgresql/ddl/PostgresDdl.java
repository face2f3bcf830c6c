package dev.underpin.dialect.postgresql.ddl;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.lowering.BuiltInTypes;
import dev.underpin.dialect.postgresql.lowering.NotNullState;
import dev.underpin.dialect.postgresql.references.ConstraintNames;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
    this.constraints = new ConstraintSql(template);
    this.columns = new ColumnSql(dialect, template);
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
    return sql("CREATE SCHEMA {}", namespace);
  }

  public String dropNamespace(String namespace) {
    return sql("DROP SCHEMA {}", namespace);
  }

  /**
   * All that creates a table but its indexes.
   *
   * @param foreignKeys true where its foreign keys are part of the statement
   */
  public List<String> createTable(Table table, boolean foreignKeys) {
    return new TableCreation(this, constraints).statements(table, foreignKeys);
  }

  /**
   * All that creates a partition but its own indexes: a table like the partitioned one, which is
   * then attached.
   */
  public List<String> createAttached(Table partition) {
    String compression = dialect.engine().version().atLeast(14) ? " INCLUDING COMPRESSION" : "";
    return new TableCreation(this, constraints)
        .attached(
            partition, "INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING STORAGE" + compression);
  }

  /** A column as in {@code CREATE TABLE} and {@code ADD COLUMN}. */
  public String columnDefinition(QualifiedName table, Column column) {
    return columns.definition(table, column);
  }

  /** What a column has beside its definition: storage, compression, statistics, attributes. */
  public List<String> columnSettings(QualifiedName table, Column column) {
    List<String> statements = new ArrayList<>();
    set(table, column.name(), column.options(), statements);
    commentOnOwnSequence(table, column).ifPresent(statements::add);
    if (NotNullState.of(column) == NotNullState.NOT_VALID) {
      String constraint = ConstraintNames.notNull(table, column.name(), name -> false);
      statements.add(addNotNullNotValid(table, constraint, column.name()));
    }
    return statements;
  }

  private void set(
      QualifiedName table, String column, SortedMap<String, String> options, List<String> to) {
    options.forEach(
        (key, value) -> {
          String clause = ColumnOptions.setClause(key, value);
          if (!clause.isEmpty()) to.add(alterColumn(table, column, "{}", SqlText.of(clause)));
        });
  }

  /** What brings a column's attributes from those of one definition to those of another. */
  public List<String> changeColumnSettings(QualifiedName table, Column before, Column after) {
    List<String> statements = new ArrayList<>();
    for (String key : before.options().keySet()) {
      String clause = ColumnOptions.resetClause(key, "default");
      if (!after.options().containsKey(key) && !clause.isEmpty())
        statements.add(alterColumn(table, after.name(), "{}", SqlText.of(clause)));
    }
    SortedMap<String, String> changed = new TreeMap<>(after.options());
    changed.entrySet().removeAll(before.options().entrySet());
    set(table, after.name(), changed, statements);
    if (!sequenceComment(before).equals(sequenceComment(after)))
      sequence(table, after)
          .map(s -> comments().onSequence(s, sequenceComment(after)))
          .ifPresent(statements::add);
    return statements;
  }

  /** The comment on the sequence that numbers a column, where it has one. */
  public Optional<String> commentOnOwnSequence(QualifiedName table, Column column) {
    Optional<String> comment = sequenceComment(column);
    return comment.isEmpty()
        ? Optional.empty()
        : sequence(table, column).map(s -> comments().onSequence(s, comment));
  }

  private static Optional<String> sequenceComment(Column column) {
    return Optional.ofNullable(column.options().get(ColumnOptions.SEQUENCE_COMMENT));
  }

  /** The sequence that numbers a column. */
  public Optional<QualifiedName> sequence(QualifiedName table, Column column) {
    return column
        .identity()
        .flatMap(
            i ->
                i.sequence().name().or(() -> dialect.defaultSequenceName(table, column.name(), i)));
  }

  public String addColumn(QualifiedName table, Column column) {
    return alter(table, "ADD COLUMN {}", SqlText.of(columnDefinition(table, column)));
  }

  public String dropColumn(QualifiedName table, String column) {
    return alter(table, "DROP COLUMN {}", column);
  }

  public String renameColumn(QualifiedName table, String from, String to) {
    return alter(table, "RENAME COLUMN {} TO {}", from, to);
  }

  /** Changes a column's type, and its collation, which the statement would else reset. */
  public String setType(QualifiedName table, Column target, Optional<SqlText> using) {
    return alterColumn(
        table,
        target.name(),
        "TYPE {}{}{}",
        SqlText.of(target.type()),
        target.collation().map(c -> fragment(" COLLATE {}", ColumnSql.dotted(c))),
        using.map(u -> fragment(" USING {}", ColumnSql.operand(u))));
  }

  public String setDefault(QualifiedName table, String column, SqlText value) {
    return alterColumn(table, column, "SET DEFAULT {}", ColumnSql.operand(value));
  }

  public String dropDefault(QualifiedName table, String column) {
    return alterColumn(table, column, "DROP DEFAULT");
  }

  public String setNotNull(QualifiedName table, String column) {
    return alterColumn(table, column, "SET NOT NULL");
  }

  /** From version 18: no new NULL, while those that are there may stay. */
  public String addNotNullNotValid(QualifiedName table, String constraint, String column) {
    return alter(table, "ADD CONSTRAINT {} NOT NULL {} NOT VALID", constraint, column);
  }

  public String dropNotNull(QualifiedName table, String column) {
    return alterColumn(table, column, "DROP NOT NULL");
  }

  /** Makes a column, which must be NOT NULL and without a default, an identity column. */
  public String addIdentity(QualifiedName table, String column, Identity identity) {
    return alterColumn(table, column, "ADD {}", columns.identity(identity));
  }

  public String dropIdentity(QualifiedName table, String column) {
    return alterColumn(table, column, "DROP IDENTITY");
  }

  /** Switches between {@code ALWAYS} and {@code BY DEFAULT}. */
  public String setIdentityKind(QualifiedName table, String column, Identity.Kind kind) {
    return alterColumn(table, column, "SET GENERATED {}", ColumnSql.kindWords(kind));
  }

  /** {@code ALTER TABLE t ALTER COLUMN c …}. */
  public String alterColumn(
      QualifiedName table, String column, @CompileTimeConstant String action, Object... arguments) {
    return alter(table, "ALTER COLUMN {} {}", column, fragment(action, arguments));
  }

  /** {@code ALTER TABLE t …}. */
  public String alter(
      QualifiedName table, @CompileTimeConstant String action, Object... arguments) {
    return sql("ALTER TABLE {} {}", table, fragment(action, arguments));
  }

  public String renameTable(QualifiedName table, String to) {
    return alter(table, "RENAME TO {}", to);
  }

  public String moveTable(QualifiedName table, String namespace) {
    return alter(table, "SET SCHEMA {}", namespace);
  }

  public String dropTable(QualifiedName table) {
    return sql("DROP TABLE {}", table);
  }

  /** Sets or resets one attribute of a table, as {@link Table#options} has it. */
  public String setTableOption(QualifiedName table, String key, Optional<String> value) {
    return alter(table, "{}", SqlText.of(TableOptions.change(key, value)));
  }

  /** What a new table has by its indexes, which come before. */
  public List<String> indexOptions(Table table) {
    return TableOptions.afterIndexes(table.options()).stream()
        .map(action -> alter(table.name(), "{}", SqlText.of(action)))
        .toList();
  }

  public String addConstraint(Table table, Constraint constraint) {
    return alter(table.name(), "ADD {}", constraints.named(table, constraint));
  }

  /** Turns a valid unique index into a constraint; the index takes the constraint's name. */
  public String addConstraintUsingIndex(Table table, Constraint constraint, String index) {
    return alter(table.name(), "ADD {}", constraints.usingIndex(table, constraint, index));
  }

  /** One constraint goes and another one comes from an index, in one statement. */
  public String replaceConstraintUsingIndex(
      Table table, String dropped, Constraint constraint, String index) {
    return alter(
        table.name(),
        "DROP CONSTRAINT {}, ADD {}",
        dropped,
        constraints.usingIndex(table, constraint, index));
  }

  public String dropConstraint(QualifiedName table, String constraint) {
    return alter(table, "DROP CONSTRAINT {}", constraint);
  }

  /** Of a constraint that may have another name. */
  public String dropConstraintIfThere(QualifiedName table, String constraint) {
    return alter(table, "DROP CONSTRAINT IF EXISTS {}", constraint);
  }

  public String renameConstraint(QualifiedName table, String from, String to) {
    return alter(table, "RENAME CONSTRAINT {} TO {}", from, to);
  }

  public String validateConstraint(QualifiedName table, String constraint) {
    return alter(table, "VALIDATE CONSTRAINT {}", constraint);
  }

  public String createIndex(QualifiedName table, Index index, boolean concurrently) {
    return new IndexSql(template).create(table, index, concurrently);
  }

  /**
   * An index of a partitioned table that has no part yet; it is valid when each partition has one.
   */
  public String createIndexOnly(QualifiedName table, Index index) {
    return new IndexSql(template).createOnly(table, index);
  }

  /** Makes an index of a partition a part of one of its table. */
  public String attachIndex(QualifiedName index, QualifiedName part) {
    return sql("ALTER INDEX {} ATTACH PARTITION {}", index, part);
  }

  /** Drops an index of a partitioned table with the keys that partitions have by their parts. */
  public String dropIndexWithKeys(QualifiedName index) {
    return sql("DROP INDEX {} CASCADE", index);
  }

  public String dropIndex(QualifiedName index, boolean concurrently) {
    return sql(concurrently ? "DROP INDEX CONCURRENTLY {}" : "DROP INDEX {}", index);
  }

  public String renameIndex(QualifiedName index, String to) {
    return sql("ALTER INDEX {} RENAME TO {}", index, to);
  }

  /** Of an index that may have another name. */
  public String renameIndexIfThere(QualifiedName index, String to) {
    return sql("ALTER INDEX IF EXISTS {} RENAME TO {}", index, to);
  }

  public String createEnum(EnumType type) {
    List<Literal> labels = type.labels().stream().map(Literal::new).toList();
    return sql("CREATE TYPE {} AS ENUM ({})", type(type.name()), labels);
  }

  /** Adds a label behind another, or before all where there is none. */
  public String addLabel(EnumType before, String label, Optional<String> after) {
    Optional<SqlText> place =
        after
            .map(a -> fragment(" AFTER {}", new Literal(a)))
            .or(
                () ->
                    before.labels().stream()
                        .findFirst()
                        .map(first -> fragment(" BEFORE {}", new Literal(first))));
    return sql("ALTER TYPE {} ADD VALUE {}{}", type(before.name()), new Literal(label), place);
  }

  public String renameLabel(QualifiedName type, String from, String to) {
    return sql(
        "ALTER TYPE {} RENAME VALUE {} TO {}", type(type), new Literal(from), new Literal(to));
  }

  public String renameType(QualifiedName type, String to) {
    return sql("ALTER TYPE {} RENAME TO {}", type(type), to);
  }

  SqlText type(QualifiedName name) {
    return SqlText.of(typeName(name));
  }

  public String createSequence(Sequence sequence) {
    String settings = ColumnSql.sequenceSettings(sequence.options(), true);
    return sql("CREATE SEQUENCE {} {}", sequence.name(), SqlText.of(settings)).strip();
  }

  /** Brings every setting of a sequence to the given one, or to its default. */
  public String alterSequence(QualifiedName sequence, SequenceOptions target, String ownerType) {
    return sql(
        "ALTER SEQUENCE {} AS {} INCREMENT BY {} {} {} START WITH {} CACHE {} {}",
        sequence,
        SqlText.of(target.type().orElse(ownerType)),
        target.increment().orElse(1L),
        target.min().map(m -> fragment("MINVALUE {}", m)).orElse(SqlText.of("NO MINVALUE")),
        target.max().map(m -> fragment("MAXVALUE {}", m)).orElse(SqlText.of("NO MAXVALUE")),
        target.start().orElseGet(() -> firstNumber(target)),
        target.cache().orElse(1L),
        SqlText.of(target.cycle() ? "CYCLE" : "NO CYCLE"));
  }

  /** Where a sequence starts that does not say where. */
  private static long firstNumber(SequenceOptions options) {
    boolean descending = options.increment().filter(i -> i < 0).isPresent();
    return descending ? options.max().orElse(-1L) : options.min().orElse(1L);
  }

  public String ownedBy(QualifiedName sequence, QualifiedName table, String column) {
    return sql("ALTER SEQUENCE {} OWNED BY {}.{}", sequence, table, column);
  }

  public String ownedByNone(QualifiedName sequence) {
    return sql("ALTER SEQUENCE {} OWNED BY NONE", sequence);
  }

  /** The name of a constraint, which may be the server's. */
  String constraintName(Table table, Constraint constraint) {
    return constraints.name(table, constraint);
  }

  /** The statements about partitions and inheritance. */
  public PartitionSql partitions() {
    return new PartitionSql(this);
  }

  /** The comments on objects. */
  public CommentSql comments() {
    return new CommentSql(this);
  }

  /**
   * The sequence of a serial column, where it is not the one that the server makes by itself: it is
   * created before the column, and given its owner after it.
   */
  public Optional<Sequence> ownSequence(QualifiedName table, Column column) {
    return columns.ownSequence(table, column);
  }
}
