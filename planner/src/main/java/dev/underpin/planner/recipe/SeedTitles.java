package dev.underpin.planner.recipe;

import dev.underpin.planner.request.SeedDifference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What steps do to reference rows, in words. */
public final class SeedTitles {
  private SeedTitles() {}

  /** Write reference rows: {@code insert 2 rows, update 1 row (name)}. */
  public static String write(SeedDifference difference) {
    List<String> parts = new ArrayList<>();
    int inserted = inserted(difference);
    int updated = difference.rows().size() - inserted;
    if (inserted > 0) parts.add("insert " + Descriptions.count(inserted, "row", "rows"));
    if (updated > 0)
      parts.add(
          "update " + Descriptions.count(updated, "row", "rows") + updatedColumns(difference));
    return String.join(", ", parts);
  }

  /** The same as a change that is to come: {@code 2 rows to insert, 1 row to update (name)}. */
  public static String toCome(SeedDifference difference) {
    List<String> parts = new ArrayList<>();
    int inserted = inserted(difference);
    int updated = difference.rows().size() - inserted;
    if (inserted > 0) parts.add(Descriptions.count(inserted, "row", "rows") + " to insert");
    if (updated > 0)
      parts.add(
          Descriptions.count(updated, "row", "rows") + " to update" + updatedColumns(difference));
    if (!difference.removed().isEmpty())
      parts.add(Descriptions.count(difference.removed().size(), "row", "rows") + " to delete");
    return String.join(", ", parts);
  }

  /** Delete reference rows that are no longer declared. */
  public static String delete(int rows) {
    return "delete " + Descriptions.count(rows, "row", "rows");
  }

  private static int inserted(SeedDifference difference) {
    return (int) difference.rows().stream().filter(SeedDifference.Row::isMissing).count();
  }

  private static String updatedColumns(SeedDifference difference) {
    Set<String> columns = new LinkedHashSet<>();
    difference.rows().forEach(row -> columns.addAll(row.before().keySet()));
    return " (" + String.join(", ", columns) + ")";
  }
}
