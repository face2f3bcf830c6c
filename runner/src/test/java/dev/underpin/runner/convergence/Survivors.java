package dev.underpin.runner.convergence;

import dev.underpin.planner.Plan;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of the tables that stay, in the columns whose values must stay. */
final class Survivors {
  private final Flavour flavour;
  private final Pair pair;
  private final Plan plan;
  private final Laboratory laboratory;
  private final Map<QualifiedName, QualifiedName> oldTables = new HashMap<>();
  private final Map<ColumnRef, String> oldColumns = new HashMap<>();

  Survivors(Flavour flavour, Pair pair, Plan plan, Laboratory laboratory) {
    this.flavour = flavour;
    this.pair = pair;
    this.plan = plan;
    this.laboratory = laboratory;
    for (Change change : plan.changes()) {
      if (change instanceof Change.RenameTable r) {
        oldTables.put(r.table(), oldTables.getOrDefault(r.from(), r.from()));
      } else if (change instanceof Change.RenameColumn r) {
        ColumnRef from = new ColumnRef(r.table(), r.from());
        oldColumns.put(new ColumnRef(r.table(), r.to()), oldColumns.getOrDefault(from, r.from()));
      }
    }
  }

  /** The rows by the table's new name, before the journey or after it. */
  SortedMap<String, List<String>> read(boolean before) throws SQLException {
    SortedMap<String, List<String>> rows = new TreeMap<>();
    for (Table table : plan.to().tables().values()) {
      QualifiedName old = oldTables.getOrDefault(table.name(), table.name());
      Optional<Table> was = plan.from().table(old);
      if (was.isEmpty()) continue;
      List<String> columns = new ArrayList<>();
      for (Column column : table.columns()) {
        String name =
            oldColumns.getOrDefault(new ColumnRef(table.name(), column.name()), column.name());
        Optional<Column> then = was.get().column(name);
        if (then.isPresent() && keepsValues(table.name(), then.get(), column))
          columns.add(before ? name : column.name());
      }
      String list =
          columns.isEmpty()
              ? "'row'"
              : flavour.text(columns.stream().map(laboratory.dialect()::quote).toList());
      List<String> values =
          new ArrayList<>(
              laboratory.column(
                  "SELECT "
                      + list
                      + " FROM "
                      + laboratory.dialect().quote(before ? old : table.name())));
      Collections.sort(values);
      rows.put(table.name().toString(), values);
    }
    return rows;
  }

  private boolean keepsValues(QualifiedName table, Column then, Column now) {
    boolean filled =
        pair.hints().backfills().keySet().stream()
            .anyMatch(r -> r.column().equals(now.name()) && r.table().name().equals(table.name()));
    boolean labels =
        plan.changes().stream()
            .anyMatch(c -> c instanceof Change.AlterEnum || c instanceof Change.RenameLabel);
    return then.type().equals(now.type())
        && then.generated().isEmpty()
        && now.generated().isEmpty()
        && !filled
        && !isRelabelled(table, now)
        && !(labels
            && plan.to().enums().keySet().stream().anyMatch(e -> now.type().contains(e.name())));
  }

  /** Where an enum is a text with a check, its column does not show any more that it is one. */
  private boolean isRelabelled(QualifiedName table, Column now) {
    return pair.to().tables().values().stream()
        .filter(t -> t.name().name().equals(table.name()))
        .flatMap(t -> t.column(now.name()).stream())
        .anyMatch(
            c ->
                pair.hints().renamedLabels().keySet().stream()
                    .anyMatch(e -> c.type().contains(e.name())));
  }
}
