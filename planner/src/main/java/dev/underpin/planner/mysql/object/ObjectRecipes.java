package dev.underpin.planner.mysql.object;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Views, triggers, routines and events: created, replaced and dropped by their text. */
public record ObjectRecipes(MysqlContext context, StepSink sink) {
  public void create(SchemaObject object) {
    StepBuilder step =
        begin(Phase.EXPAND, rank(object.kind()), object, ObjectTitles.createObject(object))
            .up(context.ddl().createObject(object))
            .down(context.ddl().dropObject(object))
            .effect(new Change.CreateObject(object));
    created(step, object);
    sink.add(step);
  }

  public void drop(SchemaObject dropped) {
    SchemaObject object = beforeRenames(dropped);
    StepBuilder step =
        begin(Phase.CONTRACT, StepRanks.DROP_OBJECT, object, ObjectTitles.dropObject(object))
            .up(context.ddl().dropObject(object))
            .down(context.ddl().createObject(object))
            .effect(new Change.DropObject(object));
    dropped(step, object);
    sink.add(step);
  }

  public void replace(SchemaObject before, SchemaObject after) {
    StepBuilder step =
        begin(Phase.CONTRACT, rank(after.kind()), after, ObjectTitles.replaceObject(after))
            .up(context.ddl().replaceObject(before, after))
            .down(context.ddl().replaceObject(after, live(context, before)))
            .effect(new Change.ReplaceObject(before, after));
    created(step, after);
    sink.add(step);
  }

  /**
   * An object as it is now: its rollback comes behind that of a rename of its table, in one step.
   */
  static SchemaObject live(MysqlContext context, SchemaObject object) {
    if (object.table().isEmpty()) return object;
    QualifiedName table = context.live(object.table().get());
    SchemaObject.Key key = new SchemaObject.Key(object.kind(), table.toString(), object.name());
    return Optional.ofNullable(context.catalog().schema().objects().get(key)).orElse(object);
  }

  /**
   * A view goes before a table that it reads gets another name: its text keeps the old one, so that
   * a rollback creates it once the table has that name again.
   */
  private SchemaObject beforeRenames(SchemaObject object) {
    boolean renamed = object.dependsOn().stream().anyMatch(d -> !context.live(d).equals(d));
    return renamed && object.table().isEmpty()
        ? context.catalog().schema().objects().getOrDefault(object.key(), object)
        : object;
  }

  /** Several changes of triggers in one step, by these statements. */
  void together(List<Change> changes, List<String> up, List<String> down) {
    boolean adds = changes.stream().allMatch(c -> c instanceof Change.CreateObject);
    SchemaObject first = object(changes.get(0));
    String title = changes.stream().map(ObjectRecipes::title).collect(Collectors.joining(", "));
    StepBuilder step =
        begin(adds ? Phase.EXPAND : Phase.CONTRACT, rank(Kind.TRIGGER), first, title)
            .up(up)
            .down(down)
            .effect(changes);
    for (Change change : changes) {
      if (change instanceof Change.DropObject c) dropped(step, c.object());
      else created(step, object(change));
    }
    sink.add(step);
  }

  private static SchemaObject object(Change change) {
    if (change instanceof Change.CreateObject c) return c.object();
    if (change instanceof Change.DropObject c) return c.object();
    if (change instanceof Change.ReplaceObject c) return c.after();
    throw new IllegalArgumentException("a change of an object was expected: " + change);
  }

  private static String title(Change change) {
    SchemaObject object = object(change);
    if (change instanceof Change.CreateObject) return ObjectTitles.createObject(object);
    return change instanceof Change.DropObject
        ? ObjectTitles.dropObject(object)
        : ObjectTitles.replaceObject(object);
  }

  private static StepBuilder begin(Phase phase, int rank, SchemaObject object, String title) {
    return step(phase, rank, object.name(), title, MysqlContext.METADATA_LOCK)
        .mode(Mode.ALONE, Mode.ALONE);
  }

  private void created(StepBuilder step, SchemaObject object) {
    step.creates(State.OBJECT.of(object.name()));
    object.dependsOn().forEach(d -> step.needs(StepKey.table(d), State.OBJECT.of(d)));
    object.table().ifPresent(t -> step.needs(StepKey.table(t)));
    for (QualifiedName table : tables(object)) {
      step.needs(newColumns(object, table));
      step.needs(context.renamesOf(table, mentioned(object, context.target().table(table))));
    }
  }

  private static List<QualifiedName> tables(SchemaObject object) {
    return Stream.concat(object.dependsOn().stream(), object.table().stream()).toList();
  }

  /** The columns of a table that the plan adds and that the object names. */
  private List<StepKey> newColumns(SchemaObject object, QualifiedName table) {
    Optional<Table> before = context.renamed().table(table);
    if (before.isEmpty()) return List.of();
    return mentioned(object, context.target().table(table)).stream()
        .filter(name -> before.get().column(name).isEmpty())
        .map(name -> StepKey.column(table, name))
        .toList();
  }

  private List<String> mentioned(SchemaObject object, Optional<Table> table) {
    return table.map(Table::columns).orElse(List.of()).stream()
        .map(Column::name)
        .filter(name -> context.dialect().mentionsColumn(object.create(), name))
        .toList();
  }

  private void dropped(StepBuilder step, SchemaObject object) {
    step.allow(Allow.DROP_OBJECT).destroys(State.OBJECT.of(object.name()));
    object.dependsOn().forEach(d -> step.releases(StepKey.table(d), State.OBJECT.of(d)));
    object
        .table()
        .ifPresent(t -> step.releases(StepKey.table(t)).needs(context.renamesOf(t, List.of())));
    // A rollback creates the object again once the columns have their names again.
    for (QualifiedName table : tables(object)) {
      Optional<Table> live = context.catalog().schema().table(context.live(table));
      for (String column : mentioned(object, live)) step.releases(StepKey.column(table, column));
    }
  }

  private static int rank(Kind kind) {
    return switch (kind) {
      case FUNCTION, PROCEDURE, AGGREGATE -> StepRanks.ROUTINE;
      case VIEW, MATERIALIZED_VIEW -> StepRanks.VIEW;
      default -> StepRanks.TRIGGER;
    };
  }
}
