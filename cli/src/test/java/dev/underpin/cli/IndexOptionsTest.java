package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The replica identity of a table, and the index by which it is sorted, follow that index. */
class IndexOptionsTest {
  private static final String TABLE =
      """
      create table hall (id int primary key, code int not null, place int not null, note text);
      create unique index hall_code on hall (code);
      create index "By place" on hall (place);
      insert into hall values (1, 10, 5, 'a'), (2, 20, 6, 'b');
      """;
  private static final String BY_CODE =
      "alter table hall replica identity using index hall_code;\n";
  private static final String SORTED = "alter table hall cluster on \"By place\";\n";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(IndexOptionsTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_new_table_has_them(TestServer server) {
    String others =
        """
        create table all_of_it (id int);
        alter table all_of_it replica identity full;
        create table none_of_it (id int primary key);
        alter table none_of_it replica identity nothing;
        create table by_key (id int, constraint "Key" primary key (id));
        alter table by_key replica identity using index "Key";
        """;
    run(server).start("select 1;").target(TABLE + BY_CODE + SORTED + others).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void they_come_and_go(TestServer server) {
    run(server).start(TABLE).target(TABLE + BY_CODE + SORTED).goesForwardAndBack();
    run(server).start(TABLE + BY_CODE + SORTED).target(TABLE).goesForwardAndBack();
    run(server)
        .start(TABLE + "alter table hall replica identity full;")
        .target(TABLE + BY_CODE)
        .goesForwardAndBack();
    run(server)
        .start(TABLE + BY_CODE)
        .target(TABLE + "alter table hall replica identity nothing;")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_index_that_changes_keeps_them(TestServer server) {
    run(server)
        .start(TABLE + BY_CODE + SORTED)
        .target(
            TABLE.replace("(code)", "(code, id)").replace("(place)", "(place, id)")
                + BY_CODE
                + SORTED)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_index_that_comes_in_place_of_another_takes_them(TestServer server) {
    String other = TABLE.replace("hall_code", "\"Other code\"").replace("\"By place\"", "by_place");
    run(server)
        .start(TABLE + BY_CODE + SORTED)
        .target(
            other
                + BY_CODE.replace("hall_code", "\"Other code\"")
                + SORTED.replace("\"By place\"", "by_place"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_constraint_that_is_renamed_or_replaced_keeps_it(TestServer server) {
    String key = "alter table hall replica identity using index hall_pkey;\n";
    run(server)
        .start(TABLE + key)
        .target(
            TABLE.replace("int primary key", "int constraint \"Key\" primary key")
                + key.replace("hall_pkey", "\"Key\""))
        .goesForwardAndBack();
    run(server)
        .start(TABLE + key)
        .target(
            TABLE.replace("primary key,", ",").replace("text)", "text, primary key (id, code))")
                + key)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void its_columns_become_not_null_before(TestServer server) {
    String loose = TABLE.replace("code int not null", "code int");
    run(server).start(loose).target(TABLE + BY_CODE).goesForwardAndBack();
    run(server).start(TABLE + BY_CODE).target(loose).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_partition_has_its_own(TestServer server) {
    String tables =
        """
        create table sold (id int not null, at int not null, primary key (id, at)) partition by range (at);
        create table sold_1 partition of sold for values from (0) to (10);
        create table sold_2 partition of sold for values from (10) to (20);
        insert into sold values (1, 1), (2, 12);
        """;
    run(server)
        .start(tables + "alter table sold_1 replica identity full;")
        .target(
            tables
                + "alter table sold replica identity full;\n"
                + "alter table sold_2 replica identity nothing;\n"
                + "create table sold_3 partition of sold for values from (20) to (30);\n"
                + "alter table sold_3 replica identity using index sold_3_pkey;\n")
        .goesForwardAndBack();
  }

  @Test
  void words_that_it_does_not_have_are_an_error_with_their_place() throws IOException {
    Files.writeString(
        folder.resolve("schema.yaml"),
        "tables: { t: { columns: { a: int }, replica_identity: whole } }\n");
    assertThat(new Cli(folder).run("validate", "--engine", "postgresql").err())
        .contains("schema.yaml:1", "The replica_identity of public.t cannot be read: whole.");
  }
}
