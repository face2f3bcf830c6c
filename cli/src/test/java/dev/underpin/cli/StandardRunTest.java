package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plainest change of all goes forward and back on every server, with rows in parent and child.
 */
class StandardRunTest {
  private static final String START =
      """
      create table parent(id int not null primary key, name varchar(30) not null);
      create table child(id int not null primary key, parent_id int not null, note varchar(20),
        constraint child_parent foreign key (parent_id) references parent(id));
      create index child_parent_id on child(parent_id);
      create view names as select name from parent;
      insert into parent values (1, 'a'), (2, 'b');
      insert into child values (1, 1, null), (2, 2, 'x');
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_column_and_an_index_come_and_go(TestServer server) {
    new StandardRun(folder, server)
        .start(START)
        .target(
            START
                .replace("note varchar(20)", "note varchar(20), extra int")
                .replaceAll("insert .*\n", "")
                .concat("create index child_note on child(note);\n"))
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_table_with_all_its_parts_comes_and_goes(TestServer server) {
    new StandardRun(folder, server)
        .start(START)
        .target(
            START
                .replaceAll("insert .*\n", "")
                .concat(
                    """
                    create table third(id int not null, code varchar(9) not null, child_id int, constraint third_pk primary key (id),
                      constraint third_code unique (code), constraint third_ck check (id > 0),
                      constraint third_child foreign key (child_id) references child(id));
                    create index third_child_id on third(child_id);
                    """))
        .withoutTheTargetsCatalog()
        .goesForwardAndBack();
  }
}
