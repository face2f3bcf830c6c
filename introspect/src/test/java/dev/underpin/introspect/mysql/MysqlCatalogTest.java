package dev.underpin.introspect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.testkit.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read beside the forms of tables. */
class MysqlCatalogTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#everyMysql";

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void defaults_of_bytes_have_all_of_them(TestServer server) throws SQLException {
    try (MysqlFixture db =
        new MysqlFixture(
            server,
            "CREATE TABLE t (a varbinary(9) DEFAULT x'00', b varbinary(9) DEFAULT x'FF0041',"
                + " c binary(3) DEFAULT x'41', d binary(3) NOT NULL DEFAULT x'410042',"
                + " e varbinary(9) DEFAULT 'it''s\\\\é')")) {
      List<Note> notes = new ArrayList<>();
      String yaml =
          """
          tables:
            t:
              columns:
                a: varbinary(9) default x'00'
                b: varbinary(9) default x'FF0041'
                c: binary(3) default x'41'
                d: binary(3) not null default x'410042'
                e: varbinary(9) default x'697427735cc3a9'
          """;

      MysqlFixture.assertSame(db.declared(yaml, db.read(), notes), db.read().schema(), "");
      String other = yaml.replace("x'00'", "x''");
      assertThat(db.declared(other, db.read(), notes)).isNotEqualTo(db.read().schema());
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_database_of_the_url_has_no_name(TestServer server) throws SQLException {
    try (MysqlFixture db = new MysqlFixture(server, "CREATE TABLE t (a int)")) {
      Catalog catalog = db.read();

      assertThat(catalog.schema().tables()).containsOnlyKeys(QualifiedName.of("t"));
      assertThat(catalog.schema().namespaces()).isEmpty();
      assertThat(catalog.database()).isEqualTo(db.connection().getCatalog());
      assertThat(catalog.engine().id()).isEqualTo(server.engine());
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_view_names_its_tables_without_their_database(TestServer server) throws SQLException {
    try (MysqlFixture db =
        new MysqlFixture(
            server, "CREATE TABLE t (a int)", "CREATE VIEW v AS SELECT t.a FROM t WHERE a > 1")) {
      var view = db.read().schema().objects().values().iterator().next();

      assertThat(view.create().written()).doesNotContain(db.connection().getCatalog());
      assertThat(view.dependsOn()).containsExactly(QualifiedName.of("t"));
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void an_empty_table_is_known_to_be_empty(TestServer server) throws SQLException {
    try (MysqlFixture db =
        new MysqlFixture(
            server,
            "CREATE TABLE bare (a int)",
            "CREATE TABLE full (a int)",
            "INSERT INTO full VALUES (1)")) {
      Catalog catalog = db.read();

      assertThat(catalog.facts(QualifiedName.of("bare")).empty()).isTrue();
      assertThat(catalog.facts(QualifiedName.of("full")).empty()).isFalse();
      assertThat(catalog.facts(QualifiedName.of("full")).bytes()).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void what_is_underpins_own_is_hidden_and_its_trash_is_told(TestServer server)
      throws SQLException {
    try (MysqlFixture db =
        new MysqlFixture(
            server,
            "CREATE TABLE underpin_migrations (id int)",
            "CREATE TABLE underpin_trash_0123abcd_old (id int)",
            "CREATE TABLE t (a int, underpin_trash_0123abcd_b int)")) {
      Catalog catalog = db.read();

      assertThat(catalog.schema().tables()).containsOnlyKeys(QualifiedName.of("t"));
      assertThat(db.table("t").columns()).extracting(Column::name).containsExactly("a");
      assertThat(catalog.trash())
          .extracting(TrashItem::table, TrashItem::column)
          .containsExactlyInAnyOrder(
              tuple(QualifiedName.of("underpin_trash_0123abcd_old"), Optional.empty()),
              tuple(QualifiedName.of("t"), Optional.of("underpin_trash_0123abcd_b")));
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_probe_counts_shows_and_stops_in_time(TestServer server) throws SQLException {
    try (MysqlFixture db =
        new MysqlFixture(
            server,
            "CREATE TABLE t (id int PRIMARY KEY, a int)",
            "INSERT INTO t VALUES (1, NULL), (2, 5), (3, NULL), (4, NULL), (5, NULL)")) {
      QualifiedName table = QualifiedName.of("t");
      String all = "t a, t b, t c, t d, t e, t f, t g, t h, t i, t j, t k, t l, t m, t n, t o, t p";
      List<DataCheckAnswer> answers =
          Introspectors.of(server.engine())
              .answer(
                  db.connection(),
                  List.of(
                      new DataCheck(
                          "1",
                          table,
                          Finding.recorded("UP301", "have a NULL a"),
                          "SELECT id FROM t WHERE a IS NULL",
                          ""),
                      new DataCheck(
                          "2",
                          table,
                          Finding.recorded("UP305", "are slow"),
                          "SELECT a.id FROM " + all + " WHERE rand() < 0",
                          ""),
                      new DataCheck(
                          "3",
                          table,
                          Finding.recorded("UP305", "are odd"),
                          "SELECT nothing FROM t",
                          "")),
                  Duration.ofSeconds(1));

      assertThat(answers.get(0).sentence()).isEqualTo("4 rows of t have a NULL a (1, 3, 4, …)");
      assertThat(answers.get(1).unanswered()).contains("time limit 1 s");
      assertThat(answers.get(2).unanswered().orElse("")).contains("nothing");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_url_without_a_database_reads_every_database_by_its_name(TestServer server)
      throws SQLException {
    try (MysqlFixture db = new MysqlFixture(server, "CREATE TABLE t (a int)")) {
      String name = db.connection().getCatalog();
      String url = db.database().url().replaceFirst("/[^/]*$", "/");
      var introspector = Introspectors.of(server.engine());
      try (var connection = introspector.connect(introspector.parseUrl(url).orElseThrow(), true)) {
        Catalog catalog = introspector.read(connection, Scope.ALL);

        assertThat(catalog.schema().tables()).containsKey(new QualifiedName(name, "t"));
        assertThat(catalog.schema().namespaces()).contains(name);
      }
    }
  }
}
