package dev.underpin.planner.mysql.kit;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;

/**
 * A column beside another, which holds the same values in another type: triggers give each row that
 * is written its second value, by assignment. It is there while a table in use changes the type of
 * the first column. The triggers work as well after the two have exchanged their names.
 *
 * @param table the table as it is
 * @param first the name of the first column
 */
public record FollowingColumn(MysqlContext context, Table table, String first) {
  private QualifiedName owner() {
    return table.name();
  }

  /** Its name. */
  public String name() {
    return context.temporary("second", owner().toString(), first);
  }

  /** The column with the type and collation of another: it has values, and no rule about them. */
  public Column of(Column typed) {
    return Column.of(name(), typed.type()).withCollation(typed.collation());
  }

  /** The triggers that give it its values. */
  public CopyTriggers triggers() {
    String onUpdate =
        context.sql(
            "CREATE TRIGGER {} BEFORE UPDATE ON {} FOR EACH ROW SET NEW.{} = NEW.{}",
            nameOf("update"),
            owner(),
            name(),
            first);
    String onInsert =
        context.sql(
            "CREATE TRIGGER {} BEFORE INSERT ON {} FOR EACH ROW SET NEW.{} = NEW.{}",
            nameOf("insert"),
            owner(),
            name(),
            first);
    return CopyTriggers.of(
        context,
        owner(),
        new CopyTriggers.Text(nameOf("update"), onUpdate),
        new CopyTriggers.Text(nameOf("insert"), onInsert));
  }

  private QualifiedName nameOf(String kind) {
    return owner().withName("~" + context.temporary(kind, owner().toString(), first));
  }

  /** The indexes and unique keys that it gets. */
  public List<IndexTwins.Twin> twins() {
    return new IndexTwins(context, table, first).on(name());
  }

  /**
   * Gives it its values in the rows that have none, or an old one.
   *
   * @param own its type
   * @param other the type of the first column
   */
  public String fill(Column own, Column other) {
    return CopyTriggers.fill(context, owner(), of(own), other.withName(first));
  }
}
