package dev.underpin.cli;

import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What decides on SQLite whether a key holds, beside the values: the collation of its columns, and
 * the primary key that a foreign key without columns references.
 */
class KeysOnSqliteTest {
  @TempDir Path folder;

  private StandardRun from(String start) {
    return new StandardRun(folder, TestServers.sqlite()).start(start);
  }

  @Test
  void values_that_another_collation_makes_equal_are_found_before_the_run() {
    from("create table t(id integer primary key, a text unique);"
            + " insert into t values (1, 'A'), (2, 'a');")
        .target("create table t(id integer primary key, a text collate nocase unique);")
        .isRefusedWith(3, "2 rows of t share the same a");
  }

  @Test
  void so_are_those_of_a_unique_index_of_several_columns() {
    from("create table t(id integer primary key, a text, b int);"
            + " create unique index t_a on t(a, b);"
            + " insert into t values (1, 'A', 1), (2, 'a', 1), (3, 'a', 2);")
        .target(
            "create table t(id integer primary key, a text collate nocase, b int);"
                + " create unique index t_a on t(a, b);")
        .isRefusedWith(3, "2 rows of t share the same a, b");
  }

  @Test
  void so_are_values_that_a_check_no_longer_takes_for_equal() {
    from("create table t(id integer primary key, a text collate nocase check (a in ('x', 'y')));"
            + " insert into t values (1, 'X'), (2, 'y');")
        .target("create table t(id integer primary key, a text check (a in ('x', 'y')));")
        .isRefusedWith(3, "1 row of t violates check");
  }

  @Test
  void so_are_references_that_no_longer_find_their_row() {
    from("create table p(a text collate nocase primary key);"
            + " create table c(a text references p(a));"
            + " insert into p values ('X'), ('y'); insert into c values ('x'), ('y');")
        .target("create table p(a text primary key);" + " create table c(a text references p(a));")
        .isRefusedWith(3, "1 row of c references a row of p");
  }

  @Test
  void a_collation_that_all_rows_fit_changes() {
    from("create table p(a text collate nocase primary key, k text unique check (k <> 'Q'));"
            + " create table c(a text references p(a));"
            + " insert into p values ('X', 'k'), ('y', 'K2'); insert into c values ('X'), ('y');")
        .target(
            "create table p(a text primary key, k text collate NOCASE unique check (k <> 'Q'));"
                + " create table c(a text references p(a));")
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }

  private static final String PARENT =
      "create table t(id integer primary key, code int not null unique); ";

  private static final String OTHER_KEY =
      "create table t(id int not null unique, code int not null primary key); ";

  @Test
  void a_foreign_key_without_columns_references_the_primary_key_as_it_becomes() {
    from(PARENT
            + "create table c(tid int references t(id), tcode int references t(code));"
            + " insert into t values (5, 50), (9, 90); insert into c values (5, 50), (9, 90);")
        .target(
            OTHER_KEY
                + "create table c(tid int references t(id), tcode int not null references t);")
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }

  @Test
  void one_that_stays_meets_the_other_primary_key() {
    String child = "create table c(x int references t);";
    from(PARENT + child + " insert into t values (5, 9), (9, 5); insert into c values (5), (9);")
        .target(OTHER_KEY + child)
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }

  @Test
  void rows_that_the_other_primary_key_does_not_have_are_found_before_the_run() {
    String child = "create table c(x int references t);";
    from(PARENT + child + " insert into t values (5, 9), (9, 7); insert into c values (5), (9);")
        .target(OTHER_KEY + child)
        .isRefusedWith(3, "1 row of c references a row of t whose key (code) changes");
  }

  @Test
  void a_full_text_index_over_a_view_is_accepted_as_it_is() {
    String start =
        "create table doc(id integer primary key, title text);"
            + " create table part(doc_id int references doc(id), body text);"
            + " create view texts as select part.rowid as id, title, body"
            + " from part join doc on doc.id = doc_id;"
            + " create virtual table f using fts5(title, body, content='texts',"
            + " content_rowid='id');";
    from(start
            + " insert into doc values (1, 'a'); insert into part values (1, 'words');"
            + " insert into f(f) values ('rebuild');")
        .target(start.replace("body text);", "body text not null);"))
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }
}
