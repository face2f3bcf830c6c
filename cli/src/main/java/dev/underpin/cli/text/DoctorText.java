package dev.underpin.cli.text;

import dev.underpin.runner.session.Diagnosis;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.doctor.DoctorResult;

/** What was looked at, as a person reads it. */
public final class DoctorText {
  private static final String INDENT = " ".repeat(25);

  private DoctorText() {}

  /** The whole text. */
  public static String of(DoctorResult result, Layout layout, SuggestedCommands commands) {
    TextPage page = new TextPage(layout);
    int problems = result.problems().size();
    String end = problems == 0 ? "no problem." : StepNumbers.count(problems, "problem") + ".";
    String head = result.database() + " on " + result.engine() + ": " + end;
    for (String line : LineWrapper.prose(head, page.width())) page.line(page.style().bold(line));
    page.blank();
    for (Diagnosis found : result.found()) {
      String state = String.format("%-8s", word(found.state()));
      String colour =
          switch (found.state()) {
            case FINE -> page.style().green(state);
            case NOTE -> page.style().yellow(state);
            case PROBLEM -> page.style().red(state);
          };
      String area = String.format("%-13s", found.area());
      page.hanging("  " + colour + "  " + area, INDENT.length(), INDENT, found.text());
      for (String line : found.remedy()) page.lines(INDENT + "  ", commands.complete(line));
    }
    return page.toString();
  }

  /** The state in a word. */
  static String word(Diagnosis.State state) {
    return switch (state) {
      case FINE -> "ok";
      case NOTE -> "note";
      case PROBLEM -> "problem";
    };
  }
}
