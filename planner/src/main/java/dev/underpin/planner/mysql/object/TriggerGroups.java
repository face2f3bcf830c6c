package dev.underpin.planner.mysql.object;

import dev.underpin.dialect.mysql.ddl.ObjectHead;
import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Triggers that fire one after the other: of one table, for one occasion. The server puts a new one
 * behind the others, so that one that is replaced says its place, and a change of one is a change
 * of what the next one says.
 */
public final class TriggerGroups {
  /** The triggers of one table for one occasion. */
  private record Group(QualifiedName table, String occasion) {
    static Group of(SchemaObject trigger) {
      return new Group(
          trigger.table().orElse(trigger.name()), ObjectHead.occasion(trigger.create().written()));
    }
  }

  private final MysqlContext context;

  private TriggerGroups(MysqlContext context) {
    this.context = context;
  }

  /** Make the changes of triggers that have others beside them, and return the other changes. */
  public static List<Change> together(MysqlContext context, StepSink sink, List<Change> changes) {
    TriggerGroups groups = new TriggerGroups(context);
    Map<Group, List<Change>> found = new LinkedHashMap<>();
    List<Change> rest = new ArrayList<>();
    for (Change change : changes) {
      Set<Group> of = groups.of(change);
      // One that moves to another occasion changes two groups.
      if (of.isEmpty()) rest.add(change);
      else if (of.size() == 1)
        found.computeIfAbsent(of.iterator().next(), g -> new ArrayList<>()).add(change);
      else rest.add(change);
    }
    found.forEach((group, all) -> rest.addAll(groups.make(sink, group, all)));
    return rest;
  }

  private Set<Group> of(Change change) {
    Set<Group> groups = new LinkedHashSet<>();
    for (SchemaObject object : objects(change)) {
      if (object.kind() == Kind.TRIGGER) groups.add(Group.of(object));
    }
    return groups;
  }

  private static List<SchemaObject> objects(Change change) {
    if (change instanceof Change.CreateObject c) return List.of(c.object());
    if (change instanceof Change.DropObject c) return List.of(c.object());
    return change instanceof Change.ReplaceObject c ? List.of(c.before(), c.after()) : List.of();
  }

  private List<Change> make(StepSink sink, Group group, List<Change> changes) {
    List<SchemaObject> before = ordered(context.renamed(), group);
    List<SchemaObject> after = ordered(context.target(), group);
    if (before.size() < 2 && after.size() < 2) return changes;
    new ObjectRecipes(context, sink)
        .together(
            changes,
            statements(before, after),
            statements(after, before.stream().map(o -> ObjectRecipes.live(context, o)).toList()));
    return List.of();
  }

  /** In the order in which they fire. */
  private static List<SchemaObject> ordered(Schema schema, Group group) {
    List<SchemaObject> left = new ArrayList<>();
    for (SchemaObject object : schema.objects().values()) {
      if (object.kind() == Kind.TRIGGER && Group.of(object).equals(group)) left.add(object);
    }
    List<SchemaObject> ordered = new ArrayList<>();
    Optional<String> last = Optional.empty();
    while (!left.isEmpty()) {
      Optional<String> before = last;
      SchemaObject next =
          left.stream().filter(o -> follows(o).equals(before)).findFirst().orElse(left.get(0));
      left.remove(next);
      ordered.add(next);
      last = Optional.of(Identifiers.lower(next.name().name()));
    }
    return ordered;
  }

  /** As the server would say it, which is known where the object was made in a scratch place. */
  private static Optional<String> follows(SchemaObject trigger) {
    return ObjectHead.follows(trigger.create().canonical()).map(Identifiers::lower);
  }

  /** From one order to the other: what stays in its place is not touched. */
  private List<String> statements(List<SchemaObject> from, List<SchemaObject> to) {
    List<String> statements = new ArrayList<>();
    List<SchemaObject> staying = staying(from, to);
    Set<QualifiedName> live = new LinkedHashSet<>();
    from.forEach(o -> live.add(o.name()));
    for (SchemaObject object : from) {
      if (to.stream().anyMatch(o -> o.name().equals(object.name()))) continue;
      statements.add(context.ddl().dropObject(object));
      live.remove(object.name());
    }
    for (int i = 0; i < to.size(); i++) {
      SchemaObject object = to.get(i);
      if (staying.contains(object)) continue;
      SchemaObject placed = placed(object, i, to, staying);
      if (live.add(object.name())) statements.addAll(context.ddl().createObject(placed));
      else statements.addAll(context.ddl().replaceObject(object, placed));
    }
    return statements;
  }

  private static SchemaObject placed(
      SchemaObject object, int at, List<SchemaObject> to, List<SchemaObject> staying) {
    String create = ObjectHead.withoutPlace(object.create().written());
    if (at > 0) {
      create = ObjectHead.following(create, to.get(at - 1).name().name());
    } else if (!staying.isEmpty()) {
      create = ObjectHead.preceding(create, staying.get(0).name().name());
    }
    return object.withCreate(SqlText.of(create));
  }

  /** The longest row of triggers that are the same, and in the same order, on both sides. */
  private static List<SchemaObject> staying(List<SchemaObject> from, List<SchemaObject> to) {
    int[][] best = new int[from.size() + 1][to.size() + 1];
    for (int i = from.size() - 1; i >= 0; i--) {
      for (int j = to.size() - 1; j >= 0; j--) {
        best[i][j] =
            isSame(from.get(i), to.get(j))
                ? best[i + 1][j + 1] + 1
                : Math.max(best[i + 1][j], best[i][j + 1]);
      }
    }
    List<SchemaObject> staying = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < from.size() && j < to.size()) {
      if (isSame(from.get(i), to.get(j))) {
        staying.add(to.get(j));
        i++;
        j++;
      } else if (best[i + 1][j] >= best[i][j + 1]) i++;
      else j++;
    }
    return staying;
  }

  private static boolean isSame(SchemaObject one, SchemaObject other) {
    return one.name().equals(other.name())
        && one.options().equals(other.options())
        && ObjectHead.withoutPlace(one.create().canonical())
            .equals(ObjectHead.withoutPlace(other.create().canonical()));
  }
}
