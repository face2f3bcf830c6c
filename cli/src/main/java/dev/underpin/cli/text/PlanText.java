package dev.underpin.cli.text;

import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.ProbeAnswer;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.workflow.PlanResult;
import dev.underpin.workflow.words.Difference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan as a person reads it: grouped by table, each step with its lock, its SQL and its way back.
 */
public final class PlanText {
  private final PlanResult result;
  private final Style style;
  private final Optional<String> flags;
  private final Page page;

  private PlanText(PlanResult result, Style style, Optional<String> flags) {
    this.result = result;
    this.style = style;
    this.flags = flags;
    this.page = new Page(style);
  }

  /**
   * The whole text.
   *
   * @param flags the flags that name the database and the schema, repeated in the commands that are
   *     suggested; absent where nothing is to be suggested
   */
  public static String of(PlanResult result, Style style, Optional<String> flags) {
    PlanText text = new PlanText(result, style, flags);
    text.write();
    return text.page.toString();
  }

  private void write() {
    Verdict verdict = new Verdict(result);
    Wrap.prose(verdict.headline(), Wrap.WIDTH).forEach(l -> page.line(style.bold(l)));
    result
        .continuing()
        .ifPresent(
            c ->
                page.prose(
                    "",
                    "Continuing "
                        + c.id()
                        + ": steps "
                        + dev.underpin.workflow.Steps.ranges(c.remaining())
                        + " remain, and underpin apply runs them. This plan starts where they end."));
    if (!result.pending().isEmpty()) {
      page.prose(
          "",
          "Pending, and not part of this plan: "
              + String.join(", ", result.pending())
              + ". underpin apply runs what is saved.");
    }
    groups();
    data();
    notes();
    refusals();
    if (!result.isEmpty()) {
      page.blank();
      flags.ifPresent(this::next);
      Wrap.prose(verdict.closing(), Wrap.WIDTH).forEach(l -> page.line(colour(verdict, l)));
    }
  }

  private String colour(Verdict verdict, String text) {
    if (result.isRefused()) return verdict.blocked() ? style.red(text) : style.yellow(text);
    return style.green(text);
  }

  // ── changes and steps ──────────────────────────────────────────────────────────────────────────

  private void groups() {
    Map<QualifiedName, List<Difference>> differences = new LinkedHashMap<>();
    Map<QualifiedName, List<Integer>> steps = new LinkedHashMap<>();
    for (int i = 0; i < result.plan().steps().size(); i++) {
      QualifiedName subject = result.plan().steps().get(i).subject();
      steps.computeIfAbsent(subject, s -> new ArrayList<>()).add(i);
    }
    result
        .differences()
        .forEach(d -> differences.computeIfAbsent(d.group(), g -> new ArrayList<>()).add(d));
    List<QualifiedName> order = new ArrayList<>(steps.keySet());
    differences.keySet().stream().filter(g -> !steps.containsKey(g)).forEach(order::add);
    for (QualifiedName group : order) {
      group(
          group, differences.getOrDefault(group, List.of()), steps.getOrDefault(group, List.of()));
    }
  }

  private void group(QualifiedName group, List<Difference> differences, List<Integer> steps) {
    TableFacts facts = facts(group, differences);
    page.blank();
    String heading = heading(group);
    page.aligned(style.bold(heading), heading.length(), size(differences, facts));
    StepText stepText = new StepText(page);
    List<Integer> rest = new ArrayList<>(steps);
    for (Difference difference : inOrderOfSteps(differences, steps)) {
      change(difference);
      List<Integer> own =
          steps.stream().filter(i -> belongs(step(i), difference) && rest.contains(i)).toList();
      own.forEach(i -> stepText.print(i + 1, step(i), facts));
      rest.removeAll(own);
    }
    if (!rest.isEmpty() && !differences.isEmpty() && rest.size() < steps.size()) page.blank();
    rest.forEach(i -> stepText.print(i + 1, step(i), facts));
  }

  /**
   * As they are begun; changes without a step of their own come last, before the steps that several
   * share.
   */
  private List<Difference> inOrderOfSteps(List<Difference> differences, List<Integer> steps) {
    Comparator<Difference> byFirstStep =
        Comparator.comparing(
            d ->
                steps.stream()
                    .filter(i -> belongs(step(i), d))
                    .findFirst()
                    .orElse(Integer.MAX_VALUE));
    return differences.stream().sorted(byFirstStep).toList();
  }

  private String heading(QualifiedName group) {
    String name = result.names().of(group);
    return name.isEmpty() ? "database" : name;
  }

  private static String size(List<Difference> differences, TableFacts facts) {
    for (Difference d : differences) {
      if (d.name().isEmpty() && d.sign() == Difference.Sign.ADD) return "new " + d.kind();
    }
    return Amount.of(facts);
  }

  private TableFacts facts(QualifiedName group, List<Difference> differences) {
    for (Difference d : differences) {
      if (d.kind().equals("table") && d.sign() == Difference.Sign.RENAME) {
        for (QualifiedName name : result.catalog().tables().keySet()) {
          if (d.before().filter(result.names().of(name)::equals).isPresent())
            return result.catalog().facts(name);
        }
      }
    }
    return result.catalog().facts(group);
  }

  private static boolean belongs(Step step, Difference difference) {
    return step.source().filter(difference.target()::equals).isPresent();
  }

