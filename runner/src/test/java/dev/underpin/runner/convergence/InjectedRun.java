package dev.underpin.runner.convergence;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.Plan;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.migration.Migrations;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** A server does something else in one step; then what status advises is followed. */
final class InjectedRun {
  private static final String ID = "20260101000000_ordeal";
  private static final int MOST_COMMANDS = 2;

  /** How it ended, where nothing was wrong. */
  enum End {
    /** The plan is refused, or nothing can be done to it. */
    NONE,
    START,
    TARGET
  }

  private final Laboratory laboratory;
  private final Journey journey;
  private final Dice dice;
  private final List<String> log = new ArrayList<>();
  private List<dev.underpin.planner.step.Step> steps = List.of();

  InjectedRun(Laboratory laboratory, Flavour flavour, Pair pair, Dice dice) {
    this.laboratory = laboratory;
    this.journey = new Journey(laboratory, flavour, pair, false);
    this.dice = dice;
  }

  End run() {
    try {
      return suffer();
    } catch (SQLException | RuntimeException e) {
      throw new Failure("ordeal", String.join("\n", log) + "\n" + e, steps, e);
    }
  }

  private End suffer() throws SQLException {
    Optional<Plan> prepared = journey.prepared(ID);
    if (prepared.isEmpty()) return End.NONE;
    Plan plan = prepared.get();
    steps = plan.steps();
    String engine = laboratory.dialect().engine().id();
    Migration honest =
        Migrations.of(
            plan,
            ID,
            laboratory.dialect(),
            laboratory.dialect().defaultNamespace(),
            Set.of(Allow.values()));
    List<MigrationStep> open = honest.steps().stream().filter(Injection::isPossibleIn).toList();
    List<Injection> kinds =
        List.of(Injection.values()).stream().filter(k -> k.isPossible(engine, plan)).toList();
    if (open.isEmpty()) return End.NONE;
    MigrationStep step = dice.pick(open);
    Injection kind = dice.pick(kinds);
    log.add(kind + " in step " + step.number() + " of " + honest.steps().size());
    Schema before = laboratory.schema();
    SortedMap<String, List<String>> rows = journey.dump();
    MigrationStep other = kind.of(step, engine, plan, laboratory);
    boolean stopped = apply(with(honest, other), plan);
    if (!stopped) {
      mustBe(plan.to(), "it was not noticed");
      return End.TARGET;
    }
    honestAgain(step);
    return follow(honest, plan, before, rows);
  }

  private End follow(
      Migration honest, Plan plan, Schema before, SortedMap<String, List<String>> rows)
      throws SQLException {
    boolean accepted = false;
    int most = MOST_COMMANDS;
    for (int i = 0; ; i++) {
      HistoryEntry entry = HistoryReader.entry(laboratory.database(), ID).orElseThrow();
      if (entry.state() == State.ROLLED_BACK) {
        mustBe(before, "rolled back");
        if (!rows.equals(journey.dump())) throw new IllegalStateException("other rows");
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
        apply(honest, plan);
        if (i == 0) most++;
      } else if (ways.rollback()) {
        rollback(entry, i > 0);
      } else {
        log.add("accept");
        runner().accept(entry);
        accepted = true;
      }
    }
  }

  private Runner runner() {
    return new Runner(
        laboratory.database(), RunOptions.DEFAULT, Scope.ALL, RunListener.NONE, Clock.systemUTC());
  }

  /** True where it stopped. */
  private boolean apply(Migration migration, Plan plan) {
    try {
      runner().apply(migration, "", Optional.of(plan.to()), List.of());
      log.add("apply: done");
      return false;
    } catch (UnderpinException e) {
      log.add("apply: " + e.getMessage());
      return true;
    }
  }

  private void rollback(HistoryEntry entry, boolean approved) {
    try {
      runner().rollback(entry, 0, approved ? Set.of(Allow.values()) : Set.of());
      log.add("rollback: done");
    } catch (UnderpinException e) {
      log.add("rollback: " + e.getMessage());
    }
  }

  /** The server does so only once: from now on it runs what the step says. */
  private void honestAgain(MigrationStep step) throws SQLException {
    boolean schemas = laboratory.dialect().engine().id().equals("postgresql");
    String table = schemas ? "underpin.steps" : "underpin_steps";
    laboratory.execute(
        "UPDATE "
            + table
            + " SET up_sql = "
            + laboratory.dialect().literal(StepRecord.texts(step.up()))
            + " WHERE number = "
            + step.number());
  }

  private static Migration with(Migration m, MigrationStep other) {
    List<MigrationStep> steps =
        m.steps().stream().map(s -> s.number() == other.number() ? other : s).toList();
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

  private void mustBe(Schema expected, String what) {
    Schema live = laboratory.schema();
    String difference = Difference.between(expected, live);
    // A view that nobody asked for is of a kind that these schemas leave alone.
    if (!difference.isEmpty())
      throw new IllegalStateException(what + ", but another schema\n  " + difference);
  }
}
