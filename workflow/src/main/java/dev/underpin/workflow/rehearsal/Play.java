package dev.underpin.workflow.rehearsal;

import dev.underpin.planner.Plan;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.ModelState;
import dev.underpin.planner.step.Step;
import dev.underpin.runner.Runner;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.message.DifferenceNames;
import dev.underpin.runner.session.Database;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The three runs of a rehearsal, and what is said of the first step that goes wrong. */
final class Play implements RunListener {
  private final Database copy;
  private final Plan plan;
  private final Migration migration;
  private final Origins origins;
  private Optional<MigrationStep> step = Optional.empty();
  private boolean back;

  Play(Database copy, Plan plan, Migration migration, Origins origins) {
    this.copy = copy;
    this.plan = plan;
    this.migration = migration;
    this.origins = origins;
  }

  @Override
  public void started(MigrationStep begun) {
    step = Optional.of(begun);
  }

  /**
   * @param runners makes the runner that tells a listener of its steps
   */
  void run(BiFunction<Database, RunListener, Runner> runners) {
    Runner runner = runners.apply(copy, this);
    List<Note> before = copy.unusable();
    try {
      HistoryEntry applied = up(runner);
      refuseUnusable(before);
      back = true;
      runner.rollback(applied, 0);
      back = false;
      up(runner);
    } catch (UnderpinException e) {
      if (e.code().filter(FindingCode.REHEARSAL_FAILED::equals).isPresent()) throw e;
      throw failed(e);
    }
  }

  private HistoryEntry up(Runner runner) {
    return runner.apply(migration, "", Optional.of(plan.to()), List.of());
  }

  /** What the plan leaves must be usable: a server keeps a view of which it has lost a table. */
  private void refuseUnusable(List<Note> before) {
    List<String> problems = new ArrayList<>();
    List<String> known = before.stream().map(Note::subject).toList();
    for (Note found : copy.unusable())
      if (!known.contains(found.subject())) problems.add(problem(found));
    if (problems.isEmpty()) return;
    throw error(
        "The rehearsal on %s found what does not work after the plan.\n%s"
            .formatted(copy.engine(), String.join("\n", problems)));
  }

  private String problem(Note unusable) {
    String message =
        "%s cannot be used after the plan: %s. Change or drop it in the same plan, or drop it before."
            .formatted(unusable.subject(), unusable.text());
    for (SchemaObject object : plan.to().objects().values()) {
      if (!unusable.subject().equals(object.kind().words() + " " + object.name())) continue;
      ObjectRef ref = ObjectRef.object(object);
      return ref.in(origins)
          .map(place -> Problem.error(message, place, ref.key()).render())
          .orElse(message);
    }
    return message;
  }

  private UnderpinException failed(UnderpinException e) {
    String where =
        step.map(
                s ->
                    " at %sstep %d of %d (%s: %s)"
                            .formatted(
                                back ? "the rollback of " : "",
                                s.number(),
                                migration.steps().size(),
                                s.phase().word(),
                                s.title())
                        + place(s).map(place -> ", " + place).orElse(""))
            .orElse("");
    return error(
        "The rehearsal on %s failed%s: %s\nThe database was not changed. To plan without a rehearsal: --no-rehearse"
            .formatted(copy.engine(), where, reason(e)));
  }

  /** Where the YAML says what the step does. */
  private Optional<Location> place(MigrationStep failed) {
    Step planned = plan.steps().get(failed.number() - 1);
    for (Change change : planned.effects())
      if (change instanceof Change.DropColumn drop) {
        Optional<Location> said = origins.ofDropped(drop.table(), drop.column().name());
        if (said.isPresent()) return said;
      }
    return planned.source().flatMap(source -> source.in(origins));
  }

  private static UnderpinException error(String text) {
    return UnderpinException.failed(FindingCode.REHEARSAL_FAILED, text);
  }

  /** What the server said, without what a person would do about a run for good. */
  private String reason(UnderpinException e) {
    UnderpinException first = e;
    while (first.getCause() instanceof UnderpinException cause) first = cause;
    if (first.code().filter(FindingCode.RESULT_DIFFERS::equals).isEmpty())
      return first.getMessage().strip();
    String differences = DifferenceNames.between(expected(), copy.readSchema());
    return "the schema after it is not the one that the plan promises"
        + (differences.isEmpty() ? "" : ": " + differences);
  }

  private Schema expected() {
    ModelState state = new ModelState(plan.from(), copy.dialect());
    int last = step.map(MigrationStep::number).orElse(0) - (back ? 1 : 0);
    for (int i = 0; i < last; i++) state.apply(plan.steps().get(i).effects());
    return state.schema();
  }
}
