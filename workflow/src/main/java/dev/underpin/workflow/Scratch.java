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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Loads SQL in a place that leaves nothing behind, to see what schema it makes. */
final class Scratch {
  private Scratch() {}

  /** The place: what was named, else memory, where the engine has that. */
  static Optional<DatabaseUrl> url(Optional<DatabaseUrl> named, Dialect dialect) {
    return named.or(() -> Introspectors.of(dialect.engine().id()).inMemory());
  }

  /** The schema that a script makes of an empty database, which is as it was afterwards. */
  static Schema load(DatabaseUrl url, String script, Consumer<Note> notes) {
    try (Database database = Database.open(url, false)) {
      Connection connection = database.connection();
      Catalog catalog =
          database
              .introspector()
              .inScratch(
                  connection,
                  () -> {
                    run(database, connection, script);
                    return database.introspector().read(connection, Scope.ALL);
                  });
      catalog.notes().forEach(notes);
      return database.dialect().normalize(catalog.schema());
    } catch (SQLException e) {
      throw UnderpinException.failed("The scratch database " + url + " failed: " + e.getMessage());
    }
  }

  private static void run(Database database, Connection connection, String script) {
    List<String> statements = database.dialect().splitStatements(script);
    for (String sql : statements) {
      database
          .dialect()
          .whyNotInScratch(sql)
          .ifPresent(
              why -> {
                throw UnderpinException.refused(
                    "The SQL is not loaded, because a statement "
                        + why
                        + "\nin: "
                        + firstLine(sql));
              });
    }
    for (String sql : statements) {
      if (sql.isBlank()) continue;
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw UnderpinException.failed(
            "The SQL cannot be loaded: " + e.getMessage().strip() + "\nin: " + firstLine(sql));
      }
    }
  }

  private static String firstLine(String sql) {
    return sql.strip().lines().findFirst().orElse("");
  }
}
