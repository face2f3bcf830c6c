package dev.underpin.planner.step;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.QualifiedName;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One step of a plan: what is run, what it locks, what it does to the model, and the rollback.
 *
 * @param title what it does, in plain words, without the table's name: {@code add column status
 *     with its default}
 * @param subject the table or object it is about; the preview groups by it
 * @param source what the change is about that asks for this step, the table where several changes
 *     of it do, so that the preview shows it with that change; empty where no single change does
 * @param mode how {@code upStatements} are run
 * @param upStatements what it runs
 * @param batch how a backfill walks its table, where {@code mode} or {@code downMode} is {@link
 *     Mode#BATCHES}
 * @param downMode how {@code downStatements} are run
 * @param downStatements the inverse: what leads back to where the step began; empty where there is
 *     nothing to undo
 * @param lock what others notice
 * @param hazards what a person should know before running it
 * @param needs what must be allowed by name
 * @param effects what it does to the model, in order
 * @param checks asked before the first step runs; rows found refuse the plan
 * @param downChecks asked before a rollback begins
 */
public record Step(
    Phase phase,
    String title,
    QualifiedName subject,
    Optional<ObjectRef> source,
    Mode mode,
    List<SqlStatement> upStatements,
    Optional<Batch> batch,
    Mode downMode,
    List<SqlStatement> downStatements,
    Lock lock,
    List<Finding> hazards,
    Set<Allow> needs,
    List<Change> effects,
    List<DataCheck> checks,
    List<DataCheck> downChecks) {
  public Step {
    upStatements = List.copyOf(upStatements);
    downStatements = List.copyOf(downStatements);
    hazards = List.copyOf(hazards);
    needs = needs.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(needs));
    effects = List.copyOf(effects);
    checks = List.copyOf(checks);
    downChecks = List.copyOf(downChecks);
  }

  /** The SQL that it runs, without closing semicolons. */
  public List<String> up() {
    return upStatements.stream().map(SqlStatement::sql).toList();
  }

  /** The SQL that rolls it back, without closing semicolons. */
  public List<String> down() {
    return downStatements.stream().map(SqlStatement::sql).toList();
  }

  /** What rolling it back does to the model, in order. */
  public List<Change> undone() {
    return Change.inverse(effects);
  }

  public Step withPhase(Phase other) {
    return with(other, hazards, needs, effects, checks, downChecks);
  }

  public Step withStatements(List<SqlStatement> up, List<SqlStatement> down) {
    return new Step(
        phase,
        title,
        subject,
        source,
        mode,
        up,
        batch,
        downMode,
        down,
        lock,
        hazards,
        needs,
        effects,
        checks,
        downChecks);
  }

  public Step withChecks(List<DataCheck> forward, List<DataCheck> back) {
    return with(phase, hazards, needs, effects, forward, back);
  }

  public Step withEffects(List<Change> other) {
    return with(phase, hazards, needs, other, checks, downChecks);
  }

  public Step withHazards(List<Finding> other, Set<Allow> approvals) {
    return with(phase, other, approvals, effects, checks, downChecks);
  }

  private Step with(
      Phase otherPhase,
      List<Finding> otherHazards,
      Set<Allow> otherNeeds,
      List<Change> otherEffects,
      List<DataCheck> forward,
      List<DataCheck> back) {
    return new Step(
        otherPhase,
        title,
        subject,
        source,
        mode,
        upStatements,
        batch,
        downMode,
        downStatements,
        lock,
        otherHazards,
        otherNeeds,
        otherEffects,
        forward,
        back);
  }
}
