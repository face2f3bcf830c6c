package dev.underpin.cli;

import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Default privileges that a plan changes are given to what is new, and to nothing else. */
class DefaultPrivilegesTest {
  @TempDir Path folder;

  @Test
  void a_view_that_is_created_again_keeps_its_own() {
    String start =
        """
        do $$ begin create role default_reader; exception when duplicate_object then null; end $$;
        create table t(id int primary key, a varchar(10));
        create view narrow as select id, a from t;
        grant select (a) on narrow to default_reader;
        alter default privileges grant select on tables to default_reader;
        create view wide as select id, a from t;
        """;
    new StandardRun(folder, TestServers.postgresql())
        .withGrants()
        .start(start + "insert into t values (1, 'x');")
        .target(
            start
                    .replace("varchar(10)", "text")
                    .replace("privileges grant select", "privileges grant insert")
                + "grant select on wide to default_reader; revoke insert on wide from default_reader;"
                + "create table fresh(id int primary key);")
        .goesForwardAndBack();
  }
}
