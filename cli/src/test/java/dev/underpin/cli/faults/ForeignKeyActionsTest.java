package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RESTRICT and NO ACTION do the same on MySQL and MariaDB; each key keeps the word that it has. */
class ForeignKeyActionsTest {
  private static final String START =
      "CREATE TABLE p(id int primary key, n int); INSERT INTO p VALUES (1, 1);"
          + " CREATE TABLE c(id int primary key, p_id int, q_id int, r_id int,"
          + " CONSTRAINT said_nothing FOREIGN KEY (p_id) REFERENCES p(id),"
          + " CONSTRAINT said_restrict FOREIGN KEY (q_id) REFERENCES p(id) ON DELETE RESTRICT ON"
          + " UPDATE RESTRICT,"
          + " CONSTRAINT said_no_action FOREIGN KEY (r_id) REFERENCES p(id) ON DELETE NO ACTION ON"
          + " UPDATE NO ACTION); INSERT INTO c VALUES (1, 1, 1, 1);";

  private static final List<String> WORDS = List.of("", "no action", "restrict");

  @TempDir Path folder;

  /** SQLite keeps the text of a table, and takes silence for NO ACTION. */
  static List<TestServer> servers() {
    return Stream.of(TestServers.everyPostgresql(), TestServers.everyMysql())
        .<TestServer>flatMap(List::stream)
        .toList();
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server).start(START);
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_key_that_is_created_again_has_its_word(TestServer server) {
    run(server)
        .target(
            "CREATE TABLE p(id bigint primary key, n int); CREATE TABLE c(id int primary key, p_id"
                + " bigint, q_id bigint, r_id bigint, CONSTRAINT said_nothing FOREIGN KEY (p_id)"
                + " REFERENCES p(id), CONSTRAINT said_restrict FOREIGN KEY (q_id) REFERENCES p(id)"
                + " ON DELETE RESTRICT ON UPDATE RESTRICT, CONSTRAINT said_no_action FOREIGN KEY"
                + " (r_id) REFERENCES p(id) ON DELETE NO ACTION ON UPDATE NO ACTION);")
        .goesForwardAndBack();
    run(server)
        .target(
            "CREATE TABLE p(id int primary key, n int); CREATE TABLE c(id int primary key, p_id"
                + " int, q_id int, r_id int);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void another_word_for_the_same_is_no_change(TestServer server) {
    String words = "FOREIGN KEY (p_id) REFERENCES p(id)";
    for (String other : new String[] {" ON DELETE RESTRICT", " ON UPDATE NO ACTION"})
      run(server).target(START.replace(words, words + other)).changesNothing();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_new_key_has_the_declared_word(TestServer server) {
    new StandardRun(folder, server)
        .start("CREATE TABLE p(id int primary key, n int);")
        .target(
            "CREATE TABLE p(id int primary key, n int); CREATE TABLE c(id int primary key, p_id int,"
                + " q_id int, CONSTRAINT k1 FOREIGN KEY (p_id) REFERENCES p(id) ON DELETE RESTRICT,"
                + " CONSTRAINT k2 FOREIGN KEY (q_id) REFERENCES p(id) ON DELETE CASCADE);")
        .goesForwardAndBack();
  }

  /** What each of nine keys says of a deleted row and of a changed key, and what is kept of it. */
  @ParameterizedTest
  @MethodSource("servers")
  void a_declared_word_is_the_one_that_the_catalog_has(TestServer server) {
    String before = "CREATE TABLE p(id int primary key); INSERT INTO p VALUES (1);";
    String yaml = "tables:\n  p: { columns: { id: int }, primary_key: [id] }\n  c:\n    columns:\n";
    StringBuilder columns = new StringBuilder("      id: int\n");
    StringBuilder keys = new StringBuilder("    primary_key: [id]\n    foreign_keys:\n");
    StringBuilder sql = new StringBuilder(before + " CREATE TABLE c(id int primary key");
    StringBuilder constraints = new StringBuilder();
    int n = 0;
    for (String delete : WORDS) {
      for (String update : WORDS) {
        String column = "a" + ++n;
        columns.append("      %s: int\n".formatted(column));
        keys.append("      k%d: { columns: [%s], references: p(id)".formatted(n, column));
        keys.append(delete.isEmpty() ? "" : ", on_delete: " + delete);
        keys.append(update.isEmpty() ? "" : ", on_update: " + update).append(" }\n");
        sql.append(", %s int".formatted(column));
        constraints.append(", CONSTRAINT k%d FOREIGN KEY (%s)".formatted(n, column));
        constraints.append(" REFERENCES p(id)");
        constraints.append(delete.isEmpty() ? "" : " ON DELETE " + delete);
        constraints.append(update.isEmpty() ? "" : " ON UPDATE " + update);
      }
    }
    String live = sql + constraints.toString() + ");";
    new StandardRun(folder, server).start(before).target(live).goesForwardAndBack();
    new StandardRun(folder, server).start(live).targetYaml(yaml + columns + keys).changesNothing();
    new StandardRun(folder, server)
        .start(before)
        .targetYaml(yaml + columns + keys)
        .leavesTheCatalogOf(live);
  }
}
