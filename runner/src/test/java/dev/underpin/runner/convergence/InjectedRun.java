package dev.underpin.runner.convergence;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.Plan;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Allow;
import dev.underpin.runner.Runner;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.apply.PossibleCommands;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.StepRecord;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A server does something else in one step; then what status advises is followed. */
final class InjectedRun {
  private static final int MOST_COMMANDS = 2;

  /** How it ended, where nothing was wrong. */
  enum End {
    START,
    TARGET
  }

  private final Laboratory laboratory;
  private final Journey journey;
  private final Plan plan;
  private final Migration honest;
  private final Dice dice;
  private final List<String> log;
  private final Schema before;
  private final SortedMap<String, List<String>> rows;
  private boolean otherRows;
  private boolean dropsObject;

  InjectedRun(
      Laboratory laboratory,
      Journey journey,
      Plan plan,
      Migration honest,
      Dice dice,
      List<String> log)
      throws SQLException {
    this.laboratory = laboratory;
    this.journey = journey;
    this.plan = plan;
    this.honest = honest;
    this.dice = dice;
    this.log = log;
    this.before = laboratory.schema();
    this.rows = journey.dump();
  }

  /** The server does something else in a step. */
  End up(MigrationStep step, Injection kind) throws SQLException {
    otherRows = kind.changesRows();
    dropsObject = kind == Injection.DROPPED_OBJECT;
    boolean stopped = apply(with(honest, step, injected(step.up(), kind)));
    if (!stopped) {
      mustBe(plan.to(), "it was not noticed");
      return End.TARGET;
    }
    record("up_sql", step, step.up());
    return follow();
  }

  /** The server does something else in the rollback of a step. */
  End down(MigrationStep step, Injection kind) throws SQLException {
    otherRows = kind.changesRows();
    dropsObject = kind == Injection.DROPPED_OBJECT;
    if (apply(honest)) throw new IllegalStateException("the honest migration stopped");
    record("down_sql", step, injected(step.down(), kind));
    rollback(entry(), Set.of());
    record("down_sql", step, step.down());
    return follow();
  }

  /** From the target to the start by a rollback; false where its rows do not fit the start. */
  boolean back() throws SQLException {
    log.add("back");
    boolean before = rollback(entry(), Set.of());
    if (!before) return false;
    mustBeTheStart();
    return true;
  }

  private List<String> injected(List<String> statements, Injection kind) {
    List<String> injected = kind.of(statements, plan, laboratory.dialect(), dice);
    log.add("runs: " + injected);
    return injected;
  }

  private End follow() throws SQLException {
    boolean accepted = false;
    int most = MOST_COMMANDS;
    for (int i = 0; ; i++) {
      HistoryEntry entry = entry();
      if (entry.state() == State.ROLLED_BACK) {
        mustBeTheStart();
        return End.START;
      }
      if (entry.state() == State.APPLIED && !accepted) {
        mustBe(plan.to(), "applied");
        return End.TARGET;
      }
      if (i == most) throw new IllegalStateException("a dead end");
      LiveSchema live = LiveSchema.read(laboratory.database(), Scope.ALL);
      PossibleCommands ways =
          accepted
              ? new PossibleCommands(false, true)
              : PossibleCommands.of(laboratory.database(), entry, live);
      log.add("status: " + ways);
      if (ways.apply() && (!ways.rollback() || dice.chance(50))) {
        apply(honest);
        if (i == 0) most++;
      } else if (ways.rollback()) {
        rollback(entry, i > 0 ? Set.of(Allow.values()) : Set.of());
      } else {
        log.add("accept");
        runner().accept(entry);
        accepted = true;
      }
    }
  }

  private HistoryEntry entry() {
    return HistoryReader.entry(laboratory.database(), honest.id()).orElseThrow();
  }

  private Runner runner() {
    laboratory.reconnect();
    return new Runner(
        laboratory.database(), RunOptions.DEFAULT, Scope.ALL, RunListener.NONE, Clock.systemUTC());
  }

  /** True where it stopped. */
  private boolean apply(Migration migration) {
    try {
      runner().apply(migration, "", Optional.of(plan.to()), List.of());
      log.add("apply: done");
      return false;
    } catch (UnderpinException e) {
      log.add("apply: " + e.getMessage());
      return true;
    }
  }

  /** True where it arrived. */
  private boolean rollback(HistoryEntry entry, Set<Allow> allowed) {
    try {
      runner().rollback(entry, 0, allowed);
      log.add("rollback: done");
      return true;
    } catch (UnderpinException e) {
      log.add("rollback: " + e.getMessage());
      return false;
    }
  }

  /** What the history has as the statements of a step: the server is dishonest only once. */
  private void record(String column, MigrationStep step, List<String> statements)
      throws SQLException {
    boolean schemas = laboratory.dialect().engine().id().equals("postgresql");
    String table = schemas ? "underpin.steps" : "underpin_steps";
    laboratory.execute(
        "UPDATE %s SET %s = %s WHERE number = %s"
            .formatted(
                table,
                column,
                laboratory.dialect().literal(StepRecord.texts(statements)),
                step.number()));
  }

  private static Migration with(Migration m, MigrationStep other, List<String> up) {
    List<MigrationStep> steps =
        m.steps().stream().map(s -> s.number() == other.number() ? with(s, up) : s).toList();
    return new Migration(
        m.id(),
        m.engineId(),
        m.engineVersion(),
        m.allowed(),
        m.from(),
        m.to(),
        m.prologue(),
        steps);
  }

  private static MigrationStep with(MigrationStep s, List<String> up) {
    return new MigrationStep(
        s.number(),
        s.phase(),
        s.title(),
        s.lock(),
        s.mode(),
        s.batch(),
        up,
        s.downMode(),
        s.down(),
        s.leaves(),
        s.checks(),
        s.downChecks());
  }

  private void mustBeTheStart() throws SQLException {
    mustBe(before, "rolled back");
    if (!otherRows && !rows.equals(journey.dump()))
      throw new IllegalStateException("other rows\n  " + rows + "\n  " + journey.dump());
  }

  private void mustBe(Schema expected, String what) {
    Schema live = withoutTheView(laboratory.schema());
    Schema wanted = dropsObject ? promised(expected) : expected;
    String difference = Difference.between(wanted, dropsObject ? promised(live) : live);
    if (!difference.isEmpty())
      throw new IllegalStateException(what + ", but another schema\n  " + difference);
  }

  /** What is gone and the migration does not speak of is told, and does not come again by it. */
  private Schema promised(Schema schema) {
    var objects = new TreeMap<>(schema.objects());
    objects.keySet().removeIf(key -> !honest.kinds().contains(key.kind()));
    return schema.withObjects(objects);
  }

  /** A view that nobody asked for is of a kind that some of these schemas leave alone. */
  private static Schema withoutTheView(Schema live) {
    var objects = new TreeMap<>(live.objects());
    objects.keySet().removeIf(key -> key.name().name().equals("zz_extra"));
    return live.withObjects(objects);
  }
}
