package dev.underpin.dialect.sqlite.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementSplitterTest {
  @Test
  void a_script_is_cut_at_its_semicolons() {
    assertThat(StatementSplitter.split("SELECT 1; ;\n-- why\nSELECT ';' ; SELECT 2"))
        .containsExactly("SELECT 1", "-- why\nSELECT ';'", "SELECT 2");
  }

  @Test
  void a_trigger_is_one_statement() {
    String trigger =
        "CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM t; END";

    assertThat(StatementSplitter.split(trigger + "; SELECT 1;"))
        .containsExactly(trigger, "SELECT 1");
  }

  @Test
  void comments_alone_are_no_statement() {
    assertThat(StatementSplitter.split("-- nothing to undo\n")).isEmpty();
  }
}
