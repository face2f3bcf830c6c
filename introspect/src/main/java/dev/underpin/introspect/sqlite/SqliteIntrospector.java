package dev.underpin.introspect.sqlite;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.sqlite.SqliteDialectProvider;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspector;
import dev.underpin.introspect.OwnNames;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.sqlite.catalog.CatalogReader;
import dev.underpin.introspect.sqlite.catalog.FileSettings;
import dev.underpin.introspect.sqlite.catalog.InvalidObjectFinder;
import dev.underpin.introspect.sqlite.catalog.SchemaRow;
import dev.underpin.introspect.sqlite.catalog.StoredSchema;
import dev.underpin.introspect.sqlite.catalog.StructureCopy;
import dev.underpin.introspect.sqlite.catalog.TableStatistics;
import dev.underpin.introspect.sqlite.catalog.TableStatistics.Size;
import dev.underpin.introspect.sqlite.catalog.VirtualTables;
import dev.underpin.introspect.sqlite.checks.DataCheckRunner;
import dev.underpin.introspect.sqlite.connection.LentSession;
import dev.underpin.introspect.sqlite.connection.SqliteConnections;
import dev.underpin.introspect.sqlite.connection.SqliteUrls;
import dev.underpin.introspect.sqlite.scratch.DefinitionCheck;
import dev.underpin.introspect.sqlite.scratch.SchemaCanonicalizer;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.InvalidObject;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Asks SQLite databases. */
public final class SqliteIntrospector implements Introspector {
  @Override
  public String engineId() {
    return SqliteDialectProvider.ENGINE_ID;
  }

  @Override
  public Optional<DatabaseUrl> parseUrl(String url) {
    return SqliteUrls.parse(url);
  }

  @Override
  public Optional<DatabaseUrl> parseUrl(String url, Path directory) {
    return SqliteUrls.parse(url, directory);
  }

  @Override
  public Optional<Path> missingFile(DatabaseUrl url) {
    return SqliteUrls.file(url)
        .filter(file -> url.source().isEmpty())
        .filter(file -> !Files.exists(file));
  }

  @Override
  public Optional<DatabaseUrl> ofFile(Path file) {
    return parseUrl("sqlite:" + file);
  }

  @Override
  public Optional<DatabaseUrl> inMemory() {
    return parseUrl("sqlite::memory:");
  }

  @Override
  public Optional<DatabaseUrl> urlOf(Connection connection) throws SQLException {
    return LentSession.urlOf(connection);
  }

  @Override
  public Connection connect(DatabaseUrl url, boolean readOnly) {
    return SqliteConnections.open(url, readOnly);
  }

  /** The version is that of the library that executes, not of the one that wrote the file. */
  @Override
  public Engine identify(Connection connection) throws SQLException {
    return new Engine(
        engineId(), "SQLite", Version.parse(text(connection, "SELECT sqlite_version()")));
  }

  @Override
  public Catalog read(Connection connection, Scope scope) throws SQLException {
    StoredSchema stored = StoredSchema.read(connection, scope);
    CatalogReader.Read read = CatalogReader.read(stored, scope);
    Map<String, Size> sizes =
        scope.sizes()
            ? TableStatistics.of(connection, stored, measured(stored, read.schema()))
            : Map.of();
    List<Note> notes = new ArrayList<>(read.notes());
    if (scope.details()) FileSettings.read(connection).ifPresent(notes::add);
    return new Catalog(
        identify(connection),
        name(connection),
        "",
        read.schema(),
        facts(stored, read, sizes),
        trash(stored, read, sizes),
        notes,
        Map.of(),
        // Like sizes, of use to who plans alone.
        scope.sizes() ? InvalidObjectFinder.of(connection, stored) : List.of());
  }

  @Override
  public Schema spell(Connection connection, Schema desired, Catalog live, Consumer<Note> notes)
      throws SQLException {
    Dialect dialect = new SqliteDialectProvider().create(live.engine());
    Schema spelled = new SchemaCanonicalizer(dialect, notes).spell(desired, live.schema());
    if (!desired.objects().isEmpty())
      new DefinitionCheck(desired, live, unmanaged(connection, desired, live), notes).objects();
    return spelled;
  }

  @Override
  public List<DataCheckAnswer> answer(Connection connection, List<DataCheck> probes, Duration limit)
      throws SQLException {
    return new DataCheckRunner(connection, limit).answer(probes);
  }

  @Override
  public List<String> structureOf(Connection connection, Set<String> names) throws SQLException {
    return StructureCopy.of(StoredSchema.read(connection), names);
  }

