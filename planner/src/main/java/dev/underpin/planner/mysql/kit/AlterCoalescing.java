package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Steps that follow each other on one table and are done by the same method become one statement:
 * the table is read or copied once, its lock is taken once, and columns that come instantly use up
 * one of the versions that a row may have.
 */
public final class AlterCoalescing {
  private AlterCoalescing() {}

  public static List<Step> neighbours(List<Step> steps) {
    List<Step> joined = new ArrayList<>();
    for (Step step : steps) {
      int last = joined.size() - 1;
      Optional<Step> both = joined.isEmpty() ? Optional.empty() : joined(joined.get(last), step);
      if (both.isPresent()) joined.set(last, both.get());
      else joined.add(step);
    }
    return joined;
  }

  private static Optional<Step> joined(Step one, Step two) {
    if (one.phase() != two.phase() || !isAlone(one) || !isAlone(two)) return Optional.empty();
    return both(one.upStatements(), two.upStatements())
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
                    both(two.downStatements(), one.downStatements())
                        .<List<SqlStatement>>map(List::of)
                        .orElseGet(() -> concat(two.downStatements(), one.downStatements())),
                    lock(one.lock(), two.lock()),
                    distinct(one.hazards(), two.hazards()),
                    Set.copyOf(concat(List.copyOf(one.needs()), List.copyOf(two.needs()))),
                    concat(one.effects(), two.effects()),
                    distinct(one.checks(), two.checks()),
                    distinct(two.downChecks(), one.downChecks())));
  }

  private static boolean isAlone(Step step) {
    return step.mode() == Mode.ALONE
        && step.downMode() == Mode.ALONE
        && step.effects().stream().noneMatch(ExpressionKeys::concerns);
  }

  private static Optional<SqlStatement> both(List<SqlStatement> one, List<SqlStatement> two) {
    return one.size() == 1
            && two.size() == 1
            && one.get(0) instanceof AlterTable first
            && two.get(0) instanceof AlterTable second
        ? first.and(second).map(SqlStatement.class::cast)
        : Optional.empty();
  }

  private static Lock lock(Lock one, Lock two) {
    return one.work().compareTo(two.work()) >= 0 ? one : two;
  }

  private static <T> List<T> concat(List<T> one, List<T> two) {
    return Stream.concat(one.stream(), two.stream()).toList();
  }

  private static <T> List<T> distinct(List<T> one, List<T> two) {
    return Stream.concat(one.stream(), two.stream()).distinct().toList();
  }
}
