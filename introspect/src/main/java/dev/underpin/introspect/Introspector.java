package dev.underpin.introspect;

import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks one engine's live server; found by {@link java.util.ServiceLoader}. Never changes what it
 * looks at.
 */
public interface Introspector {
  /** The file that a URL names and that does not exist, where a database is a file. */
  default Optional<Path> missingFile(DatabaseUrl url) {
    return Optional.empty();
  }

  /** The engine's id. */
  String engineId();

  /** Read a URL that a person wrote, or absence where it speaks of another engine. */
  Optional<DatabaseUrl> parseUrl(String url);

  /** The same, where a path in the URL that is relative starts at a directory. */
  default Optional<DatabaseUrl> parseUrl(String url, Path directory) {
    return parseUrl(url);
  }

  /** The database that a file is, where a database is a file. */
  default Optional<DatabaseUrl> ofFile(Path file) {
    return Optional.empty();
  }

  /**
   * Where a connection leads to that somebody else has opened, or absence where it is to another
   * engine.
   */
  Optional<DatabaseUrl> urlOf(Connection connection) throws SQLException;

  /**
   * Open a connection in autocommit, or borrow one where the URL has somebody who lends them.
   *
   * @param readOnly true where nothing will be changed: a file that does not exist is then an empty
   *     database, not created
   */
  Connection connect(DatabaseUrl url, boolean readOnly) throws SQLException;

  /**
   * A new, empty database in memory that is gone with its connection, where the engine has that.
   */
  default Optional<DatabaseUrl> inMemory() {
    return Optional.empty();
  }

  /** Ask the server which product and version it really is. */
  Engine identify(Connection connection) throws SQLException;

  /**
   * Read the catalog, in a fixed number of queries whatever the number of tables. An engine that
   * shows the text of one object at a time takes a query for each. With {@link Scope#only} it is a
   * part, which {@link CatalogPart} puts into the whole; an engine may then read more tables.
   */
  Catalog read(Connection connection, Scope scope) throws SQLException;

  /**
   * Give every expression and type of a desired schema the spelling that this server would store,
   * in a scratch place that leaves nothing behind. What already equals its counterpart in the live
   * catalog is not asked.
   *
   * @param desired lowered, and normalised by the dialect
   * @param notes told of each expression that could not be asked and was compared by its textual
   *     normal form
   */
  Schema spell(Connection connection, Schema desired, Catalog live, Consumer<Note> notes)
      throws SQLException;

  /**
   * {@link #spell} for a live database on another server, of which nothing is on this one.
   *
   * @param live the other server's catalog
   */
  default Schema spellForAnother(
      Connection scratch, Schema desired, Catalog live, Consumer<Note> notes) throws SQLException {
    return spell(scratch, desired, live, notes);
  }

  /**
   * Why one server would not write texts as another does, such as their versions; empty where it
   * would.
   */
  default Optional<String> whyUnlike(Connection one, Connection other) throws SQLException {
    Engine first = identify(one);
    Engine second = identify(other);
    if (first.version().major() == second.version().major()
        && first.version().minor() == second.version().minor()) return Optional.empty();
    return Optional.of(
        """
        it is %s, and the database is on %s. Another version may have another canonical form. Use \
        a server of the same version."""
            .formatted(second, first));
  }

  /** Work in a scratch place. */
  interface ScratchWork<T> {
    T run() throws SQLException;
  }

  /**
   * Work on a connection as if its database were empty, in a place that leaves nothing behind: a
   * transaction of an empty database that is rolled back, where that undoes whatever is created.
   */
  default <T> T inScratch(Connection connection, ScratchWork<T> work) throws SQLException {
    if (!read(connection, Scope.ALL).schema().tables().isEmpty())
      throw UnderpinException.refused("The scratch database is not empty; nothing was done.");
    connection.setAutoCommit(false);
    try {
      return work.run();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /**
   * The statements that create some tables, views and triggers exactly as the database has them,
   * with all that they name and all that names them, in an order that works; empty where the model
   * says all of it.
   *
   * @param names the names of tables, views and triggers; others than the database has are left out
   */
  default List<String> structureOf(Connection connection, Set<String> names) throws SQLException {
    return List.of();
  }

  /**
   * The views, triggers and the like that cannot be used, because what they name is missing: each
   * with its kind and name, and why; empty where the server does not let that happen.
   */
  default List<Note> unusable(Connection connection) throws SQLException {
    return List.of();
  }

  /** Answer questions about data, read-only, each within a time limit. */
  List<DataCheckAnswer> answer(Connection connection, List<DataCheck> probes, Duration limit)
      throws SQLException;
}
