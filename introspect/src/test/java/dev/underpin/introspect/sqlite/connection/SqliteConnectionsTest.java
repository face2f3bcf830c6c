package dev.underpin.introspect.sqlite.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.sqlite.SqliteIntrospector;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteConnectionsTest {
  private final SqliteIntrospector introspector = new SqliteIntrospector();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.db",
        "with blank.db",
        "what?mode=ro.db",
        "50%20.db",
        "a#b.db",
        "größe 表.db",
        "it's.db"
      })
  void whatever_a_file_is_called_it_is_that_file(String name) throws Exception {
    Path file = folder.resolve(name);

    try (Connection connection = introspector.connect(url(file), false)) {
      execute(connection, "CREATE TABLE t (a)");
    }

    assertThat(file).exists();
    assertThat(Files.list(folder)).containsExactly(file);
    try (Connection connection = introspector.connect(url(file), true)) {
      assertThat(introspector.read(connection, Scope.ALL).schema().tables()).hasSize(1);
      assertThat(introspector.read(connection, Scope.ALL).database()).isEqualTo(name);
    }
  }

  @Test
  void looking_at_a_file_that_does_not_exist_finds_nothing_and_creates_nothing() throws Exception {
    try (Connection connection = introspector.connect(url(folder.resolve("such.db")), true)) {
      assertThat(introspector.read(connection, Scope.ALL).schema().tables()).isEmpty();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_connection_enforces_foreign_keys_waits_for_locks_and_commits_by_itself() throws Exception {
    try (Connection connection = introspector.connect(url(folder.resolve("a.db")), false)) {
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(value(connection, "PRAGMA foreign_keys")).isEqualTo("1");
      assertThat(value(connection, "PRAGMA busy_timeout")).isEqualTo("5000");
    }
  }

  @Test
  void a_read_only_connection_cannot_write() throws Exception {
    Path file = database("a.db");
    try (Connection connection = introspector.connect(url(file), true)) {
      assertThatThrownBy(() -> execute(connection, "CREATE TABLE u (a)"))
          .hasMessageContaining("readonly");
    }
  }

  @Test
  void a_directory_is_refused() {
    refuses(folder, false, Kind.FAILED, "is a directory");
  }

  @Test
  void a_missing_folder_is_named() {
    refuses(
        folder.resolve("no/such.db"),
        false,
        Kind.FAILED,
        "the folder " + folder.resolve("no") + " does not exist");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_file_that_is_no_database_is_refused(boolean readOnly) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("notes.txt"), "Dear diary, this is no database at all.\n".repeat(100));
    refuses(file, readOnly, Kind.FAILED, "is not a SQLite database");
    assertThat(Files.readString(file)).startsWith("Dear diary");
  }

  @Test
  void a_damaged_database_is_refused() throws Exception {
    Path file = database("a.db");
    try (RandomAccessFile damage = new RandomAccessFile(file.toFile(), "rw")) {
      damage.seek(100);
      damage.write(new byte[] {99, 99, 99, 99, 99, 99, 99, 99});
    }
    refuses(file, true, Kind.FAILED, "is damaged");
    refuses(file, true, Kind.FAILED, "integrity_check");
  }

  @Test
  void an_empty_file_is_an_empty_database() throws Exception {
    Path file = Files.createFile(folder.resolve("a.db"));
    try (Connection connection = introspector.connect(url(file), true)) {
      assertThat(introspector.read(connection, Scope.ALL).schema().tables()).isEmpty();
    }
  }

  @Test
  void a_url_that_says_read_only_is_not_written_to() throws Exception {
    DatabaseUrl url = introspector.parseUrl("file:" + database("a.db") + "?mode=ro").orElseThrow();
    assertThatThrownBy(() -> introspector.connect(url, false))
        .hasMessageContaining("can only be read");
  }

  @Test
  void a_locked_database_is_a_timeout() throws Exception {
    Path file = database("a.db");
    DatabaseUrl url =
        introspector.parseUrl("jdbc:sqlite:" + file + "?busy_timeout=50").orElseThrow();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      execute(other, "PRAGMA locking_mode = EXCLUSIVE");
      execute(other, "BEGIN EXCLUSIVE");
      assertThatThrownBy(() -> introspector.connect(url, true))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT))
          .hasMessageContaining("locked by another process");
    }
  }

  private void refuses(Path file, boolean readOnly, Kind kind, String message) {
    assertThatThrownBy(() -> introspector.connect(url(file), readOnly))
        .isInstanceOfSatisfying(UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining("sqlite:" + file)
        .hasMessageContaining(message);
  }

  private Path database(String name) throws Exception {
    Path file = folder.resolve(name);
    try (Connection connection = introspector.connect(url(file), false)) {
      execute(connection, "CREATE TABLE t (a)");
    }
    return file;
  }

  private DatabaseUrl url(Path file) {
    return introspector.parseUrl("sqlite:" + file).orElseThrow();
  }

  private static void execute(Connection connection, String sql) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(Connection connection, String sql) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.getString(1);
    }
  }
}
