package dev.underpin.planner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.introspect.Introspector;
import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.planner.Plan;
import dev.underpin.planner.Planner;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationText;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.request.PlanRequest;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.ModelState;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.testkit.ShellResult;
import dev.underpin.testkit.Sqlite3;
import dev.underpin.testkit.TableDump;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A database file, on which plans are made and their steps are run one by one. */
public final class Lab implements AutoCloseable {
  private static int tokens;

  private final TestDatabase database = TestServers.sqlite().newDatabase();
  private final Introspector introspector = Introspectors.of("sqlite");
  private final Connection connection;
  private Version version = new Version(3, 37, 0);
  private PlanOptions options = PlanOptions.DEFAULT;
  private Hints hints = Hints.NONE;

  public Lab(String... statements) {
    try {
      connection = database.connect();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    run("PRAGMA foreign_keys = ON", "PRAGMA synchronous = OFF");
    run(statements);
  }

  /** Plan for what a library of that version can do. */
  Lab version(int major, int minor) {
    version = new Version(major, minor, 0);
    return this;
  }

  public Lab options(PlanOptions other) {
    options = other;
    return this;
  }

  Lab hints(Hints other) {
    hints = other;
    return this;
  }

  TestDatabase database() {
    return database;
  }

  Dialect dialect() {
    return Dialects.of(new Engine("sqlite", "SQLite", version));
  }

  void run(String... statements) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        try {
          statement.execute(sql);
        } catch (SQLException e) {
          throw new AssertionError(e.getMessage() + "\nin: " + sql, e);
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Run a statement that may fail. */
  void attempt(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException expected) {
      assertThat(expected.getMessage()).contains("SQLITE_CONSTRAINT");
    }
  }

  /** The rows of a query, each as its values with {@code |} between them. */
  public List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= width; i++) row.add(String.valueOf(result.getString(i)));
        rows.add(String.join("|", row));
      }
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage() + "\nin: " + sql, e);
    }
    return rows;
  }

  /** What AUTOINCREMENT remembers, beside what lies in the trash. */
  List<String> sequences() {
    boolean any = !rows("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").isEmpty();
    return any
        ? rows(
            "SELECT name, seq FROM sqlite_sequence WHERE name NOT LIKE 'underpin%' ORDER BY 1, 2")
        : List.of();
  }

  /** The text of everything in the schema that is not Underpin's own, by kind and name. */
  public SortedMap<String, String> texts() {
    TreeMap<String, String> texts = new TreeMap<>();
    for (String row :
        rows(
            "SELECT type || ' ' || name || char(0) || sql FROM sqlite_schema"
                + " WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'underpin%' AND name NOT LIKE 'underpin%' AND name NOT LIKE 'sqlite%'")) {
      int at = row.indexOf('\0');
      texts.put(row.substring(0, at), row.substring(at + 1));
    }
    return texts;
  }

  /** The rowids of every table that has them, by table. */
  SortedMap<String, List<String>> rowids() {
    TreeMap<String, List<String>> rowids = new TreeMap<>();
    for (Table table : schema().tables().values()) {
      PhysicalTable layout = PhysicalTable.of(table);
      layout
          .rowid()
          .ifPresent(
              word ->
                  rowids.put(
                      table.name().name(),
                      rows("SELECT " + word + " FROM \"" + table.name() + "\" ORDER BY 1")));
    }
    return rowids;
  }

  /** The file that a plan is saved as. */
  String upFile(Plan plan) {
    return MigrationText.up(migration(plan));
  }

  private Migration migration(Plan plan) {
    return Migrations.of(plan, "20260101000000_pair", dialect(), "", EnumSet.allOf(Allow.class));
  }

  /** Run a plan's files through the shell in a copy of the file, and bring back what it left. */
  List<SortedMap<String, List<String>>> throughTheShell(Plan plan) {
    Migration migration = migration(plan);
    try {
      Path file = Path.of(database.url().substring("sqlite:".length()));
      Path copy = file.resolveSibling("copy.db");
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      Path script = file.resolveSibling("script.sql");
      List<SortedMap<String, List<String>>> left = new ArrayList<>();
      for (String text : List.of(MigrationText.up(migration), MigrationText.down(migration))) {
        Files.writeString(script, text);
        ShellResult result = Sqlite3.run(copy, script);
        assertThat(result.exitCode()).as(result.err() + "\n" + text).isZero();
        assertThat(result.err()).as(text).isEmpty();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
          left.add(TableDump.of(other));
        }
      }
      return left;
    } catch (IOException | SQLException e) {
      throw new AssertionError(e);
    }
  }

  public SortedMap<String, List<String>> dump() {
    return database.dump();
  }

  Catalog catalog() {
    return read(Scope.ALL);
  }

  /** The schema as it is now: looked at after every step, so not for sizes. */
  private Schema schema() {
    return read(Scope.ALL.withoutSizes()).schema();
  }

  private Catalog read(Scope scope) {
    try {
      Catalog catalog = introspector.read(connection, scope);
      return catalog.withSchema(dialect().normalize(catalog.schema()));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The schema that statements make in an empty database. */
  Schema schema(String... statements) {
    try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = memory.createStatement()) {
      for (String sql : statements) statement.execute(sql);
      return dialect().normalize(introspector.read(memory, Scope.ALL.withoutSizes()).schema());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** A plan for the schema that these statements make. */
  public Plan plan(String... statements) {
    return plan(schema(statements));
  }

  public Plan plan(Schema desired) {
    String token = String.format(Locale.ROOT, "%08x", ++tokens);
    return Planner.plan(new PlanRequest(dialect(), catalog(), desired, hints, options, token));
  }

  /** What the checks of a plan find, each as a sentence. */
  List<String> findings(Plan plan) {
    return plan.steps().stream().flatMap(s -> answers(s.checks()).stream()).toList();
  }

  private List<String> answers(List<DataCheck> probes) {
    try {
      List<String> findings = new ArrayList<>();
      for (DataCheckAnswer answer :
          introspector.answer(connection, probes, Duration.ofSeconds(10))) {
        assertThat(answer.unanswered()).as(answer.probe().sql()).isEmpty();
        if (answer.count() > 0) findings.add(answer.sentence());
      }
      return findings;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Plan, check and apply; after every step the file is what the step promised. */
  public Plan apply(String... statements) {
    Plan plan = plan(statements);
    apply(plan);
    return plan;
  }

  public void apply(Plan plan) {
    assertThat(plan.refusals()).isEmpty();
    assertThat(findings(plan)).isEmpty();
    applyUnchecked(plan);
  }

  void applyUnchecked(Plan plan) {
    ModelState state = new ModelState(plan.from(), dialect());
    for (Step step : plan.steps()) {
      run(step, step.mode(), step.up());
      state.apply(step.effects());
      same(step, state.schema());
    }
    same(plan.to(), schema(), "the end");
    if (hints.renamedColumns().isEmpty())
      assertThat(schema().objects()).isEqualTo(plan.to().objects());
  }

  /** What stands in the way of a rollback. */
  List<String> findingsOfRollback(Plan plan) {
    return plan.steps().stream().flatMap(s -> answers(s.downChecks()).stream()).toList();
  }

  public void rollback(Plan plan) {
    assertThat(findingsOfRollback(plan)).isEmpty();
    ModelState state = new ModelState(plan.to(), dialect());
    for (int i = plan.steps().size() - 1; i >= 0; i--) {
      Step step = plan.steps().get(i);
      run(step, step.downMode(), step.down());
      state.apply(step.undone());
      same(step, state.schema());
    }
    same(plan.from(), schema(), "the way back");
    assertThat(schema().objects()).isEqualTo(plan.from().objects());
  }

  private void same(Step step, Schema expected) {
    same(expected, schema(), step.title() + " (" + step.subject() + ")");
  }

  private static void same(Schema expected, Schema found, String after) {
    for (Map.Entry<QualifiedName, Table> table : expected.tables().entrySet()) {
      assertThat(found.tables().get(table.getKey()))
          .as("table %s after: %s", table.getKey(), after)
          .isEqualTo(table.getValue());
    }
    assertThat(found.tables().keySet()).as(after).isEqualTo(expected.tables().keySet());
    assertThat(found.objects().keySet()).as(after).isEqualTo(expected.objects().keySet());
  }

  private void run(Step step, Mode mode, List<String> statements) {
    boolean detached = mode == Mode.DETACHED;
    assertThat(mode).isIn(Mode.TRANSACTION, Mode.DETACHED);
    if (detached) run("PRAGMA foreign_keys = OFF");
    List<String> violations = rows("PRAGMA foreign_key_check");
    run("BEGIN IMMEDIATE");
    try {
      for (String sql : statements) run(sql);
      assertThat(rows("PRAGMA foreign_key_check")).as(step.title()).isEqualTo(violations);
      run("COMMIT");
    } catch (AssertionError e) {
      run("ROLLBACK", "PRAGMA legacy_alter_table = OFF");
      throw new AssertionError(
          step.title()
              + " ("
              + step.subject()
              + "): "
              + e.getMessage()
              + "\n"
              + String.join(";\n", statements),
          e);
    } finally {
      if (detached) run("PRAGMA foreign_keys = ON");
    }
    assertThat(rows("PRAGMA integrity_check")).containsExactly("ok");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    database.close();
  }
}
