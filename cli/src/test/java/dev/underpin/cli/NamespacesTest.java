package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A YAML of a whole database names all of its namespaces; others go with what is in them. */
class NamespacesTest {
  private static final String TABLES =
      """
      create table place (id int primary key);
      insert into place values (1), (2);
      """;
  private static final String APP =
      TABLES
          + """
          create schema "My App";
          comment on schema "My App" is 'it''s ours';
          create type "My App".state as enum ('new', 'old');
          create sequence "My App"."No" start 7;
          select nextval('"My App"."No"');
          create function "My App".twice(n int) returns int language sql as 'select n * 2';
          create table "My App".hall (
            id int generated always as identity primary key,
            place int references public.place,
            state "My App".state default 'new',
            size int check (size > 0));
          insert into "My App".hall (place, size) values (1, 2), (2, 3);
          create index on "My App".hall (size);
          create view "My App".halls as select id, "My App".twice(size) as size from "My App".hall;
          """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(NamespacesTest.class);
  }

  private StandardRun run(TestServer server, String start) {
    return new StandardRun(folder, server).start(start);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_comes_and_goes_with_all_that_is_in_it(TestServer server) {
    run(server, APP).target(TABLES).goesForwardAndBack();
    run(server, APP).target(APP + "create schema empty; create schema other;").goesForwardAndBack();
    run(server, APP + "create schema empty; create schema other;").target(APP).goesForwardAndBack();
    run(server, APP + "create schema empty;")
        .target(TABLES + "create schema other; create table other.t (a int);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void owner_privileges_and_comment_come_back(TestServer server) {
    run(
            server,
            TABLES
                + """
                do $$ begin create role namespace_keeper; exception when duplicate_object then null; end $$;
                do $$ begin create role namespace_guest; exception when duplicate_object then null; end $$;
                create schema app authorization namespace_keeper;
                comment on schema app is 'kept';
                grant usage on schema app to namespace_guest;
                alter default privileges in schema app grant select on tables to namespace_guest;
                alter default privileges for role namespace_keeper in schema app grant execute on functions to namespace_guest;
                """)
        .target(TABLES)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void its_comment_comes_changes_and_goes(TestServer server) {
    String empty = "create schema app; create schema \"My App\";";
    String one = empty + "comment on schema app is 'first';";
    String two =
        empty
            + """
            comment on schema app is 'it''s the second';
            comment on schema "My App" is 'new';
            comment on schema public is 'ours';
            """;
    run(server, one).target(two).allowing("").goesForwardAndBack();
    run(server, two).target(one).allowing("").goesForwardAndBack();
    run(server, one).target(empty).allowing("").goesForwardAndBack();
    run(server, "select 1;").target(two).goesForwardAndBack();
    run(server, two).target("select 1;").goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_comment_that_nobody_declares_stays(TestServer server) {
    String start =
        "create schema app; comment on schema app is 'first'; create table app.t (a int);";
    run(server, start)
        .targetYaml("tables:\n  app.t: { columns: { a: integer } }\n")
        .changesNothing();
    run(server, start)
        .targetYaml("schemas: [app]\ntables:\n  app.t: { columns: { a: integer } }\n")
        .changesNothing();
    run(server, start)
        .targetYaml(
            "schemas: { app: { comment: \"\" } }\ntables:\n  app.t: { columns: { a: integer } }\n")
        .leavesTheCatalogOf("create schema app; create table app.t (a int);");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_stays_where_something_in_it_is_left_alone(TestServer server) {
    String yaml =
        """
        none_of: [other_schemas]
        tables:
          place: { columns: { id: integer }, primary_key: [id] }
        """;
    run(
            server,
            TABLES
                + """
                create schema views;
                create view views.places as select id from place;
                create schema "Words";
                create text search dictionary "Words".plain (template = pg_catalog.simple);
                create schema tables;
                create table tables.t (a int);
                """)
        .targetYaml(yaml)
        .leavesTheCatalogOf(
            TABLES
                + """
                create schema views;
                create view views.places as select id from place;
                create schema "Words";
                create text search dictionary "Words".plain (template = pg_catalog.simple);
                """);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void others_stay_where_the_YAML_does_not_speak_of_them(TestServer server) {
    run(server, APP)
        .targetYaml("tables:\n  place: { columns: { id: integer }, primary_key: [id] }\n")
        .leavesTheCatalogOf(APP);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void one_is_dropped_with_an_approval_alone(TestServer server) {
    run(server, TABLES + "create schema empty;")
        .target(TABLES)
        .allowing("")
        .isRefusedWith(3, "drop-object");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_lock_that_does_not_know_a_namespace_is_no_drift(TestServer server) throws IOException {
    try (TestDatabase db = run(server, APP).begun()) {
      String table = "tables:\n  place: { columns: { id: integer%s }, primary_key: [id] }\n";
      save(db, table.formatted(", size: integer"));
      save(db, "none_of: [other_schemas, functions, views]\n" + table.formatted(", size: integer"));
      List<String> catalog = CatalogDump.of(db);
      answer(db, "apply", "--yes");
      assertThat(CatalogDump.of(db)).noneMatch(line -> line.contains("My App"));
      answer(db, "drift");
      answer(db, "plan", "--exit-code");
      answer(db, "rollback", "--yes");
      answer(db, "rollback", "--yes");
      assertThat(CatalogDump.of(db)).isEqualTo(catalog);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_table_of_one_that_was_dropped_is_restored_when_it_is_back(TestServer server)
      throws IOException {
    String start = "create schema app; create table app.t (a int); insert into app.t values (7);";
    try (TestDatabase db = run(server, start).begun()) {
      declare("none_of: [other_schemas]\ntables: {}\n");
      answer(db, "apply", "--direct", "--yes", "--allow", "all");
      Cli.Answer refused =
          new Cli(folder).run("trash", "restore", "app.t", "--yes", "--url", db.url());
      assertThat(refused.code()).isEqualTo(3);
      assertThat(refused.err()).contains("schema app, which is not there", "schemas: [app]");
      declare("none_of: [other_schemas]\nschemas: [app]\ntables: {}\n");
      answer(db, "apply", "--direct", "--yes");
      answer(db, "trash", "restore", "app.t", "--yes");
      assertThat(db.rows("SELECT a FROM app.t")).hasSize(1);
    }
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private void save(TestDatabase db, String yaml) throws IOException {
    declare(yaml);
    answer(db, "plan", "--save", "change", "--allow", "all");
  }

  private void answer(TestDatabase db, String... args) {
    String[] all =
        Stream.concat(Stream.of(args), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(answer.toString()).isZero();
  }
}
