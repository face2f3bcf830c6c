package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects around an enum that is recreated. A domain, composite or range type over the enum can
 * only be dropped when no column has it, so such a column has its values as text for as long.
 *
 * @param queries what reads tables (views, policies and the like), in the order of creation; it is
 *     dropped before the parts of tables
 * @param types types and routines, which parts of tables may use; they are dropped after those
 * @param columns the columns of these types
 */
public record EnumObjects(
    List<SchemaObject> queries, List<SchemaObject> types, Map<ColumnRef, Column> columns) {
  /** None: others drop and create them. */
  public static final EnumObjects NONE = new EnumObjects(List.of(), List.of(), Map.of());

  /**
   * The types and routines that the change of an enum itself drops and creates again: parts of
   * tables may use these, and go before them. None where one of them changes in the plan.
   */
  public static EnumObjects owned(PostgresContext context, QualifiedName type) {
    EnumObjects all = of(context, type, context.renamed());
    boolean stay =
        all.types().stream().allMatch(o -> o.equals(context.target().objects().get(o.key())));
    return stay ? new EnumObjects(List.of(), all.types(), all.columns()) : NONE;
  }

  /** All that depend on an enum, directly or through others. */
  public static EnumObjects of(PostgresContext context, QualifiedName type, Schema schema) {
    ObjectDependents dependents = new ObjectDependents(schema);
    Map<ColumnRef, Column> columns = new LinkedHashMap<>();
    for (SchemaObject object : dependents.of(o -> o.dependsOn().contains(type))) {
      if (object.kind().isType()) columns.putAll(EnumRebuild.users(context, object.name(), schema));
      if (object.kind() == Kind.RANGE_TYPE)
        columns.putAll(EnumRebuild.users(context, context.multirange(object), schema));
    }
    Set<ColumnRef> used = new HashSet<>(columns.keySet());
    used.addAll(EnumRebuild.users(context, type, schema).keySet());
    List<SchemaObject> queries = new ArrayList<>();
    List<SchemaObject> types = new ArrayList<>();
    Set<QualifiedName> readers = new HashSet<>();
    for (SchemaObject object : dependents.of(o -> EnumRebuild.isOn(o, type, used))) {
      boolean reads =
          !object.kind().isType() && !object.kind().isRoutine()
              || object.dependsOn().stream().anyMatch(readers::contains);
      if (reads) readers.add(object.name());
      (reads ? queries : types).add(object);
    }
    return new EnumObjects(queries, types, columns);
  }

  List<String> dropQueries() {
    return ObjectDependents.drop(queries);
  }

  List<String> createQueries() {
    return ObjectDependents.recreate(queries);
  }

  List<String> dropTypes(PostgresDdl ddl) {
    List<String> statements = new ArrayList<>();
    columns.forEach(
        (user, column) -> {
          if (column.defaultValue().isPresent())
            statements.add(ddl.dropDefault(user.table(), user.column()));
          statements.add(
              ddl.alterColumn(
                  user.table(), user.column(), "TYPE text USING {}::text", user.column()));
        });
    statements.addAll(ObjectDependents.drop(types));
    return statements;
  }

  List<String> createTypes(PostgresDdl ddl) {
    List<String> statements = new ArrayList<>(ObjectDependents.recreate(types));
    columns.forEach(
        (user, column) -> {
          SqlText type = SqlText.of(column.type());
          statements.add(
              ddl.alterColumn(
                  user.table(), user.column(), "TYPE {} USING {}::{}", type, user.column(), type));
          column
              .defaultValue()
              .ifPresent(v -> statements.add(ddl.setDefault(user.table(), user.column(), v)));
        });
    return statements;
  }
}
