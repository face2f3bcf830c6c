package dev.underpin.workflow.adopt;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A migration tool whose history can be read, so that Underpin can continue after it. */
public enum OtherTool {
  /** One row a migration, and rows of failed ones. */
  FLYWAY(
      "Flyway",
      "flyway_schema_history",
      List.of("version", "description", "success"),
      "installed_rank") {
    @Override
    Optional<String> name(List<Optional<String>> row) {
      return Optional.of(
          row.get(0).map(v -> "V" + v + "__").orElse("R__") + text(row, 1).replace(' ', '_'));
    }

    @Override
    boolean isUnfinished(List<Optional<String>> row) {
      return !isTrue(text(row, 2));
    }
  },

  /** One row a change set. What is under way is said by another table. */
  LIQUIBASE(
      "Liquibase", "databasechangelog", List.of("id", "author", "filename"), "orderexecuted") {
    @Override
    Optional<String> name(List<Optional<String>> row) {
      return Optional.of(text(row, 2) + "::" + text(row, 0) + "::" + text(row, 1));
    }
  },

  /** One row a head of the graph of revisions. */
  ALEMBIC("Alembic", "alembic_version", List.of("version_num"), "version_num"),

  /** One row an attempt. */
  PRISMA(
      "Prisma Migrate",
      "_prisma_migrations",
      List.of("migration_name", "finished_at", "rolled_back_at"),
      "started_at") {
    @Override
    Optional<String> name(List<Optional<String>> row) {
      return row.get(2).isPresent() ? Optional.empty() : row.get(0);
    }

    @Override
    boolean isUnfinished(List<Optional<String>> row) {
      return row.get(1).isEmpty() && row.get(2).isEmpty();
    }
  },

  /** One row with the last version. */
  GOLANG_MIGRATE("golang-migrate", "schema_migrations", List.of("version", "dirty"), "version") {
    @Override
    boolean isUnfinished(List<Optional<String>> row) {
      return isTrue(text(row, 1));
    }
  };

  private final String product;
  private final String table;
  private final List<String> columns;
  private final String order;

  OtherTool(String product, String table, List<String> columns, String order) {
    this.product = product;
    this.table = table;
    this.columns = columns;
    this.order = order;
  }

  /** The name of the tool. */
  public String product() {
    return product;
  }

  /** What a person types for it: {@code golang-migrate}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The table of its history, in small letters. */
  String table() {
    return table;
  }

  List<String> columns() {
    return columns;
  }

  /** The column by which the last migration comes last. */
  String order() {
    return order;
  }

  /** The migration of a row; absent where the row is not one that is in force. */
  Optional<String> name(List<Optional<String>> row) {
    return row.get(0);
  }

  /** True where the tool itself would not go on: a migration has failed, or is under way. */
  boolean isUnfinished(List<Optional<String>> row) {
    return false;
  }

  private static String text(List<Optional<String>> row, int column) {
    return row.get(column).orElse("");
  }

  private static boolean isTrue(String value) {
    return List.of("t", "true", "1").contains(value.toLowerCase(Locale.ROOT));
  }
}
