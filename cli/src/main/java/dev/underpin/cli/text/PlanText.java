package dev.underpin.cli.text;

import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.ProbeAnswer;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.workflow.Estimate;
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
  private static final String STEP_INDENT = "         ";
  private static final String LABEL = "       ";

  private final PlanResult result;
  private final Style style;
  private final Optional<String> flags;
  private final StringBuilder out = new StringBuilder();

  private PlanText(PlanResult result, Style style, Optional<String> flags) {
    this.result = result;
    this.style = style;
    this.flags = flags;
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
    return text.out.toString();
  }

  private void write() {
    Verdict verdict = new Verdict(result);
    Wrap.prose(verdict.headline(), Wrap.WIDTH).forEach(l -> line(style.bold(l)));
    result
        .continuing()
        .ifPresent(
            c ->
                prose(
                    "",
                    "Continuing "
                        + c.id()
                        + ": steps "
                        + dev.underpin.workflow.Steps.ranges(c.remaining())
                        + " remain, and underpin apply runs them. This plan starts where they end."));
    if (!result.pending().isEmpty()) {
      prose(
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
      line("");
      flags.ifPresent(this::next);
      Wrap.prose(verdict.closing(), Wrap.WIDTH).forEach(l -> line(colour(verdict, l)));
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
    line("");
    line(
        aligned(
            style.bold(heading(group, differences)),
            heading(group, differences).length(),
            size(differences, facts)));
    List<Integer> rest = new ArrayList<>(steps);
    for (Difference difference : inOrderOfSteps(differences, steps)) {
      change(difference);
      List<Integer> own =
          steps.stream().filter(i -> belongs(step(i), difference) && rest.contains(i)).toList();
      own.forEach(i -> step(i, facts));
      rest.removeAll(own);
    }
    if (!rest.isEmpty() && !differences.isEmpty() && rest.size() < steps.size()) line("");
    rest.forEach(i -> step(i, facts));
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

  private String heading(QualifiedName group, List<Difference> differences) {
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

  private boolean belongs(Step step, Difference difference) {
    return !step.path().isEmpty() && plain(step.path()).equals(plain(difference.path()));
  }

  /** A path with the default namespace left out, as people leave it out. */
  private String plain(String path) {
    String prefix = "tables." + result.names().defaultNamespace() + ".";
    return result.names().defaultNamespace().isEmpty() || !path.startsWith(prefix)
        ? path
        : "tables." + path.substring(prefix.length());
  }

  private void change(Difference difference) {
    String sign = difference.sign().mark();
    String place = difference.sign() == Difference.Sign.DROP ? "" : place(difference.path());
    List<String> lines = Wrap.prose(difference.line(), Wrap.WIDTH - 4);
    boolean fits = lines.size() == 1 && lines.get(0).length() + place.length() + 7 <= Wrap.WIDTH;
    for (int i = 0; i < lines.size(); i++) {
      String head = i == 0 ? "  " + sign + " " : "      ";
      String text = head + lines.get(i);
      String shown = i == 0 ? "  " + signed(difference, sign) + " " + lines.get(i) : text;
      line(fits ? aligned(shown, text.length(), place) : shown);
    }
    if (!fits && !place.isEmpty()) line("      " + style.dim(place));
  }

  private String place(String path) {
    return result.place(path).map(l -> shortened(l.file()) + ":" + l.row()).orElse("");
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

  private void step(int index, TableFacts facts) {
    Step step = step(index);
    String number = String.format("%5d", index + 1);
    List<String> title = Wrap.prose(step.title(), Wrap.WIDTH - 20);
    line(
        number
            + "  "
            + style.dim(String.format("%-8s", step.phase().word()))
            + "  "
            + style.bold(title.get(0)));
    title.stream().skip(1).forEach(t -> line(" ".repeat(17) + t));
    labelled(
        "lock", Wrap.prose(lock(step.lock(), Estimate.of(step, facts).map(Amount::time)), width()));
    labelled("sql", sql(step.up()));
    labelled("back", step.down().isEmpty() ? List.of(noWayBack(step)) : sql(step.down()));
    for (String hazard : step.hazards()) labelled("note", Wrap.prose(hazard, width()));
    if (step.mode() == Mode.BATCHES) {
      step.batch()
          .filter(b -> !b.key().isEmpty())
          .ifPresent(
              b ->
                  labelled(
                      "runs",
                      List.of(
                          "in batches along "
                              + String.join(", ", b.key())
                              + ", each committed by itself")));
    } else if (step.mode() == Mode.ALONE) {
      labelled("runs", List.of("outside of a transaction"));
    }
    if (!step.needs().isEmpty()) {
      labelled("needs", List.of("--allow " + Verdict.words(step.needs())));
    }
  }

  private static String noWayBack(Step step) {
    return step.needs().contains(Allow.IRREVERSIBLE) ? "there is no way back" : "nothing to undo";
  }

  private static String lock(Lock lock, Optional<String> time) {
    String held = lock.name().isEmpty() ? "" : lock.name() + ": ";
    return held
        + lock.blocks().words()
        + "; "
        + lock.work().words()
        + time.map(t -> ", " + t.replace(' ', '\u00a0')).orElse("");
  }

  private static int width() {
    return Wrap.WIDTH - STEP_INDENT.length() - LABEL.length();
  }

  private static List<String> sql(List<String> statements) {
    List<String> lines = new ArrayList<>();
    for (String statement : statements) lines.addAll(Wrap.sql(statement + ";", width()));
    return lines;
  }

  private void labelled(String label, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String head = i == 0 ? String.format("%-7s", label) : LABEL;
      line(STEP_INDENT + style.dim(head) + lines.get(i));
    }
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
    line("");
    line(style.bold("Data"));
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
    for (ProbeAnswer answer : found) bullet("found", answer.sentence());
    for (ProbeAnswer answer : blocking) {
      bullet(style == Style.PLAIN ? "stop" : "stop", answer.sentence());
      if (!answer.probe().remedy().isEmpty()) prose("             ", answer.probe().remedy());
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
    for (int i = 0; i < lines.size(); i++) line((i == 0 ? shown : "         ") + lines.get(i));
  }

  private void notes() {
    if (result.notes().isEmpty() && result.warnings().stream().noneMatch(PlanText::isWarning))
      return;
    line("");
    line(style.bold("Notes"));
    result.warnings().stream()
        .filter(PlanText::isWarning)
        .forEach(
            p ->
                prose(
                    "  ",
                    p.location().map(l -> l + ": ").orElse("")
                        + p.message()
                        + p.hint().map(h -> " (" + h + ")").orElse("")));
    for (Note note : result.notes()) prose("  ", note.toString());
  }

  private static boolean isWarning(Problem problem) {
    return problem.severity() == Problem.Severity.WARNING;
  }

  private void refusals() {
    if (result.refusals().isEmpty()) return;
    line("");
    line(style.bold("Refused"));
    result
        .refusals()
        .forEach(
            r -> {
              String place =
                  result
                      .place(r.path())
                      .map(l -> shortened(l.file()) + ":" + l.row() + ": ")
                      .orElse("");
              prose("  ", place + r.reason());
              if (!r.remedy().isEmpty()) prose("      ", r.remedy());
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
      line(style.dim(label) + command);
    } else if (label.length() + command.length() + given.length() < Wrap.WIDTH) {
      line(style.dim(label) + command + " " + given);
    } else {
      line(style.dim(label) + command + " \\");
      line(" ".repeat(label.length() + 2) + given);
    }
  }

  // ── lines ──────────────────────────────────────────────────────────────────────────────────────

  private void prose(String indent, String text) {
    List<String> lines = Wrap.prose(text, Wrap.WIDTH - indent.length() - 2);
    for (int i = 0; i < lines.size(); i++) line((i == 0 ? indent : indent + "  ") + lines.get(i));
  }

  private String aligned(String shown, int length, String right) {
    if (right.isEmpty()) return shown;
    return shown + " ".repeat(Math.max(2, Wrap.WIDTH - length - right.length())) + style.dim(right);
  }

  private void line(String text) {
    out.append(text.stripTrailing().replace('\u00a0', ' ')).append('\n');
  }
}
