package dev.underpin.introspect.sqlite.scratch;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.sqlite.catalog.CatalogReader;
import dev.underpin.introspect.sqlite.catalog.StoredSchema;
import dev.underpin.introspect.sqlite.connection.SqliteConnections;
import dev.underpin.introspect.sqlite.connection.SqliteErrors;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes the tables of a desired schema in an empty database in memory and reads them back: that is
 * how this library would keep them, and it tells before anything is planned that a definition is
 * wrong. The live file is not touched.
 */
public record SchemaCanonicalizer(Dialect dialect, Consumer<Note> notes) {
  /**
   * How many tables are made in one database: each CREATE reads all of {@code sqlite_schema}, so
   * that thousands in one would take longer and longer.
   */
  private static final int CHUNK = 100;

  public Schema spell(Schema desired, Schema live) throws SQLException {
    Schema known = dialect.normalize(live);
    List<Table> asked = new ArrayList<>();
    for (Table table : desired.tables().values()) {
      if (known.table(table.name()).filter(table::equals).isEmpty()) asked.add(table);
    }
    TreeMap<QualifiedName, Table> tables = new TreeMap<>(desired.tables());
    for (int i = 0; i < asked.size(); i += CHUNK) {
      tables.putAll(tried(asked.subList(i, Math.min(asked.size(), i + CHUNK))));
    }
    return desired.withTables(tables);
  }

  private Map<QualifiedName, Table> tried(List<Table> tables) throws SQLException {
    try (Connection memory = SqliteConnections.inMemory();
        Statement statement = memory.createStatement()) {
      statement.execute("BEGIN");
      for (Table table : tables) make(statement, table);
      Schema read = CatalogReader.read(StoredSchema.read(memory), Scope.ALL).schema();
      return dialect.normalize(read).tables();
    }
  }

  private void make(Statement statement, Table table) throws SQLException {
    try {
      statement.execute(SqliteDdl.createTable(table));
      for (Index index : table.indexes())
        statement.execute(SqliteDdl.createIndex(table.name(), index));
    } catch (SQLException e) {
      String message = SqliteErrors.message(e);
      statement.execute("DROP TABLE IF EXISTS " + Identifiers.quote(table.name().name()));
      if (!DefinitionCheck.isOfExtension(message)) {
        DefinitionCheck.parts(table, message, notes);
        return;
      }
      notes.accept(
          new Note(
              table.name().toString(),
              "could not be tried out (" + message + "); its expressions are compared as text."));
    }
  }
}
