package dev.underpin.workflow;

import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.finding.Finding;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.Refusals;
import dev.underpin.workflow.settings.Settings;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The steps from the live schema to a declared one, as they were when it was made. {@link
 * Underpin#apply(SchemaPlan)} runs it.
 */
public final class SchemaPlan {
  private final PlanResult result;
  private final Settings made;

  SchemaPlan(PlanResult result, Settings made) {
    this.result = result;
    this.made = made;
  }

  PlanResult result() {
    return result;
  }

  /** Settings with the schema of the plan. */
  Settings of(Settings settings) {
    return made.schemaText()
        .map(text -> settings.withSchemaText(made.schema().toString(), text))
        .orElseGet(() -> settings.withSchema(made.schema()));
  }

  /** The name of the database that it was made for. */
  public String database() {
    return result.catalog().database();
  }

  /** True where the database is as declared. */
  public boolean isEmpty() {
    return result.isEmpty();
  }

  /** What differs, in the order in which it is shown. */
  public List<SchemaChange> changes() {
    return result.differences().stream().map(c -> SchemaChange.of(c, result.names())).toList();
  }

  /** What would be run, in this order. */
  public List<PlannedStep> steps() {
    List<Step> steps = result.plan().steps();
    return IntStream.range(0, steps.size()).mapToObj(i -> step(i + 1, steps.get(i))).toList();
  }

  private PlannedStep step(int number, Step step) {
    return new PlannedStep(
        number,
        Phase.of(step.phase()),
        step.title(),
        result.names().of(step.subject()),
        step.up(),
        step.down(),
        step.lock().name(),
        step.lock().blocks().words(),
        step.lock().work().words(),
        step.hazards().stream().map(SchemaPlan::hazard).toList(),
        words(step.needs()));
  }

  private static Hazard hazard(Finding finding) {
    return new Hazard(finding.code().id(), finding.text());
  }

  /** The words of {@code --allow} that it needs and that were not given. */
  public Set<String> missingApprovals() {
    return words(result.missing());
  }

  private static Set<String> words(Set<Allow> needs) {
    return needs.stream().map(Allow::word).collect(Collectors.toCollection(TreeSet::new));
  }

  /** True where it must not be run as it is. */
  public boolean isRefused() {
    return result.isRefused();
  }

  /** Why it must not be run: each with its code, its place in the YAML and what to do. */
  public List<Problem> refusals() {
    return Refusals.problems(result);
  }

  /** What a person should know beside it. */
  public List<String> notes() {
    return result.notes().stream().map(Object::toString).toList();
  }

  /** The plan for a person: the changes, each step with its SQL, and why it must not be run. */
  @Override
  public String toString() {
    if (isEmpty()) return database() + ": no changes\n";
    StringBuilder text = new StringBuilder(database()).append(":\n");
    changes().forEach(change -> text.append("  ").append(change).append('\n'));
    for (PlannedStep step : steps()) text.append('\n').append(step);
    for (Problem refusal : refusals()) text.append('\n').append(refusal.render()).append('\n');
    for (String note : notes()) text.append("\nnote: ").append(note).append('\n');
    return text.toString();
  }
}
