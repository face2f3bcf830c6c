package dev.underpin.planner.mysql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.RecreatedForeignKeys;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Foreign keys that are the same before and after, and have to be dropped and added all the same: a
 * column at one of their ends changes its type or steps aside, which the server refuses while they
 * are there, or the key that they depend on is recreated.
 */
public final class ForeignKeyDependents {
  private final Set<ColumnRef> changed = new HashSet<>();
  private final Set<List<Object>> keysGone = new HashSet<>();

  private ForeignKeyDependents(MysqlContext context, List<Change> changes) {
    for (Change change : changes) {
      if (change instanceof Change.AlterColumn c && isRecreated(c)) {
        changed.add(new ColumnRef(c.table(), c.after().name()));
      } else if (change instanceof Change.DropColumn c) {
        changed.add(new ColumnRef(c.table(), c.column().name()));
      } else if (change instanceof Change.AlterTable c
          && !c.before().options().equals(c.after().options())) {
        context
            .sides(c.table())
            .forEach(
                t ->
                    t.columns()
                        .forEach(column -> changed.add(new ColumnRef(c.table(), column.name()))));
      } else if (change instanceof Change.DropConstraint c) {
        gone(c.table(), c.constraint());
      } else if (change instanceof Change.AlterConstraint c
          && !c.before().withName(c.after().name()).equals(c.after())) {
        gone(c.table(), c.before());
      }
    }
  }

  /** The changes, with a drop and an add of each such foreign key. */
  public static List<Change> added(MysqlContext context, List<Change> changes) {
    return RecreatedForeignKeys.added(
        context, changes, new ForeignKeyDependents(context, changes)::isAffected);
  }

  private boolean isAffected(QualifiedName table, ForeignKey key) {
    return keysGone.contains(List.of(key.references(), key.referencedColumns()))
        || key.columnList().stream().anyMatch(c -> changed.contains(new ColumnRef(table, c)))
        || key.referencedColumns().stream()
            .anyMatch(c -> changed.contains(new ColumnRef(key.references(), c)));
  }

  private static boolean isRecreated(Change.AlterColumn change) {
    return !change.before().type().equals(change.after().type())
        || !change.before().collation().equals(change.after().collation())
        || !change.before().generated().equals(change.after().generated())
        || !change.before().identity().equals(change.after().identity())
        || change.before().nullable() != change.after().nullable();
  }

  private void gone(QualifiedName table, Constraint constraint) {
    boolean key = constraint instanceof PrimaryKey || constraint instanceof UniqueConstraint;
    if (!key) return;
    List<String> columns = new ArrayList<>();
    for (IndexKey part : constraint.keys()) {
      part.column().ifPresent(columns::add);
      keysGone.add(List.of(table, List.copyOf(columns)));
    }
  }
}
