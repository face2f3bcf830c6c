package dev.underpin.runner.convergence;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.EngineSession;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Schema;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database that can be used again and again: empty each time. */
final class Laboratory implements AutoCloseable {
  private final TestServer server;
  private TestDatabase test;
  private Database database;

  Laboratory(TestServer server) {
    this.server = server;
    this.test = server.newDatabase();
    this.database = open();
  }

  private Database open() {
    Database opened = Database.open(Introspectors.parseUrl(url()), false);
    if (server.engine().equals("sqlite")) {
      // No power is going to be cut here.
      try (Statement statement = opened.connection().createStatement()) {
        statement.execute("PRAGMA synchronous = OFF");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return opened;
  }

  /**
   * The catalog is read again and again: planning its queries anew each time would cost more than
   * running them.
   */
  private String url() {
    if (!server.engine().equals("postgresql")) return test.url();
    return test.url() + "?options=-c%20plan_cache_mode=force_generic_plan";
  }

  Database database() {
    return database;
  }

  Dialect dialect() {
    return database.dialect();
  }

  List<String> yamlWords() {
    return Dialects.provider(dialect().engine().id()).yamlWords();
  }

  Catalog read() {
    return database.read(Scope.ALL);
  }

  /** The schema as it is now: looked at after every step, so not for sizes. */
  Schema schema() {
    return database.read(Scope.ALL.withoutSizes()).schema();
  }

  /** The same as a run knows it. */
  LiveSchema live() {
    return LiveSchema.read(database, Scope.ALL);
  }

  Connection connection() {
    return database.connection();
  }

  /** As a command of its own begins: nothing of the session before is left. */
  void reconnect() {
    database.close();
    database = open();
  }

  /** Empty it: a new database for each pair would cost more than all the rest. */
  void clear() throws SQLException {
    if (server.engine().equals("sqlite")) {
      database.close();
      test.close();
      test = server.newDatabase();
      database = open();
      return;
    }
    if (!connection().getAutoCommit()) {
      connection().rollback();
      connection().setAutoCommit(true);
    }
    if (isMysql()) {
      String name = dialect().quote(connection().getCatalog());
      execute("DROP DATABASE " + name);
      execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
      execute("USE " + name);
      return;
    }
    List<String> drops = new ArrayList<>();
    for (String name :
        column(
            "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'")) {
      drops.add("DROP SCHEMA " + dialect().quote(name) + " CASCADE");
    }
    drops.add("CREATE SCHEMA public");
    execute("SET client_min_messages TO warning");
    execute(String.join(";", drops));
  }

  private boolean isMysql() {
    return server.engine().equals("mysql") || server.engine().equals("mariadb");
  }

  /** What is the tool's own and is not the history. */
  List<String> leftovers() throws SQLException {
    if (server.engine().equals("sqlite")) {
      return column(
          "SELECT m.name || coalesce('.' || c.name, '') FROM sqlite_schema m LEFT JOIN pragma_table_xinfo(m.name) c ON c.name LIKE 'underpin%'"
              + " WHERE m.name LIKE 'underpin%' AND m.tbl_name NOT IN ('underpin_migrations', 'underpin_steps', 'underpin_models')"
              + " OR c.name IS NOT NULL AND m.name NOT LIKE 'underpin%'");
    }
    if (isMysql()) {
      return column(
          """
          SELECT table_name FROM information_schema.tables
          WHERE table_schema = database() AND table_name LIKE 'underpin%'
            AND table_name NOT IN ('underpin_migrations', 'underpin_steps', 'underpin_models')
          UNION ALL SELECT concat(table_name, '.', column_name) FROM information_schema.columns
          WHERE table_schema = database() AND table_name NOT LIKE 'underpin%' AND column_name LIKE 'underpin%'
          UNION ALL SELECT concat(table_name, '.', index_name) FROM information_schema.statistics
          WHERE table_schema = database() AND table_name NOT LIKE 'underpin%' AND index_name LIKE 'underpin%'
          UNION ALL SELECT constraint_name FROM information_schema.table_constraints
          WHERE constraint_schema = database() AND table_name NOT LIKE 'underpin%' AND constraint_name LIKE 'underpin%'
          """);
    }
    return column(
        """
        SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE starts_with(c.relname::text, 'underpin') AND n.nspname NOT IN ('underpin') OR n.nspname = 'underpin_trash'
        UNION ALL SELECT t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE starts_with(ltrim(t.typname::text, '_'), 'underpin') AND n.nspname <> 'underpin'
        UNION ALL SELECT attname FROM pg_attribute WHERE starts_with(attname::text, 'underpin')
        UNION ALL SELECT conname FROM pg_constraint WHERE starts_with(conname::text, 'underpin_trash')
        UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'underpin_trash'
        """);
  }

  List<String> column(String query) throws SQLException {
    try (Statement statement = connection().createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (result.next()) values.add(String.valueOf(result.getString(1)));
      return values;
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new SQLException(e.getMessage() + "\nin: " + sql, e.getSQLState(), e);
    }
  }

  /** As plain as a client that reads a file. */
  void run(Mode mode, List<String> statements) throws SQLException {
    if (isMysql()) {
      runEach(mode, statements);
      return;
    }
    switch (mode) {
      case ALONE, BATCHES -> {
        for (String sql : statements) execute(sql);
      }
      case TRANSACTION -> inTransaction(statements);
      case DETACHED -> {
        execute("PRAGMA foreign_keys = OFF");
        try {
          inTransaction(statements);
        } finally {
          execute("PRAGMA foreign_keys = ON");
        }
      }
    }
  }

  /** A change of the schema ends a transaction on MySQL and MariaDB, so none is begun. */
  private void runEach(Mode mode, List<String> statements) throws SQLException {
    boolean detached = mode == Mode.DETACHED;
    try (EngineSession session = database.engineRunner().start(database, Scope.ALL)) {
      if (detached) execute("SET SESSION foreign_key_checks = 0");
      for (String sql : statements) session.execute(sql, (rows, total) -> {});
    } finally {
      if (detached) execute("SET SESSION foreign_key_checks = 1");
    }
  }

  private void inTransaction(List<String> statements) throws SQLException {
    connection().setAutoCommit(false);
    try {
      for (String sql : statements) execute(sql);
      connection().commit();
    } catch (SQLException e) {
      connection().rollback();
      throw e;
    } finally {
      connection().setAutoCommit(true);
    }
  }

  @Override
  public void close() {
    database.close();
    test.close();
  }
}
