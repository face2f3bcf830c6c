package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Constraints of domains that the values from before need not fulfil. */
class NotValidDomainsTest {
  private static final String START =
      """
      create domain amount as int constraint small check (value < 100);
      create table item (id int primary key, a amount);
      insert into item values (1, 7), (2, null);
      """;
  private static final String NOT_VALID =
      "alter domain amount add constraint even check (value % 2 = 0) not valid;\n";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(NotValidDomainsTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void it_is_added_and_removed(TestServer server) {
    run(server).start(START).target(START + NOT_VALID).goesForwardAndBack();
    run(server)
        .start(START + NOT_VALID + "comment on domain amount is 'kept';")
        .target(START + "comment on domain amount is 'kept';")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void it_is_validated_and_changed(TestServer server) {
    String fits = START.replace("(1, 7)", "(1, 8)");
    run(server)
        .start(fits + NOT_VALID)
        .target(fits + NOT_VALID.replace(" not valid", ""))
        .goesForwardAndBack();
    run(server)
        .start(START + NOT_VALID)
        .target(START.replace("100", "90") + NOT_VALID.replace("% 2", "% 3"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_value_that_does_not_fit_is_found_before_it_is_validated(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(START, NOT_VALID);
      String yaml = run(db, 0, "inspect").out();
      declare(
          yaml.replaceFirst(
              ";\\s+ALTER DOMAIN public.amount ADD (CONSTRAINT .*) NOT VALID", " $1"));
      assertThat(run(db, 3, "apply", "--direct", "--yes", "--allow", "all").err())
          .contains("does not fit");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rows_of_a_new_column_hold_no_label_back(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "create type mood as enum ('low')",
          "create table item (id int primary key, old mood)",
          "insert into item values (1, 'low')");
      String before = run(db, 0, "inspect").out();
      declare(
          "enums: { mood: [low, high] }\n"
              + "tables: { item: { columns: { id: int, old: mood, new: mood }, primary_key: [id] } }\n");
      run(db, 0, "apply", "--direct", "--yes");
      db.execute("update item set new = 'high'");
      run(db, 0, "rollback", "--yes");
      declare(before);
      run(db, 0, "plan", "--exit-code");
      declare(
          "enums: { mood: [low, high] }\n"
              + "tables: { item: { columns: { id: int, old: mood, new: mood }, primary_key: [id] } }\n");
      run(db, 0, "apply", "--direct", "--yes");
      db.execute("update item set old = 'high'");
      run(db, 3, "rollback", "--yes");
    }
  }

  private void declare(String yaml) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private Cli.Answer run(TestDatabase db, int code, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    return answer;
  }
}
