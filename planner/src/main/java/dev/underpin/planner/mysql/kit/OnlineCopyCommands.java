package dev.underpin.planner.mysql.kit;

import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/**
 * How tools that copy a table while others write to it would make a change that the server can only
 * make by a copy of its own.
 */
final class OnlineCopyCommands {
  static final String INSTEAD = "or, while others write to the table:";
  static final String BY_TOOL =
      "underpin apply has this made by the first of these, while others write to the table:";

  private OnlineCopyCommands() {}

  /** The commands, as comments that stand before the statement. */
  static String comment(String intro, String database, QualifiedName table, List<String> clauses) {
    String in = table.schema().isEmpty() ? database : table.schema();
    String change = quoted(String.join(", ", clauses));
    return "-- "
        + intro
        + "\n-- pt-online-schema-change --execute --alter "
        + change
        + " "
        + quoted("D=" + in + ",t=" + table.name())
        + "\n-- gh-ost --execute --database "
        + quoted(in)
        + " --table "
        + quoted(table.name())
        + " --alter "
        + change
        + "\n";
  }

  /** One word for a shell, on one line, since a comment ends with its line. */
  private static String quoted(String text) {
    return "'" + text.replaceAll("\\R", " ").replace("'", "'\\''") + "'";
  }
}
