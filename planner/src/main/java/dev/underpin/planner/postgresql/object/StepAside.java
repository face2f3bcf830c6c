package dev.underpin.planner.postgresql.object;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.EnumObjects;
import dev.underpin.planner.postgresql.kit.EnumRebuild;
import dev.underpin.planner.postgresql.kit.InUse;
import dev.underpin.planner.postgresql.kit.LiveObjects;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.ObjectDependents;
import dev.underpin.planner.postgresql.kit.ObjectOrder;
import dev.underpin.planner.postgresql.kit.ObjectStatements;
import dev.underpin.planner.postgresql.kit.ObjectTrash;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.Replaceable;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TextSearchNames;
import dev.underpin.planner.postgresql.kit.TypeUsers;
import dev.underpin.planner.postgresql.kit.UserMappings;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.Lock;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Drops what the server does not let be there while something changes, and creates it after the
 * change, in its transaction: the objects that use a column whose type changes or a type that is
 * recreated, those that are replaced while something that they use gets another name, and those
 * that use an object that cannot be replaced in place, or one that leaves while another takes its
 * name. An object comes back by the text that it is to have, with all that the catalog keeps beside
 * the text.
 */
public final class StepAside implements Runnable {
  private final PostgresContext context;
  private final StepSink sink;
  private final ObjectDependents dependents;
  private final Set<SchemaObject> dropped = new HashSet<>();
  private final List<SchemaObject> created = new ArrayList<>();
  private final Map<SchemaObject, SchemaObject> replacements = new LinkedHashMap<>();
  private final Set<SchemaObject> renamed = new HashSet<>();
  private final Set<StepKey> gone = new HashSet<>();
  private final Map<SchemaObject, Set<StepKey>> aside = new LinkedHashMap<>();

  public StepAside(PostgresContext context, StepSink sink, List<Change> changes) {
    this.context = context;
    this.sink = sink;
    this.dependents = new ObjectDependents(context.renamed());
    for (Change change : changes) {
      if (change instanceof Change.DropObject c) dropped.add(c.object());
      if (change instanceof Change.ReplaceObject c) replacements.put(c.before(), c.after());
      if (change instanceof Change.CreateObject c) created.add(c.object());
    }
    for (Change change : changes) {
      if (change instanceof Change.AlterColumn c
          && ObjectOrder.isRecreated(c.before(), c.after())
          && !InUse.isWanted(context, c.table(), c.before(), c.after()))
        column(c.table(), c.before());
      if (change instanceof Change.DropColumn c && isGone(c)) {
        column(c.table(), c.column());
        gone.add(StepKey.before(c.table(), c.column().name()));
      }
      if (change instanceof Change.AlterEnum c && EnumRebuild.isNeeded(c)) type(c.after().name());
      if (change instanceof Change.DropTable c)
        add(StepKey.table(c.table()), o -> o.dependsOn().contains(c.table()));
      if (change instanceof Change.DropObject c)
        add(
            State.OBJECT.of(c.object().name(), c.object().kind().name()),
            o -> !o.equals(c.object()) && o.dependsOn().contains(c.object().name()));
      if (change instanceof Change.RenameColumn c)
        renamed(
            State.RENAMED.of(c.table(), c.to()), o -> ObjectDependents.uses(o, c.table(), c.to()));
      if (change instanceof Change.RenameTable c)
        renamed(State.RENAMED.of(c.table()), o -> o.dependsOn().contains(c.table()));
    }
    replacements.forEach(this::object);
    boolean more = true;
    while (more) {
      int before = aside.size();
      replacements.forEach(this::undoneByDrop);
      more = aside.size() > before;
    }
  }

  private boolean isGone(Change.DropColumn change) {
    return change.column().generated().isPresent()
        || context.isDiscarded(change.table() + "." + change.column().name());
  }

  /** What is computed from the column is recreated with it. */
  private void column(QualifiedName table, Column column) {
    Set<String> columns = new LinkedHashSet<>(Set.of(column.name()));
    for (Column other : context.renamed().table(table).map(Table::columns).orElse(List.of())) {
      if (context.computedFrom(table, other).contains(column.name())) columns.add(other.name());
    }
    add(
        StepKey.before(table, column.name()),
        o -> columns.stream().anyMatch(c -> ObjectDependents.uses(o, table, c)));
  }

  private void type(QualifiedName type) {
    EnumObjects all = EnumObjects.of(context, type, context.renamed());
    Set<SchemaObject> owned = Set.copyOf(EnumObjects.owned(context, type).types());
    Set<SchemaObject> others = new HashSet<>(all.queries());
    all.types().stream().filter(o -> !owned.contains(o)).forEach(others::add);
    add(State.RECREATED_TYPE.of(type), others::contains);
  }

  /** The server rewrites what names the thing; another text must not meet that one. */
  private void renamed(StepKey key, Predicate<SchemaObject> uses) {
    for (SchemaObject object : dependents.of(o -> replacements.containsKey(o) && uses.test(o))) {
      if (!dropped.contains(object)) renamed.add(object);
    }
    add(key, o -> replacements.containsKey(o) && uses.test(o));
  }