  @Override
  public List<Note> unusable(Connection connection) throws SQLException {
    StoredSchema stored = StoredSchema.read(connection);
    List<Note> unusable = new ArrayList<>();
    for (InvalidObject object : InvalidObjectFinder.of(connection, stored))
      unusable.add(new Note(object.kind().words() + " " + object.name(), object.why()));
    unusable.addAll(VirtualTables.unusable(connection, stored));
    return unusable;
  }

  /** The tables of the file that the model does not have, or the declaration does not speak of. */
  private static Set<String> unmanaged(Connection connection, Schema desired, Catalog live)
      throws SQLException {
    Set<String> declared = new HashSet<>();
    desired.objects().keySet().forEach(key -> declared.add(key.name().name()));
    Set<String> names = new HashSet<>();
    for (SchemaRow row : StoredSchema.read(connection).rows()) {
      boolean known =
          live.schema().table(QualifiedName.of(row.name())).isPresent()
              || declared.contains(row.name());
      if (row.is("table") && !known) names.add(Identifiers.lower(row.name()));
    }
    return names;
  }

  private static List<String> measured(StoredSchema stored, Schema schema) {
    List<String> tables = new ArrayList<>();
    for (QualifiedName table : schema.tables().keySet()) tables.add(table.name());
    for (SchemaRow row : stored.rows()) if (isTrashTable(stored, row)) tables.add(row.name());
    return tables;
  }

  private static Map<QualifiedName, TableFacts> facts(
      StoredSchema stored, CatalogReader.Read read, Map<String, Size> sizes) {
    Map<String, Map<String, String>> indexes = new HashMap<>();
    Map<String, List<String>> triggers = new HashMap<>();
    for (SchemaRow row : stored.rows()) {
      // What a constraint brings along has no text.
      if (row.is("index") && !row.sql().isEmpty())
        indexes.computeIfAbsent(row.table(), t -> new HashMap<>()).put(row.name(), row.sql());
      if (row.is("trigger"))
        triggers.computeIfAbsent(row.table(), t -> new ArrayList<>()).add(row.name());
    }
    Map<QualifiedName, TableFacts> facts = new HashMap<>();
    for (SchemaRow row : stored.rows()) {
      QualifiedName name = QualifiedName.of(row.name());
      if (!row.is("table") || read.schema().table(name).isEmpty()) continue;
      Size size = sizes.getOrDefault(row.name(), Size.UNKNOWN);
      List<Column> trash = read.trashColumns().getOrDefault(name, List.of());
      facts.put(
          name,
          new TableFacts(
              size.rows(),
              size.exact(),
              size.empty(),
              size.bytes(),
              trash,
              row.sql(),
              indexes.getOrDefault(row.name(), Map.of()),
              triggers.getOrDefault(row.name(), List.of()),
              Set.of(),
              -1,
              Optional.empty()));
    }
    return facts;
  }

  private static List<TrashItem> trash(
      StoredSchema stored, CatalogReader.Read read, Map<String, Size> sizes) {
    List<TrashItem> trash = new ArrayList<>();
    for (SchemaRow row : stored.rows()) {
      if (!row.is("table")) continue;
      QualifiedName name = QualifiedName.of(row.name());
      Size size = sizes.getOrDefault(row.name(), Size.UNKNOWN);
      if (isTrashTable(stored, row))
        trash.add(new TrashItem(name, Optional.empty(), size.rows(), size.bytes()));
      for (Column column : read.trashColumns().getOrDefault(name, List.of())) {
        trash.add(new TrashItem(name, Optional.of(column.name()), size.rows(), -1));
      }
    }
    return trash;
  }

  /** What belongs to a virtual table in the trash goes and comes with it. */
  private static boolean isTrashTable(StoredSchema stored, SchemaRow row) {
    return row.is("table")
        && OwnNames.isTrash(row.name())
        && stored.virtualOwner(row.name()).isEmpty();
  }

  private static String name(Connection connection) throws SQLException {
    String file =
        text(connection, "SELECT coalesce(file, '') FROM pragma_database_list WHERE name = 'main'");
    Path last = file.isEmpty() ? null : Path.of(file).getFileName();
    return last == null ? "" : last.toString();
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getString(1) : "";
    }
  }

  /**
   * Foreign keys are not enforced, as in the shell and in most drivers: only the schema counts, and
   * else DROP TABLE fails while a key somewhere references a table that is not there (<a
   * href="https://www.sqlite.org/foreignkeys.html#fk_schemacommands">documentation</a>).
   */
  @Override
  public <T> T inScratch(Connection connection, ScratchWork<T> work) throws SQLException {
    // Inside a transaction the setting has no effect.
    CatalogRows.execute(connection, "PRAGMA foreign_keys = OFF");
    try {
      return Introspector.super.inScratch(connection, work);
    } finally {
      CatalogRows.execute(connection, "PRAGMA foreign_keys = ON");
    }
  }
}
