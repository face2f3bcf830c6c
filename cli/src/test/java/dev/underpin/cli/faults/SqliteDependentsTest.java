package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite keeps views, triggers and virtual tables that name what is gone; no plan leaves such. */
class SqliteDependentsTest {
  private static final String FULL_TEXT =
      """
      CREATE TABLE docs(id integer primary key, body text);
      CREATE VIRTUAL TABLE found USING fts5(body, content='docs', content_rowid='id');
      INSERT INTO docs VALUES (1, 'hello');
      """;

  @TempDir Path folder;

  private StandardRun run() {
    return new StandardRun(folder, TestServers.sqlite());
  }

  @Test
  void a_virtual_table_that_reads_a_renamed_table_follows_it() {
    run()
        .start(FULL_TEXT)
        .targetYaml(
            "tables: { papers: { renamed_from: docs, columns: { id: integer, body: text }, primary_key: [id] } }")
        .leavesTheCatalogOf(FULL_TEXT.replace("docs", "papers"));
  }

  @Test
  void a_virtual_table_that_reads_a_renamed_column_is_named() {
    run()
        .start(FULL_TEXT)
        .targetYaml(
            "tables: { docs: { columns: { id: integer, text: { type: text, renamed_from: body } }, primary_key: [id] } }")
        .isRefusedWith(1, "virtual table found", "UP421");
  }

  @Test
  void a_table_under_a_virtual_table_changes_where_the_virtual_table_still_works() {
    run()
        .start(FULL_TEXT)
        .targetYaml(
            "tables: { docs: { columns: { id: integer, body: varchar(9) }, primary_key: [id] } }")
        .goesForwardAndBackByCommands();
  }

  @Test
  void a_table_that_a_declared_view_names_is_not_dropped() {
    run()
        .start("CREATE TABLE a(x int); CREATE TABLE b(y int); CREATE VIEW v AS SELECT x FROM a;")
        .targetYaml(
            "tables: { b: { columns: { y: int } } }\nobjects:\n  - CREATE VIEW v AS SELECT x FROM a\n")
        .isRefusedWith(3, "table a is dropped, but view v names it", "schema.yaml:3:5");
  }

  @Test
  void a_dropped_column_that_a_view_of_two_tables_names_is_found() {
    run()
        .start(
            """
            CREATE TABLE a(id integer primary key, x int);
            CREATE TABLE b(id integer primary key, y int);
            CREATE VIEW v AS SELECT a.x, b.y FROM a JOIN b ON a.id = b.id;
            """)
        .targetYaml(
            """
            tables:
              a: { columns: { id: integer }, primary_key: [id] }
              b: { columns: { id: integer, y: int }, primary_key: [id] }
            """)
        .isRefusedWith(1, "view v", "no such column: a.x");
  }

  @Test
  void a_view_that_still_says_the_old_name_of_a_column_is_an_error_with_its_place() {
    run()
        .start("CREATE TABLE a(id integer primary key, x int); CREATE VIEW v AS SELECT x FROM a;")
        .targetYaml(
            """
            tables:
              a: { columns: { id: integer, z: { type: int, renamed_from: x } }, primary_key: [id] }
            objects:
              - CREATE VIEW v AS SELECT x FROM a
            """)
        .isRefusedWith(1, "schema.yaml:4:5", "no such column: x");
  }

  @Test
  void each_part_that_SQLite_does_not_accept_is_an_error_with_its_place() {
    run()
        .start("CREATE TABLE a(id integer primary key);")
        .targetYaml(
            """
            tables:
              a:
                columns:
                  id: integer
                  b: { type: int, default: id + 1 }
                  c: { type: int, generated: nothing + 1 }
                primary_key: [id]
                checks: { d: nothing > 1 }
                indexes: { e: { columns: [b], where: nothing = 1 } }
            """)
        .isRefusedWith(1, "schema.yaml:5:", "schema.yaml:6:", "schema.yaml:8:", "schema.yaml:9:");
  }

  @Test
  void a_trigger_is_compiled_with_the_statement_that_fires_it() {
    run()
        .start("CREATE TABLE a(id integer primary key);")
        .targetYaml(
            """
            tables: { a: { columns: { id: integer }, primary_key: [id] } }
            objects:
              - CREATE TRIGGER t AFTER DELETE ON a BEGIN UPDATE a SET missing = 1; END
            """)
        .isRefusedWith(1, "schema.yaml:3:5", "no such column: missing");
  }
}
