package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.dialect.postgresql.ddl.ColumnOptions;
import dev.underpin.dialect.postgresql.lowering.NotNullState;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SequenceOwner;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.UniqueConstraint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Fills tables with their columns, sequences, constraints and indexes: four queries for all of
 * them.
 */
public final class TableReader {
  private final Connection connection;
  private final PostgresDialect dialect;
  private final TableQueries queries;
  private final Relations only;
  private final List<String> namespaces;
  private final Map<Long, TableBuilder> tables;
  private final Map<String, String> unmanaged = new TreeMap<>();

  public TableReader(
      Connection connection,
      PostgresDialect dialect,
      List<String> namespaces,
      Map<Long, TableBuilder> tables) {
    this(connection, dialect, Relations.ALL, namespaces, tables);
  }

  TableReader(
      Connection connection,
      PostgresDialect dialect,
      Relations only,
      List<String> namespaces,
      Map<Long, TableBuilder> tables) {
    this.connection = connection;
    this.dialect = dialect;
    this.queries = new TableQueries(dialect.engine().version());
    this.only = only;
    this.namespaces = namespaces;
    this.tables = tables;
  }

  /** Fill the tables, and bring back the sequences that stand by themselves. */
  public SortedMap<QualifiedName, Sequence> read() throws SQLException {
    each(queries.columns(), this::column);
    TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>();
    each(queries.sequences(), row -> sequence(row, sequences));
    IndexReader indexes = new IndexReader(tables);
    each(TableQueries.KEY_PARTS, indexes::keyPart);
    each(queries.indexes(), indexes::read);
    each(queries.constraints(), row -> constraint(row, indexes));
    indexes.addToTables();
    return sequences;
  }

  private void each(String sql, CatalogRows.Reader reader) throws SQLException {
    only.each(connection, sql, reader, namespaces);
  }

  private void column(Row row) throws SQLException {
    TableBuilder table = tables.get(row.number("relation"));
    if (table == null) return;
    String type = row.text("type");
    Optional<String> expression = row.optional("expression");
    String generated = row.text("generated");
    Optional<SqlText> value =
        generated.isEmpty()
            ? expression.flatMap(e -> CanonicalForm.defaultValue(e, type))
            : Optional.empty();
    Optional<Generated> computed =
        generated.isEmpty()
            ? Optional.empty()
            : expression.map(
                e -> new Generated(CanonicalForm.expression(e), generated.equals("s")));
    Optional<Identity> identity =
        switch (row.text("identity")) {
          case "a" -> Optional.of(Identity.of(Identity.Kind.ALWAYS));
          case "d" -> Optional.of(Identity.of(Identity.Kind.BY_DEFAULT));
          default -> Optional.empty();
        };
    Optional<String> collation =
        row.optional("collation")
            .map(c -> CanonicalForm.dotted(new QualifiedName(text(row, "collation_schema"), c)));
    table.put(
        (int) row.number("number"),
        new Column(
            row.text("name"),
            type,
            !row.flag("not_null"),
            value,
            identity,
            computed,
            collation,
            row.optional("comment"),
            columnOptions(row)),
        row.number("collation_oid"));
  }

