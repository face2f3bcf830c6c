package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.ddl.MysqlAlter;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Steps that follow each other on one table and are done in the same way become one statement: the
 * table is read or copied once, its lock is taken once, and columns that come instantly use up one
 * of the versions that a row may have.
 */
public final class AlterCoalescing {
  private AlterCoalescing() {}

  public static List<Step> neighbours(List<Step> steps, MysqlAlter alter) {
    List<Step> joined = new ArrayList<>();
    for (Step step : steps) {
      Optional<Step> both =
          joined.isEmpty() ? Optional.empty() : joined(joined.get(joined.size() - 1), step, alter);
      if (both.isPresent()) joined.set(joined.size() - 1, both.get());
      else joined.add(step);
    }
    return joined;
  }

  private static Optional<Step> joined(Step one, Step two, MysqlAlter alter) {
    if (!one.subject().equals(two.subject())
        || one.phase() != two.phase()
        || !isOneStatement(one)
        || !isOneStatement(two)) return Optional.empty();
    return alter
        .joined(one.subject(), one.up().get(0), two.up().get(0))
        .map(
            up ->
                new Step(
                    one.phase(),
                    one.title() + ", " + two.title(),
                    one.subject(),
                    one.source(),
                    Mode.ALONE,
                    List.of(up),
                    Optional.empty(),
                    Mode.ALONE,
                    back(one, two, alter),
                    lock(one.lock(), two.lock()),
                    both(one.hazards(), two.hazards()),
                    all(one, two),
                    concat(one.effects(), two.effects()),
                    both(one.checks(), two.checks()),
                    both(two.downChecks(), one.downChecks())));
  }

  private static boolean isOneStatement(Step step) {
    return step.mode() == Mode.ALONE
        && step.downMode() == Mode.ALONE
        && step.up().size() == 1
        && step.effects().stream().noneMatch(ExpressionKeys::concerns);
  }

  private static List<String> back(Step one, Step two, MysqlAlter alter) {
    if (one.down().size() == 1 && two.down().size() == 1) {
      Optional<String> down = alter.joined(one.subject(), two.down().get(0), one.down().get(0));
      if (down.isPresent()) return List.of(down.get());
    }
    List<String> down = new ArrayList<>(two.down());
    down.addAll(one.down());
    return down;
  }

  private static Lock lock(Lock one, Lock two) {
    return one.work().compareTo(two.work()) >= 0 ? one : two;
  }

  private static Set<Allow> all(Step one, Step two) {
    EnumSet<Allow> all = EnumSet.noneOf(Allow.class);
    all.addAll(one.needs());
    all.addAll(two.needs());
    return all;
  }

  private static <T> List<T> concat(List<T> one, List<T> two) {
    return Stream.concat(one.stream(), two.stream()).toList();
  }

  private static <T> List<T> both(List<T> one, List<T> two) {
    Set<T> all = new LinkedHashSet<>(one);
    all.addAll(two);
    return List.copyOf(all);
  }
}
