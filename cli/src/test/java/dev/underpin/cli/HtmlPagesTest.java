package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.cli.html.Browser;
import dev.underpin.cli.html.PageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The pages of report, plan, drift and status, as a browser reads them. */
class HtmlPagesTest {
  private static final String SCHEMA =
      """
      tables:
        customers:
          columns:
            id: { type: integer, nullable: false }
            "name <b>": text
          primary_key: id
        orders:
          columns:
            id: { type: integer, nullable: false }
            customer_id: integer
            status: text
          primary_key: id
          foreign_keys:
            orders_customer_fkey: { columns: customer_id, references: customers(id) }
      views:
        open_orders: select id from orders where status = 'open'
      """;

  @TempDir Path folder;

  @BeforeEach
  void aDatabaseWithAMigrationAndDriftAndAPlan() throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), SCHEMA);
    answer(0, "plan", "--save", "first");
    answer(0, "apply", "--create", "--yes");
    sql(
        "insert into orders (id) values (1)",
        "alter table customers add column note text",
        "create index by_hand on orders (status)");
    Files.writeString(
        folder.resolve("schema.yaml"),
        SCHEMA.replace("status: text", "status: { type: text, nullable: false }"));
  }

  @Test
  void a_report_has_the_schema_the_plan_drift_and_history() throws IOException {
    Document page = PageReader.read(answer(0, "report"));

    assertThat(page.select("h2").eachText()).containsExactly("Schema", "Plan", "Drift", "History");
    assertThat(page.select("svg .box .head").eachText())
        .containsExactlyInAnyOrder("customers", "orders");
    assertThat(page.select("svg .edge title").text())
        .isEqualTo("orders (customer_id) references customers");
    assertThat(page.select("details.table th[scope=row]").eachText())
        .contains("name <b>", "customer_id");
    assertThat(page.select("details.item pre").text()).contains("select id from orders");
    assertThat(page.text())
        .contains("column orders.status null → not null", "Refused: 1 violation")
        .contains("UP301", "rewrites the table", "write lock of the database file")
        .contains("index orders.by_hand", "nothing", "underpin drift --url sqlite:", "--save NAME");
    assertThat(page.select("section[aria-labelledby=history] details tbody tr")).isNotEmpty();
    assertThat(page.select("details pre").eachText()).anyMatch(sql -> sql.startsWith("CREATE"));
  }

  @Test
  void the_same_input_gives_the_same_bytes_in_a_file_or_printed() throws IOException {
    String printed = answer(0, "report");
    answer(0, "report", "-o", "report.html");

    assertThat(Files.readString(folder.resolve("report.html"))).isEqualTo(printed);
  }

  @Test
  void plan_drift_and_status_are_pages_of_their_own() {
    Document plan = PageReader.read(answer(0, "plan", "--format", "html"));
    assertThat(plan.select("h3").eachText())
        .containsExactly("Changes", "Findings", "Data checks", "Steps");
    assertThat(plan.select("script")).isEmpty();

    Document drift = PageReader.read(answer(2, "drift", "--format", "html"));
    assertThat(drift.select("tbody tr").eachText())
        .anyMatch(row -> row.endsWith("column customers.note schema.yaml:2 nothing text"));

    Document status = PageReader.read(answer(0, "status", "--format", "html"));
    assertThat(status.select("tbody tr")).hasSize(3);
    assertThat(status.text()).contains("clean.", "_first applied", "predicted", "observed");
  }

  @Test
  @EnabledIf(value = "dev.underpin.cli.html.Browser#isInstalled", disabledReason = Browser.MISSING)
  void every_page_can_be_used_by_everybody_in_light_in_dark_and_on_a_narrow_screen()
      throws Exception {
    Browser browser = new Browser(folder);
    // The report has what all other pages have.
    for (List<String> way : Browser.WAYS) browser.look(answer(0, "report"), "orders", way);
    for (String page :
        List.of(
            answer(0, "plan", "--format", "html"),
            answer(2, "drift", "--format", "html"),
            answer(0, "status", "--format", "html"))) browser.look(page, "", Browser.NARROW);
  }

  @Test
  void what_cannot_be_told_is_said_and_takes_nothing_from_the_rest() throws Exception {
    Files.delete(folder.resolve("schema.yaml"));
    Files.delete(folder.resolve("shop.db"));
    sql("create table alone (id integer primary key, parent integer references alone)");

    Document page = PageReader.read(answer(0, "report"));

    assertThat(page.text())
        .contains("to plan with (--schema)", "Nothing is recorded for this database yet");
    assertThat(page.select("svg .box")).hasSize(1);
    assertThat(page.select("svg .edge")).hasSize(1);
  }

  private String answer(int code, String... words) {
    String[] args = java.util.Arrays.copyOf(words, words.length + 2);
    args[words.length] = "--url";
    args[words.length + 1] = "sqlite:" + folder.resolve("shop.db");
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer.out();
  }

  private void sql(String... statements) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) statement.execute(sql);
    }
  }
}
