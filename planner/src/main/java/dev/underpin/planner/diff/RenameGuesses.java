package dev.underpin.planner.diff;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.EnumSet;
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
      refusals.add(
          new Refusal(
              added.name().toString(),
              "Dropping table "
                  + alike.get(0).name()
                  + " and creating "
                  + added.name()
                  + " looks like a rename.",
              "If it is one, write under "
                  + added.name()
                  + ":  renamed_from: "
                  + alike.get(0).name()
                  + "\nIf it is not: --allow drop-table (or rename-guess).",
              ObjectRef.table(added.name()),
              EnumSet.of(Allow.RENAME_GUESS, Allow.DROP_TABLE)));
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
                          && !hints.discarded().contains(table + "." + g.name()))
              .toList();
      if (alike.isEmpty()) continue;
      refusals.add(
          new Refusal(
              table + "." + added.name(),
              "Dropping column "
                  + alike.get(0).name()
                  + " and adding "
                  + added.name()
                  + " of the same type looks like a rename.",
              "If it is one, write under "
                  + added.name()
                  + ":  renamed_from: "
                  + alike.get(0).name()
                  + "\nIf it is not: --allow drop-column (or rename-guess).",
              ObjectRef.table(table).column(added.name()),
              EnumSet.of(Allow.RENAME_GUESS, Allow.DROP_COLUMN)));
    }
  }

  private static List<String> names(Table table) {
    return table.columns().stream().map(Column::name).toList();
  }
}
