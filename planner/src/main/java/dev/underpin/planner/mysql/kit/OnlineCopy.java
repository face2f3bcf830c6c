package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/**
 * A statement behind comments with commands: how tools that copy a table while others write to it
 * would make a change that the server can only make by a copy of its own.
 */
record OnlineCopy(String intro, String database, AlterTable alter) implements SqlStatement {
  static final String INSTEAD = "or, while others write to the table:";
  static final String BY_TOOL =
      "underpin apply has this made by the first of these, while others write to the table:";

  /** A statement with more clauses where it changes this table. */
  static SqlStatement with(SqlStatement statement, QualifiedName table, List<Clause> clauses) {
    if (statement instanceof AlterTable alter && alter.table().equals(table))
      return alter.after(clauses);
    if (statement instanceof OnlineCopy copy && copy.alter.table().equals(table))
      return new OnlineCopy(copy.intro, copy.database, copy.alter.after(clauses));
    return statement;
  }

  @Override
  public String sql() {
    QualifiedName table = alter.table();
    String in = table.schema().isEmpty() ? database : table.schema();
    String change = quoted(alter.clauseSql());
    return """
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
            alter.sql());
  }

  /** One word for a shell, on one line, since a comment ends with its line. */
  private static String quoted(String text) {
    return "'" + text.replaceAll("\\R", " ").replace("'", "'\\''") + "'";
  }
}