  private void change(Difference difference) {
    String sign = difference.sign().mark();
    String place = difference.sign() == Difference.Sign.DROP ? "" : place(difference.target());
    List<String> lines = Wrap.prose(difference.line(), Wrap.WIDTH - 4);
    boolean fits = lines.size() == 1 && lines.get(0).length() + place.length() + 7 <= Wrap.WIDTH;
    for (int i = 0; i < lines.size(); i++) {
      String head = i == 0 ? "  " + sign + " " : "      ";
      String text = head + lines.get(i);
      String shown = i == 0 ? "  " + signed(difference, sign) + " " + lines.get(i) : text;
      page.aligned(shown, text.length(), fits ? place : "");
    }
    if (!fits && !place.isEmpty()) page.line("      " + style.dim(place));
  }

  private String place(ObjectRef ref) {
    return result.place(ref).map(l -> shortened(l.file()) + ":" + l.row()).orElse("");
  }

  /** Where a file's path is long, its end says enough. */
  private static String shortened(String file) {
    String path = file.replace('\\', '/');
    if (path.length() <= 40) return path;
    int last = path.lastIndexOf('/');
    return "…" + path.substring(Math.max(0, path.lastIndexOf('/', last - 1)));
  }

  private String signed(Difference difference, String sign) {
    return switch (difference.sign()) {
      case ADD -> style.green(sign);
      case DROP -> style.red(sign);
      case CHANGE, RENAME -> style.yellow(sign);
    };
  }

  private Step step(int index) {
    return result.plan().steps().get(index);
  }

  // ── data, notes, refusals ──────────────────────────────────────────────────────────────────────

  private void data() {
    List<ProbeAnswer> fine = new ArrayList<>();
    List<ProbeAnswer> found = new ArrayList<>();
    List<ProbeAnswer> blocking = result.inTheWay();
    for (ProbeAnswer answer : result.answers()) {
      if (answer.unanswered().isPresent()) continue;
      if (answer.count() == 0) fine.add(answer);
      else if (!blocking.contains(answer)) found.add(answer);
    }
    if (result.answers().isEmpty()) return;
    page.heading("Data");
    for (ProbeAnswer answer : fine.size() > 6 ? fine.subList(0, 5) : fine) {
      bullet(
          "ok",
          "no rows of "
              + result.names().of(answer.probe().table())
              + " "
              + answer.probe().finding());
    }
    if (fine.size() > 6)
      bullet("ok", (fine.size() - 5) + " more questions, and nothing in the way");
    for (ProbeAnswer answer : found) bullet("found", sentence(answer));
    for (ProbeAnswer answer : blocking) {
      bullet("stop", sentence(answer));
      if (!answer.probe().remedy().isEmpty()) page.lines("           ", answer.probe().remedy());
    }
    for (ProbeAnswer answer : result.unchecked()) {
      bullet(
          "?",
          "not checked: rows of "
              + result.names().of(answer.probe().table())
              + " that "
              + answer.probe().finding()
              + " ("
              + answer.unanswered().orElse("")
              + ")");
    }
  }

  /** The finding, its table named as everything else here. */
  private String sentence(ProbeAnswer answer) {
    return answer.sentence(result.names().defaultNamespace());
  }

  private void bullet(String word, String text) {
    List<String> lines = Wrap.prose(text, Wrap.WIDTH - 11);
    String padded = String.format("  %-7s", word);
    String shown =
        switch (word) {
          case "ok" -> style.green(padded);
          case "stop" -> style.red(padded);
          case "?" -> style.yellow(padded);
          default -> padded;
        };
    for (int i = 0; i < lines.size(); i++) page.line((i == 0 ? shown : "         ") + lines.get(i));
  }

  private void notes() {
    if (result.notes().isEmpty() && result.warnings().stream().noneMatch(PlanText::isWarning))
      return;
    page.heading("Notes");
    result.warnings().stream()
        .filter(PlanText::isWarning)
        .forEach(
            p ->
                page.prose(
                    "  ",
                    p.location().map(l -> l + ": ").orElse("")
                        + p.message()
                        + p.hint().map(h -> " (" + h + ")").orElse("")));
    for (Note note : result.notes()) page.prose("  ", note.toString());
  }

  private static boolean isWarning(Problem problem) {
    return problem.severity() == Problem.Severity.WARNING;
  }

  private void refusals() {
    if (result.refusals().isEmpty()) return;
    page.heading("Refused");
    result
        .refusals()
        .forEach(
            r -> {
              String place =
                  result
                      .place(r.source())
                      .map(l -> shortened(l.file()) + ":" + l.row() + ": ")
                      .orElse("");
              page.prose("  ", place + r.reason());
              if (!r.remedy().isEmpty()) page.lines("      ", r.remedy());
            });
  }

  private void next(String given) {
    if (!result.refusals().isEmpty() || !result.inTheWay().isEmpty()) return;
    String allow = result.missing().isEmpty() ? "" : " --allow " + Verdict.words(result.missing());
    suggestion("Save it:  ", "underpin plan --save NAME" + allow, given);
    suggestion("Run it:   ", "underpin apply --direct" + allow, given);
  }

  /** A command to copy; its flags go on a line of their own where it would not fit. */
  private void suggestion(String label, String command, String given) {
    if (given.isEmpty()) {
      page.line(style.dim(label) + command);
    } else if (label.length() + command.length() + given.length() < Wrap.WIDTH) {
      page.line(style.dim(label) + command + " " + given);
    } else {
      page.line(style.dim(label) + command + " \\");
      page.line(" ".repeat(label.length() + 2) + given);
    }
  }
}
