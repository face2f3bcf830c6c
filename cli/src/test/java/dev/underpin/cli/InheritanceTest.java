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

/** What PostgreSQL carries on from a table to those that inherit from it is never half planned. */
class InheritanceTest {
  private static final String EVERY = "dev.underpin.testkit.TestServers#everyPostgresql";

  @TempDir Path folder;

  private Cli.Answer run(int code, String... args) throws IOException {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }

  private void declare(String parent, String child) throws IOException {
    String yaml =
        """
        tables:
          All Events:
            columns:
              id: bigint not null
              at: timestamptz
        %s
            checks:
              known: id > 0
          A Login:
            columns:
              id: bigint not null
              at: timestamptz
        %s
            checks:
              known: id > 0
            inherits: public."All Events"
        """;
    Files.writeString(
        folder.resolve("schema.yaml"), yaml.formatted(parent.indent(6), child.indent(6)));
  }

  private void applied(TestDatabase db) throws IOException {
    run(0, "apply", "--direct", "--yes", "--url", db.url());
    run(0, "plan", "--exit-code", "--url", db.url());
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void a_table_is_created_after_what_it_inherits_from(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("", "who: text");
      applied(db);
      db.execute("INSERT INTO \"A Login\" VALUES (1, now(), 'ada')");
      assertThat(db.rows("SELECT id FROM \"All Events\"")).hasSize(1);

      declare("", "who: text\nhost: text");
      applied(db);
      run(0, "rollback", "--yes", "--url", db.url());
      declare("", "who: text");
      run(0, "plan", "--exit-code", "--url", db.url());
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void a_change_that_the_server_carries_on_is_refused_beforehand(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("", "who: text");
      applied(db);

      declare("place: text", "who: text\nplace: text");
      assertThat(run(3, "apply", "--direct", "--yes", "--url", db.url()).toString())
          .contains("public.A Login inherits from public.All Events")
          .contains("by hand (ALTER TABLE)");

      db.execute("ALTER TABLE \"All Events\" ADD COLUMN place text");
      run(0, "plan", "--exit-code", "--url", db.url());
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void a_column_that_comes_from_elsewhere_is_not_changed_alone(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      declare("", "who: text");
      applied(db);
      String yaml = Files.readString(folder.resolve("schema.yaml"));
      int child = yaml.indexOf("A Login");
      Files.writeString(
          folder.resolve("schema.yaml"),
          yaml.substring(0, child) + yaml.substring(child).replace("at: timestamptz", "at: date"));

      assertThat(
              run(3, "apply", "--direct", "--yes", "--allow", "all", "--url", db.url()).toString())
          .contains("Table public.A Login inherits column at from public.All Events");
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void a_child_takes_its_numbers_from_the_sequence_of_its_new_parent(TestServer server) {
    new StandardRun(folder, server)
        .start("create table t (id int);")
        .target(
            """
            create table t (id int);
            create table entry (id bigserial, kind text not null);
            create table entry_a (check (kind = 'A')) inherits (entry);
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void a_new_child_has_the_columns_of_its_parents_from_them(TestServer server) {
    String parents =
        """
        create table entry (id int not null, kind text default 'A' check (kind <> ''), at timestamptz default now());
        create table "Place" ("The Hall" varchar(10) collate "C", id int);
        """;
    new StandardRun(folder, server)
        .start(parents)
        .target(
            parents
                + """
                create table seen (who text not null, primary key (id), check (who <> '')) inherits (entry, "Place");
                alter table seen alter kind set default 'B', alter at drop default, alter "The Hall" set not null;
                alter table seen alter who set statistics 50, alter kind set statistics 60;
                comment on column seen.kind is 'of it';
                create table plain () inherits (entry);
                create index on plain (at);
                """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void a_table_begins_to_inherit_where_it_has_all(TestServer server) {
    String tables =
        """
        create table entry (id int not null, kind text, constraint known check (id > 0));
        create table "Place" (hall text);
        create table seen (id int not null, kind text default 'x', hall text, who text, constraint known check (id > 0));
        insert into seen values (1, 'a', 'b', 'c');
        """;
    String start = tables + "alter table seen inherit entry;";
    new StandardRun(folder, server)
        .start(tables)
        .target(start + "alter table seen inherit \"Place\";")
        .goesForwardAndBack();
    new StandardRun(folder, server)
        .start(start)
        .target(start + "alter table seen inherit \"Place\";")
        .goesForwardAndBack();
    new StandardRun(folder, server)
        .start(tables.replace("constraint known check (id > 0));\ninsert", "more int);\ninsert"))
        .target(
            start.replace(
                "constraint known check (id > 0));\ninsert",
                "more int, constraint known check (id > 0));\ninsert"))
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
    new StandardRun(folder, server).start(start).target(tables).isRefusedWith(3, "UP208");
  }
}
