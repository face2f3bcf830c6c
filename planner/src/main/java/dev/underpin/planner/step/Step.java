package dev.underpin.planner.step;

import dev.underpin.schema.catalog.Probe;
import dev.underpin.schema.model.QualifiedName;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One step of a plan: what is run, what it locks, what it does to the model, and the way back.
 *
 * @param title what it does, in plain words, without the table's name: {@code add column status
 *     with its default}
 * @param subject the table or object it is about; the preview groups by it
 * @param path where the change that asks for it is declared, as a YAML path; empty where nowhere
 * @param mode how {@code up} is run
 * @param up the statements, without closing semicolons
 * @param batch how a backfill walks its table, where {@code mode} or {@code downMode} is {@link
 *     Mode#BATCHES}
 * @param downMode how {@code down} is run
 * @param down the inverse: statements that lead back to where the step began; empty with an
 *     identity effect when there is nothing to undo
 * @param lock what others notice
 * @param hazards what a person should know before running it, each a sentence
 * @param needs what must be allowed by name
 * @param effect what it does to the model
 * @param checks asked before the first step runs; rows found refuse the plan
 * @param downChecks asked before a rollback begins
 */
public record Step(
    Phase phase,
    String title,
    QualifiedName subject,
    String path,
    Mode mode,
    List<String> up,
    Optional<Batch> batch,
    Mode downMode,
    List<String> down,
    Lock lock,
    List<String> hazards,
    Set<Allow> needs,
    Effect effect,
    List<Probe> checks,
    List<Probe> downChecks) {
  public Step {
    up = List.copyOf(up);
    down = List.copyOf(down);
    hazards = List.copyOf(hazards);
    needs = needs.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(needs));
    checks = List.copyOf(checks);
    downChecks = List.copyOf(downChecks);
  }

  public Step withPhase(Phase other) {
    return new Step(
        other,
        title,
        subject,
        path,
        mode,
        up,
        batch,
        downMode,
        down,
        lock,
        hazards,
        needs,
        effect,
        checks,
        downChecks);
  }
}
