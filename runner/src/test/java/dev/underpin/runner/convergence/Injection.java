package dev.underpin.runner.convergence;

import dev.underpin.planner.Plan;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import java.util.ArrayList;
import java.util.List;

/** What a server does beside, or in place of, what a step asks for. */
enum Injection {
  /** A table that nobody asked for. */
  EXTRA_TABLE,
  /** A column that nobody asked for, in a table that stays. */
  EXTRA_COLUMN,
  /** An index that nobody asked for. */
  EXTRA_INDEX,
  /** A view that nobody asked for. */
  EXTRA_VIEW,
  /** Nothing happens, and the server says that all is well. */
  MISSING,
  /** An attribute of a table changes. */
  OTHER_ATTRIBUTE,
  /** All of it happens, and the server says that it failed. */
  ERROR_AFTER,
  /** All of it happens, and the connection is gone. */
  LOST_CONNECTION,
  /** Something else happens, and the connection is gone. */
  EXTRA_TABLE_AND_LOST_CONNECTION;

  /** True where the engine can do that, and a table is there for it to be done to. */
  boolean isPossible(String engine, Plan plan) {
    return switch (this) {
      case EXTRA_TABLE, MISSING, ERROR_AFTER -> true;
      case EXTRA_COLUMN, EXTRA_INDEX, EXTRA_VIEW -> !plain(plan).isEmpty();
      case OTHER_ATTRIBUTE -> !engine.equals("sqlite") && !plain(plan).isEmpty();
      case LOST_CONNECTION, EXTRA_TABLE_AND_LOST_CONNECTION -> !engine.equals("sqlite");
    };
  }

  /** The step as such a server runs it. */
  MigrationStep of(MigrationStep step, String engine, Plan plan, Laboratory laboratory) {
    List<String> up = new ArrayList<>(this == MISSING ? List.of() : step.up());
    String namespace = engine.equals("postgresql") ? "public." : "";
    String extraTable = "CREATE TABLE " + namespace + "zz_extra (id integer)";
    switch (this) {
      case EXTRA_TABLE -> up.add(extraTable);
      case EXTRA_COLUMN ->
          up.add("ALTER TABLE " + table(plan, laboratory) + " ADD COLUMN zz_extra integer");
      case EXTRA_INDEX ->
          up.add(
              "CREATE INDEX zz_extra ON "
                  + table(plan, laboratory)
                  + " ("
                  + laboratory.dialect().quote(column(plan))
                  + ")");
      case EXTRA_VIEW ->
          up.add(
              "CREATE VIEW "
                  + namespace
                  + "zz_extra AS SELECT 1 AS one FROM "
                  + table(plan, laboratory));
      case OTHER_ATTRIBUTE ->
          up.add(
              engine.equals("postgresql")
                  ? "COMMENT ON TABLE " + table(plan, laboratory) + " IS 'zz'"
                  : "ALTER TABLE " + table(plan, laboratory) + " COMMENT = 'zz'");
      case ERROR_AFTER -> up.add("ZZZ");
      case LOST_CONNECTION -> up.add(kill(engine));
      case EXTRA_TABLE_AND_LOST_CONNECTION -> {
        up.add(extraTable);
        up.add(kill(engine));
      }
      case MISSING -> {}
    }
    return with(step, up);
  }

  /** Batches walk their table by one statement, and a tool makes a whole copy. */
  static boolean isPossibleIn(MigrationStep step) {
    return step.mode() != Mode.BATCHES && step.mode() != Mode.BY_TOOL && !step.up().isEmpty();
  }

  private static String kill(String engine) {
    return engine.equals("postgresql")
        ? "SELECT pg_terminate_backend(pg_backend_pid())"
        : "KILL CONNECTION_ID()";
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

  private static String table(Plan plan, Laboratory laboratory) {
    return laboratory.dialect().quote(plain(plan).get(0));
  }

  private static String column(Plan plan) {
    return plan.from().tables().get(plain(plan).get(0)).columns().stream()
        .filter(c -> isNumber(c.type()) && inBoth(plan, plain(plan).get(0), c.name()))
        .map(c -> c.name())
        .findFirst()
        .orElseThrow();
  }

  /** Tables that are the same before and after, with a column that an index can have. */
  private static List<QualifiedName> plain(Plan plan) {
    Schema to = plan.to();
    return plan.from().tables().values().stream()
        .filter(t -> to.tables().containsKey(t.name()))
        .filter(
            t ->
                t.columns().stream()
                    .anyMatch(c -> isNumber(c.type()) && inBoth(plan, t.name(), c.name())))
        .map(t -> t.name())
        .toList();
  }

  private static boolean inBoth(Plan plan, QualifiedName table, String column) {
    return plan.to().tables().get(table).column(column).isPresent();
  }

  private static boolean isNumber(String type) {
    return type.matches("(?i)(small|big)?int(eger)?");
  }
}
