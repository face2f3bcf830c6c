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

/** Foreign data wrappers, servers and foreign tables. User mappings have passwords. */
class ForeignObjectsTest {
  private static final String ROLE =
      "do $$ begin create role foreign_user superuser; exception when duplicate_object then null; end $$;\n";
  private static final String SERVER =
      """
      create foreign data wrapper far;
      create server warehouse foreign data wrapper far;
      """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(ForeignObjectsTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void all_is_created_in_its_order(TestServer server) {
    String all =
        """
        create foreign data wrapper far validator postgresql_fdw_validator;
        create server warehouse type 'kind' version '1.0' foreign data wrapper far
          options (host 'there', port '5432', dbname 'O''Hara');
        create domain amount as int check (value > 0);
        create foreign table parts (
          id int options (column_name 'nr') not null, name text collate "C" default 'none',
          amount amount, twice int generated always as (id * 2) stored,
          constraint id_is_positive check (id > 0)) server warehouse options (table_name 'p', schema_name 's');
        create view few as select id, name from parts where amount < 3;
        comment on foreign data wrapper far is 'a wrapper';
        comment on server warehouse is 'a server';
        comment on foreign table parts is 'a table';
        comment on column parts.name is 'a name';
        comment on constraint id_is_positive on parts is 'a check';
        alter foreign table parts alter column id set statistics 7;
        """;
    run(server)
        .start("create table item (id int primary key);")
        .target(
            "create table item (id int primary key);\n"
                + all.replace("validator postgresql_fdw_validator", ""))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void all_of_them_go_and_come_back(TestServer server) {
    run(server)
        .start(
            ROLE
                + SERVER
                + """
                create schema other;
                create foreign table other."Parts" (id int) server warehouse options (a 'b');
                create function touch() returns trigger language plpgsql as 'begin return new; end';
                create trigger touched before insert on other."Parts" for each row execute function touch();
                create view few as select id from other."Parts";
                grant usage on foreign server warehouse to foreign_user;
                grant usage on foreign data wrapper far to public;
                grant select on other."Parts" to foreign_user;
                alter foreign data wrapper far owner to foreign_user;
                alter server warehouse owner to foreign_user;
                alter foreign table other."Parts" owner to foreign_user;
                """)
        .targetYaml(
            """
            schemas: [other]
            none_of: [foreign_data_wrappers, foreign_servers, foreign_tables, views, functions, triggers]
            tables: {}
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void options_change_in_place(TestServer server) {
    run(server)
        .start(
            """
            create foreign data wrapper far options (debug 'true', old 'x');
            create server warehouse version '1' foreign data wrapper far options (host 'a', port '1');
            create foreign table parts (id int) server warehouse;
            comment on server warehouse is 'old';
            """)
        .target(
            """
            create foreign data wrapper far validator postgresql_fdw_validator;
            alter foreign data wrapper far no validator options (debug 'false', new 'y');
            create server warehouse version '2' foreign data wrapper far options (host 'b', dbname 'c');
            create foreign table parts (id int) server warehouse;
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void another_wrapper_takes_tables_and_views_along(TestServer server) {
    String start =
        ROLE
            + """
            create foreign data wrapper far;
            create foreign data wrapper near;
            create server warehouse version '1' foreign data wrapper far;
            create foreign table parts (id int) server warehouse options (a 'b');
            create view few as select id from parts;
            grant select on parts to foreign_user;
            grant select on few to foreign_user;
            comment on view few is 'kept';
            comment on column parts.id is 'kept';
            """;
    run(server)
        .start(start)
        .target(start.replace("version '1' foreign data wrapper far", "foreign data wrapper near"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_foreign_table_is_replaced_with_what_reads_it(TestServer server) {
    String start =
        ROLE
            + SERVER
            + """
            create foreign table parts (id int, name text not null, old date) server warehouse options (a 'b');
            create view few as select id from parts;
            grant select on parts to foreign_user;
            grant select on few to foreign_user;
            """;
    run(server)
        .start(start)
        .target(
            start.replace(
                "(id int, name text not null, old date) server warehouse options (a 'b')",
                "(id bigint, name text default 'x', new int check (new > 0)) server warehouse options (a 'c')"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void it_is_written_by_hand_in_other_words(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare(
          """
          schemas: [app]
          extensions: [{ name: postgres_fdw, create: CREATE EXTENSION postgres_fdw WITH SCHEMA public }]
          foreign_data_wrappers:
            - { name: far, create: "create foreign data wrapper far validator public.check_it options (b 'x', \\"A\\" 'y')" }
          functions:
            - name: check_it(text[], oid)
              create: create function check_it(text[], oid) returns boolean language sql as 'select true'
          foreign_servers:
            - { name: warehouse, create: "create server warehouse foreign data wrapper far options (z '1', a '2')" }
            - { name: twin, create: create server twin foreign data wrapper postgres_fdw }
          foreign_tables:
            - { name: parts, create: "create foreign table parts (id integer, name varchar) server warehouse options (table_name 'p', schema_name 's')" }
            - { name: app.parts, create: "create foreign table app.parts (id integer check (id > 0)) server warehouse" }
          views:
            - create view few as select id from app.parts
          """);
      run(db, 0, "apply", "--direct", "--yes");
      run(db, 0, "plan", "--exit-code");
      run(db, 0, "drift");
      run(db, 0, "rollback", "--yes");
      run(db, 0, "purge", "--yes");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void user_mappings_are_left_alone(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          SERVER,
          "create user mapping for current_user server warehouse options (password 'hidden')");
      Cli.Answer inspected = run(db, 0, "inspect");
      assertThat(inspected.out()).contains("warehouse").doesNotContain("hidden");
      assertThat(inspected.err()).contains("user mapping").doesNotContain("hidden");
      declare(inspected.out());
      run(db, 0, "plan", "--exit-code");
      declare("foreign_servers: {}\nforeign_data_wrappers: {}\ntables: {}\n");
      assertThat(run(db, 2, "plan", "--exit-code").out())
          .contains("user mapping", "UP229")
          .doesNotContain("hidden");
      declare(inspected.out().replace("  warehouse: ", "  warehouse: TYPE 'x' "));
      assertThat(run(db, 2, "plan", "--exit-code").out()).contains("user mapping", "UP229");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_password_is_never_read_or_written(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "create foreign data wrapper far options (api_key 'hidden')",
          "create server warehouse foreign data wrapper far options (host 'h', password 'hidden')",
          "create server other foreign data wrapper far options (uri 'https://me:hidden@there/')",
          "create foreign table parts (id int) server warehouse",
          "create foreign table secrets (id int options (password 'hidden')) server warehouse",
          "create foreign table more (id int) server warehouse options (passcode 'hidden')");
      Cli.Answer inspected = run(db, 0, "inspect");
      assertThat(inspected.out()).contains("parts").doesNotContain("hidden");
      assertThat(inspected.err())
          .contains("far", "warehouse", "other", "secrets", "more", "may be a password")
          .doesNotContain("hidden");
      declare(inspected.out());
      run(db, 0, "plan", "--exit-code");
      declare(
          "foreign_servers: [{ name: b, create: \"create server b foreign data wrapper far options (pwd 'hidden')\" }]\n");
      Cli.Answer refused = run(db, 1, "plan");
      assertThat(refused.err()).contains("may be a password").doesNotContain("hidden");
    }
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private Cli.Answer run(TestDatabase db, int code, String... words) {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }
}
