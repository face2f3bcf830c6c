package dev.underpin.runner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that is nearly full is found out before a table is copied on it. */
class DiskSpaceTest {
  private static final List<String> COPY_OF_LARGE =
      List.of(
          "CREATE TABLE copy (a int, b text)",
          "INSERT OR ABORT INTO copy (rowid, a, b)\nSELECT \"large\".rowid, a, coalesce(b, 'FROM small')\nFROM \"large\"",
          "INSERT INTO sqlite_sequence (name, seq) SELECT 'copy', seq FROM sqlite_sequence WHERE name = 'large'",
          "DROP TABLE large");
  private static final List<String> COPY_OF_SMALL =
      List.of("INSERT INTO other SELECT a FROM small", "DROP TABLE small");

  private final TestDatabase db = TestServers.sqlite().newDatabase();
  private Connection connection;

  @BeforeEach
  void fill() throws SQLException {
    connection = db.connect();
    db.execute(
        "CREATE TABLE small (a int)",
        "INSERT INTO small VALUES (1)",
        "CREATE TABLE large (a int, b text)",
        "INSERT INTO large WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
            + " SELECT i, hex(zeroblob(500)) FROM n");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    db.close();
  }

  private DiskSpace with(long megabytesLeft) {
    Path file = Path.of(db.url().substring("sqlite:".length()));
    return new DiskSpace(connection, file, f -> megabytesLeft << 20);
  }

  @Test
  void a_copy_that_does_not_fit_is_refused_with_what_it_needs_and_what_there_is() {
    assertThatThrownBy(() -> with(4).refuseTooLittle(COPY_OF_LARGE))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("Copying large needs about 6 MB")
        .hasMessageContaining("4 MB are free");
  }

  @Test
  void a_small_table_of_a_large_file_may_be_copied_on_a_full_disk() {
    assertThatCode(() -> with(1).refuseTooLittle(COPY_OF_SMALL)).doesNotThrowAnyException();
  }

  @Test
  void a_table_that_makes_room_for_its_copy_is_known_by_the_name_that_it_had() {
    List<String> back =
        List.of(
            "INSERT INTO large (a) SELECT \"large\".a\nFROM \"underpin_0a_rebuild\" AS \"large\"");
    assertThat(DiskSpace.copied(back)).containsExactly("large");
    assertThatThrownBy(() -> with(4).refuseTooLittle(back)).hasMessageContaining("Copying large");
  }

  @Test
  void what_copies_nothing_is_never_refused() {
    assertThatCode(() -> with(0).refuseTooLittle(List.of("DROP TABLE large")))
        .doesNotThrowAnyException();
  }

  @Test
  void where_there_is_room_nothing_is_counted() {
    assertThatCode(() -> with(100).refuseTooLittle(COPY_OF_LARGE)).doesNotThrowAnyException();
    assertThat(DiskSpace.copied(COPY_OF_LARGE)).containsExactly("large");
  }
}
