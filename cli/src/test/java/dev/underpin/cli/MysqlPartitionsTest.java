package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The partitions of MySQL and MariaDB: each kind is read as it is, and changes keep each row. */
class MysqlPartitionsTest {
  private static final String ROWS =
      """
      create table sale (id int not null, year int not null, primary key (id, year))
        partition by range (year) (partition p0 values less than (2020), partition p1 values less than (2022)%s);
      """;
  private static final String BEGIN =
      ROWS.formatted("") + "insert into sale values (1, 2010), (2, 2020), (3, 2021);";

  @TempDir Path folder;

  static Iterable<TestServer> servers() {
    return TestServers.everyMysql();
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void eachKindIsMadeAsItWasRead(TestServer server) {
    run(server)
        .start("create table begin (id int);")
        .target(
            """
            create table begin (id int);
            create table k (a int primary key) partition by key () partitions 3;
            create table old_k (a int primary key) partition by key algorithm = 1 (a) partitions 3;
            create table lk (a int primary key) partition by linear key (a) partitions 3;
            create table h (a int) partition by hash (a) (partition x, partition y);
            create table lh (a int) partition by linear hash (a) partitions 4;
            create table l (a int) partition by list (a)
              (partition p0 values in (1, 2, null) max_rows = 10, partition p1 values in (3) comment 'it''s');
            create table lc (a varchar(10), b int) partition by list columns (a, b)
              (partition p0 values in (('x', 1), ('y', 2)), partition p1 values in (('it''s', 3)));
            create table rc (a int, b varchar(20)) partition by range columns (a, b)
              (partition p0 values less than (10, 'm'), partition p1 values less than (maxvalue, maxvalue));
            create table s (a int, d date) partition by range (year(d))
              subpartition by hash (to_days(d)) subpartitions 2
              (partition p0 values less than (1990), partition p1 values less than maxvalue);
            create table sn (a int, d date) partition by range (year(d)) subpartition by hash (to_days(d))
              (partition p0 values less than (1990) (subpartition s0 comment 'x', subpartition s1),
               partition p1 values less than maxvalue (subpartition s2, subpartition s3));
            """)
        .goesForwardAndBackByCommands();
  }

  @Test
  void theRestOfAListIsRead() {
    new StandardRun(folder, TestServers.mariaDb())
        .start("create table begin (id int);")
        .target(
            """
            create table begin (id int);
            create table t (a int) partition by list (a) (partition p0 values in (1, 0), partition p1 default);
            """)
        .goesForwardAndBackByCommands();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aNewPartitionBehindTheOthersIsAdded(TestServer server) {
    run(server)
        .start(BEGIN)
        .target(
            ROWS.formatted(
                ", partition p2 values less than (2024), partition p3 values less than maxvalue"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rowsOfANewPartitionStopARollback(TestServer server) {
    run(server)
        .start(BEGIN)
        .target(ROWS.formatted(", partition p2 values less than (2024)"))
        .isNotRolledBackAfter(
            "insert into sale values (4, 2023);", "are in the partition p2", "UP312");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aPartitionBetweenOthersTakesTheirRows(TestServer server) {
    run(server)
        .start(BEGIN)
        .target(
            ROWS.replace("partition p1", "partition p00 values less than (2021), partition p1")
                .formatted(""))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void theRowsOfAFirstPartitionGoToTheNext(TestServer server) {
    run(server)
        .start(BEGIN)
        .target(ROWS.replace("partition p0 values less than (2020), ", "").formatted(""))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void theRowsOfAPartitionThatGoesAreInTheTrash(TestServer server) {
    run(server)
        .start(BEGIN)
        .target(ROWS.replace(", partition p1 values less than (2022)", "").formatted(""))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void theRowsOfSeveralPartitionsOfAListAreInTheTrash(TestServer server) {
    String list =
        """
        create table t (a int, g int as (a + 1) virtual, v varchar(20) default 'x', key k (v)) partition by list (a)
          (partition p1 values in (1), %spartition p4 values in (4));
        """;
    run(server)
        .start(
            list.formatted("partition p2 values in (2), partition p3 values in (3), ")
                + "insert into t (a) values (1), (2), (3), (3), (4);")
        .target(list.formatted(""))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void columnsThatWereAddedInstantlyDoNotHinderThat(TestServer server) {
    run(server)
        .start(
            BEGIN + "alter table sale add column x int, algorithm=instant; update sale set x = id;")
        .target(
            ROWS.replace(", partition p1 values less than (2022)", "")
                .replace("year int not null,", "year int not null, x int, y int,")
                .formatted(""))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rowsThatTheServerDoesNotExchangeStay(TestServer server) {
    run(server)
        .start(BEGIN.replace("(2022)", "(2022) max_rows = 5"))
        .target(ROWS.replace(", partition p1 values less than (2022)", "").formatted(""))
        .isRefusedWith(3, "are in the partition p1", "keep the partition");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void anotherKindOfPartitionsCopiesTheTable(TestServer server) {
    run(server)
        .start(BEGIN)
        .target(
            """
            create table sale (id int not null, year int not null, primary key (id, year))
              partition by hash (id) partitions 3;
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aSmallerBoundIsRefusedWhereRowsAreBeyondIt(TestServer server) {
    run(server)
        .start(BEGIN)
        .target(ROWS.replace("less than (2022)", "less than (2021)").formatted(""))
        .isRefusedWith(3, "in none of the partitions", "UP312");
  }
}
