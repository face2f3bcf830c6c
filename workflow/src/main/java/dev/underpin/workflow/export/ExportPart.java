package dev.underpin.workflow.export;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.schema.error.UnderpinException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What another tool runs as one migration: steps that can share a transaction, or one that cannot
 * be in any.
 *
 * @param number from 1 on within the migration
 * @param of how many parts the migration has
 */
record ExportPart(
    Migration migration, int number, int of, List<MigrationStep> steps, Side up, Side down) {
  private static final int TIME = "20261128212821".length();
  private static final int MOST = 999;

  /**
   * One direction.
   *
   * @param statements without closing semicolons, what the session must be told first among them
   * @param inTransaction true where the tool is to make a transaction of it
   */
  record Side(List<String> statements, boolean inTransaction) {
    Side {
      statements = List.copyOf(statements);
    }

    /** A text in which some statement has a semicolon of its own. */
    boolean isCompound() {
      return statements.stream().anyMatch(sql -> sql.contains(";"));
    }
  }

  ExportPart {
    steps = List.copyOf(steps);
  }

  /** The time of the migration, which orders migrations. */
  String time() {
    return migration.id().substring(0, TIME);
  }

  /** The name of the migration. */
  String name() {
    return migration.id().substring(TIME + 1);
  }

  /** The time and the number of the part as one number, of the same length for all. */
  String version() {
    if (number > MOST)
      throw UnderpinException.refused(
          "%s has more than %d parts, which do not fit into the number of a file."
              .formatted(migration.id(), MOST));
    return time() + "%03d".formatted(number);
  }

  /** The steps in a few words, as comments. */
  String comments() {
    return steps.stream()
        .map(step -> "-- step %d: %s\n".formatted(step.number(), line(step.title())))
        .collect(Collectors.joining());
  }

  private static String line(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }
}
