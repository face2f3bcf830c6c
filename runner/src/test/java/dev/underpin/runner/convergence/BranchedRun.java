package dev.underpin.runner.convergence;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.Plan;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.step.Allow;
import dev.underpin.runner.Runner;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.apply.TakenName;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Two migrations that were planned from the same schema run one after the other, in both orders.
 */
final class BranchedRun {
  private static final List<String> IDS = List.of("20260101000000_one", "20260101000001_two");

  /** How it ended, where nothing was wrong. */
  enum End {
    /** Both orders led to the same schema, and back. */
    COMMUTED,
    /** In one order at least the second needs what the first has changed, and said so. */
    UNFIT,
    /** A plan is refused, or rows are in the way of a migration or of its rollback. */
    REFUSED
  }

  private final Laboratory laboratory;
  private final List<Journey> journeys = new ArrayList<>();
  private final List<String> log = new ArrayList<>();

  BranchedRun(Laboratory laboratory, Flavour flavour, List<Pair> branches) {
    this.laboratory = laboratory;
    for (Pair pair : branches) journeys.add(new Journey(laboratory, flavour, pair, false));
  }

  End run() {
    try {
      Optional<Schema> one = order(0, 1);
      Optional<Schema> other = order(1, 0);
      if (log.contains("refused")) return End.REFUSED;
      if (one.isEmpty() || other.isEmpty()) return End.UNFIT;
      mustBe(one.get(), other.get(), "the other order");
      return End.COMMUTED;
    } catch (SQLException | RuntimeException e) {
      if (e instanceof Failure failure && log.isEmpty()) throw failure;
      throw new Failure("branches", e.getMessage() + "\n" + String.join("\n", log), List.of(), e);
    }
  }

  /** The schema that both lead to; empty where that was refused. */
  private Optional<Schema> order(int first, int second) throws SQLException {
    Optional<Plan> one = journeys.get(first).prepared(IDS.get(first));
    Optional<Plan> two = journeys.get(second).planned(IDS.get(second));
    if (one.isEmpty() || two.isEmpty()) return refused();
    Schema before = laboratory.schema();
    SortedMap<String, List<String>> rows = journeys.get(first).dump();
    log.add("first: " + titles(one.get()) + "\nthen: " + titles(two.get()));
    HistoryEntry entry =
        runner().apply(migration(one.get(), first), "", Optional.empty(), List.of());
    Schema between = laboratory.schema();
    SortedMap<String, List<String>> rowsBetween = journeys.get(first).dump();
    Migration next = migration(two.get(), second);
    LiveSchema live = LiveSchema.read(laboratory.database(), Scope.ALL);
    Set<SchemaPart> unmet = live.unmet(next);
    Optional<TakenName> taken = TakenName.of(next, live);
    if (!unmet.isEmpty() || taken.isPresent()) {
      log.add("unmet: " + unmet + ", " + taken);
      back(entry, before, rows);
      return Optional.empty();
    }
    Optional<HistoryEntry> applied = applied(next, between);
    if (applied.isEmpty()) return refused();
    Schema reached = laboratory.schema();
    if (!back(applied.get(), between, rowsBetween) || !back(entry, before, rows)) return refused();
    return Optional.of(reached);
  }

  private Optional<Schema> refused() {
    log.add("refused");
    return Optional.empty();
  }

  /** Rows may be in the way, and then nothing has happened. */
  private Optional<HistoryEntry> applied(Migration migration, Schema before) {
    try {
      return Optional.of(runner().apply(migration, "", Optional.empty(), List.of()));
    } catch (UnderpinException e) {
      if (e.kind() != UnderpinException.Kind.REFUSED) throw e;
      mustBe(before, laboratory.schema(), "refused");
      return Optional.empty();
    }
  }

  /** True where a rollback led back; rows may be in its way. */
  private boolean back(HistoryEntry entry, Schema to, SortedMap<String, List<String>> rows)
      throws SQLException {
    Schema from = laboratory.schema();
    try {
      runner().rollback(entry, 0);
    } catch (UnderpinException e) {
      if (e.kind() != UnderpinException.Kind.REFUSED) throw e;
      mustBe(from, laboratory.schema(), "refused");
      return false;
    }
    mustBe(to, laboratory.schema(), "rolled back " + entry.id());
    if (!rows.equals(journeys.get(0).dump()))
      throw new IllegalStateException("other rows\n  " + rows + "\n  " + journeys.get(0).dump());
    return true;
  }

  private Migration migration(Plan plan, int which) {
    return Migrations.of(
        plan,
        IDS.get(which),
        laboratory.dialect(),
        laboratory.dialect().defaultNamespace(),
        Set.of(Allow.values()));
  }

  private static List<String> titles(Plan plan) {
    return plan.steps().stream().map(s -> s.title() + " (" + s.subject() + ")").toList();
  }

  private Runner runner() {
    return new Runner(
        laboratory.database(), RunOptions.DEFAULT, Scope.ALL, RunListener.NONE, Clock.systemUTC());
  }

  private static void mustBe(Schema expected, Schema actual, String what) {
    String difference = Difference.betweenRead(expected, actual);
    if (!difference.isEmpty())
      throw new IllegalStateException(what + ", but another schema\n  " + difference);
  }
}
