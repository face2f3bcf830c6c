package dev.underpin.runner.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrentIndexTest {
  @Test
  void sees_what_a_statement_builds() {
    assertThat(
            ConcurrentIndex.builtBy(
                "CREATE INDEX CONCURRENTLY \"a \"\"b\" ON \"public\".\"My t\" (x)"))
        .contains(new ConcurrentIndex("a \"b", "\"public\".\"My t\""));
    assertThat(
            ConcurrentIndex.builtBy(
                "-- it's slow\n/* really */ create unique index concurrently if not exists Abc on only t(x)"))
        .contains(new ConcurrentIndex("abc", "t"));
  }

  @Test
  void sees_nothing_where_nothing_is_built_concurrently() {
    assertThat(ConcurrentIndex.builtBy("CREATE INDEX a ON t (x)")).isEmpty();
    assertThat(ConcurrentIndex.builtBy("SELECT 'CREATE INDEX CONCURRENTLY a ON t (x)'")).isEmpty();
    assertThat(ConcurrentIndex.builtBy("DROP INDEX CONCURRENTLY a")).isEmpty();
  }

  @Test
  void knows_the_statements_that_wait_for_others_as_they_go() {
    assertThat(ConcurrentIndex.isConcurrent("DROP INDEX CONCURRENTLY \"public\".\"a\"")).isTrue();
    assertThat(ConcurrentIndex.isConcurrent("CREATE UNIQUE INDEX CONCURRENTLY a ON t (x)"))
        .isTrue();
    assertThat(ConcurrentIndex.isConcurrent("ALTER TABLE p DETACH PARTITION q CONCURRENTLY"))
        .isTrue();
    assertThat(ConcurrentIndex.isConcurrent("ALTER TABLE t VALIDATE CONSTRAINT c")).isFalse();
  }
}
