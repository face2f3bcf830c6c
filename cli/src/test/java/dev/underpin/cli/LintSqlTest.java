package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code underpin lint} on SQL files and saved migrations. */
class LintSqlTest {
  private static final String ORDERS =
      "tables:\n  orders:\n    columns: { id: bigint, total: bigint }\n    primary_key: [id]\n";

  @TempDir Path folder;

  @Test
  void a_finding_in_a_file_has_the_place_of_its_statement() throws IOException {
    write(
        "fix.sql",
        """
        \\set ON_ERROR_STOP on
        SET lock_timeout = '5s';
        -- the orders of today; nothing to see
          UPDATE "orders" SET total = 0;

        /* and */ DROP TABLE old_orders, "Older";
        """);

    Cli.Answer lint = run("lint", "--engine", "postgresql", "fix.sql");

    assertThat(lint.code()).isZero();
    assertThat(lint.out())
        .contains(
            "fix.sql:4:3: warning: UPDATE changes every row of orders in one transaction. [UP569]")
        .contains("fix.sql:6:11: warning: The rows of old_orders are gone after this. [UP566]")
        .contains("The rows of Older are gone")
        .contains("fix.sql:6:11: info: The file changes rows and the schema. [UP579]")
        .endsWith("3 warnings, 1 info in 1 SQL file.\n");
  }

  @Test
  void a_comment_with_a_reason_ignores_a_finding() throws IOException {
    write(
        "fix.sql",
        """
        -- underpin:ignore UP566 copied to the archive on Monday
        DROP TABLE old_orders;
        -- underpin:ignore UP566
        DROP TABLE older_orders;
        -- underpin:ignore UP569 all of them
        CREATE TABLE numbers (n integer);
        """);

    String out = run("lint", "--engine", "sqlite", "fix.sql").out();

    assertThat(out)
        .doesNotContain("old_orders")
        .contains("The rows of older_orders are gone")
        .contains("fix.sql:3:1: error: UP566 is ignored without a reason. [UP550]")
        .contains("fix.sql:5:1: warning: UP569 is ignored here, and nothing is found. [UP549]");
  }

  @Test
  void a_table_that_the_file_creates_has_no_rows_to_care_for() throws IOException {
    write(
        "new.sql",
        """
        CREATE TABLE Lines (id bigint PRIMARY KEY, order_id bigint);
        CREATE INDEX lines_order_idx ON lines (order_id);
        ALTER TABLE lines ADD CONSTRAINT lines_fk FOREIGN KEY (order_id) REFERENCES orders (id);
        ALTER TABLE lines ADD COLUMN n int NOT NULL;
        """);

    assertThat(run("lint", "--engine", "postgresql", "new.sql").out())
        .isEqualTo("Nothing found in 1 SQL file.\n");
  }

  @Test
  void what_stands_in_strings_and_bodies_is_no_statement() throws IOException {
    write(
        "quiet.sql",
        """
        SELECT 'DROP TABLE orders';
        COMMENT ON TABLE orders IS 'TRUNCATE; UPDATE orders SET x = 1';
        CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM orders; $$;
        """);
    write(
        "trigger.sql",
        """
        DELIMITER //
        CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW
        BEGIN
          SET NEW.total = 0;
          DELETE FROM log;
        END//
        DELIMITER ;
        DROP TABLE orders;
        """);

    assertThat(run("lint", "--engine", "postgresql", "quiet.sql").out()).startsWith("Nothing");
    String trigger = run("lint", "--engine", "mysql", "trigger.sql").out();
    assertThat(trigger)
        .contains("trigger.sql:8:1: warning: The rows of orders")
        .contains("1 warning");
  }

  @Test
  void a_view_that_the_file_creates_is_not_in_use_either() throws IOException {
    write(
        "view.sql",
        """
        CREATE MATERIALIZED VIEW sales AS SELECT 1 AS day;
        CREATE INDEX sales_day_idx ON sales (day);
        """);

    assertThat(run("lint", "--engine", "postgresql", "view.sql").out()).startsWith("Nothing");
  }

  @Test
  void parts_of_other_statements_are_not_taken_for_writes() throws IOException {
    write(
        "quiet.sql",
        """
        WITH one AS (SELECT 1) SELECT * FROM orders FOR UPDATE;
        WITH one AS (SELECT 1 AS id) INSERT INTO orders SELECT id FROM one
          ON CONFLICT (id) DO UPDATE SET total = 1;
        SET lock_timeout = '1s';
        ALTER TABLE orders ALTER COLUMN type SET DEFAULT 1;
        ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES b ON DELETE CASCADE NOT VALID;
        """);

    assertThat(run("lint", "--engine", "postgresql", "quiet.sql").out())
        .doesNotContain("UP569", "UP557", "UP576");
  }

  @Test
  void a_transaction_that_does_not_end_is_found() throws IOException {
    write("open.sql", "SELECT 1;\nBEGIN;\nSELECT 2;\n");

    assertThat(run("lint", "--engine", "postgresql", "open.sql").out())
        .contains("open.sql:2:1: warning: The transaction does not end. [UP575]");
  }

