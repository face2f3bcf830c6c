package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  static List<TestServer> servers() {
    return TestServers.everyMysql().stream().filter(x -> x.engine().equals("mariadb")).toList();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void old_versions_that_do_not_fit_stop_a_change_of_type(TestServer server) {
    new StandardRun(folder, server)
        .start(BEGIN.replace("set a = 5", "set a = 500") + "update price set a = 5 where id = 1;")
        .change("a: int", "a: tinyint")
        .isRefusedWith(3, "UP3");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_rollback_does_not_restore_what_old_versions_lost(TestServer server) throws IOException {
    String sql =
        """
        create table price (id int primary key, a decimal(8, 2)) with system versioning;
        insert into price values (1, 2.25);
        update price set a = 3.75 where id = 1;
        """;
    try (TestDatabase db = new StandardRun(folder, server).start(sql).begun()) {
      String yaml = command(db, 0, "inspect").out();
      assertThat(yaml).contains("decimal(8,2)");
      Files.writeString(folder.resolve("schema.yaml"), yaml.replace("decimal(8,2)", "int"));
      assertThat(command(db, 0, "plan").out())
          .contains("old versions of the rows of price are converted too");
      command(db, 3, "apply", "--direct", "--yes", "--allow", "lossy");
      command(db, 0, "apply", "--direct", "--yes", "--allow", "lossy,irreversible");
      command(db, 0, "rollback", "--yes");
      assertThat(db.value("select a from price")).isEqualTo("3.75");
      assertThat(db.value("select min(a) from price for system_time all")).isEqualTo("2.00");
    }
  }

  private Cli.Answer command(TestDatabase db, int code, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }
}
