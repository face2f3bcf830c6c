package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A partition can have an index or key of its own as its part of an index of its table. */
class PartitionPartsTest {
  private static final String TABLES =
      """
      create table sold (id int not null, hall int not null, name text) partition by range (hall);
      create table sold_1 partition of sold for values from (0) to (10);
      create table "Sold 2" partition of sold for values from (10) to (20);
      insert into sold values (1, 3, 'x'), (2, 10, 'a'), (3, 15, 'b');
      """;
  private static final String OWN = "create index \"Own\" on sold_1 (hall);\n";
  private static final String WHOLE = "create index sold_hall on sold (hall);\n";
  private static final String KEY =
      "alter table sold_1 add constraint \"Key\" primary key (id, hall);\n";
  private static final String ONCE = "create unique index once on sold (id, hall);\n";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(PartitionPartsTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void an_index_of_the_table_takes_that_of_the_partition(TestServer server) {
    run(server).start(TABLES + OWN).target(TABLES + OWN + WHOLE).goesForwardAndBack();
    run(server).start(TABLES).target(TABLES + OWN + WHOLE).goesForwardAndBack();
    run(server).start(TABLES + OWN + WHOLE).target(TABLES).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_part_becomes_an_index_of_the_partition_alone(TestServer server) {
    run(server).start(TABLES + OWN + WHOLE).target(TABLES + OWN).goesForwardAndBack();
    run(server)
        .start(TABLES + WHOLE)
        .target(TABLES + "create index sold_1_hall_idx on sold_1 (hall);")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_key_of_the_partition_is_its_part_of_a_unique_index(TestServer server) {
    run(server).start(TABLES).target(TABLES + KEY + ONCE).goesForwardAndBack();
    run(server).start(TABLES + KEY).target(TABLES + KEY + ONCE).goesForwardAndBack();
    run(server).start(TABLES + KEY + ONCE).target(TABLES + KEY).goesForwardAndBack();
    run(server).start(TABLES + KEY + ONCE).target(TABLES).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_index_of_the_table_changes_with_its_parts(TestServer server) {
    run(server)
        .start(TABLES + OWN + WHOLE)
        .target(TABLES + (OWN + WHOLE).replace("(hall);", "(hall, id);"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_part_gets_another_name(TestServer server) {
    run(server).start(TABLES + WHOLE).target(TABLES + OWN + WHOLE).goesForwardAndBack();
    run(server)
        .start(TABLES + OWN + WHOLE)
        .target(TABLES + OWN.replace("\"Own\"", "other") + WHOLE)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_new_partition_has_them(TestServer server) {
    String start = TABLES + WHOLE + ONCE;
    String more =
        """
        create table sold_3 (id int not null, hall int not null, name text, constraint "Key" primary key (id, hall));
        create index by_hall on sold_3 (hall);
        alter table sold attach partition sold_3 for values from (20) to (30);
        """;
    run(server).start(start).target(start + more).goesForwardAndBack();
    run(server).start(start + more).target(start).goesForwardAndBack();
    run(server).start("select 1;").target(start + more).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void parts_keep_their_names_and_comments_when_a_column_gets_another_type(TestServer server) {
    String parts =
        OWN
            + "comment on index \"Own\" is 'of the first';\n"
            + WHOLE
            + "create index \"Upper\" on sold_1 (upper(name)) with (fillfactor = 50);\n"
            + "create index sold_upper on sold (upper(name));\n";
    String start = TABLES.replace("name text", "name varchar(44)") + parts;
    run(server).start(start).target(start.replace("(44)", "(55)")).goesForwardAndBack();
    run(server)
        .start(start)
        .target(start.replace("(44)", "(55)").replace("id int", "id bigint"))
        .goesForwardAndBack();
    run(server)
        .start(start)
        .target(
            start
                .replace("id int", "id bigint")
                .replace("\"Own\"", "other")
                .replace("(fillfactor = 50)", "(fillfactor = 60)"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void parts_keep_their_names_when_an_enum_loses_a_label(TestServer server) {
    String tables =
        """
        create type kind as enum ('a', 'b', 'c');
        create table seen (id int not null, kind kind) partition by hash (id);
        create table seen_1 partition of seen for values with (modulus 1, remainder 0) partition by hash (id);
        create table seen_11 partition of seen_1 for values with (modulus 1, remainder 0);
        create index upper_part on seen_1 (kind);
        alter index seen_11_kind_idx rename to lower_part;
        create index seen_kind on seen (kind);
        insert into seen values (1, 'a'), (2, null);
        """;
    run(server).start(tables).target(tables.replace(", 'c'", "")).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void partitions_with_an_index_like_their_part_go_with_the_index_of_the_table(TestServer server) {
    String start = TABLES + WHOLE + "create index beside on sold_1 (hall);\n";
    String target =
        """
        create table sold (id int not null, hall int not null, name text) partition by range (hall);
        create table "Sold 2" partition of sold for values from (10) to (20);
        create table "Sold 3" partition of sold for values from (20) to (30);
        """;
    run(server).start(start).target(target).goesForwardAndBack();
    run(server).start(start).target(TABLES).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_partition_takes_the_place_of_others(TestServer server) {
    String target =
        """
        create table sold (id int not null, hall int not null, name text) partition by range (hall);
        create table "Sold 2" partition of sold for values from (8) to (20);
        create table "Sold 3" partition of sold for values from (0) to (8);
        create table "Sold 4" partition of sold for values from (20) to (30);
        """;
    run(server).start(TABLES).target(target).goesForwardAndBack();
    run(server).start(target).target(TABLES.replaceAll("insert.*", "")).goesForwardAndBack();
  }
}
