package dev.underpin.planner.sqlite.kit;

import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Locale;

/** The words by which steps on SQLite are put in order; see {@code Draft}. */
public final class StepKeys {
  private StepKeys() {}

  /** A name of a table, view or index: they share one space, and case does not count. */
  public static String name(String name) {
    return "name:" + lower(name);
  }

  /** A trigger's name; triggers have a space of their own. */
  public static String trigger(String name) {
    return "trigger:" + lower(name);
  }

  /** A name of a column. */
  public static String column(QualifiedName table, String column) {
    return "column:" + lower(table.name()) + "." + lower(column);
  }

  /** The table has its new name. */
  public static String tableRenamed(QualifiedName table) {
    return "table-renamed:" + lower(table.name());
  }

  /** The table has its new name, and its columns have theirs. */
  public static String renamed(QualifiedName table) {
    return "renamed:" + lower(table.name());
  }

  /** The old names of the table's columns: what relies on them goes before they do. */
  public static String oldColumns(QualifiedName table) {
    return "old-columns:" + lower(table.name());
  }

  /** What a table or view was: what relies on it goes before it is changed. */
  public static String old(QualifiedName table) {
    return "old:" + lower(table.name());
  }

  /** What a table or view becomes: what relies on it comes after. */
  public static String shape(QualifiedName table) {
    return "shape:" + lower(table.name());
  }

  /** The unique indexes that a table had. */
  public static String oldIndexes(QualifiedName table) {
    return "old-indexes:" + lower(table.name());
  }

  /** The unique indexes that a table gets. */
  public static String indexes(QualifiedName table) {
    return "indexes:" + lower(table.name());
  }

  /** The foreign keys that reference a table which goes. */
  public static String foreignKeysTo(QualifiedName table) {
    return "fk-to:" + lower(table.name());
  }

  /** True for the keys by which foreign keys and what they reference wait for each other. */
  static boolean isOfForeignKeys(String key) {
    return List.of("shape:", "old:", "indexes:", "old-indexes:", "fk-to:").stream()
        .anyMatch(key::startsWith);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
