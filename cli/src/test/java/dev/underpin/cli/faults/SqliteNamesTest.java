package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and keys that SQLite takes for the same, or looks up in the middle of a change. */
class SqliteNamesTest {
  @TempDir Path folder;

  private StandardRun run() {
    return new StandardRun(folder, TestServers.sqlite());
  }

  @Test
  void children_keep_a_key_while_a_primary_key_takes_over_from_a_unique_index() {
    run()
        .start(
            """
            CREATE TABLE p(id int not null, nid int not null, pk text primary key);
            CREATE UNIQUE INDEX p_id_nid ON p(id,nid);
            CREATE TABLE c(pid int, nid int, FOREIGN KEY(pid,nid) REFERENCES p(id,nid) ON DELETE CASCADE);
            INSERT INTO p VALUES (1, 2, 'x');
            INSERT INTO c VALUES (1, 2);
            """)
        .target(
            """
            CREATE TABLE p(id int not null, nid int not null, pk text, primary key (id, nid));
            CREATE TABLE c(pid int, nid int, FOREIGN KEY(pid,nid) REFERENCES p(id,nid) ON DELETE CASCADE);
            """)
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }

  @Test
  void children_keep_a_key_while_one_unique_index_takes_over_from_another() {
    run()
        .start(
            """
            CREATE TABLE p(id integer primary key, code text);
            CREATE UNIQUE INDEX p_code ON p(code);
            CREATE TABLE c(code text REFERENCES p(code));
            INSERT INTO p VALUES (1, 'x');
            INSERT INTO c VALUES ('x');
            """)
        .change("p_code", "p_other")
        .goesForwardAndBack();
  }

  @Test
  void children_keep_a_key_while_a_unique_index_takes_over_from_a_constraint() {
    run()
        .start(
            """
            CREATE TABLE p(id integer primary key, code text, CONSTRAINT u UNIQUE (code));
            CREATE TABLE c(code text REFERENCES p(code));
            INSERT INTO p VALUES (1, 'x');
            INSERT INTO c VALUES ('x');
            """)
        .target(
            """
            CREATE TABLE p(id integer primary key, code text);
            CREATE UNIQUE INDEX p_code ON p(code);
            CREATE TABLE c(code text REFERENCES p(code));
            """)
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }

  @Test
  void names_in_other_letters_are_the_names_of_the_database() {
    run()
        .start(
            """
            CREATE TABLE T(Id integer primary key, Name text, CONSTRAINT c CHECK (NAME <> ''));
            CREATE INDEX Ix ON t(NAME);
            INSERT INTO T VALUES (1, 'a');
            """)
        .targetYaml(
            """
            tables:
              t:
                columns: { id: integer, name: text, added: int }
                primary_key: [id]
                checks: { C: "name <> ''" }
                indexes: { ix: [name] }
            """)
        .goesForwardAndBack();
  }

  @Test
  void a_hint_renames_to_other_letters_in_place() {
    run()
        .start(
            """
            CREATE TABLE t(Id integer primary key, Name text, CONSTRAINT c CHECK (name <> '' and ID > 0));
            CREATE VIEW names AS SELECT name FROM T;
            CREATE TRIGGER kept AFTER UPDATE OF NAME ON T BEGIN DELETE FROM T WHERE T.iD = old.id AND new.NAME = ''; END;
            INSERT INTO t VALUES (1, 'a');
            """)
        .targetYaml(
            """
            tables:
              T:
                renamed_from: t
                columns: { id: { type: integer, renamed_from: Id }, name: { type: text, renamed_from: NAME } }
                primary_key: [id]
                checks: { c: "name <> '' and id > 0" }
            """)
        .goesForwardAndBack();
  }

  @Test
  void a_string_is_the_same_default_in_either_quotes() {
    run()
        .start(
            """
            CREATE TABLE t(id integer primary key, a text DEFAULT "x");
            INSERT INTO t(id) VALUES (1);
            """)
        .targetYaml(
            """
            tables: { t: { columns: { id: integer, a: { type: text, default: "'x'" }, b: int }, primary_key: [id] } }
            """)
        .goesForwardAndBack();
  }
}
