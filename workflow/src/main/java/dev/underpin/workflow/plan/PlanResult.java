package dev.underpin.workflow.plan;

import dev.underpin.planner.Plan;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.workflow.report.ChangeLine;
import dev.underpin.workflow.report.DisplayNames;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A plan with all that a person should see before running it.
 *
 * @param catalog the database it was made for, with facts; without facts where it was made from the
 *     lock
 * @param live false where no database was asked
 * @param migrations the folder a plan would be saved to, for the next command
 * @param differences the changes in words
 * @param answers what the data said to every question
 * @param allowed what was allowed
 * @param warnings what the YAML's reader found doubtful
 * @param notes what a person should know, from reading, spelling and planning
 * @param continuing the migration that is partially applied, where there is one: the plan then
 *     starts at its end
 * @param pending ids of saved migrations that this database has not had
 * @param rehearsal where the plan was rehearsed, or why not, as a sentence without its full stop;
 *     absent where there is nothing to rehearse
 * @param risks how much the steps can harm
 */
public record PlanResult(
    Catalog catalog,
    boolean live,
    DisplayNames names,
    Plan plan,
    Origins origins,
    List<ChangeLine> differences,
    List<DataCheckAnswer> answers,
    Set<Allow> allowed,
    List<Problem> warnings,
    List<Note> notes,
    Optional<Continuing> continuing,
    List<String> pending,
    Optional<String> rehearsal,
    StepRisks risks) {
  public PlanResult {
    differences = List.copyOf(differences);
    answers = List.copyOf(answers);
    allowed = Set.copyOf(allowed);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    pending = List.copyOf(pending);
  }

  /** A migration of which steps remain. */
  public record Continuing(String id, List<Integer> remaining) {
    public Continuing {
      remaining = List.copyOf(remaining);
    }
  }

  /** True where there is nothing to do. */
  public boolean isEmpty() {
    return plan.isEmpty();
  }

  /** What has to be allowed by name and was not. */
  public Set<Allow> missing() {
    EnumSet<Allow> missing = EnumSet.noneOf(Allow.class);
    missing.addAll(plan.needs());
    missing.removeAll(allowed);
    return missing;
  }

  /** Rows that would break a step. */
  public List<DataCheckAnswer> violations() {
    Set<String> checks = new LinkedHashSet<>();
    for (Step step : plan.steps()) for (DataCheck probe : step.checks()) checks.add(probe.id());
    return answers.stream()
        .filter(a -> checks.contains(a.probe().id()))
        .filter(a -> a.unanswered().isEmpty() && a.count() > 0)
        .toList();
  }

  /** Questions that were not answered: nothing is known, and it is not "fine". */
  public List<DataCheckAnswer> unchecked() {
    return answers.stream().filter(a -> a.unanswered().isPresent()).toList();
  }

  /** What is known of a table, of one that is renamed under its old name. */
  public TableFacts facts(QualifiedName table) {
    for (ChangeLine d : differences) {
      if (!d.kind().equals("table")
          || d.sign() != ChangeLine.Sign.RENAME
          || !d.group().equals(table)) continue;
      for (QualifiedName name : catalog.tables().keySet())
        if (d.before().filter(names.of(name)::equals).isPresent()) return catalog.facts(name);
    }
    return catalog.facts(table);
  }

  /** The same with how much its steps can harm. */
  public PlanResult withRisks(StepRisks other) {
    return new PlanResult(
        catalog,
        live,
        names,
        plan,
        origins,
        differences,
        answers,
        allowed,
        warnings,
        notes,
        continuing,
        pending,
        rehearsal,
        other);
  }

  /** True where running it would be refused. */
  public boolean isRefused() {
    return !plan.refusals().isEmpty()
        || !violations().isEmpty()
        || !missing().isEmpty()
        || !risks.above().isEmpty();
  }

  /** The refusals that no word lifts or that no word has lifted yet. */
  public List<Refusal> refusals() {
    return plan.refusals();
  }

  /** Where it is declared. */
  public Optional<Location> place(ObjectRef ref) {
    return origins.of(ref.without(names.defaultNamespace())).or(() -> origins.of(ref));
  }
}
