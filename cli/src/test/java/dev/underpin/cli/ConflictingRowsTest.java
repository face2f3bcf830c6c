package dev.underpin.cli;

import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that PostgreSQL does not allow beside each other are found before anything runs. */
class ConflictingRowsTest {
  private static final String ROOM =
      """
      create table booking (id int primary key, room int4range, during tsrange not null, gone boolean default false);
      insert into booking values (1, '[1,2)', '[2026-01-01, 2026-01-05)'), (2, '[1,2)', '[2026-01-04, 2026-01-09)'),
        (3, '[7,8)', '[2026-01-04, 2026-01-09)'), (4, null, '[2026-01-04, 2026-01-09)');
      """;
  private static final String CONSTRAINT =
      "alter table booking add constraint once exclude using gist (room with &&, tsrange(lower(during),"
          + " upper(during)) with &&) where (not gone);";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {13, 18})
  void an_exclusion_constraint_over_rows_that_overlap(int version) {
    new StandardRun(folder, TestServers.postgresql(version))
        .start(ROOM)
        .target(ROOM + "delete from booking where id = 2;" + CONSTRAINT)
        .isRefusedWith(3, "2 rows of booking conflict with other rows", "once", "(1, 2)", "UP321");
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 18})
  void rows_that_its_condition_leaves_out_do_not_count(int version) {
    String gone = ROOM + "update booking set gone = true where id = 1;";
    new StandardRun(folder, TestServers.postgresql(version))
        .start(gone)
        .target(gone + CONSTRAINT)
        .goesForwardAndBack();
  }

  @Test
  void a_key_without_overlaps() {
    String later =
        "alter table booking add constraint one_each unique (room, during without overlaps);";
    new StandardRun(folder, TestServers.postgresql(18))
        .start(ROOM)
        .target(ROOM + "delete from booking where id = 2;" + later)
        .isRefusedWith(3, "2 rows of booking conflict with other rows", "one_each");
  }

  @Test
  void a_key_without_overlaps_comes_goes_and_replaces_a_plain_one() {
    String fits = ROOM + "delete from booking where id = 2;";
    String with = "alter table booking add constraint k unique (room, during without overlaps);";
    String plain = "alter table booking add constraint k unique (room, during);";
    for (String[] pair : new String[][] {{"", with}, {plain, with}, {with, plain}}) {
      new StandardRun(folder, TestServers.postgresql(18))
          .start(fits + pair[0])
          .target(fits + pair[1])
          .goesForwardAndBackByCommands();
    }
  }
}
