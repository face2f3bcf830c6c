package dev.underpin.introspect.sqlite.connection;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.SQLiteConfig;

/** Opens SQLite databases, and says clearly why one cannot be opened. */
public final class SqliteConnections {
  /** How long a statement waits for a lock where the URL says nothing. */
  public static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  private SqliteConnections() {}

  public static Connection open(DatabaseUrl url, boolean readOnly) {
    if (url.source().isPresent()) {
      try {
        return LentSession.borrow(url.source().get(), url);
      } catch (SQLException e) {
        throw SqliteErrors.onOpening(url.display(), e);
      }
    }
    Optional<Path> file = SqliteUrls.file(url);
    if (file.isPresent() && !Files.exists(file.get())) {
      refuseWithoutFolder(url, file.get());
      if (readOnly) return inMemory();
    } else {
      file.ifPresent(f -> refuseUnusable(url, f, readOnly));
    }
    try {
      boolean onlyRead = readOnly && file.isPresent();
      return onlyRead ? toLook(url, file.get()) : opened(url, false);
    } catch (SQLException e) {
      throw SqliteErrors.onOpening(url.display(), e);
    }
  }

  /**
   * A process that was killed in a transaction leaves pages that whoever opens the file next puts
   * back, for which it has to write (a <a
   * href="https://sqlite.org/rescode.html#readonly_rollback">hot journal</a>).
   */
  private static Connection toLook(DatabaseUrl url, Path file) throws SQLException {
    try {
      return opened(url, true);
    } catch (SQLException e) {
      if (!SqliteErrors.isReadOnly(e)) throw e;
      if (isAskedToRead(url) || !Files.isWritable(file))
        throw SqliteErrors.cutOff(url.display(), e);
      opened(url, false).close();
      return opened(url, true);
    }
  }

  private static Connection opened(DatabaseUrl url, boolean readOnly) throws SQLException {
    String address = readOnly ? SqliteUrls.readOnly(url) : url.jdbcUrl();
    return checked(DriverManager.getConnection(address, properties(url, readOnly)));
  }

  private static boolean isAskedToRead(DatabaseUrl url) {
    return url.jdbcUrl().contains("mode=ro") || url.jdbcUrl().contains("immutable=1");
  }

  /** A new database in memory that is gone when its connection is closed. */
  public static Connection inMemory() {
    try {
      return DriverManager.getConnection(SqliteUrls.inMemory());
    } catch (SQLException e) {
      throw SqliteErrors.onOpening("A database in memory", e);
    }
  }

  private static Properties properties(DatabaseUrl url, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    config.enforceForeignKeys(true);
    config.setReadOnly(readOnly);
    Properties properties = config.toProperties();
    properties.putAll(url.properties());
    return properties;
  }

  /**
   * SQLite opens lazily: only the first read tells whether the file is a database, and whether it
   * is free.
   */
  private static Connection checked(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT count(*) FROM sqlite_master").close();
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void refuseWithoutFolder(DatabaseUrl url, Path file) {
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw UnderpinException.failed(
          url.display() + " cannot be created: the folder " + folder + " does not exist.");
    }
    if (folder != null && !Files.isWritable(folder)) {
      throw UnderpinException.failed(
          url.display() + " cannot be created: the folder " + folder + " is not writable.");
    }
  }

  private static void refuseUnusable(DatabaseUrl url, Path file, boolean readOnly) {
    if (Files.isDirectory(file)) {
      throw UnderpinException.failed(
          url.display() + " is a directory; a SQLite database is a file.");
    }
    if (!Files.isReadable(file)) {
      throw UnderpinException.failed(
          FindingCode.PRIVILEGE_MISSING, url.display() + " cannot be read: permission is missing.");
    }
    boolean asked = isAskedToRead(url);
    if (!readOnly && (asked || !Files.isWritable(file))) {
      throw UnderpinException.failed(
          FindingCode.READ_ONLY,
          "%s can only be read%s"
              .formatted(
                  url.display(),
                  asked ? ": the URL says so." : ": permission to write is missing."));
    }
  }
}
