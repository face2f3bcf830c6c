package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.introspect.EmptyTables;
import dev.underpin.introspect.OwnNames;
import dev.underpin.introspect.Scope;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the catalog, or the part of it that a scope has. The database of the connection is the
 * namespace without a name.
 */
public final class CatalogReader {
  private final Connection connection;
  private final MysqlDialect dialect;
  private final Scope scope;
  private final List<Note> notes = new ArrayList<>();
  private final Map<QualifiedName, TableBuilder> tables = new LinkedHashMap<>();
  private final TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>();
  private final Map<QualifiedName, TableFacts> facts = new HashMap<>();
  private final List<TrashItem> trash = new ArrayList<>();
  private final List<QualifiedName> seemEmpty = new ArrayList<>();
  private final Map<String, String> collations = new HashMap<>();
  private String current = "";
  private Environment environment = new Environment("", "", "");

  public CatalogReader(Connection connection, MysqlDialect dialect, Scope scope) {
    this.connection = connection;
    this.dialect = dialect;
    this.scope = scope;
  }

  public Catalog read() throws SQLException {
    List<String> databases = databases();
    Schema schema = databases.isEmpty() ? Schema.EMPTY : schema(databases);
    Map<QualifiedName, TableFacts> all = sized();
    addTrashColumns(all);
    String shown = current.isEmpty() ? String.join(", ", databases) : current;
    return new Catalog(dialect.engine(), shown, "", schema, all, trash, notes, usual(), List.of());
  }

  /** What is known of the tables' sizes, and where that is asked for, what has to be found out. */
  private Map<QualifiedName, TableFacts> sized() throws SQLException {
    if (!scope.sizes() || facts.isEmpty()) return new HashMap<>(facts);
    RowVersions.ask(connection, dialect.flavor(), this::name, facts, notes::add);
    return EmptyTables.ask(seemEmpty, facts, dialect, " FROM DUAL", this::numbers);
  }

  /** A table that is locked is not waited for. */
  private List<Integer> numbers(String sql) throws SQLException {
    List<Integer> numbers = new ArrayList<>();
    CatalogRows.execute(
        connection, "SET @underpin_wait = @@lock_wait_timeout, lock_wait_timeout = 1");
    try {
      CatalogRows.first(connection, sql, n -> numbers.add(Integer.valueOf(n)));
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      numbers.clear();
    } finally {
      if (!connection.isClosed())
        CatalogRows.execute(connection, "SET lock_wait_timeout = @underpin_wait");
    }
    return numbers;
  }

  private List<String> databases() throws SQLException {
    CatalogRows.each(
        connection,
        CatalogQueries.SESSION,
        row -> {
          current = row.text("current_database");
          environment =
              new Environment(row.text("sql_mode"), row.text("collation"), row.text("zone"));
          if (row.text("case_of_names").equals("2")) {
            notes.add(
                new Note(
                    "",
                    """
                    The server keeps names as they are written and compares them in small letters \
                    (lower_case_table_names=2). Here they are compared exactly: declare them as the server \
                    shows them."""));
          }
        });
    TreeSet<String> databases = new TreeSet<>(scope.namespaces());
    if (!current.isEmpty()) databases.add(current);
    if (databases.isEmpty())
      CatalogRows.each(
          connection, CatalogQueries.DATABASES, row -> databases.add(row.text("name")));
    return List.copyOf(databases);
  }

  /** A name as the model has it. */
  private QualifiedName name(String database, String name) {
    return new QualifiedName(database.equals(current) ? "" : database, name);
  }

