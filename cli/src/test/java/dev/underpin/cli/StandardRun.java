package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change that goes forward, back and forward again on a real server, by the commands and by the
 * saved files.
 *
 * <p>A database begins with SQL. Its target is the SQL of another database ({@link #target}), a
 * whole YAML file ({@link #targetYaml}), or an edit of what {@code inspect} writes ({@link
 * #change}). Then:
 *
 * <pre>{@code
 * new StandardRun(folder, TestServers.postgresql(18))
 *     .start("create table t(id int primary key, a int); insert into t values (1, 2);")
 *     .target("create table t(id int primary key, a bigint);")
 *     .goesForwardAndBack();
 * }</pre>
 *
 * holds that inspect and plan agree before and after, that drift is silent, that the catalog
 * (owners, grants and comments too) is that of the target's database, and that a rollback brings
 * back the catalog and each row.
 */
public final class StandardRun {
  private final Path folder;
  private final TestServer server;
  private String start = "";
  private @Nullable String targetSql;
  private @Nullable String targetYaml;
  private final List<String[]> changes = new ArrayList<>();
  private String allowed = "all";
  private boolean catalogIsCompared = true;
  private boolean withGrants;
  private boolean offline;
  private @Nullable Target made;

  /** What a database shows that the target's SQL made. */
  private record Target(String yaml, List<String> catalog) {}

  public StandardRun(Path folder, TestServer server) {
    this.folder = folder;
    this.server = server;
  }

  /** {@code inspect} writes grants, owners and default privileges too. */
  public StandardRun withGrants() {
    withGrants = true;
    return this;
  }

  /** After the saved files, the lock has all that the YAML declares. */
  public StandardRun offlineToo() {
    offline = true;
    return this;
  }

  /** What the engine's own shell runs at the beginning. */
  public StandardRun start(String sql) {
    start = sql;
    return this;
  }

  /** The target as SQL: a second database is made of it, which {@code inspect} writes as YAML. */
  public StandardRun target(String sql) {
    targetSql = sql;
    made = null;
    return this;
  }

  public StandardRun targetYaml(String yaml) {
    targetYaml = yaml;
    return this;
  }

  /** An edit of what {@code inspect} writes; the text must be in it. */
  public StandardRun change(String from, String to) {
    changes.add(new String[] {from, to});
    return this;
  }

  /** What {@code --allow} says; "all" where nothing is said, none for "". */
  public StandardRun allowing(String codes) {
    allowed = codes;
    return this;
  }

  /**
   * The catalog after apply is not held against that of the target, whose SQL says something in
   * other words.
   */
  public StandardRun withoutTheTargetsCatalog() {
    catalogIsCompared = false;
    return this;
  }

  /** The target says the same as the start in other words: a plan is empty, before and after. */
  public void changesNothing() {
    try (TestDatabase db = begun()) {
      declare(desired(""));
      run(db, 0, "plan", "--exit-code");
      declare(inspected(db));
      run(db, 0, "plan", "--exit-code");
    }
  }

  /** The declared schema is applied; the catalog is then the one that this SQL makes. */
  public void leavesTheCatalogOf(String sql) {
    try (TestDatabase db = begun();
        TestDatabase other = server.newDatabase()) {
      script(other, sql);
      declare(desired(inspected(db)));
      run(db, 0, with("apply", "--direct", "--yes"));
      run(db, 0, "plan", "--exit-code");
      assertThat(CatalogDump.of(db)).isEqualTo(CatalogDump.of(other));
    }
  }

  /** By the commands, then by the saved files. */
  public void goesForwardAndBack() {
    goesForwardAndBackByCommands();
    goesForwardAndBackByFiles();
  }

  public void goesForwardAndBackByCommands() {
    try (TestDatabase db = begun()) {
      List<String> catalog = CatalogDump.of(db);
      SortedMap<String, List<String>> rows = db.dump();
      String before = inspected(db);
      declare(before);
      run(db, 0, "plan", "--exit-code");
      String after = desired(before);
      for (int round = 1; round <= 2; round++) {
        declare(after);
        run(db, 0, with("apply", "--direct", "--yes"));
        run(db, 0, "plan", "--exit-code");
        run(db, 0, "drift");
        compareWithTarget(db, "after apply " + round);
        run(db, 0, "rollback", "--yes");
        assertThat(CatalogDump.of(db)).as("catalog after rollback " + round).isEqualTo(catalog);
        assertThat(db.dump()).as("rows after rollback " + round).isEqualTo(rows);
        declare(before);
        run(db, 0, "plan", "--exit-code");
      }
    }
  }

  public void goesForwardAndBackByFiles() {
    try (TestDatabase db = begun()) {
      List<String> catalog = CatalogDump.of(db);
      SortedMap<String, List<String>> rows = db.dump();
      declare(desired(inspected(db)));
      run(db, 0, with("plan", "--save", "change"));
      Path migration = migration();
      for (int round = 1; round <= 2; round++) {
        db.runScript(migration.resolve("up.sql")).orFail();
        compareWithTarget(db, "after up.sql " + round);
        db.runScript(migration.resolve("down.sql")).orFail();
        assertThat(CatalogDump.of(db)).as("catalog after down.sql " + round).isEqualTo(catalog);
        assertThat(db.dump()).as("rows after down.sql " + round).isEqualTo(rows);
      }
      // The runner takes the same files where the shell has left them.
      run(db, 0, with("apply", "--yes"));
      compareWithTarget(db, "after apply of the files");
      if (offline) plansNothingOffline();
      run(db, 0, "rollback", "--yes");
      assertThat(CatalogDump.of(db)).as("catalog after rollback").isEqualTo(catalog);
      assertThat(db.dump()).as("rows after rollback").isEqualTo(rows);
    } finally {
      deleteMigrations();
    }
  }

  /** The preview says all of these texts, however its lines are broken. */
  public void plansWith(String... texts) {
    try (TestDatabase db = begun()) {
      declare(desired(inspected(db)));
      String plan = run(db, 0, with("plan")).out().replaceAll("\\s+", " ");
      assertThat(plan).contains(texts);
    }
  }

  /**
   * Plan or apply ends with an exit code that is not 0 and says all of these texts; catalog and
   * rows stay as they are.
   */
  public void isRefusedWith(int code, String... texts) {
    try (TestDatabase db = begun()) {
      String yaml = desired(inspected(db));
      List<String> catalog = CatalogDump.of(db);
      SortedMap<String, List<String>> rows = db.dump();
      declare(yaml);
      Cli.Answer answer = run(db, code, with("apply", "--direct", "--yes"));
      assertThat(answer.out() + answer.err()).contains(texts);
      assertThat(CatalogDump.of(db)).as("catalog").isEqualTo(catalog);
      assertThat(db.dump()).as("rows").isEqualTo(rows);
    }
  }

  /**
   * The change is applied, these statements run, and then the rollback is refused and says all of
   * these texts.
   */
  public void isNotRolledBackAfter(String sql, String... texts) {
    try (TestDatabase db = begun()) {
      declare(desired(inspected(db)));
      run(db, 0, with("apply", "--direct", "--yes"));
      script(db, sql);
      Cli.Answer answer = run(db, 3, "rollback", "--yes");
      assertThat(answer.out() + answer.err()).contains(texts);
    }
  }

  /** A database with the first schema and its rows. The caller closes it. */
  TestDatabase begun() {
    TestDatabase db = server.newDatabase();
    try {
      script(db, start);
      return db;
    } catch (RuntimeException e) {
      db.close();
      throw e;
    }
  }

  private String desired(String inspected) {
    String yaml = inspected;
    if (targetYaml != null) yaml = targetYaml;
    if (targetSql != null) yaml = made(targetSql).yaml();
    for (String[] change : changes) {
      assertThat(yaml).contains(change[0]);
      yaml = yaml.replace(change[0], change[1]);
    }
    return yaml;
  }

  private void compareWithTarget(TestDatabase db, String when) {
    if (targetSql == null || !catalogIsCompared) return;
    assertThat(CatalogDump.of(db)).as("catalog " + when).isEqualTo(made(targetSql).catalog());
  }

  /** Made once for a run: its database is asked no more than that. */
  private Target made(String sql) {
    Target result = made;
    if (result == null) {
      try (TestDatabase other = server.newDatabase()) {
        script(other, sql);
        result = new Target(inspected(other), CatalogDump.of(other));
        made = result;
      }
    }
    return result;
  }

  private void script(TestDatabase db, String sql) {
    String stop =
        switch (db.engine()) {
          case "postgresql" -> "\\set ON_ERROR_STOP on\n";
          case "sqlite" -> ".bail on\n";
          default -> "";
        };
    try {
      Path file = Files.createTempFile(folder, "start", ".sql");
      Files.writeString(file, stop + sql + "\n");
      db.runScript(file).orFail();
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String inspected(TestDatabase db) {
    return withGrants
        ? run(db, 0, "inspect", "--grants", "--owners").out()
        : run(db, 0, "inspect").out();
  }

  private void declare(String yaml) {
    try {
      Files.writeString(folder.resolve("schema.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String[] with(String... args) {
    return allowed.isEmpty()
        ? args
        : Stream.concat(Stream.of(args), Stream.of("--allow", allowed)).toArray(String[]::new);
  }

  private void plansNothingOffline() {
    Cli.Answer answer = new Cli(folder).run(with("plan", "--offline", "--exit-code"));
    assertThat(answer.code()).as(answer.toString()).isZero();
  }

  private Cli.Answer run(TestDatabase db, int code, String... args) {
    String[] all =
        Stream.concat(Stream.of(args), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isEqualTo(code);
    return answer;
  }

  private Path migration() {
    try (Stream<Path> folders = Files.list(folder.resolve("migrations"))) {
      return folders.filter(Files::isDirectory).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void deleteMigrations() {
    Path migrations = folder.resolve("migrations");
    if (!Files.exists(migrations)) return;
    try (Stream<Path> files = Files.walk(migrations)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
