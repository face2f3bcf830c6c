package dev.underpin.planner.sqlite.table;

import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.sqlite.kit.ChangeSteps;
import dev.underpin.planner.sqlite.kit.InvalidObjects;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.VirtualTables;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import java.util.List;

/** Renames tables and columns. */
public final class RenameRecipe {
  private final SqliteContext context;
  private final StepSink sink;

  public RenameRecipe(SqliteContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
  }

  public void rename(Change.RenameTable change) {
    String from = change.from().name();
    String to = change.table().name();
    InvalidObjects broken = context.broken();
    List<String> follow = follow(change.table(), context.renamed());
    broken
        .naming(change.from())
        .ifPresent(
            o -> sink.refuse(ObjectRefusals.invalidObject(change.target(), o, change.from())));
    sink.add(
        broken
            .released(
                ChangeSteps.step(
                    context,
                    change,
                    Phase.CONTRACT,
                    StepRanks.RENAME_TABLE,
                    follow.isEmpty() ? Locks.CATALOG : Locks.SCAN))
            .up(broken.around(renamed(from, to)))
            .up(follow)
            .down(broken.around(renamed(to, from)))
            .down(follow(change.from(), context.catalog().schema()))
            .hazard(Hazards.renamed(change.from().toString()))
            .destroys(StepKeys.name(from))
            .creates(
                StepKeys.name(to),
                StepKeys.tableRenamed(change.table()),
                StepKeys.renamed(change.table())));
  }

  /** The indexes over the table have its name in their text, which SQLite leaves as it is. */
  private static List<String> follow(QualifiedName table, Schema schema) {
    return VirtualTables.over(schema.objects().values(), table).stream()
        .flatMap(index -> VirtualTables.recreate(index).stream())
        .toList();
  }

  /** SQLite takes two names that differ in case for the same, and so for taken. */
  private List<String> renamed(String from, String to) {
    if (!Identifiers.isSame(from, to)) return List.of(SqliteAlter.renameTable(from, to));
    String between = context.temporaryName("rename");
    return List.of(SqliteAlter.renameTable(from, between), SqliteAlter.renameTable(between, to));
  }

  public void rename(Change.RenameColumn change) {
    QualifiedName table = change.table();
    InvalidObjects broken = context.broken(table);
    broken
        .naming(context.live(table))
        .filter(o -> context.dialect().mentionsColumn(SqlText.of(o.sql()), change.from()))
        .ifPresent(o -> sink.refuse(ObjectRefusals.invalidObject(change.target(), o, table)));
    sink.add(
        broken
            .released(
                ChangeSteps.step(
                    context, change, Phase.CONTRACT, StepRanks.RENAME_COLUMN, Locks.CATALOG))
            .up(broken.around(SqliteAlter.renameColumn(table, change.from(), change.to())))
            .down(broken.around(SqliteAlter.renameColumn(table, change.to(), change.from())))
            .hazard(Hazards.renamed(change.from()))
            .needs(StepKeys.tableRenamed(table))
            .destroys(StepKeys.column(table, change.from()), StepKeys.oldColumns(table))
            .creates(StepKeys.column(table, change.to()), StepKeys.renamed(table)));
  }
}