  private Schema schema(List<String> databases) throws SQLException {
    CatalogQueries queries = new CatalogQueries(dialect.flavor());
    CatalogRows.each(
        connection,
        CatalogQueries.COLLATIONS,
        databases,
        row -> collations.put(row.text("name"), Collations.canonical(row.text("collation"))));
    ReadTables read = ReadTables.of(databases, scope);
    read.each(connection, CatalogQueries.TABLES, this::table);
    new TableReader(connection, dialect, queries, read, this::name, tables).read();
    new BinaryDefaults(connection, dialect).read(tables.values());
    SortedMap<SchemaObject.Key, SchemaObject> objects =
        scope.hasObjects() ? objects(queries, databases) : new TreeMap<>();
    if (scope.details())
      new UnreadAttributes(connection, dialect, databases, this::name, notes::add).read(tables);
    TreeMap<QualifiedName, Table> built = new TreeMap<>();
    for (TableBuilder table : tables.values()) built.put(table.name, table.build());
    // One that is asked for and not there is no namespace yet.
    TreeSet<String> namespaces = new TreeSet<>(databases);
    namespaces.retainAll(collations.keySet());
    namespaces.remove(current);
    return dialect.normalize(
        new Schema(namespaces, built, new TreeMap<>(), sequences, new TreeMap<>(objects)));
  }

  private SortedMap<SchemaObject.Key, SchemaObject> objects(
      CatalogQueries queries, List<String> databases) throws SQLException {
    return new ObjectReader(
            connection,
            queries,
            databases,
            this::name,
            environment,
            collations,
            this::ignored,
            notes::add)
        .read(current);
  }

  private boolean ignored(QualifiedName name) {
    return scope.ignored().test(name.name()) || scope.ignored().test(name.toString());
  }

  private void table(Row row) throws SQLException {
    QualifiedName name = name(row.text("db"), row.text("name"));
    if (OwnNames.isTrash(name.name()))
      trash.add(new TrashItem(name, Optional.empty(), row.number("estimate"), row.number("bytes")));
    if (OwnNames.isOwn(name.name()) || ignored(name)) return;
    switch (row.text("type")) {
      case "BASE TABLE", "SYSTEM VERSIONED" -> {}
      case "SEQUENCE" -> {
        new SequenceReader(connection, notes::add)
            .read(name, comment(row))
            .ifPresent(sequence -> sequences.put(name, sequence));
        return;
      }
      default -> {
        notes.add(new Note(name.toString(), "is a " + row.text("type") + ", which is not managed"));
        return;
      }
    }
    TreeMap<String, String> options = TableReader.options(row.text("options"));
    options.put(TableOptions.ENGINE, row.text("engine"));
    if (row.text("type").equals("SYSTEM VERSIONED"))
      options.put(TableOptions.SYSTEM_VERSIONING, "true");
    Optional<String> collation = row.optional("collation").map(Collations::canonical);
    collation
        .filter(c -> !c.equals(collations.get(database(name))))
        .ifPresent(c -> options.put(TableOptions.COLLATION, c));
    tables.put(name, new TableBuilder(name, collation, comment(row), options));
    long rows = row.number("estimate");
    facts.put(name, TableFacts.of(rows > 0 ? rows : -1, false, false, row.number("bytes")));
    if (rows == 0) seemEmpty.add(name);
  }

  private static Optional<String> comment(Row row) throws SQLException {
    return Optional.of(row.text("comment")).filter(c -> !c.isEmpty());
  }

  /** The collations of the databases, by the namespaces that they are in the model. */
  private Map<String, String> usual() {
    Map<String, String> usual = new HashMap<>();
    collations.forEach(
        (database, collation) -> usual.put(database.equals(current) ? "" : database, collation));
    return usual;
  }

  private String database(QualifiedName name) {
    return name.schema().isEmpty() ? current : name.schema();
  }

  private void addTrashColumns(Map<QualifiedName, TableFacts> all) {
    for (TableBuilder table : tables.values()) {
      if (table.trashColumns.isEmpty()) continue;
      TableFacts known = all.getOrDefault(table.name, TableFacts.UNKNOWN);
      all.put(table.name, known.withTrashColumns(table.trashColumns));
      table.trashColumns.forEach(
          c -> trash.add(new TrashItem(table.name, Optional.of(c.name()), known.rows(), -1)));
    }
  }
}
