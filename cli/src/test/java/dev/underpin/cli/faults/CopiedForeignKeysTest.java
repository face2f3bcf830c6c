package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows that violate a foreign key already stop a copy of the table on MySQL, and not on MariaDB.
 */
class CopiedForeignKeysTest {
  private static final String CHILD =
      "CREATE TABLE c(id int primary key, p_id int, x int, CONSTRAINT c_p FOREIGN KEY (p_id)"
          + " REFERENCES p(id));";
  private static final String START =
      "CREATE TABLE p(id int primary key); INSERT INTO p VALUES (1); "
          + CHILD
          + " INSERT INTO c VALUES (1, 1, 5);";
  private static final String ORPHAN =
      " SET foreign_key_checks=0; INSERT INTO c VALUES (2, 99, 5); SET foreign_key_checks=1;";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_copy_is_refused_while_rows_have_no_parent(TestServer server) {
    String target = "CREATE TABLE p(id int primary key); " + CHILD.replace("x int", "x bigint");
    new StandardRun(folder, server).start(START).target(target).goesForwardAndBack();
    StandardRun orphan = new StandardRun(folder, server).start(START + ORPHAN).target(target);
    if (server.engine().equals("mysql")) orphan.isRefusedWith(3, "[UP306]", "missing row of p");
    else orphan.goesForwardAndBack();
  }
}
