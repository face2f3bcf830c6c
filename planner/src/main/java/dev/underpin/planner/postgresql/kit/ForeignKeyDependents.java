package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.PlanningContext;
import dev.underpin.planner.recipe.RecreatedForeignKeys;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Foreign keys that are the same before and after, and have to be dropped and added all the same:
 * the key that they depend on is recreated, or the columns at both of their ends change their types
 * one after the other.
 */
public final class ForeignKeyDependents {
  private final Set<ColumnRef> retyped = new HashSet<>();
  private final Set<List<Object>> keysGone = new HashSet<>();

  private ForeignKeyDependents(List<Change> changes, PlanningContext context) {
    for (Change change : changes) {
      if (change instanceof Change.AlterColumn c
          && !c.before().type().equals(c.after().type())
          && !InUse.isWanted(context, c.table(), c.before(), c.after())) {
        retyped.add(new ColumnRef(c.table(), c.after().name()));
      } else if (change instanceof Change.DropConstraint c) {
        gone(c.table(), c.constraint());
      } else if (change instanceof Change.AlterConstraint c && isRecreated(c.before(), c.after())) {
        gone(c.table(), c.before());
      } else if (change instanceof Change.DropIndex c) {
        gone(c.table(), c.index());
      } else if (change instanceof Change.AlterIndex c) {
        gone(c.table(), c.before());
      }
    }
  }

  /** The changes, with a drop and an add of each such foreign key. */
  public static List<Change> added(List<Change> changes, PlanningContext context) {
    return RecreatedForeignKeys.added(
        context, changes, new ForeignKeyDependents(changes, context)::isAffected);
  }

  private boolean isAffected(QualifiedName table, ForeignKey key) {
    if (keysGone.contains(List.of(key.references(), Set.copyOf(key.referencedColumns()))))
      return true;
    for (int i = 0; i < key.columnList().size(); i++) {
      boolean here = retyped.contains(new ColumnRef(table, key.columnList().get(i)));
      String other = key.referencedColumns().get(i);
      if (here && retyped.contains(new ColumnRef(key.references(), other))) return true;
    }
    return false;
  }

  private void gone(QualifiedName table, Constraint constraint) {
    if (constraint instanceof PrimaryKey || constraint instanceof UniqueConstraint) {
      keysGone.add(List.of(table, Set.copyOf(constraint.columns())));
    }
  }

  private void gone(QualifiedName table, Index index) {
    if (index.unique()) keysGone.add(List.of(table, index.keyColumns()));
  }

  /** A new name or comment leaves the key as it is. */
  private static boolean isRecreated(Constraint before, Constraint after) {
    return !ConstraintTraits.withoutComment(before.withName(after.name()))
        .equals(ConstraintTraits.withoutComment(after));
  }

  /** True where a foreign key may depend on a unique index. */
  public static boolean standOn(PlanningContext context, QualifiedName table, Index index) {
    return index.unique()
        && context.renamed().tables().values().stream()
            .flatMap(t -> t.constraintsOf(ForeignKey.class).stream())
            .anyMatch(
                f ->
                    f.references().equals(table)
                        && Set.copyOf(f.referencedColumns()).equals(index.keyColumns()));
  }
}
