package dev.underpin.planner.recipe;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Batch;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Builds one draft, a line an attribute. What is not said is harmless: a transaction, no effect, no
 * rollback needed.
 */
public final class StepBuilder {
  private final Phase phase;
  private final int rank;
  private final QualifiedName subject;
  private final String title;
  private final Lock lock;
  private Optional<ObjectRef> source = Optional.empty();
  private Mode mode = Mode.TRANSACTION;
  private Mode downMode = Mode.TRANSACTION;
  private final List<SqlStatement> up = new ArrayList<>();
  private final List<SqlStatement> down = new ArrayList<>();
  private Optional<Batch> batch = Optional.empty();
  private final List<Finding> hazards = new ArrayList<>();
  private final EnumSet<Allow> allow = EnumSet.noneOf(Allow.class);
  private final List<Change> effects = new ArrayList<>();
  private final List<DataCheck> checks = new ArrayList<>();
  private final List<DataCheck> downChecks = new ArrayList<>();
  private final Set<StepKey> creates = new HashSet<>();
  private final Set<StepKey> needs = new HashSet<>();
  private final Set<StepKey> releases = new HashSet<>();
  private final Set<StepKey> destroys = new HashSet<>();
  private final Set<StepKey> together = new HashSet<>();
  private boolean aside;
  private boolean undoneFirst;

  private StepBuilder(Phase phase, int rank, QualifiedName subject, String title, Lock lock) {
    this.phase = phase;
    this.rank = rank;
    this.subject = subject;
    this.title = title;
    this.lock = lock;
  }

  /** Begin a step. */
  public static StepBuilder step(
      Phase phase, int rank, QualifiedName subject, String title, Lock lock) {
    return new StepBuilder(phase, rank, subject, title, lock);
  }

  /** Begin a step of the expand phase. */
  public static StepBuilder expand(int rank, QualifiedName subject, String title, Lock lock) {
    return step(Phase.EXPAND, rank, subject, title, lock);
  }

  /** Begin a step of the contract phase. */
  public static StepBuilder contract(int rank, QualifiedName subject, String title, Lock lock) {
    return step(Phase.CONTRACT, rank, subject, title, lock);
  }

  public StepBuilder source(ObjectRef ref) {
    return source(Optional.of(ref));
  }

  public StepBuilder source(Optional<ObjectRef> ref) {
    source = ref;
    return this;
  }

  public StepBuilder up(String... statements) {
    return up(List.of(statements));
  }

  public StepBuilder up(List<String> statements) {
    statements.forEach(sql -> up.add(SqlStatement.of(sql)));
    return this;
  }

  public StepBuilder up(SqlStatement... statements) {
    up.addAll(List.of(statements));
    return this;
  }

  public StepBuilder down(String... statements) {
    return down(List.of(statements));
  }

  public StepBuilder down(List<String> statements) {
    statements.forEach(sql -> down.add(SqlStatement.of(sql)));
    return this;
  }

  public StepBuilder down(SqlStatement... statements) {
    down.addAll(List.of(statements));
    return this;
  }

  /** What it runs, and what rolls it back. */
  public StepBuilder statements(List<SqlStatement> forward, List<SqlStatement> back) {
    up.addAll(forward);
    down.addAll(back);
    return this;
  }

  public StepBuilder mode(Mode forward, Mode back) {
    mode = forward;
    downMode = back;
    return this;
  }

  public StepBuilder batch(Batch walk) {
    batch = Optional.of(walk);
    return this;
  }

  public StepBuilder hazard(Finding hazard) {
    hazards.add(hazard);
    return this;
  }

  public StepBuilder allow(Allow word) {
    allow.add(word);
    return this;
  }

  public StepBuilder effect(Change change) {
    return effect(List.of(change));
  }

  public StepBuilder effect(List<Change> changes) {
    effects.addAll(changes);
    return this;
  }

  public StepBuilder check(DataCheck probe) {
    checks.add(probe);
    return this;
  }

  public StepBuilder check(Optional<DataCheck> probe) {
    return checks(probe.stream().toList());
  }

  public StepBuilder checks(Collection<DataCheck> probes) {
    checks.addAll(probes);
    return this;
  }

  public StepBuilder downCheck(DataCheck probe) {
    downChecks.add(probe);
    return this;
  }

  public StepBuilder creates(StepKey... keys) {
    creates.addAll(List.of(keys));
    return this;
  }

  public StepBuilder needs(StepKey... keys) {
    return needs(List.of(keys));
  }

  public StepBuilder needs(Collection<StepKey> keys) {
    needs.addAll(keys);
    return this;
  }

  public StepBuilder releases(StepKey... keys) {
    return releases(List.of(keys));
  }

  public StepBuilder releases(Collection<StepKey> keys) {
    releases.addAll(keys);
    return this;
  }

  public StepBuilder destroys(StepKey... keys) {
    destroys.addAll(List.of(keys));
    return this;
  }

  /** All steps with this key are one transaction. */
  public StepBuilder together(StepKey... keys) {
    together.addAll(List.of(keys));
    return this;
  }

  /** It only makes room for another step of its transaction. */
  public StepBuilder aside() {
    aside = true;
    return this;
  }

  /** A rollback of its transaction begins with it. */
  public StepBuilder undoneFirst() {
    undoneFirst = true;
    return this;
  }

  /** The draft. */
  public UnorderedStep build() {
    Step step =
        new Step(
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
            allow,
            effects,
            checks,
            downChecks);
    return new UnorderedStep(
        step, rank, creates, needs, releases, destroys, together, aside, undoneFirst);
  }
}
