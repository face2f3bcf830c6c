package dev.underpin.introspect.mysql.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspector;
import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.mysql.MysqlFixture;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people write and what the server says of it are the same. */
class SchemaCanonicalizerTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#everyMysql";

  private static final String WRITTEN =
      """
      tables:
        customers:
          comment: People who have bought something
          columns:
            id: bigint identity
            email: varchar(255) not null
            active: boolean not null default true
            ratio: double precision default '0.5'
            price: numeric(12,2) not null default 0
            code: int(11) unsigned default '7'
            born: date
            created_at: timestamptz not null default now()
            changed_at: datetime(3) default now(3) on update now(3)
            kind: enum('a', 'b') not null default 'a'
            name: varchar(50) character set latin1
            full_name: { type: varchar(120), generated: "concat(email, ' ', code)" }
            token: { type: char(36), default: "uuid()" }
            data: json
            later: { type: datetime, default: "now() + interval 1 day" }
          primary_key: [id]
          unique:
            customers_email_key: [email]
          indexes:
            customers_name: { columns: [name(10), born desc] }
            customers_words: { columns: [email], using: fulltext }
          checks:
            customers_price: PRICE >= 0 AND (code != 3 OR kind IN ('a','b'))
            customers_name_check: name <> 'it''s' && not (active = 0)
        orders:
          columns:
            id: bigint identity
            customer_id: bigint not null
            status: { type: varchar(20), nullable: false, default: "'pending'" }
          primary_key: [id]
          foreign_keys:
            - { columns: [customer_id], references: customers(id), on_delete: cascade }
      """;

  @ParameterizedTest
  @MethodSource(SERVERS)
  void what_is_written_by_hand_is_no_difference_once_it_is_made(TestServer server)
      throws SQLException {
    try (MysqlFixture db = new MysqlFixture(server)) {
      List<Note> notes = new ArrayList<>();
      db.make(db.declared(WRITTEN, db.read(), notes));

      Catalog live = db.read();
      MysqlFixture.assertSame(named(db.declared(WRITTEN, live, notes), live), live.schema(), "");
      assertThat(notes).isEmpty();
      db.assertNoScratch();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void temporary_tables_serve_where_no_database_may_be_made(TestServer server) throws SQLException {
    try (MysqlFixture db = new MysqlFixture(server);
        Guest guest = new Guest(db, "ALL PRIVILEGES")) {
      List<Note> notes = new ArrayList<>();
      db.make(db.declared(WRITTEN, db.read(), notes));
      Catalog live = db.read();

      Schema spelled = db.declared(WRITTEN, live, guest.connection, notes);

      MysqlFixture.assertSame(named(spelled, live), live.schema(), "");
      assertThat(notes).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_text_that_cannot_be_asked_is_compared_and_named(TestServer server) throws SQLException {
    try (MysqlFixture db = new MysqlFixture(server, "CREATE TABLE t (a int)");
        Guest guest = new Guest(db, "SELECT")) {
      List<Note> notes = new ArrayList<>();
      String yaml = "tables: { t: { columns: { a: int }, checks: { c: a % 2 = 0 } } }";

      db.declared(yaml, db.read(), guest.connection, notes);

      assertThat(notes)
          .singleElement()
          .asString()
          .startsWith("t: was compared as text, because the server rejects it");
    }
  }

  /** MySQL asks for the order in which columns are computed, which a file need not have. */
  @ParameterizedTest
  @MethodSource(SERVERS)
  void columns_are_asked_in_the_order_that_they_have(TestServer server) throws SQLException {
    try (MysqlFixture db =
        new MysqlFixture(server, "CREATE TABLE t (b int DEFAULT (3 * 2), g int AS (b + 1))")) {
      List<Note> notes = new ArrayList<>();
      String yaml =
          "tables: { t: { columns: { g: { type: int, generated: b+1 }, b: int default (3*2) },"
              + " checks: { c: b%2 = 0 } } }";

      Schema spelled = db.declared(yaml, db.read(), notes);

      assertThat(notes).isEmpty();
      assertThat(spelled.tables().get(QualifiedName.of("t")).columns())
          .containsExactlyInAnyOrderElementsOf(
              db.read().schema().tables().get(QualifiedName.of("t")).columns());
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void what_is_surely_the_same_asks_nothing(TestServer server) throws SQLException {
    try (MysqlFixture db = new MysqlFixture(server);
        Guest guest = new Guest(db, "SELECT")) {
      List<Note> notes = new ArrayList<>();
      String yaml =
          "tables: { t: { columns: { a: int not null default 1, b: varchar(3) default 'x',"
              + " c: timestamp not null default now() }, primary_key: [a] } }";

      db.declared(yaml, db.read(), guest.connection, notes);

      assertThat(notes).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void databases_of_dead_runs_are_swept_and_those_of_living_ones_are_not(TestServer server)
      throws SQLException {
    try (MysqlFixture db = new MysqlFixture(server);
        Connection other = db.database().connect();
        Statement living = other.createStatement()) {
      living.execute("DO GET_LOCK('underpin_scratch_alive', 0)");
      db.execute("CREATE DATABASE underpin_scratch_alive", "CREATE DATABASE underpin_scratch_dead");

      db.declared(WRITTEN, db.read(), new ArrayList<>());

      assertThat(
              db.database()
                  .rows(
                      "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'underpin%'"))
          .containsExactly(List.of("underpin_scratch_alive"));
      living.execute("DO RELEASE_LOCK('underpin_scratch_alive')");
      db.execute("DROP DATABASE underpin_scratch_alive");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_check_without_a_name_is_the_one_behind_its_column(TestServer server) throws SQLException {
    try (MysqlFixture db =
        new MysqlFixture(
            server, "CREATE TABLE t (a int CHECK (a > 0), b int CHECK (b IN (1, 2)))")) {
      String yaml = "tables: { t: { columns: { a: int, b: int }, checks: [a > 0, 'b in (1,2)'] } }";
      Catalog live = db.read();

      Schema spelled = db.declared(yaml, live, new ArrayList<>());

      MysqlFixture.assertSame(named(spelled, live), live.schema(), "");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void work_in_scratch_sees_an_empty_database_and_leaves_nothing(TestServer server)
      throws SQLException {
    try (MysqlFixture db = new MysqlFixture(server, "CREATE TABLE t (a int)")) {
      Introspector introspector = Introspectors.of(server.engine());

      Catalog made =
          introspector.inScratch(
              db.connection(),
              () -> {
                CatalogRows.execute(db.connection(), "CREATE TABLE scratched (a int)");
                return introspector.read(db.connection(), Scope.ALL);
              });

      assertThat(made.schema().tables()).containsOnlyKeys(QualifiedName.of("scratched"));
      assertThat(db.read().schema().tables()).containsOnlyKeys(QualifiedName.of("t"));
      db.assertNoScratch();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void the_session_is_where_it_was_afterwards(TestServer server) throws SQLException {
    try (MysqlFixture db = new MysqlFixture(server, "CREATE TABLE t (a int)")) {
      String before = db.connection().getCatalog();

      db.declared(WRITTEN, db.read(), new ArrayList<>());

      assertThat(db.connection().getCatalog()).isEqualTo(before);
      try (Statement statement = db.connection().createStatement()) {
        assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (1)"))
            .hasMessageFindingMatch("(?i)read.only");
      }
    }
  }

  /** Names that are left unsaid are the live ones. */
  private static Schema named(Schema desired, Catalog live) {
    return desired.mapTables(
        t ->
            t.mapConstraints(
                c ->
                    live.schema().tables().get(t.name()).constraints().stream()
                        .filter(l -> l.withName(c.name()).equals(c))
                        .findFirst()
                        .orElse(c)));
  }

  /** Somebody who may only do so much, and only in the one database. */
  private static final class Guest implements AutoCloseable {
    private final MysqlFixture db;
    private final String name;
    final Connection connection;

    Guest(MysqlFixture db, String rights) throws SQLException {
      this.db = db;
      this.name = db.connection().getCatalog().replaceAll("\\D", "") + "_guest";
      db.execute(
          "CREATE USER '" + name + "'@'localhost' IDENTIFIED BY 'se:cret'",
          "GRANT "
              + rights
              + " ON "
              + db.connection().getCatalog()
              + ".* TO '"
              + name
              + "'@'localhost'");
      DatabaseUrl url =
          Introspectors.parseUrl(db.database().url().replaceFirst("root@", name + ":se%3Acret@"));
      this.connection = Introspectors.of(url.engineId()).connect(url, true);
    }

    @Override
    public void close() throws SQLException {
      connection.close();
      db.execute("DROP USER '" + name + "'@'localhost'");
    }
  }
}
