package dev.underpin.planner.sqlite.rebuild;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.sqlite.kit.DefaultValues;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.PrimaryKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Statements by which a rollback puts what it removes into a table of the trash. The table may be
 * there already, from a rollback before this one: a migration may be applied and rolled back again,
 * and its text stays the same. So rows are added to it.
 */
public final class ValueBackup {
  private ValueBackup() {}

  /** The values of a column, each beside its row's key, where they are not just the default. */
  public static List<String> ofColumn(PlanningInput context, PhysicalTable table, Column column) {
    if (column.generated().isPresent()) return List.of();
    Set<String> names = new LinkedHashSet<>();
    List<String> sources = new ArrayList<>();
    for (String key : key(table)) {
      if (names.add(key)) sources.add(source(table, key));
    }
    if (names.isEmpty() && table.rowid().isPresent()) {
      names.add("row");
      sources.add(quote(table.name().name()) + "." + table.rowid().get());
    }
    if (names.add(column.name())) sources.add(source(table, column.name()));
    String usual =
        column
            .defaultValue()
            .filter(DefaultValues::isConstant)
            .map(DefaultValues::expression)
            .orElse("NULL");
    return save(
        context.trashName(table.name().name() + "." + column.name()),
        names,
        sources,
        table,
        " WHERE " + source(table, column.name()) + " IS NOT " + usual);
  }

  /** All rows of a table. */
  public static List<String> ofTable(PlanningInput context, PhysicalTable table) {
    Set<String> names = new LinkedHashSet<>();
    for (Column column : table.columns()) {
      if (column.generated().isEmpty()) names.add(column.name());
    }
    List<String> sources = names.stream().map(name -> source(table, name)).toList();
    return save(context.trashName(table.name().name()), names, sources, table, "");
  }

  /** Columns without a type keep every value as it is. */
  private static List<String> save(
      String trash, Set<String> names, List<String> sources, PhysicalTable table, String where) {
    List<String> columns = names.stream().map(ValueBackup::quote).toList();
    return List.of(
        "CREATE TABLE IF NOT EXISTS " + quote(trash) + " (" + String.join(", ", columns) + ")",
        "INSERT INTO "
            + quote(trash)
            + " ("
            + String.join(", ", columns)
            + ") SELECT "
            + String.join(", ", sources)
            + " FROM "
            + quote(table.name().name())
            + where);
  }

  private static List<String> key(PhysicalTable table) {
    return table.table().primaryKey().map(PrimaryKey::columns).map(List::copyOf).orElse(List.of());
  }

  private static String source(PhysicalTable table, String column) {
    return quote(table.name().name()) + "." + quote(column);
  }

  private static String quote(String name) {
    return Identifiers.quote(name);
  }
}
