package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A second saved migration begins with the lock, which does not keep what a server tells of a view:
 * the columns that it uses, its grants.
 */
class SavedOnSavedTest {
  private static final String YAML =
      """
      tables:
        customers:
          columns: { id: integer not null, name: varchar(20), fax: varchar(20) }
          primary_key: [id]
      views:
        - create view names as select id, name from customers
        - create view twice as select id, name from names
      """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.everyPostgresql();
  }

  private void run(TestDatabase db, String... words) {
    String[] all =
        Stream.concat(Arrays.stream(words), Stream.of("--url", db.url())).toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(String.join(" ", words) + "\n" + answer).isZero();
  }

  private TestDatabase begun(TestServer server) throws Exception {
    Path schema = folder.resolve("schema.yaml");
    Files.writeString(schema, YAML);
    TestDatabase db = server.newDatabase();
    run(db, "plan", "--save", "first");
    run(db, "apply", "--yes");
    db.execute("GRANT SELECT ON names TO PUBLIC", "INSERT INTO customers VALUES (1, 'Ada', '2')");
    Files.writeString(schema, YAML.replace("name: varchar(20)", "name: varchar(40)"));
    return db;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_view_is_created_again_with_its_grants(TestServer server) throws Exception {
    try (TestDatabase db = begun(server)) {
      List<String> before = CatalogDump.of(db);
      run(db, "plan", "--save", "second");
      run(db, "apply", "--yes");
      run(db, "plan", "--exit-code");
      run(db, "drift");
      assertThat(CatalogDump.of(db))
          .isEqualTo(
              before.stream()
                  .map(
                      line ->
                          line.replace(
                              "| name | character varying(20)", "| name | character varying(40)"))
                  .toList());
      run(db, "rollback", "--yes");
      assertThat(CatalogDump.of(db)).isEqualTo(before);
    }
  }
}
