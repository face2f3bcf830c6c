package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * PostgreSQL can add a label to an enum, but neither drop one nor change their order. For that the
 * old type goes to the trash, a new one takes its name, and every column is cast by way of its
 * text.
 *
 * @param schema the schema when the statements run
 * @param dependents what is dropped before, and added again
 * @param objects those that are dropped and created again by the same statements
 */
public record EnumRebuild(
    PostgresContext context, Schema schema, DependentObjects dependents, EnumObjects objects) {
  /** False where nothing but new labels makes one enum of the other. */
  public static boolean isNeeded(Change.AlterEnum change) {
    List<String> old = change.before().labels();
    return !change.after().labels().stream().filter(old::contains).toList().equals(old);
  }

  /** The rollback of an added label, from where nothing but that has happened. */
  public static List<String> dropLabel(
      PostgresContext context, Schema schema, EnumType with, EnumType without) {
    DependentObjects all = new DependentObjects(context, schema, (table, part) -> true);
    EnumObjects objects = EnumObjects.of(context, with.name(), schema);
    users(context, with.name(), schema)
        .forEach((user, column) -> all.typeRemade(user.table(), user.column()));
    objects.columns().keySet().forEach(user -> all.remade(user.table(), user.column()));
    LabelUse none = new LabelUse(context, with.name(), List.of());
    return new EnumRebuild(context, schema, all, objects)
        .statements(with, without, none, none, context.backTrash());
  }

  /** True for an object that names a type or uses one of its columns. */
  public static boolean isOn(SchemaObject object, QualifiedName type, Set<ColumnRef> columns) {
    return object.dependsOn().contains(type)
        || columns.stream().anyMatch(c -> ObjectDependents.uses(object, c.table(), c.column()));
  }

  /**
   * The statements in one direction.
   *
   * @param lost labels that go, with the defaults, checks and indexes that have them
   * @param added labels that come with theirs
   */
  public List<String> statements(
      EnumType from, EnumType to, LabelUse lost, LabelUse added, Trash trash) {
    PostgresDdl ddl = context.ddl();
    QualifiedName name = from.name();
    String old =
        context.temporary(
            "old", name.toString(), String.join(",", from.labels()), String.join(",", to.labels()));
    List<String> statements = new ArrayList<>(objects.dropQueries());
    statements.addAll(dependents.down(p -> !added.isIn(p.part())));
    statements.addAll(objects.dropTypes(ddl));
    statements.add(ddl.renameType(name, old));
    statements.addAll(context.createEnum(to));
    users(context, name, schema)
        .forEach(
            (user, column) -> {
              Optional<SqlText> value = column.defaultValue();
              if (value.isPresent() && !added.isDefaultOf(column))
                statements.add(ddl.dropDefault(user.table(), user.column()));
              statements.add(cast(user, column));
              if (value.isPresent() && !lost.isDefaultOf(column))
                statements.add(ddl.setDefault(user.table(), user.column(), value.get()));
            });
    statements.addAll(objects.createTypes(ddl));
    statements.addAll(dependents.up(p -> !lost.isIn(p.part())));
    for (ColumnRef user : users(context, name, schema).keySet())
      statements.addAll(new RetypedParts(context, user.table(), user.column()).restore(true));
    statements.addAll(objects.createQueries());
    statements.addAll(trash.in(Trash.Kind.TYPE, name.withName(old)));
    return statements;
  }

  private String cast(ColumnRef user, Column column) {
    SqlText type = SqlText.of(column.type());
    return context
        .ddl()
        .alterColumn(
            user.table(),
            user.column(),
            isArray(column) ? "TYPE {} USING {}::text[]::{}" : "TYPE {} USING {}::text::{}",
            type,
            user.column(),
            type);
  }

  /** An enum with these labels: the step that changes them next waits for it. */
  public static StepKey link(EnumType type) {
    return State.LINK.of(type.name(), type.labels().toString());
  }

  /** True for a column whose type no server changes, since it tells in which partition rows are. */
  public static boolean isPartitionKey(PostgresContext context, ColumnRef user) {
    return context
        .renamed()
        .table(user.table())
        .map(t -> t.options().get("partition_by"))
        .filter(by -> context.dialect().mentionsColumn(SqlText.of(by), user.column()))
        .isPresent();
  }

  /** The columns of a type. */
  public static Map<ColumnRef, Column> users(
      PostgresContext context, QualifiedName type, Schema schema) {
    Map<ColumnRef, Column> users = new LinkedHashMap<>();
    for (Table table : schema.tables().values()) {
      for (Column column : table.ownColumns()) {
        if (context.isOf(column, type))
          users.put(new ColumnRef(table.name(), column.name()), column);
      }
    }
    return users;
  }

  /** A condition for rows that hold a label in a column of that name. */
  public static SqlText holds(PostgresContext context, Column column, String name, String label) {
    Literal literal = new Literal(label);
    return isArray(column)
        ? context.ddl().fragment("{} = ANY ({}::text[])", literal, name)
        : context.ddl().fragment("{}::text = {}", name, literal);
  }

  private static boolean isArray(Column column) {
    return column.type().endsWith("[]");
  }
}
