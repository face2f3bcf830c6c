package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lowering.IndexOption;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.introspect.EmptyTables;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.postgresql.connection.Snapshot;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.NamespaceFacts;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.Roles;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SqlText;
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

/** Reads the whole catalog. */
public final class CatalogReader {
  /** The namespace where dropped tables wait. */
  static final String TRASH = "underpin_trash";

  private static final String HISTORY_SCHEMA = "underpin";

  private final Connection connection;
  private final PostgresDialect dialect;
  private final Scope scope;
  private final List<Note> notes = new ArrayList<>();
  private final Map<Long, TableBuilder> tables = new LinkedHashMap<>();
  private final Map<QualifiedName, TableFacts> facts = new HashMap<>();
  private final List<TrashItem> trash = new ArrayList<>();

  private final Map<String, String> namespaceComments = new HashMap<>();

  /** Tables and views that are not looked at. */
  private final List<QualifiedName> leftAlone = new ArrayList<>();

  private final List<QualifiedName> seemEmpty = new ArrayList<>();
  private final TreeMap<String, String> unmanaged = new TreeMap<>();
  private Roles roles = Roles.UNKNOWN;
  private Map<String, NamespaceFacts> namespaceFacts = Map.of();
  private String database = "";
  private String defaultNamespace = "public";

  public CatalogReader(Connection connection, PostgresDialect dialect, Scope scope) {
    this.connection = connection;
    this.dialect = dialect;
    this.scope = scope;
  }

  public Catalog read() throws SQLException {
    List<String> namespaces = namespaces();
    Snapshot snapshot =
        Snapshot.open(connection, dialect, defaultNamespace, scope.only().isPresent());
    try {
      Schema schema = schema(namespaces);
      Map<QualifiedName, TableFacts> all =
          scope.sizes()
              ? EmptyTables.ask(seemEmpty, facts, dialect, "", this::numbers)
              : new HashMap<>(facts);
      addWhatTheModelHides(all);
      return new Catalog(
          dialect.engine(),
          database,
          defaultNamespace,
          schema,
          all,
          trash,
          notes,
          Map.of(),
          List.of(),
          roles,
          namespaceFacts);
    } finally {
      snapshot.close();
    }
  }

  /** A table that is locked is not waited for. */
  private List<Integer> numbers(String sql) throws SQLException {
    List<Integer> numbers = new ArrayList<>();
    // By SQL: the transaction may be one that the driver did not begin.
    CatalogRows.execute(connection, "SAVEPOINT underpin_look");
    try {
      CatalogRows.execute(
          connection, "SET LOCAL lock_timeout TO '500ms'; SET LOCAL statement_timeout TO '5s'");
      CatalogRows.first(connection, sql, n -> numbers.add(Integer.valueOf(n)));
    } catch (SQLException e) {
      numbers.clear();
    }
    CatalogRows.execute(
        connection, "ROLLBACK TO SAVEPOINT underpin_look; RELEASE SAVEPOINT underpin_look");
    return numbers;
  }

  private List<String> namespaces() throws SQLException {
    TreeSet<String> own = new TreeSet<>();
    String[] searched = {"public"};
    CatalogRows.each(
        connection,
        TableQueries.NAMESPACES,
        row -> {
          Optional<String> name = row.optional("name");
          name.ifPresent(own::add);
          row.optional("comment").ifPresent(c -> namespaceComments.put(name.orElseThrow(), c));
          database = row.text("database");
          searched[0] = row.optional("searched").orElse("public");
        },
        List.of());
    defaultNamespace = scope.defaultNamespace().orElse(searched[0]);
    own.remove(HISTORY_SCHEMA);
    own.remove(TRASH);
    if (!scope.namespaces().isEmpty()) own.retainAll(scope.namespaces());
    return List.copyOf(own);
  }

  private Schema schema(List<String> namespaces) throws SQLException {
    ObjectReader objects =
        new ObjectReader(
            connection, dialect, namespaces, namespaces, this::ignored, notes::add, unmanaged);
    List<String> withTrash = new ArrayList<>(namespaces);
    withTrash.add(TRASH);
    Relations only = Relations.of(connection, scope.only());
    TableQueries queries = new TableQueries(dialect.engine().version());
    only.each(connection, queries.relations(), row -> relation(row, objects), withTrash);
    TableReader reader = new TableReader(connection, dialect, only, namespaces, tables);
    SortedMap<QualifiedName, Sequence> sequences = reader.read();
    unmanaged.putAll(reader.unmanaged());
    TreeMap<QualifiedName, EnumType> enums = new TreeMap<>();
    CatalogRows.each(
        connection,
        TableQueries.ENUMS,
        row -> {
          QualifiedName name = new QualifiedName(row.text("schema"), row.text("name"));
          enums.put(name, new EnumType(name, row.list("labels"), row.optional("comment")));
        },
        List.of(namespaces));
    SortedMap<QualifiedName, Table> built = build();
    SortedMap<SchemaObject.Key, SchemaObject> others =
        scope.hasObjects() ? objects.read() : new TreeMap<>();
    LeftAlone notManaged = new LeftAlone(this::ignored, notes::add, unmanaged);
    // What no step changes was said when the whole was read.
    if (scope.only().isEmpty()) notManaged.read(connection, namespaces);
    AccessReader access = new AccessReader(connection, dialect, namespaces, this::ignored, only);
    Schema schema =
        new Schema(
                new TreeSet<>(namespaces),
                built,
                enums,
                new TreeMap<>(sequences),
                new TreeMap<>(others))
            .withAccess(access.read())
            .withNamespaceComments(namespaceComments)
            .withUnmanaged(Optional.of(unmanaged));
    if (scope.only().isPresent()) return dialect.normalize(schema);
    roles = access.roles();
    if (scope.namespaces().isEmpty())
      namespaceFacts =
          new NamespaceReader(connection, namespaces, objects, notManaged, leftAlone).read();
    return dialect.normalize(schema);
  }

