package dev.underpin.languageserver;

import dev.underpin.languageserver.names.Symbol;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.report.ChangeLine;
import java.util.ArrayList;
import java.util.List;

/** What a plan does to one table or one part of it, in Markdown. */
final class PlanWords {
  /** A longer list hides what it is about. */
  private static final int MOST = 12;

  private final PlanResult plan;
  private final Symbol symbol;

  private PlanWords(PlanResult plan, Symbol symbol) {
    this.plan = plan;
    this.symbol = symbol;
  }

  static String of(Plans.Answer answer, Symbol symbol) {
    if (answer.plan().isEmpty()) return answer.why();
    PlanWords words = new PlanWords(answer.plan().get(), symbol);
    return words.text(answer.database());
  }

  private String text(String database) {
    List<String> changes = new ArrayList<>();
    for (ChangeLine line : plan.differences())
      if (isMeant(line.target()))
        changes.add("- `%s` %s".formatted(line.sign().mark(), line.listing(plan.names())));
    List<String> lines = new ArrayList<>();
    List<Refusal> refusals = plan.refusals().stream().filter(r -> isMeant(r.source())).toList();
    if (changes.isEmpty() && refusals.isEmpty())
      return "Plan for %s (saved files): no change.".formatted(database);
    lines.add("Plan for %s (saved files):".formatted(database));
    lines.addAll(some(changes));
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < plan.plan().steps().size(); i++) {
      Step step = plan.plan().steps().get(i);
      if (isStepOf(step)) steps.add(step(i + 1, step));
    }
    if (!steps.isEmpty()) lines.add("");
    lines.addAll(some(steps));
    for (Refusal refusal : refusals)
      lines.add(
          "\nRefused: %s %s".formatted(refusal.reason().labelled(), refusal.remedy()).strip());
    return String.join("\n", lines);
  }

  private static List<String> some(List<String> lines) {
    if (lines.size() <= MOST) return lines;
    List<String> first = new ArrayList<>(lines.subList(0, MOST));
    first.add("- and %d more".formatted(lines.size() - MOST));
    return first;
  }

  private static String step(int number, Step step) {
    StringBuilder text = new StringBuilder();
    text.append("- step ").append(number).append(": ").append(step.title());
    Lock lock = step.lock();
    text.append(" — ").append(lock.blocks().words()).append(", ").append(lock.work().words());
    if (!lock.name().isEmpty()) text.append(" (").append(lock.name()).append(')');
    for (Finding hazard : step.hazards()) text.append("  \n  ⚠ ").append(hazard.labelled());
    if (!step.needs().isEmpty())
      text.append("  \n  needs approval: `--allow ")
          .append(String.join(",", step.needs().stream().map(a -> a.word()).sorted().toList()))
          .append('`');
    return text.toString();
  }

  /** A step that makes several changes of a table is one of each of them. */
  private boolean isStepOf(Step step) {
    ObjectRef ref = step.source().orElseGet(() -> ObjectRef.table(step.subject()));
    ObjectRef here = ref.without(plan.names().defaultNamespace());
    return isMeant(ref) || here.equals(ObjectRef.table(symbol.owner()));
  }

  /** A table has all that is about it; a part of it has its own. */
  private boolean isMeant(ObjectRef ref) {
    ObjectRef here = ref.without(plan.names().defaultNamespace());
    ObjectRef table = ObjectRef.table(symbol.owner());
    return switch (symbol.kind()) {
      case TABLE -> here.root().equals(table);
      case COLUMN -> here.equals(table.column(symbol.name()));
      case INDEX -> here.equals(table.index(symbol.name()));
      case CONSTRAINT -> here.root().equals(table) && here.name().equals(symbol.name());
      case TYPE, SEQUENCE, OBJECT -> false;
    };
  }
}
