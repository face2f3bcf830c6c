package dev.underpin.workflow.database;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.dialect.Dialects;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.planner.lint.sql.ScriptFile;
import dev.underpin.runner.session.Database;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.schema.model.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Works in a place that leaves nothing behind: loads SQL there to see what schema it makes, and
 * asks another server than the live one how it would write something.
 */
public final class ScratchPlace {
  private ScratchPlace() {}

  /** The place: what was named, else memory, where the engine has that. */
  public static Optional<DatabaseUrl> url(Optional<DatabaseUrl> named, Dialect dialect) {
    return named.or(() -> Introspectors.of(dialect.engine().id()).inMemory());
  }

  /**
   * A desired schema as the live server would write it, asked of one that writes alike: nothing is
   * made on the live one.
   */
  static Schema spell(
      DatabaseUrl url, Database live, Schema desired, Catalog catalog, Consumer<Note> notes) {
    requireEngine(url, live.engine());
    try (Database scratch = Database.open(url, true)) {
      live.whyUnlike(scratch)
          .ifPresent(
              why -> {
                throw usage("The scratch server " + url + " cannot be used: " + why);
              });
      return scratch.spellForAnother(desired, catalog, notes);
    }
  }

  private static void requireEngine(DatabaseUrl url, Engine live) {
    DialectProvider provider = Dialects.provider(live.id());
    if (provider.isEmbedded()) {
      throw usage(
          "A scratch URL is for servers: %s needs none, because it runs in memory. Remove %s."
              .formatted(live.product(), url));
    }
    if (!url.engineId().equals(live.id())) {
      throw usage(
          """
          The scratch server %s cannot be used: it is another engine than %s, so its canonical \
          form differs."""
              .formatted(url, live));
    }
  }

  /** The place where SQL for an engine is loaded. */
  public static DatabaseUrl require(Optional<DatabaseUrl> named, Dialect dialect) {
    return url(named, dialect)
        .orElseThrow(
            () ->
                usage(
                    """
                    A .sql file for %s is loaded on a server to be read: name an empty database with \
                    --scratch-url."""
                        .formatted(dialect.engine().product())));
  }

  /** What a file of SQL makes of an empty database, which is as it was afterwards. */
  public static Catalog load(DatabaseUrl url, Path file, Dialect dialect) {
    ScriptFile script = ScriptFile.of(file.toString(), TextFiles.read(file), dialect);
    return load(url, script.parts(), Optional.empty(), Optional.empty());
  }

  /**
   * What statements make of an empty database, which is as it was afterwards.
   *
   * @param leftOut told of each statement that the server refuses; absent where that is an error
   * @param remedy what to do then, as the last line of the error
   */
  public static Catalog load(
      DatabaseUrl url,
      List<ScriptFile.Part> statements,
      Optional<Consumer<Note>> leftOut,
      Optional<String> remedy) {
    try (Database database = Database.open(url, false)) {
      Connection connection = database.connection();
      Catalog catalog =
          database
              .introspector()
              .inScratch(
                  connection,
                  () -> {
                    run(database, connection, statements, leftOut, remedy);
                    return database.introspector().read(connection, Scope.ALL);
                  });
      return catalog.withSchema(database.dialect().normalize(catalog.schema()));
    } catch (SQLException e) {
      throw UnderpinException.failed("The scratch database " + url + " failed: " + e.getMessage());
    }
  }

  private static void run(
      Database database,
      Connection connection,
      List<ScriptFile.Part> statements,
      Optional<Consumer<Note>> leftOut,
      Optional<String> remedy)
      throws SQLException {
    Map<ScriptFile.Part, String> outside = new HashMap<>();
    for (ScriptFile.Part part : statements)
      database
          .dialect()
          .whyNotInScratch(part.text())
          .ifPresent(why -> outside.put(part, "a statement " + why));
    for (ScriptFile.Part part : statements) {
      String refused = outside.get(part);
      if (refused == null) continue;
      if (leftOut.isEmpty())
        throw UnderpinException.refused(
            "The SQL is not loaded, because %s\nat %s: %s"
                .formatted(refused, part.place(), firstLine(part.text())));
      leftOut.get().accept(leftOut(part, refused));
    }
    for (ScriptFile.Part part : statements) {
      if (outside.containsKey(part)) continue;
      Optional<Savepoint> before =
          leftOut.isEmpty() || connection.getAutoCommit()
              ? Optional.empty()
              : Optional.of(connection.setSavepoint());
      try (Statement statement = connection.createStatement()) {
        statement.execute(database.dialect().inTransaction(part.text()));
      } catch (SQLException e) {
        String said = String.valueOf(e.getMessage()).strip();
        if (leftOut.isEmpty())
          throw UnderpinException.failed(
              "The SQL cannot be loaded: %s\nat %s: %s%s"
                  .formatted(
                      said,
                      part.place(),
                      firstLine(part.text()),
                      remedy.map(text -> "\n" + text).orElse("")));
        if (before.isPresent()) connection.rollback(before.get());
        leftOut.get().accept(leftOut(part, said));
      }
    }
  }

  private static Note leftOut(ScriptFile.Part part, String why) {
    return new Note(
        part.place().toString(), "left out: %s (%s)".formatted(firstLine(part.text()), why));
  }

  private static UnderpinException usage(String message) {
    return new UnderpinException(UnderpinException.Kind.USAGE, message);
  }

  private static String firstLine(String sql) {
    return sql.strip().lines().findFirst().orElse("");
  }
}
