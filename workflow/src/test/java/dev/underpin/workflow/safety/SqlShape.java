package dev.underpin.workflow.safety;

import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import java.util.List;
import java.util.stream.Collectors;

/** A step's statements in the width of a table: enough to know them by. */
final class SqlShape {
  private static final int LONGEST = 110;
  private static final int MOST = 5;

  private SqlShape() {}

  static String of(Step step) {
    List<String> up = step.up().stream().filter(SqlShape::tells).toList();
    String text = up.stream().limit(MOST).map(SqlShape::code).collect(Collectors.joining("<br>"));
    if (up.size() > MOST) text += "<br>… " + (up.size() - MOST) + " more";
    return step.mode() == Mode.ALONE ? text + "<br>outside of a transaction" : text;
  }

  /**
   * What guards a rebuild of SQLite is the same in each, and the page's introduction describes it.
   */
  private static boolean tells(String statement) {
    return !statement.contains("_guard\"") && !statement.startsWith("PRAGMA");
  }

  private static String code(String statement) {
    String line = statement.replaceAll("\\s+", " ").strip();
    if (line.length() > LONGEST) line = line.substring(0, LONGEST - 1).strip() + "…";
    return "`" + line.replace("`", "'").replace("|", "\\|") + "`";
  }
}
