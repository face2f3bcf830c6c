package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name or text that a server cannot keep is an error with its place. */
class NamesThatDoNotFitTest {
  private static final String LONG = "n".repeat(70);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tables:\n  LONG: { columns: { id: int } }\n",
        "tables:\n  t: { columns: { LONG: int } }\n",
        "tables:\n  t: { columns: { id: int }, checks: { LONG: id > 0 } }\n",
        "tables:\n  t: { columns: { id: int }, unique: { LONG: [id] } }\n",
        "tables:\n  t: { columns: { id: int }, indexes: { LONG: [id] } }\n",
        "enums:\n  LONG: [a]\n",
        "enums:\n  e: [LONG]\n",
        "sequences:\n  LONG: {}\n",
      })
  void a_name_that_postgresql_cuts_is_an_error(String yaml) throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), yaml.replace("LONG", LONG));
    Cli.Answer answer = new Cli(folder).run("validate", "--engine", "postgresql");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out() + answer.err()).contains("schema.yaml:2:", "70 bytes", "keeps 63");
    Files.writeString(
        folder.resolve("schema.yaml"), yaml.replace("LONG", "\"" + "ä".repeat(32) + "\""));
    answer = new Cli(folder).run("validate", "--engine", "postgresql");
    assertThat(answer.out() + answer.err()).contains("64 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tables:\n  t: { columns: { \"a\\0b\": int } }\n",
        "tables:\n  t: { columns: { id: { type: int, comment: \"x\\ud800y\" } } }\n",
        "tables:\n  t: { columns: { id: { type: text, default: \"'x\\udc00y'\" } } }\n",
        "tables:\n  t: { columns: { id: int }, comment: \"a\\0\" }\n",
      })
  void what_is_no_character_is_an_error_on_every_engine(String yaml) throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
    for (String engine : new String[] {"postgresql", "mysql", "mariadb", "sqlite"}) {
      Cli.Answer answer = new Cli(folder).run("validate", "--engine", engine);
      assertThat(answer.code()).as(answer.toString()).isEqualTo(1);
      assertThat(answer.out() + answer.err()).contains("schema.yaml:2:");
    }
  }

  @Test
  void helpers_and_trash_of_long_names_fit() {
    String t = "t".repeat(63);
    String c = "ä".repeat(31);
    String d = "ä".repeat(30) + "xx";
    String start =
        """
        create table "%1$s"(id int primary key, "%2$s" varchar(9), "%3$s" int,
          constraint "%2$s" check ("%3$s" > 0));
        create index "%3$s" on "%1$s"("%3$s");
        """
            .formatted(t, c, d);
    String target =
        """
        create table "%1$s"(id int primary key, "%2$s" int not null,
          constraint "%2$s" check ("%2$s" > 0));
        create unique index "%3$s" on "%1$s"("%2$s");
        """
            .formatted(t, c, d);
    new StandardRun(folder, TestServers.postgresql(13))
        .start(start + "insert into \"%s\" values (1, '5', 6);".formatted(t))
        .target(target)
        .withoutTheTargetsCatalog()
        .goesForwardAndBackByCommands();
  }
}
