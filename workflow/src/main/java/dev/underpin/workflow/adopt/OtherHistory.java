package dev.underpin.workflow.adopt;

import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.workflow.database.LiveDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What another tool has applied to a database.
 *
 * @param applied its migrations in force, the last one last
 * @param unfinished those that have failed or are under way
 * @param tables the names of the tables in which it keeps that
 */
public record OtherHistory(
    OtherTool tool, List<String> applied, List<String> unfinished, List<String> tables) {
  private static final String LIQUIBASE_LOCK = "databasechangeloglock";

  public OtherHistory {
    applied = List.copyOf(applied);
    unfinished = List.copyOf(unfinished);
    tables = List.copyOf(tables);
  }

  /** The histories of all tools that a database has. */
  static List<OtherHistory> all(LiveDatabase live) {
    Database database = live.database();
    List<OtherHistory> found = new ArrayList<>();
    for (OtherTool tool : OtherTool.values()) {
      Optional<QualifiedName> table = table(live, tool.table());
      if (table.isPresent() && hasColumns(database, table.get(), tool))
        found.add(read(live, tool, table.get()));
    }
    return found;
  }

  private static OtherHistory read(LiveDatabase live, OtherTool tool, QualifiedName table) {
    Database database = live.database();
    String sql =
        database
            .dialect()
            .sql("SELECT {} FROM {} ORDER BY {}", tool.columns(), table, tool.order());
    List<String> applied = new ArrayList<>();
    List<String> unfinished = new ArrayList<>();
    for (List<Optional<String>> row : rows(database, sql)) {
      tool.name(row).ifPresent(applied::add);
      if (tool.isUnfinished(row)) unfinished.add(row.get(0).orElse(""));
    }
    List<String> tables = new ArrayList<>(List.of(table.name()));
    if (tool == OtherTool.LIQUIBASE) {
      Optional<QualifiedName> lock = table(live, LIQUIBASE_LOCK);
      lock.ifPresent(
          held -> {
            tables.add(held.name());
            unfinished.addAll(holders(database, held));
          });
    }
    return new OtherHistory(tool, applied, unfinished, tables);
  }

  /** Who holds Liquibase's lock. */
  private static List<String> holders(Database database, QualifiedName lock) {
    String sql = database.dialect().sql("SELECT {}, {} FROM {}", "locked", "lockedby", lock);
    return rows(database, sql).stream()
        .filter(
            row ->
                Set.of("t", "true", "1").contains(row.get(0).orElse("").toLowerCase(Locale.ROOT)))
        .map(row -> "a run of " + row.get(1).orElse("somebody"))
        .toList();
  }

  private static List<List<Optional<String>>> rows(Database database, String sql) {
    return database.asking(() -> Sql.rows(database.connection(), sql));
  }

  /** A table of the default schema by its name, in the letters that the server has of it. */
  private static Optional<QualifiedName> table(LiveDatabase live, String name) {
    Database database = live.database();
    return database.asking(
        () -> {
          try (ResultSet tables =
              database.connection().getMetaData().getTables(catalog(database), null, "%", null)) {
            while (tables.next()) {
              String schema = Optional.ofNullable(tables.getString("TABLE_SCHEM")).orElse("");
              boolean here = live.namespace().isEmpty() || schema.equals(live.namespace());
              String found = tables.getString("TABLE_NAME");
              if (here && found.equalsIgnoreCase(name))
                return Optional.of(new QualifiedName(live.namespace(), found));
            }
            return Optional.empty();
          }
        });
  }

  private static boolean hasColumns(Database database, QualifiedName table, OtherTool tool) {
    Set<String> columns =
        database.asking(
            () -> {
              Set<String> names = new HashSet<>();
              try (ResultSet found =
                  database
                      .connection()
                      .getMetaData()
                      .getColumns(
                          catalog(database),
                          table.schema().isEmpty() ? null : table.schema(),
                          table.name(),
                          "%")) {
                while (found.next())
                  names.add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
              }
              return names;
            });
    return columns.containsAll(tool.columns());
  }

  private static String catalog(Database database) throws SQLException {
    return database.connection().getCatalog();
  }
}
