package dev.underpin.planner.postgresql.constraint;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.KeyTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;

/**
 * Makes a unique index a key, or keeps a unique index where a key goes. No row can come that has
 * the same values as another one, neither in between nor in a rollback.
 */
public record KeyAndIndex(PostgresContext context, StepSink sink) {
  /** The index becomes the key, in a moment. */
  public void toKey(Change.DropIndex dropped, Change.AddConstraint added) {
    QualifiedName name = added.table();
    Table table = context.target().table(name).orElseThrow();
    Constraint key = added.constraint();
    Index index = dropped.index();
    StepBuilder step =
        contract(StepRanks.ADD_KEY, name, KeyTitles.fromIndex(index, key), Locks.EXCLUSIVE)
            .source(ObjectRef.table(name).constraint(key))
            .mode(Mode.TRANSACTION, Mode.ALONE)
            .up(context.ddl().addConstraintUsingIndex(table, key, index.name()))
            .up(context.comment(name, key))
            .down(dropAndKeep(name, key, index))
            .effect(dropped)
            .effect(added)
            .creates(State.CONSTRAINT.of(name, called(key)))
            .needs(context.needsOf(name, context.mentioned(name, key)));
    if (key instanceof PrimaryKey)
      key.columns().forEach(c -> step.needs(State.NOT_NULL.of(name, c)));
    named(step, name, index.name(), called(key));
    sink.add(step);
  }

  /** A second index is built, and stays when the key goes with its own. */
  public void toIndex(Change.DropConstraint dropped, Change.AddIndex added) {
    QualifiedName name = added.table();
    Table table = context.renamed().table(name).orElseThrow();
    Constraint key = dropped.constraint();
    Index index = added.index();
    StepBuilder step =
        contract(StepRanks.ADD_KEY, name, KeyTitles.toIndex(key, index), Locks.KEY_THROUGH_INDEX)
            .source(ObjectRef.table(name).index(index.name()))
            .mode(Mode.ALONE, Mode.TRANSACTION)
            .up(dropAndKeep(name, key, index))
            .down(context.ddl().addConstraintUsingIndex(table, key, index.name()))
            .down(context.comment(name, key))
            .effect(dropped)
            .effect(added)
            .destroys(State.CONSTRAINT.of(name, called(key)));
    if (key instanceof PrimaryKey)
      key.columns().forEach(c -> step.releases(State.REQUIRED.of(name, c)));
    named(step, name, called(key), index.name());
    sink.add(step);
  }

  private static void named(StepBuilder step, QualifiedName table, String from, String to) {
    if (from.equals(to)) return;
    step.destroys(StepKey.relation(table.withName(from)))
        .creates(StepKey.relation(table.withName(to)));
  }

  private List<String> dropAndKeep(QualifiedName table, Constraint key, Index index) {
    PostgresDdl ddl = context.ddl();
    Index kept = index.withName(context.temporary("kept", table.toString(), index.name()));
    return List.of(
        ddl.createIndex(table, kept, true),
        ddl.dropConstraint(table, called(key)),
        ddl.renameIndex(table.withName(kept.name()), index.name()));
  }

  private static String called(Constraint key) {
    return key.name().orElseThrow();
  }
}
