package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that are a part of their column's definition (MariaDB): they change when the column is
 * restated, and so their changes are the column's.
 */
public final class ColumnChecks {
  private ColumnChecks() {}

  /** The check that is a part of the column's definition. */
  public static Optional<CheckConstraint> of(Table table, Column column) {
    return table.constraintsOf(CheckConstraint.class).stream()
        .filter(c -> CheckOptions.column(c).filter(column.name()::equals).isPresent())
        .findFirst();
  }

  /**
   * True where MariaDB takes a text for json because its check asks for that: to become one, or a
   * text again, copies the table.
   */
  public static boolean isJson(Optional<CheckConstraint> check) {
    return check.filter(c -> c.expression().canonical().contains("json_valid")).isPresent();
  }

  /** The table without checks, so that a column of it is defined without its own. */
  public static Table without(Table table) {
    return table.filterConstraints(c -> !(c instanceof CheckConstraint));
  }

  /** The changes, those of such checks replaced by changes of their columns. */
  public static List<Change> withTheirColumns(MysqlContext context, List<Change> changes) {
    Set<ColumnRef> checked = new LinkedHashSet<>();
    Set<ColumnRef> changing = new HashSet<>();
    List<Change> rest = new ArrayList<>();
    for (Change change : changes) {
      Optional<ColumnRef> column = ofCheck(change);
      if (column.isPresent()) {
        checked.add(column.get());
        continue;
      }
      rest.add(change);
      if (change instanceof Change.AddColumn c) changing.add(ref(c.table(), c.column()));
      if (change instanceof Change.DropColumn c) changing.add(ref(c.table(), c.column()));
      if (change instanceof Change.AlterColumn c) changing.add(ref(c.table(), c.after()));
    }
    checked.removeAll(changing);
    for (ColumnRef ref : checked) {
      Column before = context.renamed(ref.table()).column(ref.column()).orElseThrow();
      Column after = context.target(ref.table()).column(ref.column()).orElseThrow();
      rest.add(new Change.AlterColumn(ref.table(), before, after));
    }
    return rest;
  }

  private static Optional<ColumnRef> ofCheck(Change change) {
    if (change instanceof Change.AddConstraint c) return ofCheck(c.table(), c.constraint());
    if (change instanceof Change.DropConstraint c) return ofCheck(c.table(), c.constraint());
    return change instanceof Change.AlterConstraint c
        ? ofCheck(c.table(), c.before())
        : Optional.empty();
  }

  private static Optional<ColumnRef> ofCheck(QualifiedName table, Constraint constraint) {
    return constraint instanceof CheckConstraint check
        ? CheckOptions.column(check).map(c -> new ColumnRef(table, c))
        : Optional.empty();
  }

  private static ColumnRef ref(QualifiedName table, Column column) {
    return new ColumnRef(table, column.name());
  }
}
