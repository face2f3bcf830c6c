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
}
