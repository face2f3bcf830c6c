package dev.underpin.runner.convergence;

import dev.underpin.planner.Plan;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.convergence.InjectedRun.End;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One plan, into which a server does something else again and again. Each time ends where the first
 * began, in the same database, so that the plan can be used once more.
 */
final class InjectedPlan {
  private static final String ID = "20260101000000_ordeal";
  private static final int DOWN_SHARE = 30;

  private final Laboratory laboratory;
  private final Journey journey;
  private final Dice dice;
  private final List<String> log = new ArrayList<>();

  InjectedPlan(Laboratory laboratory, Flavour flavour, Pair pair, Dice dice) {
    this.laboratory = laboratory;
    this.journey = new Journey(laboratory, flavour, pair, false);
    this.dice = dice;
  }

  /** How often each end was reached, in at most so many injections. */
  Map<End, Integer> run(int most) {
    Map<End, Integer> ends = new EnumMap<>(End.class);
    Optional<Plan> plan = Optional.empty();
    try {
      plan = journey.prepared(ID);
      if (plan.isEmpty()) return ends;
      inject(plan.get(), most, ends);
      return ends;
    } catch (SQLException | RuntimeException e) {
      String what = log.isEmpty() ? "" : log.get(0) + "\n";
      throw new Failure(
          "injection",
          firstLine(e) + "\n" + what + String.join("\n", log) + "\n" + trace(e),
          plan.map(Plan::steps).orElse(List.of()),
          e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " " + e.getClass();
  }

  private static String trace(Exception e) {
    StringBuilder text = new StringBuilder(String.valueOf(e));
    for (int i = 0; i < Math.min(12, e.getStackTrace().length); i++)
      text.append("\n  at ").append(e.getStackTrace()[i]);
    return text.toString();
  }

  private void inject(Plan plan, int most, Map<End, Integer> ends) throws SQLException {
    Migration honest =
        Migrations.of(
            plan,
            ID,
            laboratory.dialect(),
            laboratory.dialect().defaultNamespace(),
            Set.of(Allow.values()));
    for (int i = 0; i < most; i++) {
      log.clear();
      boolean down = dice.chance(DOWN_SHARE);
      List<MigrationStep> open = honest.steps().stream().filter(s -> isOpen(s, down)).toList();
      if (open.isEmpty()) return;
      MigrationStep step = dice.pick(open);
      String engine = laboratory.dialect().engine().id();
      List<Injection> kinds =
          List.of(Injection.values()).stream()
              .filter(k -> k.isPossible(engine, plan, down ? step.down() : step.up()))
              .toList();
      Injection kind = dice.pick(kinds);
      log.add(
          "%s in %sstep %s of %s"
              .formatted(
                  kind, down ? "the rollback of " : "", step.number(), honest.steps().size()));
      InjectedRun run = new InjectedRun(laboratory, journey, plan, honest, dice, log);
      End end = down ? run.down(step, kind) : run.up(step, kind);
      ends.merge(end, 1, Integer::sum);
      if (end == End.TARGET && !run.back()) return;
      // A view that nobody asked for is of a kind that some of these schemas leave alone.
      if (kind == Injection.EXTRA_VIEW) laboratory.execute("DROP VIEW IF EXISTS zz_extra");
    }
  }

  /** Batches walk their table by one statement, and a tool makes a whole copy. */
  private static boolean isOpen(MigrationStep step, boolean down) {
    Mode mode = down ? step.downMode() : step.mode();
    List<String> statements = down ? step.down() : step.up();
    return mode != Mode.BATCHES && mode != Mode.BY_TOOL && !statements.isEmpty();
  }
}
