package dev.underpin.cli;

import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MariaDB keeps what the rows of a table were before, and a plan keeps that too. */
class SystemVersioningTest {
  private static final String BEGIN =
      """
      create table price (id int primary key, a int, b int without system versioning, note varchar(20)) with system versioning;
      insert into price values (1, 2, 3, 'x'), (2, 3, 4, 'y');
      update price set a = 5 where id = 1;
      """;

  @TempDir Path folder;

  private StandardRun run() {
    return new StandardRun(folder, TestServers.mariaDb());
  }

  @Test
  void aVersionedTableIsMadeAsItWasRead() {
    run()
        .start("create table begin (id int);")
        .target(
            """
            create table begin (id int);
            create table v (id int primary key, a int, b int without system versioning) with system versioning;
            create table p (id int, a int, s timestamp(6) generated always as row start invisible,
              e timestamp(6) generated always as row end invisible, primary key (id, e),
              period for system_time (s, e)) with system versioning;
            create table h (id int) with system versioning partition by system_time limit 1000
              (partition p0 history, partition p1 history, partition pn current);
            """)
        .goesForwardAndBackByCommands();
  }

  @Test
  void itsColumnsChange() {
    run()
        .start(BEGIN)
        .target(
            """
            create table price (id int primary key, a int, b bigint without system versioning, c int) with system versioning;
            """)
        .goesForwardAndBack();
  }

  @Test
  void versioningIsNotDropped() {
    run()
        .start(BEGIN)
        .target("create table price (id int primary key, a int, b int, note varchar(20));")
        .isRefusedWith(3, "system_versioning", "old versions of the rows");
  }
}
