package dev.underpin.planner.sqlite.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.TableChangeVisitor;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.model.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The title of each change of a table; a rebuild lists the titles of all its changes. */
public final class ChangeTitles implements TableChangeVisitor<String> {
  private static final int SHOWN = 3;

  private final SqliteContext context;

  private ChangeTitles(SqliteContext context) {
    this.context = context;
  }

  /** The title of a change, without the table's name. */
  public static String of(SqliteContext context, Change.TableChange change) {
    return change.accept(new ChangeTitles(context));
  }

  /** All changes in one line. */
  public static String all(SqliteContext context, List<? extends Change.TableChange> changes) {
    List<String> words = new ArrayList<>();
    for (Change.TableChange change : changes) words.add(of(context, change));
    if (words.size() <= SHOWN + 1) return String.join(", ", words);
    return "%s and %d more changes"
        .formatted(String.join(", ", words.subList(0, SHOWN)), words.size() - SHOWN);
  }

  @Override
  public String createTable(Change.CreateTable change) {
    return StepTitles.createTable(change.definition());
  }

  @Override
  public String dropTable(Change.DropTable change) {
    return StepTitles.dropTable(context.isDiscarded(change.table()));
  }

  @Override
  public String renameTable(Change.RenameTable change) {
    return StepTitles.renameTable(change.from(), change.table());
  }

  @Override
  public String alterTable(Change.AlterTable change) {
    return StepTitles.tableOptions(options(change));
  }

  @Override
  public String replaceTable(Change.ReplaceTable change) {
    return "replace table";
  }

  @Override
  public String addColumn(Change.AddColumn change) {
    return StepTitles.addColumn(change.column());
  }

  @Override
  public String dropColumn(Change.DropColumn change) {
    return StepTitles.dropColumn(
        change.column().name(),
        change.column().generated().isPresent()
            || context.isDiscarded(change.table(), change.column().name()));
  }

  @Override
  public String renameColumn(Change.RenameColumn change) {
    return StepTitles.renameColumn(change.from(), change.to());
  }

  @Override
  public String alterColumn(Change.AlterColumn change) {
    return column(change.before(), change.after());
  }

  @Override
  public String addConstraint(Change.AddConstraint change) {
    return StepTitles.addConstraint(change.constraint());
  }

  @Override
  public String dropConstraint(Change.DropConstraint change) {
    return StepTitles.dropConstraint(change.constraint());
  }

  @Override
  public String alterConstraint(Change.AlterConstraint change) {
    return StepTitles.recreateConstraint(change.after());
  }

  @Override
  public String addIndex(Change.AddIndex change) {
    return StepTitles.createIndex(change.index());
  }

  @Override
  public String dropIndex(Change.DropIndex change) {
    return StepTitles.dropIndex(change.index());
  }

  @Override
  public String alterIndex(Change.AlterIndex change) {
    return StepTitles.recreateIndex(change.after());
  }

  private static Set<String> options(Change.AlterTable change) {
    Set<String> keys = new TreeSet<>(change.before().options().keySet());
    keys.addAll(change.after().options().keySet());
    keys.removeIf(
        k -> Objects.equals(change.before().options().get(k), change.after().options().get(k)));
    return keys;
  }

  private static String column(Column before, Column after) {
    if (!before.type().equals(after.type())) return StepTitles.changeType(before, after, false);
    if (!before.generated().equals(after.generated())) return generated(before, after);
    if (before.nullable() != after.nullable()) return StepTitles.nullability(after);
    if (!before.defaultValue().equals(after.defaultValue()))
      return StepTitles.changeDefault(after.name(), after.defaultValue());
    if (!before.collation().equals(after.collation()))
      return StepTitles.changeCollation(after.name());
    return StepTitles.changeColumn(after.name());
  }

  private static String generated(Column before, Column after) {
    if (after.generated().isEmpty()) return StepTitles.stopGenerating(after.name());
    return before.generated().isPresent()
        ? StepTitles.changeExpression(after.name())
        : StepTitles.startGenerating(after.name());
  }
}
