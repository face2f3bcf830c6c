package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A column changes between an enum and text, or from an enum to another, and loses no value. */
class LabelConversionTest {
  private static final String TYPES =
      "create type state as enum ('new', 'old'); create type other as enum ('old', 'gone', 'new');";
  private static final String AS_STATE = TYPES + table("state");

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(LabelConversionTest.class);
  }

  private static String table(String type) {
    return """
        create table item (id int primary key, state %s not null default 'new');
        insert into item values (1, 'new'), (2, 'old'), (3, 'old');
        create index on item (state);
        """
        .formatted(type);
  }

  private StandardRun run(TestServer server, String start) {
    return new StandardRun(folder, server).start(start);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void text_becomes_an_enum_and_an_enum_text(TestServer server) {
    for (String text : List.of("text", "varchar(3)", "varchar")) {
      String start = table(text);
      String target = "create type state as enum ('new', 'old');" + table("state");
      run(server, start).target(target).allowing("drop-object").goesForwardAndBack();
      run(server, target).target(start).allowing("drop-object").goesForwardAndBack();
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_enum_becomes_another(TestServer server) {
    run(server, AS_STATE).target(TYPES + table("other")).allowing("").goesForwardAndBack();
    run(server, "create type state as enum ('new', 'old');" + table("state"))
        .target("create type other as enum ('old', 'gone', 'new');" + table("other"))
        .allowing("drop-object")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_does_not_fit_is_found(TestServer server) {
    run(server, TYPES + table("text") + "insert into item values (4, 'lost');")
        .target(AS_STATE)
        .isRefusedWith(3, "does not fit state", "UP303");
    run(server, TYPES + table("other"))
        .start(TYPES + table("other") + "insert into item values (4, 'gone');")
        .target(AS_STATE)
        .isRefusedWith(3, "does not fit state", "UP303");
    run(server, AS_STATE)
        .target(TYPES + table("text"))
        .isNotRolledBackAfter("insert into item values (4, 'lost')", "does not fit state");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_label_with_no_room_in_the_text_is_not_cut(TestServer server) {
    run(server, TYPES + table("varchar(3)"))
        .target(TYPES + table("other"))
        .allowing("")
        .isRefusedWith(3, "lossy");
    run(server, TYPES + table("other"))
        .target(TYPES + table("varchar(3)"))
        .allowing("")
        .isRefusedWith(3, "lossy");
  }
}
