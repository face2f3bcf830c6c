package dev.underpin.runner.convergence;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.Plan;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  /** The last statements do nothing, and the server says that all is well. */
  MISSING_END,
  /** An index of a table that stays is dropped as well. */
  DROPPED_INDEX,
  /** A view or another object that stays is dropped as well. */
  DROPPED_OBJECT,
  /** An attribute of a table changes. */
  OTHER_ATTRIBUTE,
  /** A column gets a default. */
  OTHER_DEFAULT,
  /** Rows of a table disappear. */
  OTHER_ROWS,
  /** Somebody else may read a table. */
  OTHER_GRANT,
  /** Some of it happens, and the server says that it failed. */
  ERROR_BETWEEN,
  /** All of it happens, and the server says that it failed. */
  ERROR_AFTER,
  /** Some of it happens, and the connection is gone. */
  LOST_BETWEEN,
  /** All of it happens, and the connection is gone. */
  LOST_CONNECTION,
  /** Something else happens, and the connection is gone. */
  EXTRA_TABLE_AND_LOST_CONNECTION;

  /** The table and column to which something is done: in both schemas, and a whole number. */
  private record Spot(Table table, String column) {}

  /** True where the engine can do that to these statements, and there is something to do it to. */
  boolean isPossible(String engine, Plan plan, List<String> statements) {
    boolean sqlite = engine.equals("sqlite");
    return switch (this) {
      case EXTRA_TABLE, MISSING, ERROR_AFTER -> true;
      case MISSING_END, ERROR_BETWEEN -> statements.size() > 1;
      case EXTRA_COLUMN, EXTRA_INDEX, EXTRA_VIEW, OTHER_ROWS -> !spots(plan).isEmpty();
      case DROPPED_INDEX -> index(plan).isPresent();
      case DROPPED_OBJECT -> object(plan).isPresent();
      case OTHER_ATTRIBUTE, OTHER_DEFAULT, OTHER_GRANT -> !sqlite && !spots(plan).isEmpty();
      case LOST_BETWEEN -> !sqlite && statements.size() > 1;
      case LOST_CONNECTION, EXTRA_TABLE_AND_LOST_CONNECTION -> !sqlite;
    };
  }

  /** True where it changes rows, so that they are not the same afterwards. */
  boolean changesRows() {
    return this == OTHER_ROWS;
  }

  /** The statements as such a server runs them. */
  List<String> of(List<String> statements, Plan plan, Dialect dialect, Dice dice) {
    String engine = dialect.engine().id();
    int some = statements.size() > 1 ? dice.between(1, statements.size() - 1) : 0;
    List<String> run = new ArrayList<>(statements);
    switch (this) {
      case MISSING -> run.clear();
      case MISSING_END -> run.subList(some, run.size()).clear();
      case ERROR_BETWEEN -> run.add(some, "ZZZ");
      case ERROR_AFTER -> run.add("ZZZ");
      case LOST_BETWEEN -> run.add(some, kill(engine));
      case LOST_CONNECTION -> run.add(kill(engine));
      case EXTRA_TABLE -> run.add(extraTable(engine));
      case EXTRA_TABLE_AND_LOST_CONNECTION -> {
        run.add(extraTable(engine));
        run.add(kill(engine));
      }
      case DROPPED_INDEX -> run.add(dropIndex(plan, dialect));
      case DROPPED_OBJECT -> run.add(object(plan).orElseThrow().drop());
      default -> run.add(inTable(dice.pick(spots(plan)), dialect));
    }
    return run;
  }

  private String inTable(Spot spot, Dialect dialect) {
    boolean schemas = dialect.engine().id().equals("postgresql");
    String table = dialect.quote(spot.table().name());
    String column = dialect.quote(spot.column());
    return switch (this) {
      case EXTRA_COLUMN -> "ALTER TABLE " + table + " ADD COLUMN zz_extra integer";
      case EXTRA_INDEX -> "CREATE INDEX zz_extra ON " + table + " (" + column + ")";
      case EXTRA_VIEW ->
          "CREATE VIEW " + (schemas ? "public." : "") + "zz_extra AS SELECT 1 AS one FROM " + table;
      case OTHER_ATTRIBUTE ->
          schemas
              ? "COMMENT ON TABLE " + table + " IS 'zz'"
              : "ALTER TABLE " + table + " COMMENT = 'zz'";
      case OTHER_DEFAULT -> "ALTER TABLE " + table + " ALTER COLUMN " + column + " SET DEFAULT 77";
      case OTHER_ROWS -> "DELETE FROM " + table;
      case OTHER_GRANT ->
          "GRANT SELECT ON " + table + " TO " + (schemas ? "PUBLIC" : "CURRENT_USER()");
      default -> throw new IllegalStateException(name());
    };
  }

  private static String extraTable(String engine) {
    String namespace = engine.equals("postgresql") ? "public." : "";
    return "CREATE TABLE " + namespace + "zz_extra (id integer)";
  }

  private static String kill(String engine) {
    return engine.equals("postgresql")
        ? "SELECT pg_terminate_backend(pg_backend_pid())"
        : "KILL CONNECTION_ID()";
  }

  private static String dropIndex(Plan plan, Dialect dialect) {
    Table table = withIndex(plan).get(0);
    Index index = index(plan).orElseThrow();
    String name = dialect.quote(index.name());
    return switch (dialect.engine().id()) {
      case "postgresql" ->
          "DROP INDEX " + dialect.quote(new QualifiedName(table.name().schema(), index.name()));
      case "sqlite" -> "DROP INDEX " + name;
      default -> "DROP INDEX " + name + " ON " + dialect.quote(table.name());
    };
  }

  private static Optional<Index> index(Plan plan) {
    return withIndex(plan).stream()
        .findFirst()
        .flatMap(t -> t.indexes().stream().filter(i -> isInBoth(plan, t, i)).findFirst());
  }

  private static List<Table> withIndex(Plan plan) {
    return plan.from().tables().values().stream()
        .filter(t -> t.indexes().stream().anyMatch(i -> isInBoth(plan, t, i)))
        .toList();
  }

  private static boolean isInBoth(Plan plan, Table table, Index index) {
    return plan.to().table(table.name()).filter(t -> t.indexes().contains(index)).isPresent();
  }

  /** An object of both schemas on which nothing else is built. */
  private static Optional<SchemaObject> object(Plan plan) {
    return plan.from().objects().values().stream()
        .filter(o -> o.key().kind() == Kind.VIEW || o.key().kind() == Kind.TRIGGER)
        .filter(o -> o.equals(plan.to().objects().get(o.key())))
        .findFirst();
  }

  private static List<Spot> spots(Plan plan) {
    List<Spot> spots = new ArrayList<>();
    for (Table table : plan.from().tables().values()) {
      Optional<Table> after = plan.to().table(table.name());
      if (after.isEmpty()) continue;
      table.columns().stream()
          .filter(c -> isNumber(c.type()) && after.get().column(c.name()).isPresent())
          .findFirst()
          .ifPresent(c -> spots.add(new Spot(table, c.name())));
    }
    return spots;
  }

  private static boolean isNumber(String type) {
    return type.matches("(?i)(small|big)?int(eger)?");
  }
}
