package dev.underpin.runner;

import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Batch;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.session.Database;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A database with rows in it, and migrations written by hand whose fingerprints were taken on a
 * twin: a second database that was set up the same, and on which each step was run by itself.
 */
public final class Fixture implements AutoCloseable {
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T09:30:00Z"), ZoneOffset.UTC);
  static final RunOptions PATIENT = waiting(Duration.ofMillis(200), Duration.ofSeconds(20));

  /**
   * What was found out on a twin is true of every other: most tests of a class use the same
   * migration.
   */
  private static final Map<String, Migration> MIGRATIONS = new ConcurrentHashMap<>();

  private final TestServer server;
  private final List<String> setUp;
  private final TestDatabase test;
  public final Database database;

  /** All phases, waiting for locks this long, and this long in all. */
  static RunOptions waiting(Duration lockTimeout, Duration lockBudget) {
    return new RunOptions(Phase.CONTRACT, lockTimeout, lockBudget, RunOptions.DEFAULT.largeTable());
  }

  /** Those phases only. */
  static RunOptions until(Phase phase) {
    return new RunOptions(phase, PATIENT.lockTimeout(), PATIENT.lockBudget(), PATIENT.largeTable());
  }

  private Fixture(TestServer server, List<String> setUp) {
    this.server = server;
    this.setUp = setUp;
    this.test = server.newDatabase();
    test.execute(setUp.toArray(String[]::new));
    this.database = open(test, false);
  }

  /** A database that these statements have set up. */
  public static Fixture of(TestServer server, String... setUp) {
    return new Fixture(server, List.of(setUp));
  }

  /** Two tables with rows, one referring to the other. */
  public static Fixture shop(TestServer server) {
    return of(
        server,
        "CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL)",
        "CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customers(id) ON DELETE CASCADE, total integer)",
        "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Edsger')",
        "INSERT INTO orders VALUES (1, 1, 10), (2, 1, 20), (3, 2, 30), (4, 3, NULL)");
  }

  public static Database open(TestDatabase database, boolean readOnly) {
    return Database.open(Introspectors.parseUrl(database.url()), readOnly);
  }

  public TestDatabase test() {
    return test;
  }

  public boolean isPostgresql() {
    return server.engine().equals("postgresql");
  }

  public boolean isSqlite() {
    return server.engine().equals("sqlite");
  }

  /** The namespace of its tables, where the engine has such. */
  public String namespace() {
    return isPostgresql() ? "public" : "";
  }

  /** True where the schema changes within a transaction. */
  public boolean isTransactional() {
    return isPostgresql() || isSqlite();
  }

  /** One of the history's tables. */
  public String historyTable(String name) {
    return (isPostgresql() ? "underpin." : "underpin_") + name;
  }

  String dropIndex(String table, String index) {
    return "DROP INDEX " + index + (isTransactional() ? "" : " ON " + table);
  }

  public String fingerprint() {
    return text(LiveSchema.read(database, Scope.ALL));
  }

  private static String text(LiveSchema live) {
    return Fingerprint.of(live.schema());
  }

  public Runner runner() {
    return runner(PATIENT, RunListener.NONE);
  }

  public Runner runner(RunOptions options, RunListener listener) {
    return new Runner(database, options, Scope.ALL, listener, CLOCK);
  }

  /** A run of its own, on a connection of its own. */
  <T> T another(
      RunOptions options, RunListener listener, java.util.function.Function<Runner, T> work) {
    try (Database other = open(test, false)) {
      return work.apply(new Runner(other, options, Scope.ALL, listener, CLOCK));
    }
  }

  public HistoryEntry apply(Migration migration) {
    return runner().apply(migration, "", Optional.empty(), List.of());
  }

  public HistoryEntry entry(String id) {
    return HistoryReader.entry(database, id).orElseThrow();
  }

  /** A migration of these steps. */
  public Migration migration(String id, Step... steps) {
    String key = server.name() + setUp + id + List.of(steps);
    return MIGRATIONS.computeIfAbsent(key, k -> onTwin(id, List.of(steps)));
  }

