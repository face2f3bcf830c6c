package dev.underpin.runner.apply;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.MigrationStep;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A step whose rollback has stopped in the middle. Its statements lead to its end again where those
 * that find their work done may be passed over, which is never so of a change of rows.
 */
final class HalfUndone {
  private static final Set<String> ROW_CHANGES = Set.of("INSERT", "UPDATE", "DELETE", "REPLACE");

  private HalfUndone() {}

  /** True where the step can be run once more; what it left is looked at afterwards. */
  static boolean canBeRunAgain(MigrationStep step, Dialect dialect) {
    return switch (step.mode()) {
      case TRANSACTION, DETACHED, ALONE ->
          step.up().stream().noneMatch(sql -> changesRows(sql, dialect));
      case BATCHES, BY_TOOL -> false;
    };
  }

  /** True for a statement that changes rows and nothing else. */
  static boolean changesRows(String sql, Dialect dialect) {
    List<String> tokens = dialect.tokens(sql);
    return !tokens.isEmpty() && ROW_CHANGES.contains(tokens.get(0).toUpperCase(Locale.ROOT));
  }
}
