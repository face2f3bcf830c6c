package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.Programs;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code online: pt-osc}: what the server could only do by copying a large table under a lock is
 * done by pt-online-schema-change, for real.
 */
class OnlineCopyTest {
  private static final String ORDERS =
      """
      tables:
        orders:
          columns:
            id: int not null
            code: %s not null default 0
            note: varchar(40)
          primary_key: [id]
          indexes:
            orders_code: { columns: [code] }
      """;

  @TempDir Path folder;

  /** Those to which the tool of Debian's packages can talk, and that would lock writers out. */
  static List<TestServer> servers() {
    return List.of(
        TestServers.named("mysql 8.0"), TestServers.mysql(), TestServers.named("mariadb 10.11"));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_large_table_is_copied_while_others_write(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase();
        Owner owner = new Owner(db)) {
      rows(db, 20_000);
      write("schema.yaml", ORDERS.formatted("bigint"));
      write("underpin.yaml", "online: pt-osc\nlarge_table: 1 KB\n");

      Cli.Answer plan = ok(run("plan", "--save", "wider", "--url", owner.url));
      assertThat(plan.out())
          .contains("pt-online-schema-change copies table orders while others write to it")
          .doesNotContain("--allow rewrite", owner.password);
      String up = Files.readString(migration().resolve("up.sql"));
      assertThat(up)
          .contains("--   run: by_tool")
          .contains("-- pt-online-schema-change --execute --alter 'MODIFY COLUMN `code` bigint")
          .contains("ALGORITHM=COPY, LOCK=SHARED;");

      AtomicBoolean secret = new AtomicBoolean();
      try (Writer writer = new Writer(db);
          Watcher watcher = new Watcher("se:cret", secret)) {
        writer.waitFor(5);
        assertThat(watcher.isAlive()).isTrue();
        Cli.Answer applied = ok(run("apply", "--yes", "--url", owner.url));
        assertThat(applied.out() + applied.err()).doesNotContain("se:cret", "cret\"");
      }
      assertThat(secret).as("the password on a command line").isFalse();
      assertThat(db.value(TYPE)).startsWith("bigint");
      assertRowsAreThose(db, 20_000);
      ok(run("plan", "--exit-code", "--url", owner.url));
      assertNothingLeft(db);

      try (Writer writer = new Writer(db)) {
        writer.waitFor(5);
        ok(run("rollback", "--yes", "--url", owner.url));
      }
      assertThat(db.value(TYPE)).startsWith("int");
      assertRowsAreThose(db, 20_000);
      assertNothingLeft(db);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_tool_that_is_killed_leaves_nothing_and_is_run_again(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase();
        Owner owner = new Owner(db);
        Connection blocker = db.connect();
        Statement block = blocker.createStatement()) {
      rows(db, 20_000);
      write("schema.yaml", ORDERS.formatted("bigint"));
      write("underpin.yaml", "online: pt-osc\nlarge_table: 1 KB\n");
      ok(run("plan", "--save", "wider", "--url", owner.url));
      blocker.setAutoCommit(false);
      block.execute("SELECT * FROM orders WHERE id = 15000 FOR UPDATE");

      CompletableFuture<Cli.Answer> apply =
          CompletableFuture.supplyAsync(() -> run("apply", "--yes", "--url", owner.url));
      until(() -> !db.rows(LEFT).isEmpty());
      killTheTool();
      blocker.rollback();
      Cli.Answer killed = apply.get();

      assertThat(killed.code()).as(killed.toString()).isEqualTo(1);
      assertThat(killed.err())
          .contains("pt-online-schema-change failed with", "the table is as it was");
      assertNothingLeft(db);
      assertThat(db.value(TYPE)).startsWith("int");

      ok(run("apply", "--yes", "--url", owner.url));
      assertThat(db.value(TYPE)).startsWith("bigint");
      assertRowsAreThose(db, 20_000);
      assertNothingLeft(db);
    }
  }

  /** As after the machine went down: the step has begun, and triggers and a table are there. */
  @ParameterizedTest
  @MethodSource("servers")
  void what_a_dead_run_has_left_is_removed_by_the_next(TestServer server) throws Exception {
    for (String next : List.of("apply", "rollback")) {
      try (TestDatabase db = server.newDatabase();
          Owner owner = new Owner(db)) {
        rows(db, 2_000);
        write("schema.yaml", ORDERS.formatted("bigint"));
        write("underpin.yaml", "online: pt-osc\nlarge_table: 1 KB\n");
        ok(run("apply", "--direct", "--yes", "--url", owner.url));
        String database = String.valueOf(db.value("SELECT database()"));
        String copy = "underpin_%08x_copy".formatted((database + ".orders").hashCode());
        db.execute(
            "UPDATE underpin_steps SET state = 'started'",
            "UPDATE underpin_migrations SET state = 'partial', finished_at = NULL",
            "ALTER TABLE orders MODIFY COLUMN code int NOT NULL DEFAULT 0",
            "CREATE TABLE " + copy + " LIKE orders",
            "CREATE TRIGGER pt_osc_"
                + database
                + "_orders_del AFTER DELETE ON orders FOR EACH ROW"
                + " DELETE IGNORE FROM "
                + copy
                + " WHERE id <=> OLD.id");

        ok(run(next, "--yes", "--url", owner.url));

        assertThat(db.value(TYPE)).startsWith(next.equals("apply") ? "bigint" : "int");
        assertRowsAreThose(db, 2_000);
        assertNothingLeft(db);
      }
    }
  }

  @Test
  void the_triggers_of_somebody_elses_copy_are_left_alone() throws Exception {
    try (TestDatabase db = TestServers.named("mysql 8.0").newDatabase()) {
      rows(db, 2_000);
      write("schema.yaml", ORDERS.formatted("bigint"));
      write("underpin.yaml", "online: pt-osc\nlarge_table: 1 KB\n");
      ok(run("plan", "--save", "wider", "--url", db.url()));
      String trigger = "pt_osc_" + db.value("SELECT database()") + "_orders_del";
      db.execute(
          "CREATE TABLE _orders_new LIKE orders",
          "CREATE TRIGGER "
              + trigger
              + " AFTER DELETE ON orders FOR EACH ROW DELETE IGNORE FROM _orders_new WHERE id <=> OLD.id");

      Cli.Answer applied = run("apply", "--yes", "--allow", "drift", "--url", db.url());

      assertThat(applied.code()).as(applied.toString()).isNotZero();
      assertThat(applied.err())
          .contains("Another pt-online-schema-change is at work on orders", trigger);
      assertThat(db.rows("SHOW TRIGGERS")).hasSize(1);
      assertThat(db.value(TYPE)).startsWith("int");
    }
  }

  @Test
  void what_the_tool_would_not_do_to_the_letter_stays_with_the_server_and_a_note_says_why()
      throws Exception {
    try (TestDatabase db = TestServers.named("mysql 8.0").newDatabase()) {
      rows(db, 2_000);
      write("schema.yaml", ORDERS.formatted("bigint"));
      write("underpin.yaml", "online: pt-osc\nlarge_table: 1 KB\nmanage: listed\n");
      db.execute(
          "CREATE TABLE order_lines (id int PRIMARY KEY, o int, FOREIGN KEY (o) REFERENCES orders (id))");

      assertThat(onOneLine(run("plan", "--url", db.url()).out()))
          .contains(
              "is not copied by pt-online-schema-change: foreign keys of order_lines reference")
          .contains("--allow rewrite");

      db.execute("DROP TABLE order_lines", "ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0)");
      write("schema.yaml", ORDERS.formatted("bigint") + "    checks: { c: id > 0 }\n");
      assertThat(onOneLine(run("plan", "--url", db.url()).out()))
          .contains("the tool renames the checks of the table");

      db.execute("ALTER TABLE orders DROP CHECK c");
      write("schema.yaml", ORDERS.formatted("int").replace("varchar(40)", "varchar(10)"));
      assertThat(onOneLine(run("plan", "--url", db.url()).out()))
          .contains("the change might alter or lose values");

      // The tool's session, and everybody's who writes meanwhile, would each say another time of
      // day.
      db.execute("ALTER TABLE orders ADD COLUMN at timestamp NULL");
      write(
          "schema.yaml",
          ORDERS.formatted("int").replace("varchar(40)", "varchar(40)\n      at: datetime"));
      assertThat(onOneLine(run("plan", "--url", db.url()).out()))
          .contains("orders.at type timestamp → datetime", "the change might alter or lose values");
    }
  }

  @Test
  void without_the_tool_nothing_is_changed() throws Exception {
    try (TestDatabase db = TestServers.named("mysql 8.0").newDatabase()) {
      rows(db, 2_000);
      write("schema.yaml", ORDERS.formatted("bigint"));
      write("underpin.yaml", "online: pt-osc\nlarge_table: 1 KB\n");
      String apply = withoutTheTool("apply", "--direct", "--yes", "--url", db.url());
      assertThat(apply)
          .contains("pt-online-schema-change is not on the PATH. Nothing was changed.")
          .contains("Install percona-toolkit");
      assertThat(db.value(TYPE)).startsWith("int");
      assertThat(db.value("SELECT count(*) FROM underpin_migrations")).isEqualTo("0");

      ok(run("apply", "--direct", "--yes", "--url", db.url()));
      assertThat(withoutTheTool("rollback", "--yes", "--url", db.url()))
          .contains("Nothing was changed.", "underpin rollback --url " + db.url() + " -o FILE");
      assertThat(db.value(TYPE)).startsWith("bigint");
      ok(run("rollback", "--yes", "--url", db.url()));
    }
  }

  /** What a refused command says to somebody who has nothing on the PATH. */
  private String withoutTheTool(String... args) {
    Cli.Answer refused = Launcher.run(folder, folder.toString(), args);
    assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
    return refused.out() + refused.err();
  }

  // --- helpers

  private static final String TYPE =
      "SELECT column_type FROM information_schema.columns WHERE table_schema = database()"
          + " AND table_name = 'orders' AND column_name = 'code'";
  private static final String LEFT =
      "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = database()"
          + " UNION SELECT table_name FROM information_schema.tables WHERE table_schema = database()"
          + " AND table_name NOT IN ('orders', 'underpin_migrations', 'underpin_steps', 'underpin_models')";

  private static void assertNothingLeft(TestDatabase db) {
    assertThat(db.rows(LEFT)).isEmpty();
  }

  /** Each row says in its note what its code must be. */
  private static void rows(TestDatabase db, int count) {
    db.execute(
        "CREATE TABLE orders (id int NOT NULL PRIMARY KEY, code int NOT NULL DEFAULT 0,"
            + " note varchar(40), KEY orders_code (code))",
        "CREATE TABLE digits (d int)",
        "INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
        "INSERT INTO orders SELECT n, n * 3, n * 3 FROM (SELECT a.d + 10 * b.d + 100 * c.d + 1000 * d.d"
            + " + 10000 * e.d + 1 AS n FROM digits a, digits b, digits c, digits d, digits e) x WHERE n <= "
            + count,
        "DROP TABLE digits",
        "ANALYZE TABLE orders");
  }

  private static void assertRowsAreThose(TestDatabase db, int atLeast) {
    assertThat(db.value("SELECT count(*) FROM orders WHERE code <> note OR note IS NULL"))
        .isEqualTo("0");
    assertThat(Integer.parseInt(String.valueOf(db.value("SELECT count(*) FROM orders"))))
        .isGreaterThanOrEqualTo(atLeast - 100);
  }

  private interface Condition {
    boolean holds();
  }

  private static void until(Condition condition) throws InterruptedException {
    for (int i = 0; i < 600 && !condition.holds(); i++) Thread.sleep(50);
    assertThat(condition.holds()).isTrue();
  }

  private static void killTheTool() {
    ProcessHandle.current()
        .descendants()
        .filter(
            p ->
                p.info().arguments().map(List::of).orElse(List.of()).stream()
                    .anyMatch(a -> a.contains("--new-table-name")))
        .filter(p -> p.info().command().filter(c -> c.contains("perl")).isPresent())
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** Inserts, updates and deletes for as long as it is open; an error of its own fails the test. */
  private static final class Writer implements AutoCloseable {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final java.util.concurrent.atomic.AtomicInteger rounds =
        new java.util.concurrent.atomic.AtomicInteger();
    private final CompletableFuture<Void> work;

    Writer(TestDatabase db) {
      work =
          CompletableFuture.runAsync(
              () -> {
                try (Connection connection = db.connect();
                    Statement statement = connection.createStatement()) {
                  while (!stop.get()) {
                    int i = rounds.incrementAndGet();
                    int id = 1 + i * 37 % 19_000;
                    statement.execute(
                        "INSERT INTO orders VALUES ("
                            + (100_000 + i)
                            + ", 7, 7) ON DUPLICATE KEY UPDATE note = code");
                    statement.execute(
                        "UPDATE orders SET code = code + 1, note = code WHERE id = " + id);
                    statement.execute("DELETE FROM orders WHERE id = " + (100_000 + i));
                    Thread.sleep(5);
                  }
                } catch (SQLException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
    }

    void waitFor(int more) throws InterruptedException {
      int goal = rounds.get() + more;
      until(() -> rounds.get() >= goal || work.isDone());
    }

    @Override
    public void close() {
      stop.set(true);
      work.join();
    }
  }

  /** Looks at the command lines of all processes below this one for a word. */
  private static final class Watcher extends Thread implements AutoCloseable {
    private final String word;
    private final AtomicBoolean seen;
    private volatile boolean stop;

    Watcher(String word, AtomicBoolean seen) {
      this.word = word;
      this.seen = seen;
      start();
    }

    @Override
    public void run() {
      while (!stop) {
        boolean found =
            ProcessHandle.current()
                .descendants()
                .anyMatch(p -> p.info().commandLine().filter(c -> c.contains(word)).isPresent());
        if (found) seen.set(true);
      }
    }

    @Override
    public void close() {
      stop = true;
      try {
        join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Who owns the database and has a password with what a file of options has to escape. */
  private static final class Owner implements AutoCloseable {
    final String password = "se:cret#\"\\ '";
    final String url;
    private final TestDatabase db;
    private final String user;

    Owner(TestDatabase db) {
      this.db = db;
      String database = String.valueOf(db.value("SELECT database()"));
      String name = "o" + database.replaceAll("\\D", "");
      this.user = "'" + name + "'@'localhost'";
      String how = db.server().name().equals("mysql 8.0") ? "WITH mysql_native_password BY" : "BY";
      db.execute(
          "CREATE USER " + user + " IDENTIFIED " + how + " 'se:cret#\"\\\\ '''",
          "GRANT ALL ON `" + database + "`.* TO " + user,
          "GRANT PROCESS, REPLICATION SLAVE ON *.* TO " + user);
      this.url = db.url().replaceFirst("root@", name + ":se%3Acret%23%22%5C%20%27@");
    }

    @Override
    public void close() {
      db.execute("DROP USER " + user);
    }
  }

  private static String onOneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private Path migration() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("migrations"))) {
      return all.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  /** A process of its own, because the tool is looked for on the process's PATH. */
  private Cli.Answer run(String... args) {
    return Launcher.run(folder, Programs.path(Programs.PT_ONLINE_SCHEMA_CHANGE), args);
  }

  private static Cli.Answer ok(Cli.Answer answer) {
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
