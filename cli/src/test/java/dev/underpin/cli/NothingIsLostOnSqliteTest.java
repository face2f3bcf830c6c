package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SQLite: what {@code inspect} writes creates the same schema again, by what the pragmas say of it;
 * what the file keeps beside its schema has a note.
 */
class NothingIsLostOnSqliteTest {
  private static final String SQL =
      """
      create table t1 (id integer primary key on conflict fail autoincrement, a int not null on conflict ignore default (1+1),
        b text collate NOCASE unique on conflict replace, c real check (c > 0), d generated always as (a*2) stored, e as (a+1),
        f varchar(10) constraint nnn not null default 'x' constraint ccc check (f <> ''),
        constraint uu unique (a, b) on conflict rollback, constraint cc check (a < b));
      create table t2 (a text, b int, primary key (a desc, b collate NOCASE)) without rowid;
      create table t3 (a int, b text, c blob, d any) strict;
      create table t4 (a int references t1 on delete cascade on update set null match full deferrable initially deferred, b text,
        constraint fk foreign key (b) references t1 (b) on delete restrict);
      create table "we""ird t" ([x y] int, `z``z` text, "select" int);
      create table t6 (a, b);
      create table t7 (id integer primary key desc, x int);
      create table t9 (a text default current_timestamp, c int default -5, d default 'it''s', e default x'00ff', f default true, g default 1e3);
      create index i1 on t1 (a desc, b collate RTRIM, lower(f)) where a > 1;
      create unique index i2 on t1 (c);
      create view v1 (x, y) as select a, b from t1;
      create trigger tr1 before update of a, b on t1 for each row when new.a > old.a begin select raise(abort, 'x'); update t2 set b = 1; end;
      create trigger tr2 instead of insert on v1 begin insert into t1 (a) values (new.x); end;
      create virtual table ft using fts5(title, body, content='', tokenize='porter');
      create virtual table rt using rtree(id, x1, x2);
      """;

  /** What the pragmas say of every table and index: none of it is text that was kept. */
  private static final List<String> PRAGMAS =
      List.of(
          "select m.type, m.name, m.tbl_name from sqlite_schema m where m.name not like 'underpin%' and m.tbl_name not like 'underpin%' order by 1, 2",
          "select m.name, p.name, p.type, p.\"notnull\", p.dflt_value, p.pk, p.hidden from sqlite_schema m, pragma_table_xinfo(m.name) p where m.type in ('table', 'view') and m.name not like 'underpin%' order by 1, p.cid",
          "select m.name, l.name, l.type, l.wr, l.strict from sqlite_schema m, pragma_table_list(m.name) l where m.name not like 'underpin%' order by 1",
          "select m.name, p.\"table\", p.\"from\", p.\"to\", p.on_update, p.on_delete, p.match from sqlite_schema m, pragma_foreign_key_list(m.name) p where m.name not like 'underpin%' order by 1, 3",
          "select m.name, p.name, p.\"unique\", p.origin, p.partial, x.name, x.\"desc\", x.coll, x.key from sqlite_schema m, pragma_index_list(m.name) p, pragma_index_xinfo(p.name) x where m.name not like 'underpin%' order by 1, 2, x.seqno",
          "select name, sql from sqlite_schema where type in ('view', 'trigger') or sql like 'create virtual%' order by 1");

  @TempDir Path folder;

  @Test
  void each_object_is_created_as_the_file_has_it() throws IOException {
    try (TestDatabase db = new StandardRun(folder, TestServers.sqlite()).start(SQL).begun();
        TestDatabase other = TestServers.sqlite().newDatabase()) {
      Cli.Answer inspected = run(db, "inspect");
      assertThat(inspected.err()).isEmpty();
      Files.writeString(folder.resolve("schema.yaml"), inspected.out());
      run(db, "plan", "--exit-code");
      run(other, "apply", "--direct", "--yes");
      for (String pragma : PRAGMAS)
        assertThat(words(other.rows(pragma))).isEqualTo(words(db.rows(pragma)));
      Files.writeString(folder.resolve("schema.yaml"), run(other, "inspect").out());
      run(db, "plan", "--exit-code");
    }
  }

  /** Letters, blanks and the quotes of names make no difference to SQLite. */
  private static String words(List<List<String>> rows) {
    return rows.toString()
        .replace("\"", "")
        .replaceAll("\\s+", " ")
        .replace(" (x", "(x")
        .toLowerCase(Locale.ROOT);
  }

  @Test
  void what_the_file_keeps_beside_its_schema_has_a_note() {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute("pragma user_version = 7", "pragma application_id = 99", "create table t (a int)");
      assertThat(run(db, "inspect").err())
          .contains("is not managed: the file has PRAGMA application_id = 99, user_version = 7");
    }
  }

  private Cli.Answer run(TestDatabase db, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isEqualTo(0);
    return answer;
  }
}
