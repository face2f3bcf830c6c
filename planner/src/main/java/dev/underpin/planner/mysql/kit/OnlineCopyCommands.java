package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable;
import dev.underpin.schema.model.QualifiedName;

/**
 * How tools that copy a table while others write to it would make a change that the server can only
 * make by a copy of its own.
 */
final class OnlineCopyCommands {
  static final String INSTEAD = "or, while others write to the table:";
  static final String BY_TOOL =
      "underpin apply has this made by the first of these, while others write to the table:";

  private OnlineCopyCommands() {}

  /** The statement, behind comments with the commands. */
  static SqlStatement before(String intro, String database, AlterTable alter) {
    QualifiedName table = alter.table();
    String in = table.schema().isEmpty() ? database : table.schema();
    String change = quoted(alter.clauseSql());
    return SqlStatement.of(
        """
        -- %s
        -- pt-online-schema-change --execute --alter %s %s
        -- gh-ost --execute --database %s --table %s --alter %s
        %s"""
            .formatted(
                intro,
                change,
                quoted("D=" + in + ",t=" + table.name()),
                quoted(in),
                quoted(table.name()),
                change,
                alter.sql()));
  }

  /** One word for a shell, on one line, since a comment ends with its line. */
  private static String quoted(String text) {
    return "'" + text.replaceAll("\\R", " ").replace("'", "'\\''") + "'";
  }
}
