package dev.underpin.planner.sqlite;

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
import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;

/** Changes in plain words, and where the YAML declares them. */
final class Words {
  private Words() {}

  /** What a change does, without the table's name. */
  static String of(TableChange change) {
    if (change instanceof AddColumn c) return "add column " + c.column().name();
    if (change instanceof DropColumn c) return "drop column " + c.column().name();
    if (change instanceof AlterColumn c) return column(c.before(), c.after());
    if (change instanceof RenameColumn c) return "rename column " + c.from() + " to " + c.to();
    if (change instanceof AddConstraint c) return "add " + constraint(c.constraint());
    if (change instanceof DropConstraint c) return "drop " + constraint(c.constraint());
    if (change instanceof AlterConstraint c) return "change " + constraint(c.after());
    if (change instanceof AddIndex c) return "create index " + c.index().name();
    if (change instanceof DropIndex c) return "drop index " + c.index().name();
    if (change instanceof AlterIndex c) return "make index " + c.after().name() + " anew";
    if (change instanceof AlterTable) return "change the table's options";
    if (change instanceof RenameTable c) return "rename from " + c.from();
    if (change instanceof CreateTable) return "create table";
    if (change instanceof DropTable) return "drop table";
    throw new IllegalArgumentException(change.toString());
  }

  /** All of these in one line. */
  static String all(List<? extends TableChange> changes) {
    List<String> words = new ArrayList<>();
    for (TableChange change : changes) words.add(of(change));
    if (words.size() <= 4) return String.join(", ", words);
    return String.join(", ", words.subList(0, 3)) + " and " + (words.size() - 3) + " more changes";
  }

  /** The YAML path of a change. */
  static String path(TableChange change) {
    String table = table(change.table());
    if (change instanceof AddColumn c) return table + ".columns." + c.column().name();
    if (change instanceof AlterColumn c) return table + ".columns." + c.after().name();
    if (change instanceof RenameColumn c) return table + ".columns." + c.to();
    if (change instanceof AddConstraint c) return path(table, c.constraint());
    if (change instanceof AlterConstraint c) return path(table, c.after());
    if (change instanceof AddIndex c) return table + ".indexes." + c.index().name();
    if (change instanceof AlterIndex c) return table + ".indexes." + c.after().name();
    return table;
  }

  static String table(QualifiedName table) {
    return "tables." + table;
  }

  static String column(QualifiedName table, String column) {
    return table(table) + ".columns." + column;
  }

  private static String path(String table, Constraint constraint) {
    String section =
        constraint instanceof PrimaryKey
            ? ".primary_key"
            : constraint instanceof UniqueConstraint
                ? ".unique"
                : constraint instanceof ForeignKey ? ".foreign_keys" : ".checks";
    return table + section + constraint.name().map(n -> "." + n).orElse("");
  }

  static String constraint(Constraint constraint) {
    String name = constraint.name().map(n -> " " + n).orElse("");
    if (constraint instanceof PrimaryKey key)
      return "primary key (" + String.join(", ", key.columns()) + ")";
    if (constraint instanceof UniqueConstraint unique)
      return "unique constraint"
          + (name.isEmpty() ? " (" + String.join(", ", unique.columns()) + ")" : name);
    if (constraint instanceof ForeignKey key)
      return "foreign key" + (name.isEmpty() ? " to " + key.references() : name);
    if (constraint instanceof CheckConstraint check)
      return "check" + (name.isEmpty() ? " (" + check.expression() + ")" : name);
    return "constraint" + name;
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