  private static String text(Row row, String column) {
    try {
      return row.text(column);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SortedMap<String, String> columnOptions(Row row) throws SQLException {
    Map<String, String> options = settings(row.list("options"), "");
    switch (row.text("storage")) {
      case "p" -> options.put("storage", "plain");
      case "e" -> options.put("storage", "external");
      case "m" -> options.put("storage", "main");
      case "x" -> options.put("storage", "extended");
      default -> {}
    }
    row.optional("compression").ifPresent(c -> options.put("compression", c));
    row.optional("statistics").ifPresent(s -> options.put("statistics", s));
    return Options.copy(options);
  }

  /** {@code name=value} pairs, as the catalog keeps them. */
  static Map<String, String> settings(List<String> pairs, String prefix) {
    Map<String, String> settings = new HashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      settings.put(prefix + pair.substring(0, equals), pair.substring(equals + 1));
    }
    return settings;
  }

  /** What the sequences have that the model does not show, in words. */
  Map<String, String> unmanaged() {
    return unmanaged;
  }

  private void sequence(Row row, Map<QualifiedName, Sequence> free) throws SQLException {
    QualifiedName name = new QualifiedName(row.text("schema"), row.text("name"));
    SequenceOptions options =
        new SequenceOptions(
            Optional.of(name),
            Optional.of(row.text("type")),
            Optional.of(row.number("start")),
            Optional.of(row.number("increment")),
            Optional.of(row.number("min")),
            Optional.of(row.number("max")),
            Optional.of(row.number("cache")),
            row.flag("cycle"));
    Optional<String> owner = row.optional("relation");
    if (owner.isEmpty()) {
      free.put(
          name, new Sequence(name, options.withName(Optional.empty()), row.optional("comment")));
      return;
    }
    TableBuilder table = tables.get(row.number("relation"));
    if (table == null) return;
    int number = (int) row.number("number");
    boolean identity = row.flag("identity");
    boolean serial =
        row.flag("feeds_owner") && table.column(number).filter(TableReader::isNextval).isPresent();
    if (!identity && !serial) {
      Optional<SequenceOwner> column =
          table.column(number).map(c -> new SequenceOwner(table.name.name(), c.name()));
      // A fingerprint does not count it, so that those of earlier versions still fit.
      column.ifPresent(
          c -> unmanaged.put(Schema.OWNING_COLUMN + name, table.name + "." + c.column()));
      free.put(
          name,
          new Sequence(name, options.withName(Optional.empty()), row.optional("comment"), column));
      return;
    }
    Optional<String> comment = row.optional("comment");
    table.change(
        number,
        column ->
            withSequence(column, table.name, options, serial)
                .withOptions(
                    Options.with(column.options(), ColumnOptions.SEQUENCE_COMMENT, comment)));
  }

  private Column withSequence(
      Column column, QualifiedName table, SequenceOptions options, boolean serial) {
    Identity.Kind kind =
        serial
            ? Identity.Kind.SERIAL
            : column.identity().map(Identity::kind).orElse(Identity.Kind.BY_DEFAULT);
    Optional<QualifiedName> usual =
        dialect.defaultSequenceName(table, column.name(), Identity.of(kind));
    Optional<QualifiedName> name = options.name().filter(n -> !Optional.of(n).equals(usual));
    Column numbered = column.withIdentity(Optional.of(new Identity(kind, options.withName(name))));
    return serial ? numbered.withDefault(Optional.empty()) : numbered;
  }

  private static boolean isNextval(Column column) {
    return column
        .defaultValue()
        .filter(d -> d.written().startsWith("nextval('") && d.written().endsWith("'::regclass)"))
        .isPresent();
  }

  private void constraint(Row row, IndexReader indexes) throws SQLException {
    TableBuilder table = tables.get(row.number("relation"));
    if (table == null) return;
    boolean partition = table.partition().isPresent();
    boolean inherited = row.number("inherited") > 0;
    if (inherited && !partition && !row.flag("local")) return;
    // What a partition had before it was attached, and the other table has, is as good as
    // inherited.
    Consumer<Constraint> to =
        partition && (inherited || row.flag("part")) ? table::inherit : table::add;
    Optional<String> name = row.optional("name");
    List<Integer> numbers = row.vector("columns");
    Map<String, String> options = new HashMap<>();
    row.optional("comment").ifPresent(c -> options.put("comment", c));
    if (!row.flag("enforced")) options.put("not_enforced", "true");
    switch (row.text("type")) {
      case "p", "u" -> to.accept(key(row, table, indexes, options));
      case "x" -> {
        indexes.behindConstraint(row.number("index"));
        String definition = row.text("definition");
        to.accept(
            new ExclusionConstraint(
                name, CanonicalForm.expression(definition), Options.copy(options)));
      }
      case "c" -> {
        boolean notValid = !row.flag("validated") && row.flag("enforced");
        to.accept(
            new CheckConstraint(
                name,
                CanonicalForm.expression(row.text("expression")),
                row.flag("no_inherit"),
                notValid,
                Options.copy(options)));
      }
      case "f" -> to.accept(foreignKey(row, table, name, numbers, options));
      default -> {
        if (!inherited || !partition) notNull(row, table, numbers);
      }
    }
  }

  /** From version 18 a NOT NULL is a constraint, which may not be valid yet. */
  private static void notNull(Row row, TableBuilder table, List<Integer> numbers)
      throws SQLException {
    table.take(row.text("name"));
    if (!row.flag("validated"))
      table.change(numbers.get(0), column -> NotNullState.NOT_VALID.on(column));
  }

  private static Constraint key(
      Row row, TableBuilder table, IndexReader indexes, Map<String, String> options)
      throws SQLException {
    Optional<String> name = row.optional("name");
    IndexReader.Backing index = indexes.behindConstraint(row.number("index"));
    options.putAll(index.options());
    if (row.flag("period")) options.put("without_overlaps", "true");
    List<IndexKey> keys =
        table.names(row.vector("columns")).stream().map(IndexKey::column).toList();
    if (row.text("type").equals("p")) {
      return new PrimaryKey(name, keys, index.include(), deferrability(row), Options.copy(options));
    }
    return new UniqueConstraint(
        name,
        keys,
        index.include(),
        index.nullsNotDistinct(),
        deferrability(row),
        Options.copy(options));
  }

  private static ForeignKey foreignKey(
      Row row,
      TableBuilder table,
      Optional<String> name,
      List<Integer> numbers,
      Map<String, String> options)
      throws SQLException {
    if (row.flag("period")) options.put("period", "true");
    String match =
        row.text("match").equals("f")
            ? "FULL"
            : row.text("match").equals("p") ? "PARTIAL" : "SIMPLE";
    return new ForeignKey(
        name,
        table.names(numbers),
        new QualifiedName(row.text("foreign_schema"), row.text("foreign_table")),
        row.list("foreign_columns"),
        action(row.text("on_delete")),
        action(row.text("on_update")),
        match,
        deferrability(row),
        !row.flag("validated") && row.flag("enforced"),
        table.names(row.vector("set_columns")),
        Options.copy(options));
  }

  private static ReferentialAction action(String code) {
    return switch (code) {
      case "r" -> ReferentialAction.RESTRICT;
      case "c" -> ReferentialAction.CASCADE;
      case "n" -> ReferentialAction.SET_NULL;
      case "d" -> ReferentialAction.SET_DEFAULT;
      default -> ReferentialAction.UNSAID;
    };
  }

  private static Deferrability deferrability(Row row) throws SQLException {
    if (!row.flag("deferrable")) return Deferrability.NOT_DEFERRABLE;
    return row.flag("deferred")
        ? Deferrability.INITIALLY_DEFERRED
        : Deferrability.INITIALLY_IMMEDIATE;
  }
}
