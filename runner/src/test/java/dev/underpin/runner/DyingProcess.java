package dev.underpin.runner;

import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.session.Database;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A program that applies the migration of {@link ConcurrentRunsTest} and halts in the middle of it,
 * as if killed.
 */
public final class DyingProcess {
  static final int CODE = 9;

  private DyingProcess() {}

  public static void main(String[] args) {
    Database database = Database.open(Introspectors.parseUrl(args[0]), false);
    Migration migration =
        new Migration(
            "m",
            database.engine().id(),
            "",
            new TreeSet<>(),
            args[1],
            args[3],
            List.of(),
            List.of(step(1, "a", args[2]), step(2, "b", args[3])));
    new Runner(
            database,
            Fixture.PATIENT,
            Scope.ALL,
            Fixture.atStartOf(2, s -> Runtime.getRuntime().halt(CODE)),
            Fixture.CLOCK)
        .apply(migration, "", Optional.empty(), List.of());
  }

  private static MigrationStep step(int number, String table, String leaves) {
    return new MigrationStep(
        number,
        Phase.EXPAND,
        table,
        "",
        Mode.TRANSACTION,
        Optional.empty(),
        List.of("CREATE TABLE " + table + " (x integer)"),
        Mode.TRANSACTION,
        List.of("DROP TABLE " + table),
        leaves,
        List.of(),
        List.of());
  }
}
