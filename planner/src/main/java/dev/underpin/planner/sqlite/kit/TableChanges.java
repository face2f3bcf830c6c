package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All changes of one table that stays.
 *
 * @param before the table after the plan's renames
 * @param after the desired table
 * @param referenced the sets of its columns that foreign keys reference before or after the plan
 */
public record TableChanges(
    Table before, Table after, List<Change.TableChange> changes, Set<Set<String>> referenced) {
  public TableChanges {
    changes = List.copyOf(changes);
    referenced = Set.copyOf(referenced);
  }

  public QualifiedName name() {
    return after.name();
  }

  /** The changes that are not about indexes alone. */
  public List<Change.TableChange> structural() {
    return changes.stream()
        .filter(
            c ->
                !(c instanceof Change.AddIndex
                    || c instanceof Change.DropIndex
                    || c instanceof Change.AlterIndex))
        .toList();
  }

  public <C extends Change.TableChange> List<C> of(Class<C> kind) {
    return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public boolean adds(String column) {
    return of(Change.AddColumn.class).stream().anyMatch(c -> c.column().name().equals(column));
  }

  /** True for a check or a foreign key that no column from before takes part in. */
  boolean isAboutNewColumns(Constraint constraint, Dialect dialect) {
    if (constraint instanceof ForeignKey key) return key.columnList().stream().allMatch(this::adds);
    return constraint instanceof CheckConstraint check
        && after.columns().stream()
            .map(Column::name)
            .filter(c -> dialect.mentionsColumn(check.expression(), c))
            .allMatch(this::adds);
  }

  /** The table as a rebuild finds it: dropped indexes are gone by then. */
  public Table beforeRebuild() {
    Set<String> gone = new HashSet<>();
    droppedBefore().forEach(c -> gone.add(c.index().name()));
    return without(before, gone);
  }

  /** The table as a rebuild leaves it: new indexes come later. */
  public Table afterRebuild() {
    Set<String> later = new HashSet<>();
    addedAfter().forEach(c -> later.add(c.index().name()));
    return without(after, later);
  }

  /** The dropped indexes that have a step of their own before the rebuild. */
  public List<Change.DropIndex> droppedBefore() {
    return of(Change.DropIndex.class).stream().filter(c -> !isParentKey(c.index())).toList();
  }

  /** The new indexes that have a step of their own after the rebuild. */
  public List<Change.AddIndex> addedAfter() {
    return of(Change.AddIndex.class).stream().filter(c -> !isParentKey(c.index())).toList();
  }

  /**
   * True for an index that is a key which foreign keys reference. A rebuild drops and creates it:
   * between two steps the children would have no key, and SQLite fails on every statement that
   * looks for it.
   */
  public boolean isParentKey(Index index) {
    return index.unique() && referenced.contains(index.columns());
  }

  private static Table without(Table table, Set<String> indexes) {
    List<Index> kept = new ArrayList<>(table.indexes());
    kept.removeIf(i -> indexes.contains(i.name()));
    return table.withIndexes(kept);
  }
}
