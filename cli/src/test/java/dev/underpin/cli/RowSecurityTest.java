package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where policies hide rows from the user, no row is read or written: none is lost either. */
class RowSecurityTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void a_lossy_change_is_refused_and_allowed_to_those_who_see_all_rows(TestServer server)
      throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      String url = secured(db);
      SortedMap<String, List<String>> rows = db.dump();
      declare(
          url,
          "born: character varying(30)",
          "born: { type: varchar(4), using: \"left(born,4)\" }");
      refused(url, "plan", "--save", "x", "--allow", "lossy");
      refused(url, "apply", "--direct", "--yes", "--allow", "lossy");
      assertThat(db.dump()).isEqualTo(rows);

      run(0, db.url(), "apply", "--direct", "--yes", "--allow", "lossy");
      String owner = db.value("select tableowner from pg_tables where tablename = 't'");
      db.execute(
          "grant usage on schema underpin to " + owner,
          "grant all on all tables in schema underpin to " + owner,
          "grant all on all sequences in schema underpin to " + owner);
      // The rollback is one ALTER TABLE, which converts each row whoever sees it.
      run(0, url, "rollback", "--yes");
      assertThat(db.dump()).isEqualTo(rows);
    }
  }

  @Test
  void a_saved_backfill_is_refused_to_another_user() throws Exception {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      String url = secured(db);
      declare(
          db.url(),
          "born: character varying(30)",
          "born: varchar(30)\n      b: { type: int, backfill: id + 1 }");
      run(0, db.url(), "plan", "--save", "fill");
      refused(url, "apply", "--yes");
      run(0, db.url(), "apply", "--yes");
      assertThat(db.rows("select b from t order by id"))
          .isEqualTo(List.of(List.of("2"), List.of("3")));
    }
  }

  @Test
  void a_required_column_and_a_check_are_not_said_to_fit() throws Exception {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      String url = secured(db);
      declare(url, "tenant: integer", "tenant: int not null");
      refused(url, "apply", "--direct", "--yes");
    }
  }

  private String secured(TestDatabase db) {
    String owner = "owner_" + db.value("select current_database()");
    db.execute(
        "create role " + owner + " login password 'secret'",
        "grant all on schema public to " + owner,
        "do $$ begin execute format('grant create on database %I to "
            + owner
            + "', current_database()); end $$",
        "create table t(id int primary key, tenant int, born varchar(30))",
        "alter table t owner to " + owner,
        "alter table t enable row level security",
        "alter table t force row level security",
        "create policy mine on t using (tenant = 1)",
        "insert into t values (1,1,'1990-01-02'),(2,2,'1985-12-31')");
    return db.url().replaceFirst("//[^@/]*@", "//" + owner + ":secret@");
  }

  private void declare(String url, String from, String to) throws Exception {
    String yaml = run(0, url, "inspect").out();
    assertThat(yaml).contains(from);
    Files.writeString(folder.resolve("schema.yaml"), yaml.replace(from, to));
  }

  private void refused(String url, String... args) {
    Cli.Answer answer = run(3, url, args);
    assertThat(answer.out() + answer.err()).contains("hidden by row level security", "UP310");
  }

  private Cli.Answer run(int code, String url, String... args) {
    Cli.Answer answer = new Cli(folder).with("DATABASE_URL", url).run(args);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
