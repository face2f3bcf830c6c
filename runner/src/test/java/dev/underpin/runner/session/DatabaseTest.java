package dev.underpin.runner.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be opened says why. */
class DatabaseTest {
  @TempDir Path folder;

  private static Database open(String url, boolean readOnly) {
    return Database.open(Introspectors.parseUrl(url), readOnly);
  }

  @Test
  void a_server_that_is_not_there() {
    assertThatThrownBy(() -> open("postgresql://u:secret@127.0.0.1:1/shop", true))
        .hasMessageContaining("No server answers")
        .hasMessageContaining("connection refused")
        .hasMessageContaining("--wait")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_host_that_is_not_known() {
    assertThatThrownBy(() -> open("postgresql://u@no-such-host.invalid/shop", true))
        .hasMessageContaining("the host is not known");
  }

  @Test
  void a_database_that_is_not_there() {
    try (TestDatabase there = TestServers.postgresql().newDatabase()) {
      String url = there.url().replaceFirst("/[^/]*$", "/no_such_database");
      assertThatThrownBy(() -> open(url, true)).hasMessageContaining("There is no such database");
    }
  }

  @Test
  void a_password_is_never_shown() {
    try (TestDatabase there = TestServers.postgresql().newDatabase()) {
      String url = there.url().replaceFirst("//[^@]*@", "//nobody_here:s3cret@");
      assertThatThrownBy(() -> open(url, true))
          .hasMessageContaining("rejects this user")
          .hasMessageContaining("nobody_here")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void a_server_that_comes_up_is_waited_for() {
    long began = System.nanoTime();
    assertThatThrownBy(
            () ->
                Database.open(
                    Introspectors.parseUrl("postgresql://u@127.0.0.1:1/x"),
                    true,
                    Duration.ofMillis(700)))
        .hasMessageContaining("No server answers");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void a_file_that_is_no_database() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("notes.txt"), "Dear diary, today I learned what a database is.");
    assertThatThrownBy(() -> open("sqlite:" + file, true))
        .hasMessageContaining("is not a SQLite database");
  }

  @Test
  void a_folder_in_place_of_a_file() {
    assertThatThrownBy(() -> open("sqlite:" + folder, true)).hasMessageContaining("is a directory");
  }

  @Test
  void a_folder_that_is_not_there() {
    assertThatThrownBy(() -> open("sqlite:" + folder.resolve("no/shop.db"), false))
        .hasMessageContaining("does not exist");
  }

  @Test
  void a_file_that_is_not_there_is_an_empty_database_to_readers_and_is_not_created() {
    Path file = folder.resolve("new.db");
    try (Database database = open("sqlite:" + file, true)) {
      assertThat(database.read(Scope.ALL).schema().tables()).isEmpty();
      assertThat(HistoryReader.entries(database)).isEmpty();
    }
    assertThat(file).doesNotExist();
  }
}
