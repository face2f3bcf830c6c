package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The triggers that give a second column of a table its values: how they are created and dropped.
 */
public record CopyTriggers(MysqlContext context, List<SchemaObject> triggers) {
  /** The texts of the two triggers of a table, each with its name. */
  record Text(QualifiedName name, String create) {}

  /**
   * The trigger for UPDATE is there before the one for INSERT: a row that only the latter gave its
   * second value would keep that one when it is changed.
   */
  static CopyTriggers of(MysqlContext context, QualifiedName table, Text update, Text insert) {
    return new CopyTriggers(
        context,
        Stream.of(update, insert).map(t -> trigger(context, table, t.name(), t.create())).toList());
  }

  private static SchemaObject trigger(
      MysqlContext context, QualifiedName table, QualifiedName called, String create) {
    SchemaObject trigger =
        new SchemaObject(
            SchemaObject.Kind.TRIGGER,
            called,
            Optional.of(table),
            SqlText.of(create),
            context.sql("DROP TRIGGER {}", called),
            Set.of(table),
            Map.of(),
            Options.none());
    Schema schema = Schema.EMPTY.withObjects(Map.of(trigger.key(), trigger));
    return context.dialect().normalize(schema).objects().values().iterator().next();
  }

  /** A value so that no two that differ are equal: by collation, or as JSON. */
  static SqlText exact(MysqlContext context, Column column, SqlText value) {
    Optional<TypeName> type = TypeName.parse(column.type());
    if (type.filter(t -> t.base().equals("json")).isPresent())
      return context.fragment("CAST(CAST({} AS CHAR) AS BINARY)", value);
    return type.filter(TypeName::isText).isPresent()
        ? context.fragment("CAST({} AS BINARY)", value)
        : value;
  }

  /**
   * Gives a column the value of another in the rows in which they differ: those that were there
   * before the triggers, and those that were written while a run had ended between the triggers and
   * the columns.
   */
  static String fill(MysqlContext context, QualifiedName table, Column filled, Column from) {
    return context.sql(
        "UPDATE {} SET {} = {}{} WHERE (NOT ({} <=> {})) /* batch */",
        table,
        filled.name(),
        from.name(),
        context.keepingTimes(table),
        exact(context, filled, context.fragment("{}", filled.name())),
        exact(context, from, context.fragment("{}", from.name())));
  }

  /** The statements that create them. */
  public List<String> create() {
    return triggers.stream().flatMap(t -> context.ddl().createObject(t).stream()).toList();
  }

  /** The statements that drop them. */
  public List<String> drop() {
    return triggers.stream().map(SchemaObject::drop).toList();
  }

  /** What {@link #create} does to the model. */
  public List<Change> created() {
    return triggers.stream().<Change>map(Change.CreateObject::new).toList();
  }

  /** What {@link #drop} does to the model. */
  public List<Change> dropped() {
    return triggers.stream().<Change>map(Change.DropObject::new).toList();
  }
}
