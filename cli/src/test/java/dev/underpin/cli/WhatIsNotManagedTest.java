package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What PostgreSQL has and the YAML cannot say: it is named, and named again when it changes. */
class WhatIsNotManagedTest {
  private static final String EVENTS =
      """
      create table ev(id int, at date not null) partition by range (at);
      create table ev_old partition of ev for values from ('2020-01-01') to ('2021-01-01');
      create table ev_rest partition of ev default;
      create table t(id int primary key, a int, b int);
      """;

  @TempDir Path folder;

  private Cli.Answer run(TestDatabase db, int code, String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--url";
    all[args.length + 1] = db.url();
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isEqualTo(code);
    return answer;
  }

  /** A database after an apply that added a column. */
  private TestDatabase applied(TestServer server) throws IOException {
    TestDatabase db = server.newDatabase();
    for (String sql : EVENTS.split(";")) if (!sql.isBlank()) db.execute(sql);
    // Without the key the partitions of a table are left alone.
    String yaml = run(db, 0, "inspect").out().replaceAll("    partitions:\n(?:      .*\n)+", "");
    Files.writeString(
        folder.resolve("schema.yaml"), yaml.replace("b: int", "b: int\n      c: int"));
    run(db, 0, "apply", "--direct", "--yes");
    run(db, 0, "drift");
    return db;
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void a_partition_that_is_gone_or_other_is_drift(TestServer server) throws IOException {
    try (TestDatabase db = applied(server)) {
      db.execute(
          "create table ev_new partition of ev for values from ('2030-01-01') to ('2031-01-01')");
      assertThat(run(db, 0, "drift").err()).contains("partition public.ev_new", "new since");
      db.execute("create index ev_rest_id on ev_rest(id)");
      assertThat(run(db, 2, "drift").out()).contains("ev_rest", "ev_rest_id");
      db.execute("drop table ev_old");
      assertThat(run(db, 2, "drift").out()).contains("ev_old");
      assertThat(run(db, 0, "drift", "--accept").out()).contains("Nothing was run");
      run(db, 0, "drift");
      run(db, 0, "plan", "--exit-code");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void owners_and_grants_that_change_are_in_a_note(TestServer server) throws IOException {
    try (TestDatabase db = applied(server)) {
      db.execute("grant select on t to pg_monitor");
      db.execute("alter table ev owner to pg_monitor");
      assertThat(run(db, 0, "drift").err()).contains("grants on public.t", "owner of public.ev");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void a_partitioned_table_that_is_created_has_a_hazard(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Files.writeString(
          folder.resolve("schema.yaml"),
          "tables: { ev: { columns: { at: date not null }, partition_by: range (at) } }\n");
      assertThat(run(db, 0, "plan").out()).contains("[UP115]", "without a partition");
    }
  }
}
