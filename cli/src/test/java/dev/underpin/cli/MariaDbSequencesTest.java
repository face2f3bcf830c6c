package dev.underpin.cli;

import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MariaDB: a default that draws from a sequence draws from that of its own database. */
class MariaDbSequencesTest {
  private static final String SEQUENCE = "create sequence numbers; create table x (a int);\n";

  @TempDir Path folder;

  private StandardRun run() {
    return new StandardRun(folder, TestServers.mariaDb());
  }

  @Test
  void a_default_does_not_name_its_database() {
    run()
        .start(SEQUENCE)
        .target(
            SEQUENCE
                + "create table t (id int not null default nextval(numbers), b int default (lastval(numbers)));")
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }

  @Test
  void one_is_declared_by_hand() {
    run()
        .start(SEQUENCE)
        .targetYaml(
            "tables: { x: { columns: { a: int } }, t: { columns: { id: int not null default nextval(numbers) } } }")
        .goesForwardAndBack();
  }
}
