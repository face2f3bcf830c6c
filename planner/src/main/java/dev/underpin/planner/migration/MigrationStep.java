package dev.underpin.planner.migration;

import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Batch;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One step of a migration.
 *
 * @param number counted from 1
 * @param title what it does, with the object's name: {@code add column orders.status}
 * @param lock what it locks, in words
 * @param up statements without closing semicolons
 * @param down the inverse, without closing semicolons
 * @param leaves the fingerprint of the schema after it: how a run that was interrupted finds out
 *     whether it has happened
 * @param checks data that must not be there before the migration begins, and what must not be there
 *     after this step
 * @param downChecks data that must not be there before a rollback begins
 * @param needs what had to be allowed by name for it; empty too where it is not known, as of one
 *     that is read from the history or from a file of an earlier version
 */
public record MigrationStep(
    int number,
    Phase phase,
    String title,
    String lock,
    Mode mode,
    Optional<Batch> batch,
    List<String> up,
    Mode downMode,
    List<String> down,
    String leaves,
    List<DataCheck> checks,
    List<DataCheck> downChecks,
    Set<Allow> needs) {
  public MigrationStep {
    up = List.copyOf(up);
    down = List.copyOf(down);
    checks = List.copyOf(checks);
    downChecks = List.copyOf(downChecks);
    needs = Set.copyOf(needs);
  }

  /** One of which it is not known what it needs approval for. */
  public MigrationStep(
      int number,
      Phase phase,
      String title,
      String lock,
      Mode mode,
      Optional<Batch> batch,
      List<String> up,
      Mode downMode,
      List<String> down,
      String leaves,
      List<DataCheck> checks,
      List<DataCheck> downChecks) {
    this(
        number,
        phase,
        title,
        lock,
        mode,
        batch,
        up,
        downMode,
        down,
        leaves,
        checks,
        downChecks,
        Set.of());
  }

  /** What is asked before the first step. */
  public List<DataCheck> checksBefore() {
    return checks.stream().filter(check -> !check.isVerification()).toList();
  }

  /** What is asked after this step. */
  public List<DataCheck> verifications() {
    return checks.stream().filter(DataCheck::isVerification).toList();
  }

  /** The same step with another fingerprint of what it leaves; an empty one promises nothing. */
  public MigrationStep withLeaves(String other) {
    return new MigrationStep(
        number,
        phase,
        title,
        lock,
        mode,
        batch,
        up,
        downMode,
        down,
        other,
        checks,
        downChecks,
        needs);
  }

  /** The same step, run by the server where it would be run by a tool. */
  public MigrationStep withoutTool() {
    Mode byServer = mode == Mode.BY_TOOL ? Mode.ALONE : mode;
    Mode downByServer = downMode == Mode.BY_TOOL ? Mode.ALONE : downMode;
    return new MigrationStep(
        number,
        phase,
        title,
        lock,
        byServer,
        batch,
        up,
        downByServer,
        down,
        leaves,
        checks,
        downChecks,
        needs);
  }
}