  @Test
  void a_table_in_sql_has_the_codes_of_a_table_in_the_yaml() throws IOException {
    write(
        "new.sql",
        """
        CREATE TABLE t (id int unsigned NOT NULL AUTO_INCREMENT, PRIMARY KEY (id))
          ENGINE=MyISAM DEFAULT CHARSET=latin1;
        """);

    assertThat(run("lint", "--engine", "mysql", "new.sql").out())
        .contains("t.id numbers the rows and is int unsigned. [UP512]")
        .contains("t has the storage engine MyISAM", "t has the character set latin1");
  }

  @Test
  void types_in_sql_have_the_codes_of_types_in_the_yaml() throws IOException {
    write(
        "new.sql",
        """
        CREATE TABLE t (id serial PRIMARY KEY, at timestamp(3) without time zone NOT NULL,
          paid timestamp with time zone, price money, data json, code char(2), CHECK (price > '0'));
        """);

    assertThat(run("lint", "--engine", "postgresql", "new.sql").out())
        .contains("t.id numbers the rows and is serial. [UP512]", "t.id is serial. [UP530]")
        .contains("t.at is timestamp(3) without time zone: ", "[UP514]")
        .contains("t.price is money", "t.data is json", "t.code is char(2)")
        .doesNotContain("t.paid");
  }

  @Test
  void a_saved_migration_is_quiet_until_somebody_edits_it() throws IOException {
    write("schema.yaml", ORDERS);
    save("first");
    write("schema.yaml", ORDERS.replace("total: bigint", "total: bigint not null, note: text"));
    save("second");

    assertThat(run("lint", "migrations").out()).isEqualTo("Nothing found in 4 SQL files.\n");
    assertThat(run("lint").out()).isEqualTo("Nothing found in 1 table and 4 SQL files.\n");
    write("schema.yaml", ORDERS.replace("total: bigint", "total: bigint, group: text"));
    assertThat(run("lint").out()).as("by the engine of the migrations").contains("[UP507]");

    Path up = newest().resolve("up.sql");
    String text = Files.readString(up);
    int step = text.indexOf("-- step 1");
    int behind = text.indexOf(";\n", step) + 2;
    Files.writeString(
        up, text.substring(0, behind) + "DELETE FROM orders;\n" + text.substring(behind));
    assertThat(run("lint", "migrations").out())
        .contains("up.sql:")
        .contains("DELETE changes every row of orders in one transaction. [UP569]")
        .endsWith("1 warning in 4 SQL files.\n");
  }

  @Test
  void a_rename_in_a_saved_migration_is_found_since_the_application_matters() throws IOException {
    write("schema.yaml", ORDERS);
    save("first");
    write(
        "schema.yaml",
        ORDERS.replace("total: bigint", "amount: { type: bigint, renamed_from: total }"));
    save("second");

    assertThat(run("lint", newest().toString()).out())
        .contains("orders loses the column name total: code that uses it fails. [UP563]")
        .endsWith("1 warning in 2 SQL files.\n");
  }

  @Test
  void a_file_without_an_engine_or_that_is_not_there_is_wrong_usage() throws IOException {
    write("fix.sql", "DROP TABLE t;\n");

    Cli.Answer lint = run("lint", "fix.sql");
    assertThat(lint.code()).isEqualTo(64);
    assertThat(lint.err()).contains("does not say for which engine it is. Give --engine NAME.");
    assertThat(run("lint", "none.sql").code()).isEqualTo(64);
    assertThat(run("lint", "--engine", "oracle", "fix.sql").code()).isNotZero();
  }

  @Test
  void the_other_formats_are_those_of_drift() throws IOException {
    write("fix.sql", "DROP TABLE t;\nDROP DATABASE shop;\n");
    List<String> lint = List.of("lint", "--engine", "mysql", "fix.sql", "--format");

    assertThat(format(lint, "sarif")).contains("\"UP567\"", "\"startLine\" : 2".replace(" :", ":"));
    assertThat(format(lint, "junit")).contains("underpin lint 1 SQL file", "failures=\"1\"");
    assertThat(format(lint, "github")).contains("::error ", "line=2", "::warning ");
    assertThat(format(lint, "gitlab")).contains("\"check_name\"", "UP566");
    assertThat(format(lint, "html")).contains("<html", "UP567");
  }

  private String format(List<String> lint, String format) {
    Cli.Answer answer = run(Stream.concat(lint.stream(), Stream.of(format)).toArray(String[]::new));
    assertThat(answer.code()).isEqualTo(1);
    return answer.out();
  }

  private void save(String name) {
    Cli.Answer plan = run("plan", "--save", name, "--url", "sqlite:shop.db");
    assertThat(plan.code()).as(plan.toString()).isZero();
    Cli.Answer apply = run("apply", "--create", "--yes", "--url", "sqlite:shop.db");
    assertThat(apply.code()).as(apply.toString()).isZero();
  }

  private Path newest() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("migrations"))) {
      return all.filter(Files::isDirectory).sorted().reduce((a, b) -> b).orElseThrow();
    }
  }

  private Cli.Answer run(String... arguments) {
    return new Cli(folder).run(arguments);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
