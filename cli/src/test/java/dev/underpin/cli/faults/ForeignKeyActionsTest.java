package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServer;
import java.nio.file.Path;
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

  @TempDir Path folder;

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
}
