package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.postgresql.connection.Snapshot;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Creates the declared extensions that are missing, in a transaction that is rolled back: columns
 * and objects of the same plan can need their types and functions. Only those that PostgreSQL calls
 * trusted: their scripts change nothing outside of the database.
 *
 * @see <a href="https://www.postgresql.org/docs/current/view-pg-available-extension-versions.html">
 *     pg_available_extension_versions.trusted</a>
 */
record ScratchExtensions(Connection connection, PostgresDialect dialect, String namespace) {
  private static final String TRUSTED =
      "SELECT DISTINCT name FROM pg_catalog.pg_available_extension_versions WHERE trusted";

  /**
   * @param there what is where the connection leads
   * @param own true where the transaction has just begun, and may be read-only
   */
  void create(Schema desired, Schema there, boolean own) throws SQLException {
    List<SchemaObject> missing =
        desired.objects().values().stream()
            .filter(o -> o.kind() == Kind.EXTENSION && !there.objects().containsKey(o.key()))
            .toList();
    if (missing.isEmpty()) return;
    if (own) CatalogRows.execute(connection, "SET TRANSACTION READ WRITE");
    Set<String> trusted = new HashSet<>();
    CatalogRows.each(connection, TRUSTED, row -> trusted.add(row.text("name")));
    for (SchemaObject extension : missing)
      if (trusted.contains(extension.name().name())) create(extension);
  }

  private void create(SchemaObject extension) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      CatalogRows.execute(
          connection,
          Snapshot.searchPath(dialect, dialect.quote(namespace))
              + "; SET LOCAL lock_timeout TO '2s'; SET LOCAL statement_timeout TO '60s'"
              + "; SET LOCAL client_min_messages TO error");
      CatalogRows.execute(connection, extension.create().written());
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      // A role that may not create it learns that from the check of privileges.
      connection.rollback(before);
    }
  }
}
