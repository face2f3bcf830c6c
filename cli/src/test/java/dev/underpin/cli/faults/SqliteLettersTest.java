package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite ignores the case of ASCII letters only: Ä and ä are two names. */
class SqliteLettersTest {
  private static final String BOTH =
      """
      CREATE TABLE t(id integer primary key, Ä int, ä text, CONSTRAINT k CHECK (Ä > 0 AND ä <> ''));
      CREATE INDEX Ö ON t(Ä);
      CREATE INDEX ö ON t(ä) WHERE Ä > 1;
      CREATE VIEW Ü AS SELECT id, Ä FROM t;
      CREATE VIEW ü AS SELECT id, ä FROM t;
      CREATE TRIGGER É AFTER UPDATE OF Ä ON t BEGIN UPDATE t SET Ä = new.Ä WHERE id = old.id AND ä = ''; END;
      CREATE TRIGGER é AFTER UPDATE OF ä ON t BEGIN UPDATE t SET ä = new.ä WHERE id = old.id AND Ä = 0; END;
      INSERT INTO t VALUES (1, 2, 'a'), (2, 3, 'b');
      """;

  @TempDir Path folder;

  private StandardRun run() {
    return new StandardRun(folder, TestServers.sqlite());
  }

  @Test
  void two_columns_are_two_columns() {
    run().start(BOTH).change("Ä > 0 AND ä <> ''", "ä <> '' AND Ä >= 0").goesForwardAndBack();
  }

  @Test
  void a_second_column_of_other_letters_is_added_beside_the_first() {
    run()
        .start(
            """
            CREATE TABLE t(id integer primary key, Ä int, CHECK (Ä > 0));
            CREATE INDEX Ö ON t(Ä);
            INSERT INTO t VALUES (1, 2);
            """)
        .target(
            """
            CREATE TABLE t(id integer primary key, Ä int, ä text, CHECK (Ä > 0));
            CREATE INDEX Ö ON t(Ä);
            CREATE INDEX ö ON t(ä);
            """)
        .goesForwardAndBack();
  }

  @Test
  void one_of_two_columns_is_dropped() {
    run()
        .start(
            """
            CREATE TABLE t(id integer primary key, Ä int, ä text, CHECK (Ä > 0));
            CREATE INDEX Ö ON t(Ä);
            CREATE VIEW v AS SELECT Ä FROM t;
            CREATE TRIGGER r AFTER UPDATE OF Ä ON t BEGIN DELETE FROM t WHERE id = old.id AND new.Ä = 0; END;
            INSERT INTO t VALUES (1, 2, 'a');
            """)
        .targetYaml(
            """
            tables:
              t:
                columns: { id: integer, Ä: int }
                primary_key: [id]
                checks: { "": "Ä > 0" }
                indexes: { Ö: [Ä] }
            """
                .replace("checks: { \"\": \"Ä > 0\" }", "checks: [ \"Ä > 0\" ]"))
        .goesForwardAndBack();
  }

  @Test
  void a_column_is_renamed_to_other_letters_and_nothing_else_is() {
    run()
        .start(BOTH.replace(", ä text", ", o text").replace("ä", "o"))
        .targetYaml(
            """
            tables:
              t:
                columns: { id: integer, ä: { type: int, renamed_from: Ä }, o: text }
                primary_key: [id]
                checks: { k: "ä > 0 AND o <> ''" }
                indexes: { Ö: [ä], ö: { columns: [o], where: "ä > 1" } }
            """)
        .goesForwardAndBack();
  }

  @Test
  void a_column_leaves_and_the_name_in_other_letters_comes_from_another() {
    run()
        .start(BOTH)
        .targetYaml(
            """
            tables:
              t:
                columns: { id: integer, Ä: int, o: { type: text, renamed_from: ä } }
                primary_key: [id]
                checks: { k: "Ä > 0 AND o <> ''" }
                indexes: { Ö: [Ä], ö: { columns: [o], where: "Ä > 1" } }
            """)
        .goesForwardAndBack();
  }

  @Test
  void two_tables_of_other_letters_are_copied_apart() {
    run()
        .start(
            """
            CREATE TABLE Ä(id integer primary key, a int);
            CREATE TABLE ä(id integer primary key, a int REFERENCES Ä(id));
            CREATE TABLE c(a int REFERENCES ä(id), b int REFERENCES Ä(id));
            CREATE INDEX Äi ON Ä(a);
            CREATE INDEX äi ON ä(a);
            CREATE VIEW v AS SELECT Ä.id, ä.a FROM Ä JOIN ä ON ä.a = Ä.id;
            INSERT INTO Ä VALUES (1, 2), (3, 4);
            INSERT INTO ä VALUES (3, 1);
            INSERT INTO c VALUES (3, 1);
            """)
        .target(
            """
            CREATE TABLE Ä(id integer primary key, a text);
            CREATE TABLE ä(id integer primary key, a int REFERENCES Ä(id), n int);
            CREATE TABLE c(a int REFERENCES Ä(id), b int REFERENCES Ä(id));
            CREATE INDEX Äi ON Ä(a);
            CREATE INDEX äi ON ä(a, id);
            CREATE VIEW v AS SELECT Ä.id, ä.a FROM Ä JOIN ä ON ä.a = Ä.id;
            """)
        .withoutTheTargetsCatalog()
        .allowing("all")
        .goesForwardAndBack();
  }

  @Test
  void one_of_two_tables_is_dropped() {
    run()
        .start(
            """
            CREATE TABLE Ä(id integer primary key, a int);
            CREATE TABLE ä(id integer primary key, a int);
            CREATE VIEW v AS SELECT a FROM ä;
            CREATE TRIGGER r AFTER INSERT ON ä BEGIN DELETE FROM ä WHERE a = 0; END;
            INSERT INTO Ä VALUES (1, 2);
            INSERT INTO ä VALUES (3, 1);
            """)
        .targetYaml(
            """
            tables: { ä: { columns: { id: integer, a: int }, primary_key: [id] } }
            """)
        .goesForwardAndBack();
  }

  @Test
  void a_table_is_renamed_to_other_letters_and_what_mentions_it_follows() {
    run()
        .start(
            """
            CREATE TABLE Ä(id integer primary key, a int);
            CREATE TABLE c(a int REFERENCES Ä(id));
            CREATE VIEW v AS SELECT a FROM Ä;
            INSERT INTO Ä VALUES (1, 2);
            INSERT INTO c VALUES (1);
            """)
        .targetYaml(
            """
            tables:
              ä: { renamed_from: Ä, columns: { id: integer, a: int }, primary_key: [id] }
              c: { columns: { a: int }, foreign_keys: [ { columns: [a], references: ä (id) } ] }
            """)
        .goesForwardAndBack();
  }

  @Test
  void views_of_other_letters_are_two_views() {
    run()
        .start(BOTH)
        .change("SELECT id, Ä FROM t", "SELECT id, Ä + 1 AS x FROM t")
        .change("old.id AND Ä = 0", "old.id AND Ä = 1")
        .goesForwardAndBack();
  }
}
