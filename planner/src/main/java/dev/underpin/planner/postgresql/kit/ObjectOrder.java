package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When an object may go, and when it may come: after what it uses has come, and before that goes.
 *
 * @param before as it is when it goes
 * @param after as it is when it comes
 */
public record ObjectOrder(PostgresContext context, SchemaObject before, SchemaObject after) {
  /** The step drops the object, or takes from it what it used. */
  public void goes(StepBuilder step) {
    step.destroys(State.OBJECT.of(before.name()));
    if (isRelation(before))
      step.destroys(StepKey.relation(before.name()), StepKey.table(before.name()));
    leaves(step);
  }

  /** The step creates the object. */
  public void comes(StepBuilder step) {
    step.creates(State.OBJECT.of(after.name())).needs(uses());
    if (isRelation(after))
      step.creates(StepKey.relation(after.name()), StepKey.table(after.name()));
  }

  /** Its name is one of the tables of its namespace, where others find it. */
  private static boolean isRelation(SchemaObject object) {
    return switch (object.kind()) {
      case VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE, COMPOSITE_TYPE -> true;
      default -> false;
    };
  }

  /** The step replaces the object in place. */
  public void changes(StepBuilder step) {
    step.creates(State.OBJECT.of(after.name())).needs(uses());
    leaves(step);
  }

  private void leaves(StepBuilder step) {
    for (QualifiedName used : before.dependsOn()) {
      step.releases(StepKey.table(used), State.OBJECT.of(used), State.TYPE.of(used))
          .releases(State.RECREATED_TYPE.of(used))
          .needs(context.renamesOf(used, before.columns().getOrDefault(used, Set.of())));
    }
    before
        .columns()
        .forEach(
            (table, columns) -> {
              for (String column : columns)
                step.releases(StepKey.before(table, column), StepKey.column(table, column));
            });
    if (before.columns().isEmpty()) before.dependsOn().forEach(table -> leavesAny(step, table));
  }

  /** Where nobody could say which columns a query uses, it may be any that changes. */
  private void leavesAny(StepBuilder step, QualifiedName name) {
    for (Column column : context.renamed().table(name).map(Table::columns).orElse(List.of())) {
      Optional<Column> target = context.target().table(name).flatMap(t -> t.column(column.name()));
      boolean stays = target.filter(t -> !isRecreated(column, t)).isPresent();
      if (!stays && ObjectDependents.uses(before, name, column.name()))
        step.releases(StepKey.before(name, column.name()), StepKey.column(name, column.name()));
    }
  }

  /** True where no query may use a column while one becomes the other. */
  public static boolean isRecreated(Column one, Column other) {
    return !one.type().equals(other.type())
        || !one.collation().equals(other.collation())
        || !one.generated().equals(other.generated());
  }

  private List<StepKey> uses() {
    List<StepKey> keys = new java.util.ArrayList<>();
    for (QualifiedName used : after.dependsOn()) {
      keys.add(StepKey.table(used));
      keys.add(State.OBJECT.of(used));
      // A table may have the name of an enum that goes.
      if (context.target().enums().containsKey(used)) keys.add(State.TYPE.of(used));
      boolean known = !after.columns().isEmpty();
      if (known) continue;
      for (String column :
          context.target().table(used).map(t -> t.columns()).orElse(List.of()).stream()
              .map(c -> c.name())
              .toList()) {
        keys.add(StepKey.column(used, column));
        keys.add(StepKey.after(used, column));
      }
    }
    after
        .columns()
        .forEach(
            (table, columns) -> {
              for (String column : columns) {
                keys.add(StepKey.column(table, column));
                keys.add(StepKey.after(table, column));
              }
            });
    return keys;
  }
}
