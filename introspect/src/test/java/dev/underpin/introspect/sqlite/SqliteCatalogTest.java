package dev.underpin.introspect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.introspect.Scope;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteCatalogTest {
  @Test
  void the_engine_is_the_executing_library() throws Exception {
    try (SqliteFixture db = new SqliteFixture()) {
      Catalog catalog = db.read();
      assertThat(catalog.engine().id()).isEqualTo("sqlite");
      assertThat(catalog.engine().version().atLeast(3, 54)).isTrue();
      assertThat(catalog.defaultNamespace()).isEmpty();
    }
  }

  @Test
  void rows_and_sizes_are_counted_in_a_small_database() throws Exception {
    try (SqliteFixture db =
        new SqliteFixture(
            "CREATE TABLE full (a)", "CREATE INDEX i ON full (a)", "CREATE TABLE empty (a)")) {
      db.execute("INSERT INTO full VALUES (1), (2), (3)", "DELETE FROM full WHERE a = 1");

      TableFacts full = db.read().facts(QualifiedName.of("full"));
      assertThat(full.rows()).isEqualTo(2);
      assertThat(full.exact()).isTrue();
      assertThat(full.empty()).isFalse();
      assertThat(full.bytes()).isEqualTo(2 * 4096);
      assertThat(full.sql()).isEqualTo("CREATE TABLE full (a)");
      assertThat(db.read().facts(QualifiedName.of("empty")).empty()).isTrue();
    }
  }

  @Test
  void many_tables_are_measured_together() throws Exception {
    try (SqliteFixture db = new SqliteFixture()) {
      for (int i = 0; i < 900; i++) db.execute("CREATE TABLE t" + i + " (a)");
      assertThat(db.read().tables())
          .hasSize(900)
          .allSatisfy((name, facts) -> assertThat(facts.empty()).isTrue());
    }
  }

  @Test
  void views_and_triggers_are_kept_as_text_with_what_they_depend_on() throws Exception {
    try (SqliteFixture db = new SqliteFixture("CREATE TABLE t (a)", "CREATE TABLE u (a)")) {
      db.execute("CREATE VIEW IF NOT EXISTS v AS SELECT t.a FROM T JOIN u ON t.a = u.a");
      db.execute("CREATE TRIGGER g AFTER INSERT ON T BEGIN INSERT INTO u SELECT new.a FROM v; END");

      Map<String, SchemaObject> objects = objects(db);
      assertThat(objects.get("v").kind()).isEqualTo(Kind.VIEW);
      assertThat(objects.get("v").dependsOn())
          .isEqualTo(Set.of(QualifiedName.of("t"), QualifiedName.of("u")));
      assertThat(objects.get("v").drop()).isEqualTo("DROP VIEW \"v\"");
      assertThat(objects.get("g").kind()).isEqualTo(Kind.TRIGGER);
      assertThat(objects.get("g").table()).contains(QualifiedName.of("t"));
      assertThat(objects.get("g").dependsOn())
          .contains(QualifiedName.of("u"), QualifiedName.of("v"));
      db.assertTheModelMakesTheSame();
    }
  }

  @Test
  void a_view_that_is_broken_does_not_stop_the_reading() throws Exception {
    try (SqliteFixture db =
        new SqliteFixture("CREATE TABLE t (a)", "CREATE VIEW v AS SELECT a FROM nowhere")) {
      assertThat(db.read().schema().tables()).hasSize(1);
      assertThat(objects(db)).containsKey("v");
    }
  }

  @Test
  void a_virtual_table_is_an_object_and_what_is_behind_it_is_not_seen() throws Exception {
    try (SqliteFixture db =
        new SqliteFixture(
            "CREATE TABLE note_data_mine (a)", "CREATE VIRTUAL TABLE note USING fts5 (body)")) {
      Catalog catalog = db.read();
      assertThat(catalog.schema().tables().keySet())
          .containsExactly(QualifiedName.of("note_data_mine"));
      assertThat(objects(db)).containsOnlyKeys("note");
      assertThat(catalog.notes()).isEmpty();
    }
  }

  @Test
  void so_is_that_of_an_extension_that_is_not_loaded() throws Exception {
    try (SqliteFixture db = new SqliteFixture("CREATE TABLE geo_index (a)", "CREATE TABLE t (a)")) {
      db.execute("PRAGMA writable_schema = ON");
      db.execute(
          "INSERT INTO sqlite_schema VALUES ('table', 'geo', 'geo', 0, 'CREATE VIRTUAL TABLE geo USING no_such_module(x)')");
      db.execute("PRAGMA writable_schema = RESET");

      Catalog catalog = db.read();
      assertThat(catalog.schema().tables().keySet()).containsExactly(QualifiedName.of("t"));
      assertThat(objects(db)).containsOnlyKeys("geo");
    }
  }

  @Test
  void sqlites_own_tables_are_not_seen() throws Exception {
    try (SqliteFixture db =
        new SqliteFixture(
            "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b UNIQUE)", "ANALYZE")) {
      assertThat(db.read().schema().tables()).hasSize(1);
      assertThat(db.table("t").indexes()).isEmpty();
      assertThat(db.read().notes()).isEmpty();
    }
  }

  @Test
  void what_is_the_tools_own_is_hidden_and_its_trash_is_listed() throws Exception {
    try (SqliteFixture db =
        new SqliteFixture(
            "CREATE TABLE underpin_step (a)",
            "CREATE TABLE underpin_trash_1_old (a)",
            "INSERT INTO underpin_trash_1_old VALUES (1)",
            "CREATE TABLE t (a, underpin_trash_1_b TEXT)")) {
      Catalog catalog = db.read();
      assertThat(catalog.schema().tables().keySet()).containsExactly(QualifiedName.of("t"));
      assertThat(db.table("t").columns()).extracting(Column::name).containsExactly("a");
      assertThat(catalog.facts(QualifiedName.of("t")).trashColumns())
          .extracting(Column::name)
          .containsExactly("underpin_trash_1_b");
      assertThat(catalog.trash())
          .extracting(TrashItem::table, TrashItem::column, TrashItem::rows)
          .containsExactlyInAnyOrder(
              tuple(QualifiedName.of("underpin_trash_1_old"), Optional.empty(), 1L),
              tuple(QualifiedName.of("t"), Optional.of("underpin_trash_1_b"), 0L));
    }
  }

  @Test
  void ignored_tables_are_not_seen_with_all_that_is_theirs() throws Exception {
    try (SqliteFixture db =
        new SqliteFixture(
            "CREATE TABLE t (a)",
            "CREATE TABLE skip (a)",
            "CREATE INDEX i ON skip (a)",
            "CREATE TRIGGER g AFTER INSERT ON skip BEGIN SELECT 1; END")) {
      Scope scope = new Scope(Set.of(), Optional.empty(), "skip"::equals);
      Catalog catalog = SqliteFixture.INTROSPECTOR.read(db.connection(), scope);
      assertThat(catalog.schema().tables().keySet()).containsExactly(QualifiedName.of("t"));
      assertThat(catalog.schema().objects()).isEmpty();
    }
  }

  @Test
  void a_foreign_key_names_its_table_in_the_tables_letters() throws Exception {
    try (SqliteFixture db =
        new SqliteFixture(
            "CREATE TABLE Users (Id INTEGER PRIMARY KEY)",
            "CREATE TABLE t (u REFERENCES USERS (ID))")) {
      ForeignKey key = (ForeignKey) db.table("t").constraints().get(0);
      assertThat(key.references()).isEqualTo(QualifiedName.of("Users"));
      assertThat(key.referencedColumns()).containsExactly("Id");
    }
  }

  @Test
  void a_foreign_key_to_a_table_that_does_not_exist_is_kept() throws Exception {
    try (SqliteFixture db = new SqliteFixture("CREATE TABLE t (a REFERENCES missing (x))")) {
      ForeignKey key = (ForeignKey) db.table("t").constraints().get(0);
      assertThat(key.references()).isEqualTo(QualifiedName.of("missing"));
      db.assertTheModelMakesTheSame();
    }
  }

  @Test
  void a_table_is_read_after_every_alteration_that_sqlite_makes_to_its_text() throws Exception {
    try (SqliteFixture db =
        new SqliteFixture("CREATE TABLE t (a TEXT CHECK (a <> ''), b INT -- last\n)")) {
      db.execute(
          "ALTER TABLE t ADD COLUMN c INT NOT NULL DEFAULT 1",
          "ALTER TABLE t RENAME COLUMN a TO \"new name\"",
          "ALTER TABLE t DROP COLUMN b",
          "ALTER TABLE t RENAME TO \"other table\"",
          "ALTER TABLE \"other table\" ADD CONSTRAINT c CHECK (c > 0)",
          "ALTER TABLE \"other table\" ALTER COLUMN \"new name\" SET NOT NULL");

      Table table = db.table("other table");
      assertThat(table.columns()).extracting(Column::name).containsExactly("new name", "c");
      assertThat(table.columns().get(0).nullable()).isFalse();
      assertThat(table.constraint("c")).isPresent();
      assertThat(db.read().notes()).isEmpty();
      db.assertTheModelMakesTheSame();
    }
  }

  @Test
  void a_table_made_by_a_select_is_read() throws Exception {
    try (SqliteFixture db =
        new SqliteFixture(
            "CREATE TABLE s (\"a b\" VARCHAR(10), c)",
            "CREATE TABLE t AS SELECT *, 1 AS d FROM s")) {
      assertThat(db.table("t").columns()).extracting(Column::name).containsExactly("a b", "c", "d");
      db.assertTheModelMakesTheSame();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ; ",
      value = {
        "CREATE TABLE t (a INT, b INT, CHECK (a > 0 AND \"a\" < 9)) ; a ; x y",
        "CREATE TABLE t (a INT, b INT AS (a || 'a' || [A])) ; a ; c",
        "CREATE TABLE t (a INT, b TEXT CHECK (lower(b) <> 'b' OR a)) ; b ; key"
      })
  void the_dialect_renames_a_column_as_sqlite_does(String create, String from, String to)
      throws Exception {
    try (SqliteFixture db = new SqliteFixture(create)) {
      Dialect dialect = db.dialect();
      Table before = db.table("t");
      db.execute(SqliteAlter.renameColumn(QualifiedName.of("t"), from, to));
      Table after = db.table("t");

      assertThat(expressions(after))
          .isEqualTo(
              expressions(before).stream()
                  .map(e -> dialect.renameColumn(SqlText.of(e), from, to).written())
                  .toList());
    }
  }

  @Test
  void the_dialect_renames_a_table_as_sqlite_does() throws Exception {
    try (SqliteFixture db = new SqliteFixture("CREATE TABLE t (a, t)", "CREATE TABLE u (b)")) {
      db.execute(
          "CREATE VIEW v AS SELECT t.a, t FROM t, u WHERE b IN (SELECT t.t FROM t)",
          "CREATE TRIGGER g AFTER UPDATE ON u BEGIN UPDATE t SET t = 1 WHERE t.a IN (SELECT b FROM u); END");
      Map<String, SchemaObject> before = objects(db);
      db.execute("ALTER TABLE t RENAME TO \"n\"");

      objects(db)
          .forEach(
              (name, object) ->
                  assertThat(renamed(before.get(name).create()))
                      .isEqualTo(object.create().written()));
    }
  }

  private static String renamed(SqlText create) {
    Dialect dialect = Dialects.of(Dialects.provider("sqlite").baseline());
    return dialect.renameTable(create, QualifiedName.of("t"), QualifiedName.of("n")).written();
  }

  private static List<String> expressions(Table table) {
    List<String> texts = new ArrayList<>();
    table.columns().forEach(c -> c.generated().ifPresent(g -> texts.add(g.expression().written())));
    table.constraintsOf(CheckConstraint.class).forEach(c -> texts.add(c.expression().written()));
    return texts;
  }

  private static Map<String, SchemaObject> objects(SqliteFixture db) throws Exception {
    return db.read().schema().objects().values().stream()
        .collect(Collectors.toMap(o -> o.name().name(), Function.identity()));
  }
}
