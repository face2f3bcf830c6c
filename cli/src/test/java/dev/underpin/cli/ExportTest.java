package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Saved migrations as files of other tools, which run them to the same schema. */
class ExportTest {
  /** Kept here, since it is lost with its level where nobody holds it. */
  private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

  static {
    LIQUIBASE.setLevel(Level.OFF);
  }

  private static final String FIRST =
      """
      tables:
        people:
          columns:
            id: { type: integer, nullable: false }
            name: varchar(40)
          primary_key: id
        orders:
          columns:
            id: { type: integer, nullable: false }
            person: integer
            note: { type: varchar(40), default: "'a;b ${c} -- d'" }
          primary_key: id
          foreign_keys:
            orders_person_fkey: { columns: person, references: people(id) }
      """;
  private static final String SECOND =
      FIRST
              .replace(
                  "name: varchar(40)",
                  "name: { type: varchar(40), nullable: false, backfill: \"'nobody'\" }")
              .replaceFirst(
                  "primary_key: id\n", "primary_key: id\n    indexes: { by_name: [name] }\n")
          + """
          views:
            named: select id, name from people
          """;

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(), TestServers.mariaDb());
  }

  static Stream<TestServer> serversOfFlyway() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql());
  }

  @ParameterizedTest
  @MethodSource("serversOfFlyway")
  void flyway_runs_the_files(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      migrations(db);
      run(0, "export", "--to", "flyway", "out");

      Flyway flyway =
          Flyway.configure()
              .dataSource(source(db))
              .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
              .locations("filesystem:" + folder.resolve("out"))
              .load();
      assertThat(flyway.migrate().success).isTrue();

      reached(db);
      assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
      assertThat(names("out")).anyMatch(name -> name.matches("U[0-9.]+__first\\.sql"));
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void liquibase_runs_the_change_sets_and_rolls_them_back(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      migrations(db);
      run(0, "export", "--to", "liquibase", "out");
      // It would print a line for each change set.
      Scope.child(Scope.Attr.ui.name(), new LoggerUIService(), () -> updatedAndRolledBack(db));
    }
  }

  @SuppressWarnings({"deprecation", "try"})
  private void updatedAndRolledBack(TestDatabase db) throws Exception {
    try (Connection connection = db.connect();
        DirectoryResourceAccessor files = new DirectoryResourceAccessor(folder.resolve("out"));
        Liquibase liquibase =
            new Liquibase(
                "changelog.yaml",
                files,
                DatabaseFactory.getInstance()
                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
      liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
      liquibase.update(new Contexts(), new LabelExpression());
      reached(db);
      int count = liquibase.getDatabase().getRanChangeSetList().size();
      liquibase.rollback(count, "");
      gone(db);
      liquibase.update(new Contexts(), new LabelExpression());
      reached(db);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void golang_migrate_and_dbmate_send_each_file_as_one_text(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      migrations(db);
      run(0, "export", "--to", "dbmate", "dbmate");
      List<String> names = names("dbmate");
      assertThat(names).allMatch(name -> name.matches("\\d{17}_(first|second)\\.sql"));
      for (String name : names) section(db, name, 0);
      reached(db);
      for (String name : reversed(names)) section(db, name, 1);
      gone(db);

      if (server == TestServers.sqlite()) {
        assertThat(run(3, "export", "--to", "golang-migrate", "golang").err())
            .contains("golang-migrate cannot hold step", "dbmate, flyway and liquibase can");
        return;
      }
      run(0, "export", "--to", "golang-migrate", "golang");
      List<String> ups = names("golang").stream().filter(n -> n.endsWith(".up.sql")).toList();
      for (String name : ups) send(db, Files.readString(folder.resolve("golang/" + name)), false);
      reached(db);
      for (String name : reversed(ups))
        send(
            db,
            Files.readString(folder.resolve("golang/" + name.replace(".up.", ".down."))),
            false);
      gone(db);
    }
  }

  @Test
  void import_reads_what_export_has_written() throws IOException {
    try (TestDatabase db = TestServers.postgresql().newDatabase()) {
      Files.writeString(folder.resolve("schema.yaml"), FIRST);
      run(0, "plan", "--save", "first", "--url", db.url());
      for (String tool : List.of("flyway", "golang-migrate")) {
        run(0, "export", "--to", tool, tool);
        assertThat(run(0, "inspect", tool, "--scratch-url", db.url()).out())
            .contains("people:", "references: people(id)", "'a;b ${c} -- d'");
      }
    }
  }

  @Test
  void nothing_is_written_over_and_a_tool_that_is_not_known_is_named() throws IOException {
    assertThat(run(64, "export", "--to", "flyway", "out").err()).contains("no migrations");
    Files.writeString(folder.resolve("schema.yaml"), FIRST);
    run(0, "plan", "--offline", "--engine", "sqlite", "--save", "first");
    assertThat(run(64, "export", "--to", "ant", "out").err())
        .contains("Known are: flyway, liquibase, golang-migrate, dbmate.");
    Files.createDirectories(folder.resolve("out"));
    assertThat(run(0, "export", "--to", "flyway", "out").out())
        .contains("Flyway: wrote 1 migration of Underpin as 2 migrations to out.");
    assertThat(run(3, "export", "--to", "dbmate", "out").err())
        .contains("has files already. Nothing was written.");
  }

  private void migrations(TestDatabase db) throws IOException {
    try (TestDatabase first = db.server().newDatabase()) {
      Files.writeString(folder.resolve("schema.yaml"), FIRST);
      run(0, "plan", "--save", "first", "--url", first.url());
      if (db.server() == TestServers.sqlite())
        run(0, "apply", "--create", "--yes", "--url", first.url());
      else run(0, "apply", "--yes", "--url", first.url());
      Files.writeString(folder.resolve("schema.yaml"), SECOND);
      run(0, "plan", "--save", "second", "--url", first.url());
    }
  }

  /** The database has the schema of the YAML. */
  private void reached(TestDatabase db) {
    run(0, "plan", "--exit-code", "--url", db.url());
    db.execute(
        "INSERT INTO people (id, name) VALUES (1, 'x')",
        "INSERT INTO orders (id, person) VALUES (1, 1)",
        "DELETE FROM orders WHERE note = 'a;b ${c} -- d'",
        "DELETE FROM people");
  }

  private void gone(TestDatabase db) {
    assertThat(run(0, "inspect", "--url", db.url()).out()).doesNotContain("people:", "orders:");
  }

  /**
   * What dbmate does with a file: the text of a section, in a transaction where nothing is said.
   */
  private void section(TestDatabase db, String name, int section) throws Exception {
    String text = Files.readString(folder.resolve("dbmate/" + name));
    String[] sections = text.split("-- migrate:(up|down)", 3);
    String[] lines = sections[section + 1].split("\n", 2);
    assertThat(lines[0].strip()).isIn("", "transaction:false");
    send(db, lines[1], lines[0].isBlank());
  }

  /** One text that the server takes apart. PostgreSQL runs it in a transaction of its own. */
  private static void send(TestDatabase db, String text, boolean inTransaction) throws Exception {
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(!inTransaction);
      if (db.engine().equals("postgresql")) {
        statement.execute(text);
      } else {
        for (String sql :
            dev.underpin.dialect.Dialects.of(
                    dev.underpin.dialect.Dialects.provider(db.engine()).baseline())
                .splitStatements(text)) statement.execute(sql);
      }
      if (inTransaction) connection.commit();
    }
  }

  private static DataSource source(TestDatabase db) {
    return (DataSource)
        Proxy.newProxyInstance(
            ExportTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "getConnection" -> db.connect();
                  case "toString" -> "the test's database";
                  case "hashCode" -> 1;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private List<String> names(String directory) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(directory))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> reversed(List<String> names) {
    List<String> copy = new ArrayList<>(names);
    Collections.reverse(copy);
    return copy;
  }

  private Cli.Answer run(int code, String... args) {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(String.join(" ", args) + ": " + answer).isEqualTo(code);
    return answer;
  }
}
