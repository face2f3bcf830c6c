package dev.underpin.cli.text;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.report.ChangeLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The changes of a plan, one line each, those of a table together, with where each is declared. */
record ChangeList(PlanResult result, TextPage page) {
  /** A longer path is cut at its beginning. */
  private static final int LONGEST_PLACE = 30;

  void print() {
    if (result.differences().isEmpty()) return;
    page.blank();
    Map<QualifiedName, List<ChangeLine>> groups = new LinkedHashMap<>();
    result
        .differences()
        .forEach(d -> groups.computeIfAbsent(d.group(), g -> new ArrayList<>()).add(d));
    groups.values().forEach(group -> group.forEach(this::change));
  }

  private void change(ChangeLine difference) {
    String text = difference.listing(result.names());
    String sign = "  " + signed(difference) + " ";
    Optional<Location> place =
        difference.sign() == ChangeLine.Sign.DROP
            ? Optional.empty()
            : result.place(difference.target());
    String full = place.map(l -> shortened(l.file()) + ":" + l.row()).orElse("");
    if (text.length() <= room(full)) {
      page.aligned(sign + text, text.length() + 4, full);
      return;
    }
    if (page.verbose()) {
      page.hanging(sign, 4, "      ", text);
      if (!full.isEmpty()) page.line("      " + page.style().dim(full));
      return;
    }
    String name = place.map(l -> fileName(l.file()) + ":" + l.row()).orElse("");
    int least = difference.subject(result.names()).length() + 1;
    boolean beside = room(name) >= least;
    String cut = LineWrapper.cut(text, Math.max(beside ? room(name) : room(""), least));
    if (beside) page.aligned(sign + cut, cut.length() + 4, name);
    else page.hanging(sign, 4, "    ", cut);
    if (!beside && !name.isEmpty()) page.line("      " + page.style().dim(name));
  }

  /** How much of a change fits beside its place. */
  private int room(String place) {
    return page.width() - 4 - (place.isEmpty() ? 0 : place.length() + 2);
  }

  private static String fileName(String file) {
    return file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
  }

  /** Where a file's path is long, its end says enough. */
  static String shortened(String file) {
    String path = file.replace('\\', '/');
    while (path.length() > LONGEST_PLACE && path.indexOf('/', 2) > 0)
      path = "…" + path.substring(path.indexOf('/', 2));
    return path;
  }

  private String signed(ChangeLine difference) {
    String mark = difference.sign().mark();
    return switch (difference.sign()) {
      case ADD -> page.style().green(mark);
      case DROP -> page.style().red(mark);
      case CHANGE, RENAME -> page.style().yellow(mark);
    };
  }
}
