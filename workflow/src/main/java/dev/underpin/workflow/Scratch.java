package dev.underpin.workflow;

import dev.underpin.dialect.Dialect;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.runner.Database;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Consumer;

/** Loads SQL in a place that leaves nothing behind, to see what schema it makes. */
final class Scratch {
  private Scratch() {}

  /** The place: what was named, else memory, where the engine has that. */
  static Optional<DatabaseUrl> url(Optional<DatabaseUrl> named, Dialect dialect) {
    return named.or(() -> Introspectors.of(dialect.engine().id()).inMemory());
  }

  /**
   * The schema that a script makes of an empty database. The database must be empty, and is as it
   * was afterwards.
   */
  static Schema load(DatabaseUrl url, String script, Consumer<Note> notes) {
    try (Database database = Database.open(url, false)) {
      Connection connection = database.connection();
      if (!database.read(Scope.ALL).schema().tables().isEmpty()) {
        throw UnderpinException.refused(
            "The scratch database " + url + " is not empty; nothing was loaded.");
      }
      connection.setAutoCommit(false);
      try {
        run(database, connection, script);
        Catalog catalog = database.introspector().read(connection, Scope.ALL);
        catalog.notes().forEach(notes);
        return database.dialect().normalize(catalog.schema());
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw UnderpinException.failed("The scratch database " + url + " failed: " + e.getMessage());
    }
  }

  private static void run(Database database, Connection connection, String script) {
    for (String sql : database.dialect().splitStatements(script)) {
      if (sql.isBlank()) continue;
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw UnderpinException.failed(
            "The SQL cannot be loaded: "
                + e.getMessage().strip()
                + "\nin: "
                + sql.strip().lines().findFirst().orElse(""));
      }
    }
  }
}
