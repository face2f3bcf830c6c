package dev.underpin.planner.mysql.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.mysql.ddl.AlterTable;
import dev.underpin.dialect.mysql.ddl.AlterTable.Algorithm;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.ddl.AlterTable.Kind;
import dev.underpin.dialect.mysql.ddl.AlterTable.LockClause;
import dev.underpin.schema.model.QualifiedName;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OnlineCopyTest {
  private static String commands(String table, String... clauses) {
    AlterTable alter =
        new AlterTable(
            QualifiedName.of(table),
            Stream.of(clauses).map(sql -> new Clause(Kind.MODIFY_COLUMN, sql)).toList(),
            Algorithm.COPY,
            LockClause.SHARED);
    String statement = new OnlineCopy(OnlineCopy.INSTEAD, "shop", alter).sql();
    assertThat(statement).endsWith("\n" + alter.sql());
    return statement.substring(0, statement.length() - alter.sql().length());
  }

  @Test
  void says_the_commands_that_would_make_the_change() {
    String comment = commands("orders", "MODIFY COLUMN `id` bigint NOT NULL", "DROP COLUMN `x`");

    assertThat(comment)
        .contains(
            "-- pt-online-schema-change --execute --alter 'MODIFY COLUMN `id` bigint NOT NULL, DROP COLUMN `x`' 'D=shop,t=orders'\n")
        .contains(
            "-- gh-ost --execute --database 'shop' --table 'orders' --alter 'MODIFY COLUMN `id` bigint NOT NULL, DROP COLUMN `x`'\n");
  }

  @Test
  void a_quote_or_a_line_break_ends_neither_the_word_nor_the_comment() {
    String comment = commands("t", "MODIFY COLUMN `a` int COMMENT 'it''s\nso'");

    assertThat(comment.lines()).hasSize(3).allMatch(l -> l.startsWith("-- "));
    assertThat(comment).contains("COMMENT '\\''it'\\'''\\''s so'\\'''");
  }
}
