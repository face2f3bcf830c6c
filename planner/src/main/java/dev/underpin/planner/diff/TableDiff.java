package dev.underpin.planner.diff;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The differences between two definitions of one table. */
final class TableDiff {
  private TableDiff() {}

  /**
   * Find them.
   *
   * @param target the schema that the desired table is of
   */
  static List<Change> between(Table live, Table desired, Schema target) {
    if (live.equals(desired)) return List.of();
    List<Change> changes = new ArrayList<>();
    QualifiedName table = desired.name();
    if (!live.comment().equals(desired.comment())
        || !live.options().equals(desired.options())
        || !live.partitionWithoutColumns().equals(desired.partitionWithoutColumns())) {
      changes.add(new Change.AlterTable(live, desired));
    }
    if (live.partition().isPresent() && desired.partition().isPresent())
      differences(live.partition().get(), desired.partition().get(), table, target, changes);
    else columns(live, desired, table, changes);
    constraints(live, desired, table, changes);
    indexes(live, desired, table, changes);
    return changes;
  }

  /** A partition has the columns of the table that it is of, but for what is said of them. */
  private static void differences(
      Partition live, Partition desired, QualifiedName table, Schema target, List<Change> changes) {
    if (live.columns().equals(desired.columns())) return;
    for (Column column : target.table(desired.of()).map(Table::columns).orElse(List.of())) {
      Column before = live.column(column);
      Column after = desired.column(column);
      if (!before.equals(after)) changes.add(new Change.AlterColumn(table, before, after));
    }
  }

  private static void columns(
      Table live, Table desired, QualifiedName table, List<Change> changes) {
    for (Column column : desired.columns()) {
      Optional<Column> old = live.column(column.name());
      if (old.isEmpty()) {
        changes.add(new Change.AddColumn(table, column));
      } else if (!old.get().equals(column)) {
        changes.add(new Change.AlterColumn(table, old.get(), column));
      }
    }
    for (Column column : live.columns()) {
      if (desired.column(column.name()).isEmpty())
        changes.add(new Change.DropColumn(table, column));
    }
  }

  private static void constraints(
      Table live, Table desired, QualifiedName table, List<Change> changes) {
    List<Constraint> gone = new ArrayList<>(live.constraints());
    List<Constraint> come = new ArrayList<>();
    for (Constraint constraint : desired.constraints()) {
      if (!gone.remove(constraint)) come.add(constraint);
    }
    for (Constraint constraint : List.copyOf(come)) {
      Optional<Constraint> partner =
          gone.stream()
              .filter(g -> g.name().isPresent() && g.name().equals(constraint.name()))
              .findFirst()
              .or(
                  () ->
                      gone.stream()
                          .filter(g -> g.withName(constraint.name()).equals(constraint))
                          .findFirst());
      if (partner.isPresent()) {
        gone.remove(partner.get());
        come.remove(constraint);
        changes.add(new Change.AlterConstraint(table, partner.get(), constraint));
      }
    }
    gone.forEach(c -> changes.add(new Change.DropConstraint(table, c)));
    come.forEach(c -> changes.add(new Change.AddConstraint(table, c)));
  }

  private static void indexes(
      Table live, Table desired, QualifiedName table, List<Change> changes) {
    for (Index index : live.indexes()) {
      if (desired.index(index.name()).isEmpty()) changes.add(new Change.DropIndex(table, index));
    }
    for (Index index : desired.indexes()) {
      Optional<Index> old = live.index(index.name());
      if (old.isEmpty()) {
        changes.add(new Change.AddIndex(table, index));
      } else if (!old.get().equals(index)) {
        changes.add(new Change.AlterIndex(table, old.get(), index));
      }
    }
  }
}
