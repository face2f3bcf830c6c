package dev.underpin.cli.text;

import dev.underpin.planner.lint.LintFinding;
import dev.underpin.planner.lint.LintLevel;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.lint.LintResult;
import java.util.ArrayList;
import java.util.List;

/** What {@code lint} has found, as a person reads it: each with its place and what to do. */
public final class LintText {
  private static final String INDENT = "  ";

  private LintText() {}

  /** The findings, and how many there are. */
  public static String of(LintResult result, Layout layout) {
    StringBuilder out = new StringBuilder();
    for (LintFinding finding : result.findings()) {
      out.append(head(finding, layout.style())).append('\n');
      for (String line : LineWrapper.prose(finding.remedy(), layout.width() - INDENT.length()))
        out.append(INDENT).append(line).append('\n');
    }
    return out.append(counts(result))
        .append(" in ")
        .append(result.looked())
        .append(".\n")
        .toString();
  }

  private static String head(LintFinding finding, Style style) {
    String level = finding.level().word() + ":";
    String shown =
        switch (finding.level()) {
          case ERROR -> style.red(level);
          case WARNING -> style.yellow(level);
          case INFO, OFF -> style.dim(level);
        };
    return finding.place().map(p -> p + ": ").orElse("")
        + shown
        + " "
        + finding.finding().labelled();
  }

  private static String counts(LintResult result) {
    List<String> counts = new ArrayList<>();
    count(counts, result.count(LintLevel.ERROR), "error");
    count(counts, result.count(LintLevel.WARNING), "warning");
    int remarks = result.count(LintLevel.INFO);
    if (remarks > 0) counts.add(remarks + " info");
    return counts.isEmpty() ? "Nothing found" : String.join(", ", counts);
  }

  private static void count(List<String> counts, int count, String word) {
    if (count > 0) counts.add(StepNumbers.count(count, word));
  }
}
