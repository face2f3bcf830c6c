package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A data check says what it found: no more, and nothing where it could not look. */
class DataCheckAnswersTest {
  @TempDir Path folder;

  @Test
  void a_check_that_fails_by_itself_is_not_checked() throws Exception {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      db.execute(
          "create table tok(id int primary key, token text not null)",
          "insert into tok values (1, 'zz\\q')");
      String yaml =
          inspect(db).replace("token: text not null", "token: bytea not null")
              + "    unique: { tok_u: [token] }\n";
      String out = plan(db, yaml);
      assertThat(out)
          .contains("not checked", "1 row of tok has a value of token that does not fit bytea")
          .doesNotContain("shares the same");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void rows_that_share_a_value_are_counted_and_named(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "create table c(id int not null primary key, code int)",
          "insert into c values (1, 7), (2, 7), (3, 8), (4, null), (5, null)");
      String yaml = inspect(db) + "    unique: { c_u: [code] }\n";
      assertThat(plan(db, yaml)).contains("2 rows of c share the same code", "(1, 2)");
    }
  }

  private String inspect(TestDatabase db) {
    return new Cli(folder).with("DATABASE_URL", db.url()).run("inspect").out();
  }

  private String plan(TestDatabase db, String yaml) throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
    Cli.Answer answer =
        new Cli(folder).with("DATABASE_URL", db.url()).run("plan", "--allow", "all");
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer.out();
  }
}
