package dev.underpin.introspect;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The introspectors on the class path. */
public final class Introspectors {
  private Introspectors() {}

  /** The introspector of an engine, by its id. */
  public static Introspector of(String engineId) {
    for (Introspector introspector : all()) {
      if (introspector.engineId().equals(engineId)) return introspector;
    }
    throw UnderpinException.failed("There is no engine called \"" + engineId + "\" here.");
  }

  private static ServiceLoader<Introspector> all() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return ServiceLoader.load(
        Introspector.class, knowsThis(context) ? context : Introspector.class.getClassLoader());
  }

  /** An application's threads may have a class loader in their context that has none of this. */
  private static boolean knowsThis(@Nullable ClassLoader context) {
    try {
      return context != null
          && context.loadClass(Introspector.class.getName()) == Introspector.class;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The database that a file is, of the engine whose databases are files. */
  public static DatabaseUrl ofFile(Path file) {
    for (Introspector introspector : all()) {
      Optional<DatabaseUrl> url = introspector.ofFile(file);
      if (url.isPresent()) return url.get();
    }
    throw UnderpinException.failed("There is no engine here whose databases are files.");
  }

  /** Where the connections lead to that somebody lends; the engine is the one that answers. */
  public static DatabaseUrl lentBy(ConnectionSource source) {
    try (Connection connection = source.lend()) {
      for (Introspector introspector : all()) {
        Optional<DatabaseUrl> url = introspector.urlOf(connection);
        if (!connection.getAutoCommit()) connection.rollback();
        if (url.isPresent()) return url.get().lentBy(source);
      }
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "The DataSource leads to %s. Underpin knows PostgreSQL, MySQL, MariaDB and SQLite."
              .formatted(connection.getMetaData().getDatabaseProductName()));
    } catch (SQLException e) {
      throw new UnderpinException(
          FindingCode.NO_CONNECTION,
          UnderpinException.Kind.FAILED,
          "The DataSource gives no connection: " + e.getMessage(),
          e);
    }
  }

  /** Read a URL that a person wrote. */
  public static DatabaseUrl parseUrl(String url) {
    return parseUrl(url, Path.of(""));
  }

  /** Read a URL that a person wrote; a path in it that is relative starts at a directory. */
  public static DatabaseUrl parseUrl(String url, Path directory) {
    for (Introspector introspector : all()) {
      Optional<DatabaseUrl> parsed = introspector.parseUrl(url, directory);
      if (parsed.isPresent()) return parsed.get();
    }
    int colon = url.indexOf(':');
    throw new UnderpinException(
        UnderpinException.Kind.USAGE,
        "The URL does not say which database it is"
            + (colon > 0
                ? " (it begins with \"" + url.substring(0, Math.min(colon, 20)) + ":\")"
                : "")
            + ". Expected: postgresql://user@host:5432/database, mysql://user@host:3306/database, mariadb://… or"
            + " sqlite:file.db.");
  }
}
