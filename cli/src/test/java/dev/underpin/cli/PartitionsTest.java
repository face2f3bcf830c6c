package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
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
    return List.of(TestServers.postgresql(13), TestServers.postgresql(18));
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
}
