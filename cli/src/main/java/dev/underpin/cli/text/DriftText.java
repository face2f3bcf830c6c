package dev.underpin.cli.text;

import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.report.ChangeLine;
import dev.underpin.workflow.status.DriftResult;
import java.util.Optional;

/** What differs, as a person reads it: each object with both sides. */
public final class DriftText {
  private final StringBuilder out = new StringBuilder();
  private final DriftResult result;
  private final Style style;
  private final int width;

  private DriftText(DriftResult result, Layout layout) {
    this.result = result;
    this.style = layout.style();
    this.width = layout.width();
  }

  /** Drift: what should be, and what is. */
  public static String of(DriftResult result, Layout layout) {
    String where = result.database() + " on " + result.engine();
    DriftText text = new DriftText(result, layout);
    result.partial().ifPresent(p -> text.prose(where + ": " + p.sentence()));
    int count = result.differences().size() + result.lost().size();
    if (count == 0) {
      if (result.noDrift())
        text.prose(where + ": no drift. The schema is as " + result.compared() + " left it.");
      return text.out.toString();
    }
    text.head(
        "%s: drift. %s from %s."
            .formatted(where, StepNumbers.count(count, "difference"), result.compared()));
    result.differences().forEach(d -> text.difference(d, "expected", "found"));
    result.lost().forEach(n -> text.prose("  " + n));
    return text.out.toString();
  }

  /** A comparison: the first side, and the second. */
  public static String diff(DriftResult result, Layout layout) {
    DriftText text = new DriftText(result, layout);
    if (result.noDrift()) {
      text.prose(result.compared() + " and " + result.database() + " are the same.");
      return text.out.toString();
    }
    text.head(
        StepNumbers.count(result.differences().size(), "difference")
            + " from "
            + result.compared()
            + " to "
            + result.database()
            + ".");
    result.differences().forEach(d -> text.difference(d, "from", "to"));
    return text.out.toString();
  }

  private void head(String text) {
    for (String line : LineWrapper.prose(text, width)) out.append(style.bold(line)).append('\n');
    out.append('\n');
  }

  private void prose(String text) {
    for (String line : LineWrapper.prose(text, width)) out.append(line).append('\n');
  }

  private void difference(ChangeLine d, String one, String two) {
    String sign =
        switch (d.sign()) {
          case ADD -> style.green(d.sign().mark());
          case DROP -> style.red(d.sign().mark());
          case CHANGE, RENAME -> style.yellow(d.sign().mark());
        };
    out.append("  ")
        .append(sign)
        .append(' ')
        .append(style.bold(d.subject(result.names())))
        .append('\n');
    side(one, d.before());
    side(two, d.after());
  }

  private void side(String label, Optional<String> text) {
    String shown = text.map(t -> t.isEmpty() ? "exists" : t).orElse("nothing");
    String head = String.format("      %-9s ", label);
    boolean first = true;
    for (String line : LineWrapper.prose(shown, width - head.length())) {
      out.append(first ? style.dim(head) : " ".repeat(head.length())).append(line).append('\n');
      first = false;
    }
  }
}