  private Migration onTwin(String id, List<Step> steps) {
    try (TestDatabase twin = server.newDatabase()) {
      twin.execute(setUp.toArray(String[]::new));
      return migration(twin, id, steps);
    }
  }

  private Migration migration(TestDatabase twin, String id, List<Step> steps) {
    String from = fingerprint(twin);
    String last = from;
    List<MigrationStep> numbered = new ArrayList<>();
    for (Step step : steps) {
      twin.execute(
          step.fakes.isEmpty()
              ? step.up.toArray(String[]::new)
              : step.fakes.toArray(String[]::new));
      last = fingerprint(twin);
      numbered.add(step.numbered(numbered.size() + 1, last));
    }
    return new Migration(id, server.engine(), "", new TreeSet<>(), from, last, List.of(), numbered);
  }

  private static String fingerprint(TestDatabase twin) {
    try (Database database = open(twin, true)) {
      return text(LiveSchema.read(database, Scope.ALL));
    }
  }

  @Override
  public void close() {
    database.close();
    test.close();
  }

  public static Step expand(String title) {
    return new Step(Phase.EXPAND, title);
  }

  public static Step backfill(String title) {
    return new Step(Phase.BACKFILL, title);
  }

  public static Step contract(String title) {
    return new Step(Phase.CONTRACT, title);
  }

  /** A step as it is written in a test. */
  public static final class Step {
    private final Phase phase;
    private final String title;
    private Mode mode = Mode.TRANSACTION;
    private Mode downMode = Mode.TRANSACTION;
    private Optional<Batch> batch = Optional.empty();
    private final List<String> up = new ArrayList<>();
    private final List<String> down = new ArrayList<>();
    private final List<String> fakes = new ArrayList<>();
    private final List<DataCheck> checks = new ArrayList<>();
    private final List<DataCheck> downChecks = new ArrayList<>();

    private Step(Phase phase, String title) {
      this.phase = phase;
      this.title = title;
    }

    public Step up(String... statements) {
      up.addAll(List.of(statements));
      return this;
    }

    public Step down(String... statements) {
      down.addAll(List.of(statements));
      return this;
    }

    public Step mode(Mode mode, Mode downMode) {
      this.mode = mode;
      this.downMode = downMode;
      return this;
    }

    public Step batch(String schema, String table, int size, String... key) {
      this.batch = Optional.of(new Batch(new QualifiedName(schema, table), List.of(key), size));
      return this;
    }

    /** What the twin runs in place of {@code up}: the step promises something else than it does. */
    Step promising(String... statements) {
      fakes.addAll(List.of(statements));
      return this;
    }

    public Step check(DataCheck probe) {
      checks.add(probe);
      return this;
    }

    public Step downCheck(DataCheck probe) {
      downChecks.add(probe);
      return this;
    }

    @Override
    public String toString() {
      return numbered(0, "").toString() + fakes;
    }

    public MigrationStep numbered(int number, String leaves) {
      return new MigrationStep(
          number, phase, title, "", mode, batch, up, downMode, down, leaves, checks, downChecks);
    }
  }

  /** A run that dies. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed");
    }
  }

  /** A listener that dies when a step begins. */
  public static RunListener dyingAtStartOf(int step) {
    return new RunListener() {
      @Override
      public void started(MigrationStep s) {
        if (s.number() == step) throw new Killed();
      }
    };
  }

  /** A listener that dies when a step has ended. */
  public static RunListener dyingAfter(int step) {
    return new RunListener() {
      @Override
      public void finished(MigrationStep s, Duration took) {
        if (s.number() == step) throw new Killed();
      }
    };
  }

  /** A listener that does something when a step begins. */
  public static RunListener atStartOf(int step, Consumer<MigrationStep> what) {
    return new RunListener() {
      @Override
      public void started(MigrationStep s) {
        if (s.number() == step) what.accept(s);
      }
    };
  }
}
