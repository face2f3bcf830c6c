package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A month of a team: an existing database is adopted, two developers work on branches, somebody
 * changes production by hand, a deployment is refused, another one is killed, and what was dropped
 * comes back. Each command is one that a page or an earlier output names.
 */
class StoryTest {
  private static final String ENVIRONMENTS =
      """
      project: shop
      environments:
        dev: { url: "${DATABASE_URL}", allow_reset: true }
        staging: { url: "${STAGING_URL}" }
        production: { url: "${PRODUCTION_URL}", protected: true }
      """;

  @TempDir Path folder;

  private TestDatabase production;
  private TestDatabase staging;
  private TestDatabase adas;
  private TestDatabase bens;
  private Team team;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql(), TestServers.mariaDb());
  }

  @AfterEach
  void close() {
    for (TestDatabase db : List.of(production, staging, adas, bens)) db.close();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_month_goes_by(TestServer server) throws IOException {
    production = existing(server);
    staging = existing(server);
    adas = server.newDatabase();
    bens = server.newDatabase();
    team =
        new Team(folder, Map.of("PRODUCTION_URL", production.url(), "STAGING_URL", staging.url()));
    adopt();
    branchesThatMerge();
    branchesThatDoNot();
    driftIsUndone();
    driftIsKept();
    aDeploymentIsRefused();
    aRunIsKilled();
    productionIsRolledBack();
    whatWasDroppedComesBack();
    aFileIsEdited();
    somebodyIsNew(server);
    anotherProjectMovesIn();
  }

  private static TestDatabase existing(TestServer server) {
    TestDatabase db = server.newDatabase();
    db.execute(
        "CREATE TABLE customers (id int NOT NULL, name varchar(40) NOT NULL, fax varchar(20), PRIMARY KEY (id))",
        "CREATE TABLE orders (id int NOT NULL, customer int, total int, PRIMARY KEY (id))",
        "INSERT INTO customers VALUES (1, 'Ada', '1'), (2, 'Grace', '2')",
        "INSERT INTO orders VALUES (1, 1, 20), (2, NULL, 5)");
    return db;
  }

  private void adopt() throws IOException {
    Path ada = team.joins("ada");
    ada(0, "init --url " + production.url());
    Files.writeString(ada.resolve("underpin.yaml"), ENVIRONMENTS);
    ada(0, "plan --env production --exit-code");
    ada(0, "baseline --env production");
    team.shares("ada", "the schema as it is");
    assertThat(ada(0, "apply --env staging --yes").out()).contains("Recorded");
    ada(0, "apply --env dev --yes");
    team.joins("ben");
    ben(0, "apply --env dev --yes");
    allAgree();
  }

  private void branchesThatMerge() throws IOException {
    team.edits(
        "ada", "schema.yaml", "fax:", "tier: { type: varchar(10), nullable: true }\n      fax:");
    ada(0, "plan --env dev --save tier");
    ada(0, "apply --env dev --yes");
    Files.writeString(
        folder.resolve("ben/schema.yaml"),
        Files.readString(folder.resolve("ben/schema.yaml"))
            + "  refunds:\n    columns: { id: integer, total: integer }\n    primary_key: [id]\n");
    ben(0, "plan --env dev --save refunds");
    ben(0, "apply --env dev --yes");
    team.commits("ben", "refunds");
    team.shares("ada", "tier");
    team.pulls("ben");
    ben(0, "plan --offline --exit-code");
    team.pushes("ben");
    deploy();
  }

  private void branchesThatDoNot() throws IOException {
    team.edits("ada", "schema.yaml", "name: .*$", "name: varchar(60) not null");
    ada(0, "plan --env dev --save longer");
    ada(0, "apply --env dev --yes");
    team.shares("ada", "longer");
    ada(0, "apply --env production --yes");
    team.edits("ben", "schema.yaml", "name: .*$", "name: varchar(80) not null");
    ben(0, "plan --env dev --save longest");
    ben(0, "apply --env dev --yes");
    team.commits("ben", "longest");
    team.pullsOverConflicts("ben");
    assertThat(ben(3, "apply --env production --yes").err()).contains("underpin rebase");
    assertThat(ben(0, "rebase --env production").err()).contains("Replaced");
    ben(0, "rollback --env dev --yes");
    team.shares("ben", "longest, after longer");
    deploy();
  }

  private void driftIsUndone() throws IOException {
    production.execute("CREATE INDEX orders_by_customer ON orders (customer)");
    assertThat(ada(2, "drift --env production").err())
        .contains("underpin drift --save NAME --env production");
    ada(0, "drift --env production --save no_index");
    team.shares("ada", "undo an index that was made by hand");
    deploy();
  }

  private void driftIsKept() throws IOException {
    production.execute("ALTER TABLE orders ADD COLUMN note varchar(20)");
    production.execute("UPDATE orders SET note = 'gift' WHERE id = 1");
    ada(2, "drift --env production -q");
    assertThat(ada(0, "drift --env production --accept").out()).contains("note", "Saved");
    team.edits(
        "ada",
        "schema.yaml",
        "  orders:\n    columns:\n",
        "  orders:\n    columns:\n      note: varchar(20)\n");
    team.shares("ada", "a note that was added by hand");
    deploy();
  }

  private void aDeploymentIsRefused() throws IOException {
    team.edits(
        "ben", "schema.yaml", "customer: .*$", "customer: { type: integer, nullable: false }");
    ben(0, "plan --env dev --save required");
    team.shares("ben", "an order has a customer");
    ben(0, "apply --env dev --yes");
    List<String> before = CatalogDump.of(production);
    assertThat(ben(3, "apply --env production --yes").err()).contains("UP301", "customer");
    assertThat(CatalogDump.of(production)).isEqualTo(before);
    for (TestDatabase db : List.of(production, staging))
      db.execute("UPDATE orders SET customer = 2 WHERE customer IS NULL");
    deploy();
  }

  private void aRunIsKilled() throws IOException {
    team.edits(
        "ada",
        "schema.yaml",
        "^      total:",
        "      paid: { type: integer, nullable: false, backfill: total }\n      total:");
    ada(0, "plan --env dev --save paid");
    team.shares("ada", "what was paid");
    team.isKilledAfter("ada", adas, 1_500, "apply --env production --yes");
    ada(0, "apply --env production --yes");
    assertThat(production.value("SELECT sum(paid) FROM orders")).isEqualTo("25");
    deploy();
  }

  private void productionIsRolledBack() throws IOException {
    team.pulls("ben");
    team.edits("ben", "schema.yaml", "^      fax: .*\n", "");
    ben(3, "plan --env dev --save no_fax");
    ben(0, "plan --env dev --save no_fax --allow drop-column");
    team.shares("ben", "nobody has a fax");
    ben(0, "apply --env production --yes");
    ben(0, "rollback --env production --yes");
    assertThat(production.value("SELECT fax FROM customers WHERE id = 2")).isEqualTo("2");
    team.git("ben", "revert", "--no-edit", "HEAD");
    team.pushes("ben");
    deploy();
  }

  private void whatWasDroppedComesBack() throws IOException {
    team.pulls("ada");
    team.edits("ada", "schema.yaml", "^      note: .*\n", "");
    ada(0, "plan --env dev --save no_note --allow drop-column");
    team.shares("ada", "no notes");
    deploy();
    assertThat(ada(0, "trash list --env production").out()).contains("orders.note");
    ada(0, "trash restore orders.note --env production --yes");
    assertThat(production.value("SELECT note FROM orders WHERE id = 1")).isEqualTo("gift");
    ada(0, "drift --env production --accept");
    team.edits(
        "ada",
        "schema.yaml",
        "  orders:\n    columns:\n",
        "  orders:\n    columns:\n      note: varchar(20)\n");
    team.shares("ada", "notes again");
    deploy();
  }

  private void aFileIsEdited() throws IOException {
    String up;
    try (Stream<Path> all = Files.list(folder.resolve("ada/migrations"))) {
      up =
          all.filter(p -> p.toString().endsWith("_tier")).findFirst().orElseThrow().getFileName()
              + "/up.sql";
    }
    team.edits("ada", "migrations/" + up, "\\(10\\)", "(11)");
    assertThat(ada(3, "apply --env staging --yes").err()).contains("UP402", "git checkout -- ");
    team.git("ada", "checkout", "--", "migrations/" + up);
    ada(0, "apply --env staging --yes");
  }

  private void somebodyIsNew(TestServer server) throws IOException {
    try (TestDatabase carols = server.newDatabase()) {
      team.joins("carol");
      team.types("carol", carols, 0, "apply --env dev --yes");
      team.types("carol", carols, 0, "plan --env dev --exit-code");
      team.types("carol", carols, 0, "drift --env dev");
      if (server.equals(TestServers.sqlite())) team.types("carol", carols, 0, "test");
    }
  }

  private void anotherProjectMovesIn() throws IOException {
    Path billing = folder.resolve("billing");
    Files.createDirectories(billing);
    Files.writeString(
        billing.resolve("underpin.yaml"),
        "project: billing\nmanage: listed\nenvironments: { production: { url: \"${PRODUCTION_URL}\" } }\n");
    Files.writeString(
        billing.resolve("schema.yaml"),
        "tables: { invoices: { columns: { id: integer }, primary_key: [id] } }\n");
    team.types("billing", adas, 0, "plan --env production --save start");
    team.types("billing", adas, 0, "apply --env production --yes");
    ada(0, "drift --env production");
    ada(0, "plan --env production --exit-code");
    team.types("billing", adas, 3, "rollback --env production --yes");
    team.types("billing", adas, 0, "rollback --env production --yes --allow drop-table");
    ada(0, "drift --env production");
    assertThat(production.value("SELECT count(*) FROM customers")).isEqualTo("2");
  }

  /** What all share is applied everywhere, by a pipeline and by each developer. */
  private void deploy() throws IOException {
    team.pulls("ada");
    team.pulls("ben");
    ada(0, "apply --env staging --yes");
    ada(0, "apply --env production --yes --message nightly");
    ada(0, "apply --env dev --yes");
    ben(0, "apply --env dev --yes");
    allAgree();
  }

  private void allAgree() throws IOException {
    ada(0, "plan --offline --exit-code");
    for (String environment : List.of("dev", "staging", "production")) {
      ada(0, "plan --env " + environment + " --exit-code");
      ada(0, "drift --env " + environment);
    }
    ben(0, "plan --env dev --exit-code");
    ben(0, "drift --env dev");
  }

  private Cli.Answer ada(int code, String command) throws IOException {
    return team.types("ada", adas, code, command);
  }

  private Cli.Answer ben(int code, String command) throws IOException {
    return team.types("ben", bens, code, command);
  }
}
