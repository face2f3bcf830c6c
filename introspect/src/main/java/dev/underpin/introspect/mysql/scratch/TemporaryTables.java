package dev.underpin.introspect.mysql.scratch;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.canonical.CreateTableReader;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.mysql.connection.WritableSession;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Spells tables where no database may be made. No catalog has temporary tables, so that they are
 * read from the text that the server prints for them. They cannot have partitions.
 */
record TemporaryTables(Connection connection, MysqlDialect dialect, Consumer<Note> notes) {
  private static final String NAME = "underpin_scratch";

  List<Table> spell(List<ScratchTable> asked) throws SQLException {
    List<Table> spelled = new ArrayList<>();
    try (WritableSession writable = WritableSession.open(connection, dialect.flavor())) {
      assert writable != null;
      for (ScratchTable table : asked) spelled.add(spell(table));
    }
    return spelled;
  }

  private Table spell(ScratchTable table) throws SQLException {
    String create = dialect.ddl().createTable(table.table(NAME, false), false);
    try {
      CatalogRows.execute(
          connection, create.replaceFirst("^CREATE TABLE", "CREATE TEMPORARY TABLE"));
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      notes.accept(SchemaCanonicalizer.notAsked(table.desired().name(), e));
      return table.desired();
    }
    try {
      List<String> printed = new ArrayList<>();
      CatalogRows.each(
          connection,
          "SHOW CREATE TABLE " + dialect.quote(NAME),
          row -> printed.add(row.result().getString(2)));
      return table.merge(new CreateTableReader(dialect.flavor()).read(printed.get(0)));
    } finally {
      if (!connection.isClosed())
        CatalogRows.execute(connection, "DROP TEMPORARY TABLE IF EXISTS " + dialect.quote(NAME));
    }
  }
}
