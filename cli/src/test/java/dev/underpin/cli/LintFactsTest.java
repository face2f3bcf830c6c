package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rules of lint say of a statement is what the server does. */
class LintFactsTest {
  @TempDir Path folder;

  /** The server itself refuses it where it may only change the table in place. */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void what_is_said_to_copy_a_table_cannot_be_done_in_place(TestServer server) throws IOException {
    try (TestDatabase database = server.newDatabase()) {
      database.execute(
          "CREATE TABLE customers (id bigint PRIMARY KEY)",
          "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, code char(3))",
          "INSERT INTO customers VALUES (1)",
          "INSERT INTO orders VALUES (1, 1, 'abc')");
      for (String action :
          List.of(
              "ADD CONSTRAINT f FOREIGN KEY (customer_id) REFERENCES customers (id)",
              "ADD COLUMN s bigint AS (id + 1) STORED",
              "CONVERT TO CHARACTER SET latin1",
              "MODIFY code int")) {
        String sql = "ALTER TABLE orders " + action;
        assertThat(lint(database.engine(), sql))
            .as(sql)
            .containsAnyOf("is copied", "may copy", "in a copy", "is written again");
        assertThatThrownBy(() -> database.execute(sql + ", ALGORITHM=INPLACE")).as(sql).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void references_behind_a_column_are_found_where_a_server_may_ignore_them(TestServer server)
      throws IOException {
    try (TestDatabase database = server.newDatabase()) {
      database.execute("CREATE TABLE customers (id bigint PRIMARY KEY)");
      String sql =
          "CREATE TABLE orders (id bigint PRIMARY KEY, c bigint REFERENCES customers (id))";
      database.execute(sql);
      String keys =
          database.value(
              "SELECT count(*) FROM information_schema.referential_constraints"
                  + " WHERE constraint_schema = database()");
      if (!lint(database.engine(), sql).contains("[UP581]")) assertThat(keys).isEqualTo("1");
      else assertThat(keys).isIn("0", "1");
    }
  }

  private String lint(String engine, String sql) throws IOException {
    Path file = Files.writeString(folder.resolve("fact.sql"), sql + ";\n");
    return new Cli(folder).run("lint", "--engine", engine, file.toString()).out();
  }
}
