package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.order.Graph;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which objects of a schema depend on something, directly or through others. */
public final class ObjectDependents {
  private static final Set<Kind> QUERIES = EnumSet.of(Kind.VIEW, Kind.MATERIALIZED_VIEW, Kind.RULE);

  private final Schema schema;
  private final Map<QualifiedName, List<SchemaObject>> users = new HashMap<>();

  public ObjectDependents(Schema schema) {
    this.schema = schema;
    for (SchemaObject object : schema.objects().values()) {
      for (QualifiedName used : object.dependsOn())
        users.computeIfAbsent(used, u -> new ArrayList<>()).add(object);
    }
  }

  /** True where an object uses a column; of a declared query it is not known which it uses. */
  public static boolean uses(SchemaObject object, QualifiedName table, String column) {
    return object.columns().isEmpty()
        ? QUERIES.contains(object.kind()) && object.dependsOn().contains(table)
        : object.columns().getOrDefault(table, Set.of()).contains(column);
  }

  /** The objects that fulfil a condition and all that depend on them, in the order of creation. */
  public List<SchemaObject> of(Predicate<SchemaObject> condition) {
    Set<SchemaObject> found = new LinkedHashSet<>();
    List<SchemaObject> next =
        new ArrayList<>(schema.objects().values().stream().filter(condition).toList());
    while (!next.isEmpty()) {
      SchemaObject object = next.remove(next.size() - 1);
      if (found.add(object)) next.addAll(users.getOrDefault(object.name(), List.of()));
    }
    return ordered(found);
  }

  private static List<SchemaObject> ordered(Set<SchemaObject> objects) {
    Graph<SchemaObject> graph = new Graph<>();
    objects.forEach(graph::add);
    for (SchemaObject user : objects) {
      for (SchemaObject used : objects) {
        if (user.dependsOn().contains(used.name()) && !used.name().equals(user.name()))
          graph.edge(used, user);
      }
    }
    return graph.sorted();
  }

  /** The statements that drop objects, the last one first. */
  public static List<String> drop(List<SchemaObject> objects) {
    List<String> statements = new ArrayList<>();
    for (int i = objects.size() - 1; i >= 0; i--) statements.add(objects.get(i).drop());
    return statements;
  }

  /** The statements that create dropped objects again. */
  public static List<String> recreate(List<SchemaObject> objects) {
    return objects.stream().flatMap(o -> ObjectStatements.recreate(o).stream()).toList();
  }
}
