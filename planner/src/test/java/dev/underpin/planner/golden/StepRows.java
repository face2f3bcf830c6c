package dev.underpin.planner.golden;

import dev.underpin.planner.Plan;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.DataCheckAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The steps of a plan as the rows of a table in {@code docs/safety.md}: number, phase, title, lock,
 * and the statements in the width of a table.
 */
public final class StepRows {
  private static final int LONGEST = 110;
  private static final int MOST = 5;

  private StepRows() {}

  /**
   * The rows of a plan.
   *
   * @param violations what rows of the data stop it
   */
  public static List<String> of(Plan plan, Collection<DataCheckAnswer> violations) {
    List<String> rows = new ArrayList<>();
    plan.refusals()
        .forEach(r -> rows.add(sentence("refused: " + r.reason().labelled() + " " + r.remedy())));
    violations.forEach(a -> rows.add(sentence("stops: " + a.labelled(""))));
    int number = 0;
    for (Step step : plan.steps()) rows.add(row(++number, step));
    if (rows.isEmpty()) rows.add(sentence("nothing to do"));
    return rows;
  }

  /** The row of a schema that an engine cannot have. */
  public static List<String> ofProblem(String message) {
    String first = message.lines().findFirst().orElse("");
    return List.of(sentence("refused: " + first.replaceFirst(".*error: ", "")));
  }

  private static String sentence(String text) {
    return "| | | " + cell(text) + " | | |";
  }

  private static String row(int number, Step step) {
    String approval =
        step.needs().isEmpty()
            ? ""
            : " (`--allow "
                + step.needs().stream().sorted().map(Allow::word).collect(Collectors.joining(","))
                + "`)";
    String lock = step.lock().blocks().words() + "; " + step.lock().work().words();
    if (!step.lock().name().isEmpty()) lock = step.lock().name() + ": " + lock;
    return "| %d | %s | %s | %s | %s |"
        .formatted(
            number, step.phase().word(), cell(step.title()) + approval, cell(lock), shape(step));
  }

  private static String shape(Step step) {
    List<String> up = step.up().stream().filter(StepRows::tells).toList();
    String text = up.stream().limit(MOST).map(StepRows::code).collect(Collectors.joining("<br>"));
    if (up.size() > MOST) text += "<br>… " + (up.size() - MOST) + " more";
    return step.mode() == Mode.ALONE ? text + "<br>outside of a transaction" : text;
  }

  /** What guards a copy of SQLite is the same in each, and the page's introduction describes it. */
  private static boolean tells(String statement) {
    return !statement.contains("_guard\"") && !statement.startsWith("PRAGMA");
  }

  /** Markdown takes a backtick inside of code between double ones. */
  private static String code(String statement) {
    String line = statement.replaceAll("\\s+", " ").strip();
    if (line.length() > LONGEST) line = line.substring(0, LONGEST - 1).strip() + "…";
    line = line.replace("|", "\\|");
    return line.contains("`") ? "`` " + line + " ``" : "`" + line + "`";
  }

  private static String cell(String text) {
    return text.replaceAll("\\s*\n\\s*", " ").replace("|", "\\|");
  }
}
