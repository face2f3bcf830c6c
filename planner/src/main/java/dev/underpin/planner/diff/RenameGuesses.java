package dev.underpin.planner.diff;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses what is dropped and added but looks like a rename, until somebody says which it is. */
final class RenameGuesses {
  private final Hints hints;
  private final List<Refusal> refusals;

  RenameGuesses(Hints hints, List<Refusal> refusals) {
    this.hints = hints;
    this.refusals = refusals;
  }

  void tables(List<Table> gone, List<Table> come) {
    for (Table added : come) {
      List<Table> alike = gone.stream().filter(g -> looksLike(g, added)).toList();
      if (alike.isEmpty() || hints.renamedTables().containsKey(added.name())) continue;
      refusals.add(Refusals.guessedTable(alike.get(0).name(), added.name()));
    }
  }

  private static boolean looksLike(Table gone, Table added) {
    Set<String> before = new HashSet<>(names(gone));
    List<String> after = names(added);
    long shared = after.stream().filter(before::contains).count();
    return shared > 0 && shared * 3 >= 2L * Math.max(before.size(), after.size());
  }

  void columns(QualifiedName table, List<Change> found) {
    List<Column> gone = new ArrayList<>();
    List<Column> come = new ArrayList<>();
    for (Change change : found) {
      if (change instanceof DropColumn c) gone.add(c.column());
      if (change instanceof AddColumn c) come.add(c.column());
    }
    for (Column added : come) {
      if (hints.renamedColumns().containsKey(new ColumnRef(table, added.name()))
          || added.generated().isPresent()) continue;
      List<Column> alike =
          gone.stream()
              .filter(
                  g ->
                      g.type().equals(added.type())
                          && g.generated().isEmpty()
                          && !hints.discarded().contains(table + "." + g.name())
                          && !hints.backfillDown().containsKey(table + "." + g.name()))
              .toList();
      if (alike.isEmpty()) continue;
      refusals.add(Refusals.guessedColumn(table, alike.get(0), added));
    }
  }

  private static List<String> names(Table table) {
    return table.columns().stream().map(Column::name).toList();
  }
}
