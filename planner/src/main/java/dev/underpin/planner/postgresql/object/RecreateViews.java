package dev.underpin.planner.postgresql.object;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Drops the views that block changes of the types and names of columns, and creates them after
 * these changes, each by the text that it is to have.
 */
public final class RecreateViews implements Runnable {
  private final PostgresContext context;
  private final StepSink sink;
  private final Set<QualifiedName> tables = new LinkedHashSet<>();
  private final Set<SchemaObject> views = new LinkedHashSet<>();
  private final Map<SchemaObject, SchemaObject> replacements = new HashMap<>();

  public RecreateViews(PostgresContext context, StepSink sink, List<Change> changes) {
    this.context = context;
    this.sink = sink;
    Set<SchemaObject.Key> dropped = new HashSet<>();
    for (Change change : changes) {
      if (change instanceof Change.CreateObject c) dropped.add(c.object().key());
      if (change instanceof Change.DropObject c) dropped.add(c.object().key());
      if (change instanceof Change.ReplaceObject c) replacements.put(c.before(), c.after());
      addTables(change);
    }
    addViews(dropped);
  }

  private void addTables(Change change) {
    if (change instanceof Change.AlterColumn c && !c.before().type().equals(c.after().type()))
      tables.add(c.table());
    if (change instanceof Change.DropColumn c) tables.add(c.table());
    if (change instanceof Change.AlterEnum c
        && !c.after().labels().containsAll(c.before().labels())) {
      String name = c.after().name().name();
      for (Table table : context.renamed().tables().values()) {
        if (table.columns().stream().anyMatch(column -> column.type().contains(name)))
          tables.add(table.name());
      }
    }
  }

  private void addViews(Set<SchemaObject.Key> dropped) {
    Set<QualifiedName> reached = new LinkedHashSet<>(tables);
    boolean more = true;
    while (more) {
      more = false;
      for (SchemaObject object : context.renamed().objects().values()) {
        boolean view = object.kind() == Kind.VIEW || object.kind() == Kind.MATERIALIZED_VIEW;
        if (!view || dropped.contains(object.key()) || views.contains(object)) continue;
        if (object.dependsOn().stream().noneMatch(reached::contains)) continue;
        views.add(object);
        reached.add(object.name());
        more = true;
      }
    }
  }

  /** True where a change of the view is part of this. */
  public boolean replaces(SchemaObject view) {
    return views.contains(view);
  }

  @Override
  public void run() {
    for (SchemaObject view : views) {
      sink.add(drop(view));
      sink.add(create(view, replacements.getOrDefault(view, view)));
    }
  }

  private StepBuilder drop(SchemaObject view) {
    StepBuilder step =
        contract(
                StepRanks.DROP_OBJECT,
                view.name(),
                StepTitles.dropObjectForNow(view),
                Locks.EXCLUSIVE)
            .hazard(Hazards.objectMissing(view))
            .up(view.drop())
            .down(view.create().written())
            .effect(new Change.DropObject(view))
            .creates(State.OBJECT_GONE.of(view.name()))
            .destroys(State.BEFORE.of(view.name()));
    for (QualifiedName table : tables) {
      for (Column c : columns(context.renamed().table(table)))
        step.releases(StepKey.before(table, c.name()), StepKey.column(table, c.name()));
    }
    for (QualifiedName other : view.dependsOn()) step.releases(State.BEFORE.of(other));
    return step;
  }

  private StepBuilder create(SchemaObject before, SchemaObject after) {
    StepBuilder step =
        contract(
                StepRanks.RECREATE_VIEW, after.name(), StepTitles.recreateObject(after), Locks.NONE)
            .up(after.create().written())
            .down(after.drop())
            .effect(new Change.CreateObject(after))
            .creates(State.OBJECT_RECREATED.of(before.name()))
            .needs(State.OBJECT_GONE.of(before.name()));
    for (QualifiedName table : tables) {
      for (Column c : columns(context.renamed().table(table)))
        step.needs(StepKey.after(table, c.name()));
    }
    for (QualifiedName other : after.dependsOn()) {
      step.needs(State.OBJECT_RECREATED.of(other), State.OBJECT.of(other), StepKey.table(other));
      for (Column c : columns(context.target().table(other)))
        step.needs(StepKey.column(other, c.name()));
    }
    return step;
  }

  private static List<Column> columns(Optional<Table> table) {
    return table.map(Table::columns).orElse(List.of());
  }
}
