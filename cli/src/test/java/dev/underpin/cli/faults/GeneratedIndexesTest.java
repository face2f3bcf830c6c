package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Indexes that InnoDB made for foreign keys by itself, and drops by itself. */
class GeneratedIndexesTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#someMysql";
  private static final String PARENT =
      "CREATE TABLE p(id char(36) primary key); INSERT INTO p VALUES ('x'); ";

  @TempDir Path folder;

  private StandardRun run(TestServer server, String start) {
    return new StandardRun(folder, server)
        .start(PARENT + start + " INSERT INTO c(id, subject, b) VALUES (1, 'x', 2);");
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_foreign_key_gets_another_name_while_its_column_allows_null(TestServer server) {
    run(
            server,
            "CREATE TABLE c(id int primary key, subject char(36) not null, b int,"
                + " CONSTRAINT c_old FOREIGN KEY (subject) REFERENCES p(id));")
        .target(
            PARENT
                + "CREATE TABLE c(id int primary key, subject char(36), b int,"
                + " CONSTRAINT c_new FOREIGN KEY (subject) REFERENCES p(id));")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_index_of_a_foreign_key_that_has_gone_stays_beside_a_longer_one(TestServer server) {
    run(
            server,
            "CREATE TABLE c(id int primary key, subject char(36), b int,"
                + " CONSTRAINT c_old FOREIGN KEY (subject) REFERENCES p(id));"
                + " ALTER TABLE c DROP FOREIGN KEY c_old;")
        .target(
            PARENT
                + "CREATE TABLE c(id int primary key, subject char(36), b int,"
                + " INDEX c_old (subject), UNIQUE INDEX longer (subject, b));")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_index_of_a_foreign_key_that_has_gone_serves_another_one(TestServer server) {
    run(
            server,
            "CREATE TABLE c(id int primary key, subject char(36), b int,"
                + " CONSTRAINT c_old FOREIGN KEY (subject) REFERENCES p(id));"
                + " ALTER TABLE c DROP FOREIGN KEY c_old;")
        .target(
            PARENT
                + "CREATE TABLE c(id int primary key, subject char(36), b int, INDEX c_old (subject),"
                + " CONSTRAINT c_new FOREIGN KEY (subject) REFERENCES p(id));")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_index_of_a_foreign_key_without_a_name_is_there_after_its_rollback(TestServer server) {
    run(
            server,
            "CREATE TABLE c(id int primary key, subject char(36), b int,"
                + " FOREIGN KEY (subject) REFERENCES p(id));")
        .target(
            PARENT
                + "CREATE TABLE c(id int primary key, subject char(36), b int, INDEX subject (subject));")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void two_foreign_keys_of_one_column_keep_the_index_when_one_of_them_goes(TestServer server) {
    run(
            server,
            "CREATE TABLE q LIKE p; INSERT INTO q SELECT * FROM p;"
                + " CREATE TABLE c(id int primary key, subject char(36), b int,"
                + " CONSTRAINT c_one FOREIGN KEY (subject) REFERENCES p(id),"
                + " CONSTRAINT c_two FOREIGN KEY (subject) REFERENCES q(id));")
        .change("c_one: {", "c_other: {")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_foreign_key_of_fewer_columns_keeps_its_index_beside_that_of_a_longer_one(
      TestServer server) {
    new StandardRun(folder, server)
        .start(PARENT)
        .targetYaml(
            """
            tables:
              p:
                columns: { id: char(36) not null }
                primary_key: [id]
              q:
                columns: { id: char(36) not null, n: int not null }
                primary_key: [id, n]
              c:
                columns: { id: int not null, subject: char(36), n: int }
                primary_key: [id]
                foreign_keys:
                  short: { columns: [subject], references: p(id) }
                  long: { columns: [subject, n], references: "q(id, n)" }
            """)
        .goesForwardAndBack();
  }
}
