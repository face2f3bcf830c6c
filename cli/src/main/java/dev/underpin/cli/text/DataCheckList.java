package dev.underpin.cli.text;

import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.workflow.plan.PlanResult;
import java.util.ArrayList;
import java.util.List;

/** What the data checks of a plan have found. */
record DataCheckList(PlanResult result, TextPage page) {
  private static final String INDENT = "               ";

  /** More checks that found nothing are only counted. */
  private static final int MOST_OK = 6;

  void print() {
    if (result.answers().isEmpty()) return;
    List<DataCheckAnswer> ok = new ArrayList<>();
    List<DataCheckAnswer> found = new ArrayList<>();
    List<DataCheckAnswer> violations = result.violations();
    for (DataCheckAnswer answer : result.answers()) {
      if (answer.unanswered().isPresent()) continue;
      if (answer.count() == 0) ok.add(answer);
      else if (!violations.contains(answer)) found.add(answer);
    }
    page.heading("Data checks");
    boolean all = page.verbose() || ok.size() <= MOST_OK;
    for (DataCheckAnswer answer : all ? ok : ok.subList(0, MOST_OK - 1))
      line("ok", "no rows of " + table(answer) + " " + answer.probe().finding().text());
    if (!all) line("ok", (ok.size() - MOST_OK + 1) + " more checks found no violation");
    for (DataCheckAnswer answer : found) line("found", sentence(result, answer));
    for (DataCheckAnswer answer : violations) {
      line("violation", answer.labelled(result.names().defaultNamespace()));
      if (!answer.probe().remedy().isEmpty()) page.lines(INDENT, answer.probe().remedy());
    }
    for (DataCheckAnswer answer : result.unchecked())
      line(
          "not checked",
          "rows of %s that %s (%s)"
              .formatted(
                  table(answer), answer.probe().finding().text(), answer.unanswered().orElse("")));
  }

  private void line(String word, String text) {
    String padded = String.format("  %-13s", word);
    String shown =
        switch (word) {
          case "ok" -> page.style().green(padded);
          case "violation" -> page.style().red(padded);
          case "not checked" -> page.style().yellow(padded);
          default -> padded;
        };
    page.hanging(shown, padded.length(), INDENT, text);
  }

  private String table(DataCheckAnswer answer) {
    return result.names().of(answer.probe().table());
  }

  /** The finding, its table named as everything else here. */
  static String sentence(PlanResult result, DataCheckAnswer answer) {
    return answer.sentence(result.names().defaultNamespace());
  }
}
