package dev.underpin.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CreateTableSummaryTest {
  @Test
  void only_columns_are_counted() {
    assertThat(
            CreateTableSummary.of(
                "CREATE TABLE \"a (b)\" (\n  \"id\" numeric(12, 2) CHECK (\"id\" IN (1, 2)),\n"
                    + "  \"key\" text DEFAULT 'a, b',\n  CONSTRAINT \"c\" UNIQUE (\"id\", \"key\"),\n"
                    + "  PRIMARY KEY (\"id\")\n)"))
        .contains("CREATE TABLE \"a (b)\" (… 2 columns)");
  }

  @Test
  void what_follows_the_columns_stays() {
    assertThat(CreateTableSummary.of("CREATE TEMP TABLE IF NOT EXISTS `t` (`a` int) ENGINE=InnoDB"))
        .contains("CREATE TEMP TABLE IF NOT EXISTS `t` (… 1 column) ENGINE=InnoDB");
  }

  @Test
  void other_statements_stay_as_they_are() {
    assertThat(CreateTableSummary.of("CREATE INDEX i ON t (a)")).isEmpty();
    assertThat(CreateTableSummary.of("CREATE TABLE t AS SELECT (a) FROM b")).isEmpty();
    assertThat(CreateTableSummary.of("CREATE TABLE p PARTITION OF t FOR VALUES IN (1)")).isEmpty();
    assertThat(CreateTableSummary.of("INSERT INTO t (a) VALUES (1)")).isEmpty();
  }
}
