package dev.underpin.planner.sqlite.kit;

import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.AlterTable;
import dev.underpin.planner.change.Change.CreateTable;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.change.Change.DropTable;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.change.Change.ReplaceTable;
import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.planner.change.TableChangeVisitor;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Changes in plain words. */
public final class ChangeTitles implements TableChangeVisitor<String> {
  private ChangeTitles() {}

  /** What a change does, without the table's name. */
  public static String of(TableChange change) {
    return change.accept(new ChangeTitles());
  }

  /** All of these in one line. */
  public static String all(List<? extends TableChange> changes) {
    List<String> words = new ArrayList<>();
    for (TableChange change : changes) words.add(of(change));
    if (words.size() <= 4) return String.join(", ", words);
    return String.join(", ", words.subList(0, 3)) + " and " + (words.size() - 3) + " more changes";
  }

  @Override
  public String createTable(CreateTable change) {
    return "create table";
  }

  @Override
  public String dropTable(DropTable change) {
    return "drop table";
  }

  @Override
  public String renameTable(RenameTable change) {
    return "rename from " + change.from();
  }

  @Override
  public String alterTable(AlterTable change) {
    return "change the table's options";
  }

  @Override
  public String replaceTable(ReplaceTable change) {
    return "replace table";
  }

  @Override
  public String addColumn(AddColumn change) {
    return "add column " + change.column().name();
  }

  @Override
  public String dropColumn(DropColumn change) {
    return "drop column " + change.column().name();
  }

  @Override
  public String renameColumn(RenameColumn change) {
    return "rename column " + change.from() + " to " + change.to();
  }

  @Override
  public String alterColumn(AlterColumn change) {
    return column(change.before(), change.after());
  }

  @Override
  public String addConstraint(AddConstraint change) {
    return "add " + constraint(change.constraint());
  }

  @Override
  public String dropConstraint(DropConstraint change) {
    return "drop " + constraint(change.constraint());
  }

  @Override
  public String alterConstraint(AlterConstraint change) {
    return "change " + constraint(change.after());
  }

  @Override
  public String addIndex(AddIndex change) {
    return "create index " + change.index().name();
  }

  @Override
  public String dropIndex(DropIndex change) {
    return "drop index " + change.index().name();
  }

  @Override
  public String alterIndex(AlterIndex change) {
    return "make index " + change.after().name() + " anew";
  }

  static String constraint(Constraint constraint) {
    String name = constraint.name().map(n -> " " + n).orElse("");
    return constraint.match(
        primary -> "primary key " + list(primary.columns()),
        unique -> "unique constraint" + (name.isEmpty() ? " " + list(unique.columns()) : name),
        foreign -> "foreign key" + (name.isEmpty() ? " to " + foreign.references() : name),
        check -> "check" + (name.isEmpty() ? " (" + check.expression() + ")" : name),
        exclusion -> "constraint" + name);
  }

  private static String list(Set<String> columns) {
    return "(" + String.join(", ", columns) + ")";
  }

  private static String column(Column before, Column after) {
    if (!before.type().equals(after.type()))
      return "change the type of " + after.name() + " from " + type(before) + " to " + type(after);
    if (before.nullable() != after.nullable())
      return "make " + after.name() + (after.nullable() ? " nullable" : " NOT NULL");
    if (!before.defaultValue().equals(after.defaultValue())) {
      return after
          .defaultValue()
          .map(d -> "set the default of " + after.name() + " to " + d)
          .orElse("drop the default of " + after.name());
    }
    return "change column " + after.name();
  }

  private static String type(Column column) {
    return column.type().isBlank() ? "none" : column.type();
  }
}