  private void object(SchemaObject before, SchemaObject after) {
    if (Replaceable.inPlace(before, after)) return;
    add(State.OBJECT.of(before.name(), before.kind().name()), before::equals);
  }

  /**
   * A rollback that drops an object drops and recreates its dependents. Where one of them changes
   * too, they are replaced together.
   */
  private void undoneByDrop(SchemaObject before, SchemaObject after) {
    if (aside.containsKey(before) || !Replaceable.isUndoneByDrop(before, after)) return;
    boolean changes =
        dependentsOf(before).stream()
            .anyMatch(
                o -> replacements.containsKey(o) || aside.containsKey(o) || dropped.contains(o));
    if (changes) add(State.OBJECT.of(before.name(), before.kind().name()), before::equals);
  }

  /** What depends on an object, directly or through others, in the order of creation. */
  public List<SchemaObject> dependentsOf(SchemaObject object) {
    return dependents.of(object::equals).stream().filter(o -> !o.equals(object)).toList();
  }

  private void add(StepKey key, Predicate<SchemaObject> condition) {
    for (SchemaObject object : dependents.of(condition)) {
      if (!dropped.contains(object))
        aside.computeIfAbsent(object, o -> new LinkedHashSet<>()).add(key);
    }
  }

  /** True where something that depends on the object is created again. */
  public boolean recreatesDependentOf(SchemaObject object) {
    return aside.keySet().stream().anyMatch(user -> user.dependsOn().contains(object.name()));
  }

  /** True where a change of the object is part of this. */
  public boolean replaces(SchemaObject object) {
    return aside.containsKey(object);
  }

  @Override
  public void run() {
    aside.forEach(
        (object, keys) -> {
          SchemaObject after = replacements.getOrDefault(object, object);
          SchemaObject before =
              renamed.contains(object) ? new LiveObjects(context).before(object) : object;
          ObjectOrder order = new ObjectOrder(context, before, after);
          // What comes back after a rename does not use the columns that leave then.
          if (renamed.contains(object)) keys.removeAll(gone);
          StepKey[] together = keys.toArray(StepKey[]::new);
          refuseForeign(object);
          UserMappings.refuse(object, sink);
          if (object.kind().isTextSearch())
            TextSearchNames.user(context, object)
                .ifPresent(table -> sink.refuse(ObjectRefusals.searchInUse(object, table)));
          if (object != after)
            new TypeUsers(context, object)
                .prevents(after)
                .ifPresent(user -> sink.refuse(ObjectRefusals.typeInUse(after, user)));
          sink.add(part(drop(order), object, after).together(together));
          sink.add(part(create(order), object, after).together(together));
        });
  }

  /** Only the owner can drop an object, and give it to the owner again. */
  private void refuseForeign(SchemaObject object) {
    object
        .facts()
        .foreignOwner()
        .ifPresent(o -> sink.refuse(ObjectRefusals.foreignOwner(object, o)));
  }

  /** A change of the object is more than room for another change. */
  private StepBuilder part(StepBuilder step, SchemaObject before, SchemaObject after) {
    return before == after ? step.aside() : step;
  }

  private StepBuilder drop(ObjectOrder order) {
    SchemaObject object = order.before();
    StepBuilder step =
        contract(StepRanks.ofDrop(object.kind()), object.name(), title(order), Locks.EXCLUSIVE)
            .up(object.drop())
            .down(ObjectStatements.recreate(object))
            .effect(new Change.DropObject(object))
            .creates(State.OBJECT_GONE.of(object.name()));
    order.goes(step);
    return step;
  }

  private StepBuilder create(ObjectOrder order) {
    SchemaObject after = order.after();
    StepBuilder step =
        contract(StepRanks.RECREATE_VIEW, after.name(), title(order), lock(after))
            .up(ObjectStatements.recreate(after, order.before()))
            .down(after.drop())
            .effect(new Change.CreateObject(after))
            .needs(State.OBJECT_GONE.of(order.before().name()));
    new ObjectOrder(context, order.before(), calling(after)).comes(step);
    return step;
  }

  /** What an object calls by a name may be another routine now. */
  private SchemaObject calling(SchemaObject object) {
    Set<QualifiedName> uses = new HashSet<>(object.dependsOn());
    for (SchemaObject gone : dropped) {
      if (!gone.kind().isRoutine() || !uses.remove(gone.name())) continue;
      QualifiedName bare = ObjectTrash.bare(gone.name());
      for (SchemaObject other : created)
        if (ObjectTrash.bare(other.name()).equals(bare)) uses.add(other.name());
    }
    return object.withDependsOn(uses);
  }

  private static String title(ObjectOrder order) {
    return ObjectTitles.replaceObject(order.after());
  }

  /** The query of a materialized view runs while its readers wait. */
  private static Lock lock(SchemaObject object) {
    boolean runs =
        object.kind() == Kind.MATERIALIZED_VIEW
            && !object.create().canonical().contains("WITH NO DATA");
    return runs ? Locks.MATERIALIZE : Locks.NONE;
  }
}
