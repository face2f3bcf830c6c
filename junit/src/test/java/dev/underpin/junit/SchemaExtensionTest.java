package dev.underpin.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import dev.underpin.workflow.Underpin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.postgresql.ds.PGSimpleDataSource;

/** What tests get that use the extension: each class below is run by JUnit's own launcher. */
class SchemaExtensionTest {
  private static final String SCHEMA = "../examples/junit/schema.yaml";
  private static final List<Connection> OPENED = new ArrayList<>();

  private static Events run(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .execute()
        .testEvents();
  }

  private static int rows(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM customers")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void insert(Connection connection, int id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO customers VALUES (" + id + ", 'a" + id + "@example.com')");
    }
  }

  @WithSchema(SCHEMA)
  static class Own {
    @BeforeEach
    void insertOne(Connection connection) throws SQLException {
      assertThat(rows(connection)).isZero();
      insert(connection, 1);
    }

    @Test
    void one(Connection connection, Underpin underpin) throws SQLException {
      OPENED.add(connection);
      assertThat(rows(connection)).isEqualTo(1);
      assertThat(underpin.plan(Path.of(SCHEMA)).isEmpty()).isTrue();
    }

    @Test
    void two(DataSource source) throws SQLException {
      try (Connection connection = source.getConnection()) {
        assertThat(rows(connection)).isEqualTo(1);
      }
    }

    @Test
    @WithSchema("schema.yaml")
    void with_a_schema_from_the_class_path(Connection connection) throws SQLException {
      assertThat(rows(connection)).isEqualTo(1);
    }

    @Nested
    class Inner {
      @Test
      void three(Connection connection) throws SQLException {
        assertThat(rows(connection)).isEqualTo(1);
      }
    }

    @AfterEach
    void isOpen(Connection connection) throws SQLException {
      assertThat(connection.isClosed()).isFalse();
    }
  }

  @Test
  void each_test_has_a_database_of_its_own_and_its_connection_is_closed() throws SQLException {
    OPENED.clear();
    run(Own.class).assertStatistics(s -> s.started(4).succeeded(4));
    assertThat(OPENED).hasSize(1);
    assertThat(OPENED.get(0).isClosed()).isTrue();
  }

  @WithSchema(value = SCHEMA, shared = true)
  static class Shared {
    @BeforeAll
    static void first(Connection connection) throws SQLException {
      insert(connection, 1);
    }

    @Test
    void one(Connection connection) throws SQLException {
      assertThat(rows(connection)).isEqualTo(1);
    }

    @Test
    void two(Connection connection) throws SQLException {
      assertThat(rows(connection)).isEqualTo(1);
    }
  }

  @Test
  void a_shared_database_keeps_its_rows() {
    run(Shared.class).assertStatistics(s -> s.started(2).succeeded(2));
  }

  private static final List<PGSimpleDataSource> GIVEN = new ArrayList<>();

  private static DataSource dataSource() {
    return GIVEN.get(0);
  }

  static class OnServer {
    @RegisterExtension
    static final SchemaExtension DATABASE =
        SchemaExtension.of(Path.of(SCHEMA)).on(() -> dataSource());

    @Test
    void one(Connection connection) throws SQLException {
      assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
      assertThat(rows(connection)).isZero();
    }
  }

  @Test
  void a_database_of_ones_own_gets_the_schema() throws SQLException {
    try (TestDatabase database = TestServers.postgresql().newDatabase();
        Connection connection = database.connect()) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(connection.getMetaData().getURL());
      source.setUser(connection.getMetaData().getUserName());
      GIVEN.add(0, source);
      run(OnServer.class).assertStatistics(s -> s.started(1).succeeded(1));
      // What is there already stays as it is.
      run(OnServer.class).assertStatistics(s -> s.started(1).succeeded(1));
    }
  }

  static class NotStatic {
    @RegisterExtension
    final SchemaExtension database = SchemaExtension.of(Path.of(SCHEMA)).shared();

    @Test
    void one() {}
  }

  @WithSchema("nowhere.yaml")
  static class Missing {
    @Test
    void one() {}
  }

  static class Broken {
    @RegisterExtension
    final SchemaExtension database = SchemaExtension.ofText("tables:\n  t: {cols: {}}\n");

    @Test
    void one() {}
  }

  @Test
  void what_cannot_be_is_said_where_the_test_fails() {
    run(NotStatic.class)
        .assertThatEvents()
        .haveExactly(1, finishedWithFailure(message(m -> m.contains("needs a static field"))));
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Missing.class))
        .execute()
        .allEvents()
        .assertThatEvents()
        .haveExactly(
            1, finishedWithFailure(message(m -> m.contains("no schema nowhere.yaml, neither in"))));
    run(Broken.class)
        .assertThatEvents()
        .haveExactly(1, finishedWithFailure(message(m -> m.contains("schema.yaml:2:7"))));
  }
}
