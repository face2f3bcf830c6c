package dev.underpin.introspect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.postgresql.Declarations.Compared;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresIntrospectorTest {
  private static final String EVERY = "dev.underpin.testkit.TestServers#everyPostgresql";
  private final PostgresIntrospector introspector = new PostgresIntrospector();

  @ParameterizedTest
  @MethodSource(EVERY)
  void checks_and_indexes_are_compared_in_the_servers_spelling(TestServer server)
      throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TYPE mood AS ENUM ('sad', 'ok')",
          "CREATE TABLE t (a int, total numeric(12,2), s varchar(5), m mood, CONSTRAINT c1 CHECK (total >= 0), CONSTRAINT c2 CHECK (s in ('x','y')), CONSTRAINT c3 CHECK (a between 1 and 5 and s like 'x%'), CONSTRAINT c4 CHECK (m in ('ok')))",
          "CREATE INDEX i1 ON t (a DESC NULLS FIRST, lower(s) varchar_pattern_ops) WHERE s in ('x','y') and m = 'ok'",
          "CREATE INDEX i2 ON t USING btree ((a+1))");
      Table table =
          new Table(
              QualifiedName.of("t"),
              List.of(
                  Column.of("a", "INT"),
                  Column.of("total", "numeric( 12, 2 )"),
                  Column.of("s", "varchar(5)"),
                  Column.of("m", "mood")),
              List.of(
                  check("c1", "total>=0"),
                  check("c2", "s in ('x','y')"),
                  check("c3", "(a between 1 and 5 and s like 'x%')"),
                  check("c4", "m in ('ok')")),
              List.of(
                  index("i1", "s in ('x','y') and m = 'ok'", "lower(s)"),
                  new Index(
                      "i2",
                      false,
                      "btree",
                      List.of(IndexKey.expression(SqlText.of("a+1"))),
                      List.of(),
                      Optional.empty(),
                      false,
                      Options.none(),
                      Options.none())),
              Optional.empty(),
              Options.none());
      EnumType mood =
          new EnumType(QualifiedName.of("mood"), List.of("sad", "ok"), Optional.empty());
      Schema declared = Schema.EMPTY.put(table).withEnums(Map.of(mood.name(), mood));

      Compared compared = Declarations.compare(db, declared);

      assertThat(compared.notes()).isEmpty();
      // Owners, grants and the comment on public are what the database has by itself.
      assertThat(compared.desired())
          .isEqualTo(compared.live().withAccess(Map.of()).withNamespaceComments(Map.of()));
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void an_enum_label_that_does_not_exist_yet_can_be_used(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE SCHEMA auth",
          "CREATE TYPE mood AS ENUM ('sad')",
          "CREATE TYPE auth.kind AS ENUM ('a')");
      Map<QualifiedName, EnumType> enums =
          Map.of(
              QualifiedName.of("mood"),
              new EnumType(QualifiedName.of("mood"), List.of("sad", "new"), Optional.empty()),
              new QualifiedName("auth", "kind"),
              new EnumType(new QualifiedName("auth", "kind"), List.of("a", "b"), Optional.empty()),
              new QualifiedName("auth", "fresh"),
              new EnumType(new QualifiedName("auth", "fresh"), List.of("z"), Optional.empty()));
      Table table =
          new Table(
              QualifiedName.of("t"),
              List.of(
                  Column.of("m", "mood").withDefault(Optional.of(SqlText.of("'new'::mood"))),
                  Column.of("k", "auth.kind")
                      .withDefault(Optional.of(SqlText.of("'b'::auth.kind"))),
                  Column.of("f", "auth.fresh[]")
                      .withDefault(Optional.of(SqlText.of("ARRAY['z'::auth.fresh]")))),
              List.of(check("c", "m <> 'new' and k in ('a', 'b')")),
              List.of(),
              Optional.empty(),
              Options.none());

      Compared compared = Declarations.compare(db, Schema.EMPTY.put(table).withEnums(enums));

      assertThat(compared.notes()).isEmpty();
      Table spelled = compared.desired().tables().get(new QualifiedName("public", "t"));
      assertThat(spelled.columns())
          .extracting(Column::type)
          .containsExactly("mood", "auth.kind", "auth.fresh[]");
      assertThat(spelled.columns())
          .extracting(c -> c.defaultValue().orElseThrow().canonical())
          .containsExactly("'new'", "'b'", "array['z'::auth.fresh]");
      assertThat(spelled.constraintsOf(CheckConstraint.class).get(0).expression().canonical())
          .isEqualTo("(m <> 'new'::mood) and (k = any (array['a'::auth.kind, 'b'::auth.kind]))")
          .doesNotContain("pg_temp")
          .doesNotContain("underpin");
      db.execute(
          "ALTER TYPE mood ADD VALUE 'new'",
          "ALTER TYPE auth.kind ADD VALUE 'b'",
          "CREATE TYPE auth.fresh AS ENUM ('z')",
          "CREATE TABLE t (m mood DEFAULT 'new', k auth.kind DEFAULT 'b', f auth.fresh[] DEFAULT ARRAY['z'::auth.fresh], CONSTRAINT c CHECK (m <> 'new' and k in ('a', 'b')))");
      assertThat(Declarations.read(db).schema().tables().get(spelled.name())).isEqualTo(spelled);
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void one_text_that_the_server_refuses_costs_only_itself(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      Table table =
          new Table(
              QualifiedName.of("t"),
              List.of(
                  Column.of("a", "int").withDefault(Optional.of(SqlText.of("no_such_function()"))),
                  Column.of("b", "int").withDefault(Optional.of(SqlText.of("'7'"))),
                  Column.of("c", "no_such_type")),
              List.of(check("good", "b in (1,2)"), check("bad", "nothing > 0")),
              List.of(),
              Optional.empty(),
              Options.none());
      Table other =
          table
              .withName(QualifiedName.of("u"))
              .withColumns(List.of(Column.of("x", "int")))
              .withConstraints(List.of(check("fine", "x in (1,2)")));

      Compared compared = Declarations.compare(db, Schema.EMPTY.put(table).put(other));

      assertThat(compared.notes())
          .extracting(note -> note.rejected().map(ObjectRef::key).orElse(""))
          .containsExactly(
              "tables.public.t.columns.a",
              "tables.public.t.columns.c",
              "tables.public.t.checks.bad");
      Table spelled = compared.desired().tables().get(new QualifiedName("public", "t"));
      assertThat(spelled.column("b").orElseThrow().defaultValue().orElseThrow().canonical())
          .isEqualTo("7");
      assertThat(
              ((CheckConstraint) spelled.constraint("good").orElseThrow()).expression().canonical())
          .isEqualTo("b = any (array[1, 2])");
      assertThat(compared.live()).isEqualTo(Declarations.read(db).schema());
      assertThat(db.value("SELECT count(*) FROM pg_class WHERE relname IN ('t', 'u')"))
          .isEqualTo("0");
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void without_the_right_to_temporary_tables_text_is_compared_and_a_note_says_so(TestServer server)
      throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE t (a int, CONSTRAINT c CHECK (a BETWEEN 1 AND 2))",
          "DO $$ BEGIN EXECUTE format('REVOKE TEMP ON DATABASE %I FROM PUBLIC', current_database()); END $$",
          "DROP ROLE IF EXISTS reader",
          "CREATE ROLE reader");
      Table table =
          new Table(
              new QualifiedName("public", "t"),
              List.of(Column.of("a", "integer")),
              List.of(check("c", "a between 1 and 2")),
              List.of(),
              Optional.empty(),
              Options.none());
      List<Note> notes = new ArrayList<>();
      try (Connection connection = Declarations.connect(db)) {
        Catalog live = introspector.read(connection, Scope.ALL);
        CatalogRows.execute(connection, "SET ROLE reader");

        Schema spelled = introspector.spell(connection, Schema.EMPTY.put(table), live, notes::add);

        assertThat(spelled).isEqualTo(Schema.EMPTY.put(table));
        assertThat(notes)
            .singleElement()
            .extracting(Note::text)
            .asString()
            .contains("compared as text", "permission denied");
      }
      db.execute("DROP ROLE reader");
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void knows_its_own_things_by_their_names(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE SCHEMA underpin",
          "CREATE TABLE underpin.migrations (id int)",
          "CREATE SCHEMA underpin_trash",
          "CREATE TABLE underpin_trash.old_orders (id int)",
          "INSERT INTO underpin_trash.old_orders VALUES (1)",
          "CREATE TABLE t (id int, underpin_trash_note text, CONSTRAINT underpin_0123abcd_not_null CHECK (id IS NOT NULL) NOT VALID)");

      Catalog catalog = Declarations.read(db);

      QualifiedName t = new QualifiedName("public", "t");
      assertThat(catalog.schema().namespaces()).containsExactly("public");
      assertThat(catalog.schema().tables()).containsOnlyKeys(t);
      assertThat(catalog.schema().tables().get(t).columns())
          .extracting(Column::name)
          .containsExactly("id");
      assertThat(catalog.schema().tables().get(t).constraint("underpin_0123abcd_not_null"))
          .isPresent();
      assertThat(catalog.facts(t).trashColumns())
          .extracting(Column::name)
          .containsExactly("underpin_trash_note");
      assertThat(catalog.trash())
          .extracting(TrashItem::table)
          .containsExactlyInAnyOrder(t, new QualifiedName("underpin_trash", "old_orders"));
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void tells_which_columns_a_view_uses(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE t (id int, a int, unused int)",
              "CREATE VIEW v AS SELECT a FROM t WHERE id > 1",
          "CREATE MATERIALIZED VIEW m AS SELECT * FROM v", "CREATE INDEX ON m (a)");
      Map<SchemaObject.Key, SchemaObject> objects = Declarations.read(db).schema().objects();

      SchemaObject view =
          objects.values().stream()
              .filter(o -> o.name().name().equals("v"))
              .findFirst()
              .orElseThrow();
      SchemaObject cached =
          objects.values().stream()
              .filter(o -> o.name().name().equals("m"))
              .findFirst()
              .orElseThrow();
      QualifiedName t = new QualifiedName("public", "t");
      assertThat(view.dependsOn()).containsExactly(t);
      assertThat(view.columns()).isEqualTo(Map.of(t, Set.of("id", "a")));
      assertThat(cached.dependsOn()).containsExactly(view.name());
      db.execute(cached.drop(), view.drop(), view.create().written());
      db.execute(cached.create().written().split(";\n"));
      assertThat(Declarations.read(db).schema().objects()).isEqualTo(objects);
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void facts_tell_empty_tables_from_others(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE never_filled (a int)",
          "CREATE TABLE emptied (a int)",
          "INSERT INTO emptied VALUES (1)",
          "DELETE FROM emptied",
          "CREATE TABLE filled (a int)",
          "INSERT INTO filled VALUES (1)",
          "CREATE TABLE counted (a int)",
          "INSERT INTO counted SELECT generate_series(1, 1000)",
          "ANALYZE counted");
      Catalog catalog = Declarations.read(db);

      assertThat(facts(catalog, "never_filled"))
          .matches(TableFacts::empty)
          .matches(f -> f.rows() == 0 && f.exact());
      assertThat(facts(catalog, "emptied"))
          .matches(TableFacts::empty)
          .matches(f -> f.rows() == 0 && f.exact());
      assertThat(facts(catalog, "filled")).matches(f -> !f.empty());
      assertThat(facts(catalog, "counted"))
          .matches(f -> !f.empty() && f.rows() == 1000 && f.bytes() > 0);
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void answers_probes_within_the_limit(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase();
        Connection connection = Declarations.connect(db)) {
      db.execute(
          "CREATE TABLE t (id int, a int)",
          "INSERT INTO t SELECT i, NULL FROM generate_series(1, 7) i");
      QualifiedName t = new QualifiedName("public", "t");
      List<DataCheck> probes =
          List.of(
              probe(t, "SELECT id FROM t WHERE a IS NULL ORDER BY id"),
                  probe(t, "SELECT id FROM t WHERE a > 0"),
              probe(t, "SELECT id, pg_sleep(5) FROM t"), probe(t, "SELECT id FROM no_such_table"));

      List<DataCheckAnswer> answers =
          introspector.answer(connection, probes, Duration.ofMillis(300));

      assertThat(answers.get(0).count()).isEqualTo(7);
      assertThat(answers.get(0).samples()).containsExactly("1", "2", "3");
      assertThat(answers.get(1).count()).isZero();
      assertThat(answers.get(2).unanswered()).contains("time limit 300 ms");
      assertThat(answers.get(3).unanswered().orElseThrow()).contains("no_such_table");
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void a_read_only_connection_changes_nothing_and_can_still_ask(TestServer server)
      throws SQLException {
    try (TestDatabase db = server.newDatabase();
        Connection connection = Declarations.connect(db)) {
      assertThatThrownBy(() -> CatalogRows.execute(connection, "CREATE TABLE t (id int)"))
          .hasMessageContaining("read-only");
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY)
  void reads_inside_a_transaction_of_the_callers(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase();
        Connection connection =
            introspector.connect(introspector.parseUrl(db.url()).orElseThrow(), false)) {
      connection.setAutoCommit(false);
      CatalogRows.execute(connection, "CREATE TABLE t (id int)");

      assertThat(introspector.read(connection, Scope.ALL).schema().tables()).hasSize(1);

      connection.commit();
      assertThat(Declarations.read(db).schema().tables()).hasSize(1);
    }
  }

  private static TableFacts facts(Catalog catalog, String table) {
    return catalog.facts(new QualifiedName("public", table));
  }

  private static DataCheck probe(QualifiedName table, String sql) {
    return new DataCheck(sql, table, Finding.recorded("UP305", "are found"), sql, "");
  }

  private static CheckConstraint check(String name, String expression) {
    return CheckConstraint.of(Optional.of(name), SqlText.of(expression));
  }

  private static Index index(String name, String where, String expression) {
    IndexKey first =
        new IndexKey(
            Optional.of("a"),
            Optional.empty(),
            true,
            Optional.of(IndexKey.Nulls.FIRST),
            Optional.empty(),
            Optional.empty(),
            java.util.OptionalInt.empty());
    IndexKey second =
        new IndexKey(
            Optional.empty(),
            Optional.of(SqlText.of(expression)),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of("varchar_pattern_ops"),
            java.util.OptionalInt.empty());
    return new Index(
        name,
        false,
        "",
        List.of(first, second),
        List.of(),
        Optional.of(SqlText.of(where)),
        false,
        Options.none(),
        Options.none());
  }
}
