package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.postgresql.lowering.PartitionCondition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The partitions of a table are declared below it, and each can have parts of its own. */
class PartitionsTest {
  private static final String EVENTS =
      """
      create table kind (id int primary key);
      insert into kind values (1), (2);
      create table event (
        id bigint not null, kind int not null references kind, at timestamptz not null,
        note text, weight int default 1, primary key (id, at)) partition by range (at);
      create index event_kind on event (kind);
      create table event_2025 partition of event for values from ('2025-01-01+00') to ('2026-01-01+00');
      insert into event values (1, 1, '2025-03-01+00', 'a', 2), (2, 2, '2025-04-01+00', 'b', 3);
      """;
  private static final String MORE =
      """
      create table event_2026 partition of event for values from ('2026-01-01+00') to ('2027-01-01+00');
      """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(PartitionsTest.class);
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_partition_comes(TestServer server) {
    run(server).start(EVENTS).target(EVENTS + MORE).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_partition_goes_with_its_rows(TestServer server) {
    run(server)
        .start(EVENTS + MORE + "insert into event values (3, 1, '2026-03-01+00', 'c', 2);")
        .target(EVENTS)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void all_comes_and_goes_at_once(TestServer server) {
    String all =
        EVENTS
            + MORE
            + """
            create table "Event rest" partition of event default partition by hash (id);
            create table event_rest_1 partition of "Event rest" for values with (modulus 2, remainder 0);
            create table event_rest_n partition of "Event rest" for values with (modulus 2, remainder 1);
            """;
    run(server).start("select 1;").target(all).goesForwardAndBack();
    run(server).start(all).target("select 1;").goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void each_has_parts_of_its_own(TestServer server) {
    String own =
        """
        create index event_2025_note on event_2025 (lower(note));
        alter table event_2025 add constraint heavy check (weight < 1000);
        alter table event_2025 add constraint event_note unique (note);
        alter table event_2025 alter weight set default 5;
        alter table event_2025 alter note set not null;
        alter table event_2025 set (fillfactor = 70);
        alter table event_2025 enable row level security;
        comment on table event_2025 is 'the year 2025';
        """;
    run(server).start(EVENTS).target(EVENTS + own).goesForwardAndBack();
    run(server).start(EVENTS + own).target(EVENTS).goesForwardAndBack();
    run(server).start("select 1;").target(EVENTS + own).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_partitioned_table_changes_and_they_follow(TestServer server) {
    run(server)
        .start(EVENTS + MORE)
        .target(
            (EVENTS + MORE)
                .replace("note text,", "note varchar(20) not null, more int,")
                .replace("'a', 2)", "'a', null, 2)")
                .replace("'b', 3)", "'b', null, 3)"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_partition_takes_other_rows(TestServer server) {
    run(server)
        .start(EVENTS)
        .target(EVENTS.replace("'2025-01-01+00') to", "'2024-01-01+00') to"))
        .goesForwardAndBack();
  }

  private static final String SOLD =
      """
      create table sold (id int not null, hall int not null, name text, primary key (id, hall, name))
        partition by range (hall, name);
      create table sold_1 partition of sold for values from (0, 'a') to (10, maxvalue);
      create table sold_rest partition of sold default;
      insert into sold values (1, 3, 'x'), (2, 10, 'z'), (3, 15, 'b');
      """;

  @ParameterizedTest
  @MethodSource("servers")
  void rows_of_the_default_partition_that_a_new_one_takes_are_found_before(TestServer server) {
    String more = "create table sold_2 partition of sold for values from (11, 'a') to (20, 'b');";
    String[] found = {"1 row of sold_rest belongs to the partition public.sold_2", "UP312"};
    String target = without(SOLD, ", (3, 15, 'b')") + more;
    run(server).start(SOLD).target(target).isRefusedWith(3, found);
    String start = without(SOLD, ", (3, 15, 'b')");
    run(server).start(start).target(target).goesForwardAndBack();
    run(server)
        .start(target)
        .target(start)
        .isNotRolledBackAfter("insert into sold values (3, 15, 'b')", found);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rows_that_other_bounds_leave_out_are_found_before(TestServer server) {
    String[] found = {"1 row of sold_1 does not fit the bound of the partition", "UP312"};
    String start = without(SOLD, "(1, 3, 'x'), ");
    String target = start.replace("(0, 'a') to", "(4, minvalue) to");
    run(server).start(SOLD).target(target).isRefusedWith(3, found);
    run(server).start(start).target(target).goesForwardAndBack();
    run(server)
        .start(target)
        .target(start)
        .isNotRolledBackAfter("insert into sold values (1, 3, 'x')", "UP312");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rows_that_reference_those_of_a_partition_that_goes_are_found_before(TestServer server) {
    String tables =
        """
        create table town (id int primary key, name text) partition by list (id);
        create table town_1 partition of town for values in (1, 2);
        """;
    String gone = "create table town_2 partition of town for values in (3, 4);\n";
    String users = "create table hall (id int, town int references town);\n";
    String rows = "insert into town values (1, 'a'), (3, 'b'); insert into hall values (1, 1)";
    run(server)
        .start(tables + gone + users + rows + ", (2, 3);")
        .target(tables + users)
        .isRefusedWith(3, "1 row of hall references a row of the partition public.town_2", "UP306");
    run(server)
        .start(tables + gone + users + rows + ";")
        .target(tables + users)
        .goesForwardAndBack();
  }

  /** Each partition has its index before the table asks for it, so nobody waits for the build. */
  @ParameterizedTest
  @MethodSource("servers")
  void an_index_is_built_while_others_write(TestServer server) {
    String tables =
        """
        create table sold (id int not null, hall int not null, name text) partition by range (hall);
        create index sold_hall on sold (hall);
        create table sold_1 partition of sold for values from (0) to (10);
        create table "Sold 2" partition of sold for values from (10) to (20) partition by list (name);
        create table sold_a partition of "Sold 2" for values in ('a');
        create table sold_rest partition of "Sold 2" default;
        insert into sold values (1, 3, 'x'), (2, 10, 'a'), (3, 15, 'b');
        """;
    String more =
        """
        create index "Sold by hall" on sold (hall desc) where id > 0;
        comment on index "Sold by hall" is 'newest first';
        """;
    run(server).start(tables).target(tables + more).goesForwardAndBack();
    run(server).start(tables + more).target(tables).goesForwardAndBack();
  }

  /** The server says of each row in which partition it is. */
  @ParameterizedTest
  @MethodSource("servers")
  void the_condition_of_a_partition_is_true_for_its_rows_alone(TestServer server)
      throws SQLException {
    List<String> tables =
        List.of(
            "by range (a, lower(b)); p for values from (1, minvalue) to (2, 'b'); p for values from (2, 'b') to (3, maxvalue); p for values from (4, maxvalue) to (maxvalue, maxvalue)",
            "by list ((a % 5)); p for values in (1, 3, null); p for values in (2)",
            "by list (b collate \"C\"); p for values in ('A', 'b'); p for values in (null, 'ö')",
            "by hash (a, b); p for values with (modulus 2, remainder 0); p for values with (modulus 4, remainder 1); p for values with (modulus 4, remainder 3)");
    try (TestDatabase db = server.newDatabase();
        Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      for (String table : tables) {
        String[] parts = table.split("; ");
        statement.execute("drop table if exists t");
        statement.execute("create table t (a int, b text) partition " + parts[0]);
        for (int i = 1; i < parts.length; i++)
          statement.execute("create table p" + i + " partition of t" + parts[i].substring(1));
        if (!parts[0].contains("hash"))
          statement.execute("create table rest partition of t default");
        statement.execute(
            "insert into t select a, b from unnest(array[null,0,1,2,3,4,5,6,7]) a,"
                + " unnest(array[null,'','A','a','B','b','c','ö','zz']) b");
        SortedMap<String, String> conditions = new TreeMap<>();
        try (ResultSet rows =
            statement.executeQuery(
                "select relname, pg_get_expr(relpartbound, oid), pg_get_partkeydef('t'::regclass)"
                    + " from pg_class where relispartition and relname like 'p_'")) {
          while (rows.next())
            conditions.put(
                rows.getString(1),
                new PartitionCondition(rows.getString(3), new QualifiedName("public", "t"))
                    .of(rows.getString(2))
                    .orElseThrow());
        }
        assertThat(conditions).hasSize(parts.length - 1);
        for (var condition : conditions.entrySet()) {
          try (ResultSet rows =
              statement.executeQuery(
                  "select count(*) from t where ((%s) is true) <> (tableoid = '%s'::regclass)"
                      .formatted(condition.getValue(), condition.getKey()))) {
            rows.next();
            assertThat(rows.getInt(1)).as(table + ": " + condition).isZero();
          }
        }
      }
    }
  }

  private static String without(String text, String part) {
    assertThat(text).contains(part);
    return text.replace(part, "");
  }
}
