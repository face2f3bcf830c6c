package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table that gets another collation and its first one again is as it was, with its objects. */
class TableCollationsTest {
  private static final String START =
      "CREATE TABLE t(id int primary key, a varchar(20) not null default 'x', b text, c char(3)"
          + " CHARACTER SET ascii, KEY a (a)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;"
          + " INSERT INTO t VALUES (1, 'a', 'b', 'c');"
          + " CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.b = concat(NEW.a, 'y');"
          + " CREATE VIEW v AS SELECT id, concat(a, 'x') AS ax FROM t;"
          + " CREATE FUNCTION f(x varchar(20)) RETURNS varchar(20) DETERMINISTIC RETURN concat(x, 'z');";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void columns_and_objects_are_as_before_after_a_rollback(TestServer server) {
    for (String other : new String[] {"utf8mb4_general_ci", "utf8mb4_bin"}) {
      new StandardRun(folder, server)
          .start(START)
          .target(START.replace("utf8mb4_unicode_ci", other))
          .goesForwardAndBack();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_table_changes_its_character_set(TestServer server) {
    String start = START.replace("CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci", "CHARSET=latin1");
    new StandardRun(folder, server).start(start).target(START).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void objects_change_with_it(TestServer server) {
    new StandardRun(folder, server)
        .start(START)
        .target(
            START
                .replace("utf8mb4_unicode_ci", "utf8mb4_general_ci")
                .replace("'y'", "'yy'")
                .replace("'x') AS", "'xx') AS")
                .replace("'z'", "'zz'"))
        .goesForwardAndBack();
  }
}
