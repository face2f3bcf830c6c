package dev.underpin.planner.recipe;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;

/** Why a table cannot change while applications use it, in the same words on every engine. */
public final class InUseRefusals {
  private InUseRefusals() {}

  /** What {@code online: true} asks for cannot be done. */
  public static Refusal typeChange(QualifiedName table, Column column, String why) {
    return typeChange(table, column, why, "");
  }

  /** The same for a column of a foreign key, which could change while there is none. */
  public static Refusal keyTypeChange(QualifiedName table, Column column, String why) {
    return typeChange(
        table,
        column,
        why,
        " Or make three plans: drop the foreign keys, change the types, add the foreign keys. Rows"
            + " without a parent can be written until the third one, which stops at them.");
  }

  private static Refusal typeChange(
      QualifiedName table, Column column, String why, String instead) {
    return Refusals.refusal(
        ObjectRef.table(table).column(column.name()),
        table + "." + column.name(),
        "Take online: out. The change of the type then rewrites the table under a lock." + instead,
        Finding.of(
            FindingCode.NOT_WHILE_IN_USE,
            "The type of {column} cannot change while the table is in use: {why}.",
            column.name(),
            why));
  }

  /** The same for {@code renamed_from: { online: true }}. */
  public static Refusal rename(Change.RenameColumn change, String why) {
    return Refusals.refusal(
        ObjectRef.table(change.table()).column(change.to()),
        change.table() + "." + change.to(),
        "Write  renamed_from: " + change.from() + "  The column is then renamed in one step.",
        Finding.of(
            FindingCode.NOT_WHILE_IN_USE,
            "{from} cannot be renamed to {to} while applications use both names: {why}.",
            change.from(),
            change.to(),
            why));
  }

  /** The same for a table. */
  public static Refusal rename(Change.RenameTable change, String why) {
    return Refusals.refusal(
        ObjectRef.table(change.table()),
        change.table(),
        "Write  renamed_from: " + change.from() + "  The table is then renamed in one step.",
        Finding.of(
            FindingCode.NOT_WHILE_IN_USE,
            "Table {from} cannot be renamed to {to} while applications use both names: {why}.",
            change.from(),
            change.table(),
            why));
  }
}
