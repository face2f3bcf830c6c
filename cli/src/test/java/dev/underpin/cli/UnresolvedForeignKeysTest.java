package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign keys to a table, a column or a key that the database does not have. */
class UnresolvedForeignKeysTest {
  @TempDir Path folder;

  private static final String DANGLING =
      """
      CREATE TABLE c(id integer primary key, pid int references gone(id), k int);
      PRAGMA foreign_keys=OFF;
      INSERT INTO c VALUES (1, NULL, 1), (2, 7, 2);
      """;

  private static final String WITHOUT_PARENT_KEY =
      """
      CREATE TABLE p(a int, b int);
      CREATE TABLE c(id integer primary key, pid int references p(a), k int);
      PRAGMA foreign_keys=OFF;
      INSERT INTO p VALUES (7, 1), (8, 1);
      INSERT INTO c VALUES (1, NULL, 1), (2, 7, 2);
      """;

  private StandardRun run() {
    return new StandardRun(folder, TestServers.sqlite());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE c(id integer primary key, pid int references gone(id))",
        "CREATE TABLE c(id integer primary key, pid int references gone)",
        "CREATE TABLE c(id integer primary key, pid int references \"t_old\"(\"My Id\"))",
        "CREATE TABLE c(a int, b int, foreign key(a,b) references gone(x,y) on delete cascade)",
        "CREATE TABLE c(a int, constraint fk foreign key(a) references gone(x) deferrable initially deferred)",
        "CREATE TABLE c(a int references c(nope))",
        "CREATE TABLE c(a int references c)",
        "CREATE TABLE c(a int references sqlite_master(name))",
        "CREATE TABLE p(a int); CREATE TABLE c(x int references p(nope))",
        "CREATE TABLE p(a int); CREATE TABLE c(x int references p(rowid))",
        "CREATE TABLE p(a int); CREATE TABLE c(x int references p(a))",
        "CREATE TABLE p(a int); CREATE TABLE c(x int references p)",
        "CREATE TABLE p(a int, b int, primary key(a,b)); CREATE TABLE c(x int references p)",
        "CREATE TABLE p(a int primary key); CREATE TABLE c(x int, y int, foreign key(x,y) references p)",
        "CREATE TABLE p(a int, b int); CREATE UNIQUE INDEX u ON p(a) WHERE b > 0; CREATE TABLE c(x int references p(a))",
        "CREATE TABLE t(a int); CREATE VIEW v AS SELECT a FROM t; CREATE TABLE c(x int references v(a))",
        "CREATE VIRTUAL TABLE f USING fts5(a); CREATE TABLE c(x int references f(rowid), y int references f_data(id))",
        "CREATE TABLE schema_migrations(id integer primary key); CREATE TABLE c(x int references schema_migrations(id))",
        "CREATE TABLE t(a int); CREATE VIEW v AS SELECT * FROM gone; CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM lost; END",
        "CREATE TABLE t(a int); CREATE VIEW v AS SELECT nope FROM t; CREATE VIEW w AS SELECT * FROM v",
        "CREATE TABLE t(a int); CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER r INSTEAD OF INSERT ON v BEGIN INSERT INTO gone VALUES (new.a); END",
        "CREATE TABLE t(a int); CREATE TRIGGER r AFTER UPDATE OF nope ON t BEGIN SELECT new.lost FROM t; END",
        "CREATE VIEW v AS SELECT * FROM w; CREATE VIEW w AS SELECT * FROM v",
        "CREATE TABLE t(a int); CREATE VIEW v AS SELECT nofunction(a) FROM t",
        "CREATE TABLE t(a int, \"b c\" int references \"x.y\"(\"a,b\"))",
        "CREATE TABLE t(a text, b references t2(a) on update set null match full)",
      })
  void what_sqlite_opens_is_accepted_as_inspect_writes_it(String sql) throws IOException {
    isAccepted(TestServers.sqlite(), sql);
  }

  private void isAccepted(TestServer server, String sql) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Path script = Files.writeString(folder.resolve("start.sql"), sql + ";");
      db.runScript(script).orFail();
      Cli cli = new Cli(folder);
      Cli.Answer inspect = cli.run("inspect", "--url", db.url(), "-o", "schema.yaml");
      assertThat(inspect.code()).as(inspect.toString()).isZero();
      String yaml = Files.readString(folder.resolve("schema.yaml"));
      Cli.Answer validate =
          cli.run("validate", "--schema", "schema.yaml", "--engine", server.engine());
      assertThat(validate.code()).as(yaml + validate).isZero();
      Cli.Answer plan = cli.run("plan", "--url", db.url(), "--exit-code");
      assertThat(plan.code()).as(yaml + plan).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void what_mysql_keeps_without_foreign_key_checks_is_accepted(TestServer server)
      throws IOException {
    isAccepted(
        server,
        """
        set foreign_key_checks = 0;
        create table c(id int primary key, pid int, foreign key (pid) references gone(id));
        create table d(id int primary key, pid int,
          constraint d_fk foreign key (pid) references c(id) on delete cascade)
        """);
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void a_table_of_mysql_with_an_unresolved_key_is_changed(TestServer server) {
    new StandardRun(folder, server)
        .start(
            """
            set foreign_key_checks = 0;
            create table c(id int primary key, pid int, k int, foreign key (pid) references gone(id));
            insert into c values (1, null, 1);
            """)
        .change("k: int", "k: bigint\n      m: varchar(10)")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_key_to_a_table_that_is_left_alone_is_accepted(TestServer server) throws IOException {
    isAccepted(
        server,
        """
        create table schema_migrations(id int primary key);
        create table c(x int, foreign key (x) references schema_migrations(id))
        """);
  }

  @Test
  void a_table_with_an_unresolved_key_gets_a_column() {
    run().start(DANGLING).change("k: int", "k: int\n      m: int").goesForwardAndBack();
  }

  @Test
  void a_table_with_an_unresolved_key_is_rebuilt() {
    run().start(DANGLING).change("k: int", "k: text").goesForwardAndBack();
  }

  @Test
  void a_table_with_an_unresolved_key_is_renamed() {
    run()
        .start(DANGLING)
        .change("  c:\n    columns", "  d:\n    renamed_from: c\n    columns")
        .goesForwardAndBack();
  }

  @Test
  void a_column_of_an_unresolved_key_is_renamed() {
    run()
        .start(DANGLING)
        .change("pid: int", "parent: { type: int, renamed_from: pid }")
        .change("[pid]", "[parent]")
        .goesForwardAndBack();
  }

  @Test
  void a_table_with_an_unresolved_key_is_dropped() {
    run().start(DANGLING).targetYaml("tables: {}").goesForwardAndBack();
  }

  @Test
  void an_unresolved_key_is_dropped() {
    run()
        .start(DANGLING)
        .target("CREATE TABLE c(id integer primary key, pid int, k int);")
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }

  @Test
  void an_unresolved_key_gets_another_table() {
    run()
        .start(
            """
            CREATE TABLE p(id integer primary key);
            CREATE TABLE c(id integer primary key, pid int references p_old(id), k int);
            PRAGMA foreign_keys=OFF;
            INSERT INTO p VALUES (7);
            INSERT INTO c VALUES (1, NULL, 1), (2, 7, 2);
            """)
        .change("references: p_old(id), unresolved: true", "references: p(id)")
        .goesForwardAndBack();
  }

  @Test
  void the_missing_table_is_created() {
    run()
        .start(
            "CREATE TABLE c(id integer primary key, pid int references gone(id), k int);"
                + "INSERT INTO c VALUES (1, NULL, 1);")
        .change(", unresolved: true", "")
        .change("tables:\n", "tables:\n  gone: { columns: { id: integer }, primary_key: [id] }\n")
        .goesForwardAndBack();
  }

  @Test
  void a_table_whose_key_has_no_parent_key_is_rebuilt() {
    run().start(WITHOUT_PARENT_KEY).change("k: int", "k: text").goesForwardAndBack();
  }

  @Test
  void a_parent_without_the_key_is_rebuilt() {
    run().start(WITHOUT_PARENT_KEY).change("b: int", "b: text").goesForwardAndBack();
  }

  @Test
  void a_parent_gets_the_missing_key() {
    run()
        .start(WITHOUT_PARENT_KEY)
        .change("b: int", "b: int\n    indexes:\n      p_a: { columns: [a], unique: true }")
        .goesForwardAndBack();
  }

  @Test
  void a_column_that_a_key_names_is_added() {
    run()
        .start(
            """
            CREATE TABLE p(a int);
            CREATE TABLE c(x int references p(id));
            PRAGMA foreign_keys=OFF;
            INSERT INTO p VALUES (1);
            INSERT INTO c VALUES (NULL);
            """)
        .change(", unresolved: true", "")
        .change("a: int", "a: int\n      id: int\n    unique: [[id]]")
        .goesForwardAndBack();
  }

  @Test
  void a_key_that_foreign_keys_refer_to_is_not_dropped() {
    run()
        .start(
            """
            CREATE TABLE p(a int, b int);
            CREATE UNIQUE INDEX p_a ON p(a);
            CREATE TABLE c(id integer primary key, pid int references p(a));
            INSERT INTO p VALUES (1, 1);
            INSERT INTO c VALUES (1, 1);
            """)
        .change("\n    indexes:\n      p_a: { columns: [a], unique: true }", "")
        .isRefusedWith(3, "UP219");
  }

  @Test
  void a_foreign_key_without_a_key_to_refer_to_is_not_added() {
    run()
        .start("CREATE TABLE p(a int, b int); CREATE TABLE c(id integer primary key, pid int);")
        .target(
            "CREATE TABLE p(a int, b int); CREATE TABLE c(id integer primary key, pid int references p(a));")
        .isRefusedWith(3, "UP219");
  }

  @Test
  void a_key_that_is_not_marked_is_an_error() {
    run()
        .start(DANGLING)
        .change(", unresolved: true", "")
        .change("k: int", "k: text")
        .isRefusedWith(1, "there is no table \"gone\"");
  }
}