  private boolean ignored(QualifiedName name) {
    return scope.ignored().test(name.name()) || scope.ignored().test(name.toString());
  }

  private void relation(Row row, ObjectReader objects) throws SQLException {
    QualifiedName name = new QualifiedName(row.text("schema"), row.text("name"));
    if (name.schema().equals(TRASH)) {
      if (row.text("kind").equals("r") || row.text("kind").equals("p")) {
        trash.add(new TrashItem(name, Optional.empty(), row.number("rows"), row.number("bytes")));
      }
      return;
    }
    if (ignored(name)) {
      leftAlone.add(name);
      return;
    }
    row.optional("owner").ifPresent(o -> unmanaged.put("owner of " + name, o));
    row.optional("grants").ifPresent(g -> unmanaged.put("grants on " + name, g));
    switch (row.text("kind")) {
      case "v", "m" -> objects.view(row, name);
      // Its columns have options of their own, so it has a query of its own.
      case "f" -> {}
      default -> table(row, name);
    }
  }

  private void table(Row row, QualifiedName name) throws SQLException {
    List<String> parents = row.list("parents");
    if (row.flag("typed"))
      notes.add(new Note(name.toString(), "is a table OF a type; that tie is not modelled"));
    Map<String, String> options = TableReader.settings(row.list("options"), "");
    options.putAll(TableReader.settings(row.list("toast_options"), "toast."));
    if (row.flag("unlogged")) options.put("unlogged", "true");
    if (row.flag("row_security")) options.put("row_level_security", "true");
    if (row.flag("force_row_security")) options.put("force_row_level_security", "true");
    replicaIdentity(row).ifPresent(i -> options.put(IndexOption.REPLICA_IDENTITY.key(), i));
    row.optional("cluster_on").ifPresent(i -> options.put(IndexOption.CLUSTER_ON.key(), i));
    row.optional("partition_by").ifPresent(p -> options.put("partition_by", p));
    row.optional("tablespace").ifPresent(t -> options.put("tablespace", t));
    row.optional("access_method").ifPresent(m -> options.put("access_method", m));
    Optional<Partition> partition =
        row.flag("partition") ? Optional.of(partition(row, parents)) : Optional.empty();
    if (!parents.isEmpty() && partition.isEmpty()) {
      options.put("inherits", String.join(", ", parents));
      notes.add(new Note(name.toString(), "inherits from " + String.join(", ", parents)));
    }
    tables.put(
        row.number("oid"),
        new TableBuilder(name, row.optional("comment"), Options.copy(options), partition));
    long rows = row.number("rows") > 0 ? row.number("rows") : -1;
    boolean empty = row.flag("no_pages");
    facts.put(name, TableFacts.of(empty ? 0 : rows, empty, empty, row.number("bytes")));
    if (!empty && rows <= 0 && row.flag("readable")) seemEmpty.add(name);
  }

  /** Where the index has been dropped, the server logs nothing. */
  private static Optional<String> replicaIdentity(Row row) throws SQLException {
    return switch (row.text("replica_identity")) {
      case "f" -> Optional.of("full");
      case "n" -> Optional.of("nothing");
      case "i" ->
          Optional.of(
              row.optional("identity_index")
                  .map(IndexOption.REPLICA_IDENTITY::naming)
                  .orElse("nothing"));
      default -> Optional.empty();
    };
  }

  /** What of its columns is its own is only known when the columns of both are. */
  private static Partition partition(Row row, List<String> parents) throws SQLException {
    List<String> of = Identifiers.parts(parents.get(0));
    return new Partition(
        new QualifiedName(of.get(0), of.get(1)), SqlText.of(row.text("bound")), new TreeMap<>());
  }

  private SortedMap<QualifiedName, Table> build() {
    Map<QualifiedName, TableBuilder> byName = new HashMap<>();
    tables.values().forEach(t -> byName.put(t.name, t));
    TreeMap<QualifiedName, Table> built = new TreeMap<>();
    for (TableBuilder table : List.copyOf(tables.values())) {
      Optional<QualifiedName> of = table.partition().map(Partition::of);
      TableBuilder parent = of.map(byName::get).orElse(null);
      if (of.isEmpty() || parent != null) {
        built.put(table.name, table.build(Optional.ofNullable(parent)));
        continue;
      }
      // The other table is ignored, or of a namespace that is not looked at.
      tables.values().removeIf(t -> t.name.equals(table.name));
      facts.remove(table.name);
      leftAlone.add(table.name);
      notes.add(
          new Note(
              table.name.toString(),
              "is a partition of " + of.get() + ", which is not managed; it is left alone"));
    }
    return built;
  }

  private void addWhatTheModelHides(Map<QualifiedName, TableFacts> all) {
    for (TableBuilder table : tables.values()) {
      TableFacts known = all.getOrDefault(table.name, TableFacts.UNKNOWN);
      List<Column> columns = table.trashColumns();
      all.put(
          table.name,
          known
              .withTrashColumns(columns)
              .withOtherNames(table.otherNames())
              .withDetached(table.detached()));
      for (Column column : columns) {
        trash.add(new TrashItem(table.name, Optional.of(column.name()), known.rows(), -1));
      }
    }
  }
}
