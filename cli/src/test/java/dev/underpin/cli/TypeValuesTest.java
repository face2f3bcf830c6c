package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change of type asks whether each value fits, also where the type is new. */
class TypeValuesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text | other | s: item_status not null | (1)",
        "text[] | {active,other} | s: { type: 'item_status[]', nullable: false } | (1)",
        "text | 0 | s: positive not null | (1)",
        "text | x | s: positive not null | invalid input syntax",
        "int | -5 | s: positive not null | (1)",
        "text | -5 | s: known not null | known",
        "text[] | {1,x} | s: { type: 'int[]', nullable: false } | invalid input syntax",
      })
  void a_value_that_does_not_fit_is_found_before_anything_runs(
      String type, String value, String column, String why) throws Exception {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      db.execute(
          "create domain known as int check (value > 0)",
          "create table items(id int primary key, s " + type + " not null)",
          "insert into items values (1, '" + value + "')");
      Files.writeString(
          folder.resolve("schema.yaml"),
          """
          enums: { item_status: [active, inactive] }
          objects:
            - { kind: domain, name: known, create: CREATE DOMAIN public.known AS integer CONSTRAINT known_check CHECK (VALUE > 0) }
            - { kind: domain, name: positive, create: CREATE DOMAIN public.positive AS integer CONSTRAINT positive_check CHECK (VALUE > 0) }
          tables:
            items: { columns: { id: int not null, %s }, primary_key: [id] }
          """
              .formatted(column));
      Cli.Answer answer =
          new Cli(folder)
              .with("DATABASE_URL", db.url())
              .run("apply", "--direct", "--yes", "--allow", "all");
      assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
      assertThat(answer.out() + answer.err()).contains(why, "does not fit");
    }
  }
}
