package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Generated columns that change together with a column that they are computed from, before and
 * after: the old one has to go before the type can change, and the new one comes after it, so one
 * step does both. Of several such columns the last one's step does it.
 */
public final class RegeneratedColumns {
  private final Map<Change.AlterColumn, List<Change.AlterColumn>> bases = new LinkedHashMap<>();

  public RegeneratedColumns(PostgresContext context, List<Change> changes) {
    List<Change.AlterColumn> retyped = new ArrayList<>();
    List<Change.AlterColumn> regenerated = new ArrayList<>();
    for (Change change : changes) {
      if (!(change instanceof Change.AlterColumn c) || hasSameValues(c)) continue;
      if (isGenerated(c.before()) && isGenerated(c.after())) regenerated.add(c);
      else if (!isGenerated(c.before()) && !isGenerated(c.after())) retyped.add(c);
    }
    for (Change.AlterColumn c : regenerated) {
      Set<String> before = context.computedFrom(c.table(), c.before());
      Set<String> after = context.computedFrom(c.table(), c.after());
      List<Change.AlterColumn> all =
          retyped.stream()
              .filter(r -> r.table().equals(c.table()))
              .filter(r -> before.contains(r.after().name()) && after.contains(r.after().name()))
              .toList();
      if (!all.isEmpty()) bases.put(c, all);
    }
  }

  private static boolean isGenerated(Column column) {
    return column.generated().isPresent();
  }

  private static boolean hasSameValues(Change.AlterColumn c) {
    return c.before().type().equals(c.after().type())
        && c.before().collation().equals(c.after().collation())
        && c.before().generated().equals(c.after().generated());
  }

  /** True where a generated column is changed by the step of a column that it is computed from. */
  public boolean contains(Change.AlterColumn change) {
    return bases.containsKey(change);
  }

  /** The generated columns that change in the step that changes a column's type. */
  public List<Change.AlterColumn> with(QualifiedName table, String column) {
    return bases.entrySet().stream()
        .filter(e -> is(e.getValue().get(e.getValue().size() - 1), table, column))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Those that a change of the column's type takes down and brings back as they are. */
  public List<Change.AlterColumn> beside(QualifiedName table, String column) {
    return bases.entrySet().stream()
        .filter(e -> e.getValue().stream().anyMatch(c -> is(c, table, column)))
        .filter(e -> !is(e.getValue().get(e.getValue().size() - 1), table, column))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The columns whose types change before that of the last. */
  public List<String> before(Change.AlterColumn change) {
    List<Change.AlterColumn> all = bases.getOrDefault(change, List.of());
    return all.stream().limit(all.size() - 1L).map(c -> c.after().name()).toList();
  }

  private static boolean is(Change.AlterColumn change, QualifiedName table, String column) {
    return change.table().equals(table) && change.after().name().equals(column);
  }
}
