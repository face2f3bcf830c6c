package dev.underpin.planner.mysql.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnlineCopyCommandsTest {
  @Test
  void says_the_commands_that_would_make_the_change() {
    String comment =
        OnlineCopyCommands.comment(
            OnlineCopyCommands.INSTEAD,
            "shop",
            QualifiedName.of("orders"),
            List.of("MODIFY COLUMN `id` bigint NOT NULL", "DROP COLUMN `x`"));

    assertThat(comment)
        .contains(
            "-- pt-online-schema-change --execute --alter 'MODIFY COLUMN `id` bigint NOT NULL, DROP COLUMN `x`' 'D=shop,t=orders'\n")
        .contains(
            "-- gh-ost --execute --database 'shop' --table 'orders' --alter 'MODIFY COLUMN `id` bigint NOT NULL, DROP COLUMN `x`'\n");
  }

  @Test
  void a_quote_or_a_line_break_ends_neither_the_word_nor_the_comment() {
    String comment =
        OnlineCopyCommands.comment(
            OnlineCopyCommands.INSTEAD,
            "shop",
            QualifiedName.of("t"),
            List.of("MODIFY COLUMN `a` int COMMENT 'it''s\nso'"));

    assertThat(comment.lines()).hasSize(3).allMatch(l -> l.startsWith("-- "));
    assertThat(comment).contains("COMMENT '\\''it'\\'''\\''s so'\\'''");
  }
}
