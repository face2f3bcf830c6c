package dev.underpin.planner.mysql.column;

import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Computed columns that have to go while those beneath them change, and come back when these are as
 * they will be: one beneath them is recreated, or they are computed in another way from columns
 * that change as well, so that neither can be first. Nothing is lost with them. What depends on
 * them goes and comes with them.
 */
public final class GeneratedColumnDependents {
  private final MysqlContext context;
  private final QualifiedName table;
  private final Map<String, Change.AlterColumn> altered = new TreeMap<>();
  private final Set<String> apart = new TreeSet<>();

  private GeneratedColumnDependents(
      MysqlContext context, QualifiedName table, List<Change.AlterColumn> changes) {
    this.context = context;
    this.table = table;
    changes.forEach(c -> altered.put(c.after().name(), c));
    find();
  }

  /** The changes, with a drop and an add of each such column and of what depends on it. */
  public static List<Change> apart(MysqlContext context, List<Change> changes) {
    Map<QualifiedName, List<Change.AlterColumn>> byTable = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change instanceof Change.AlterColumn c)
        byTable.computeIfAbsent(c.table(), t -> new ArrayList<>()).add(c);
    }
    List<Change> all = new ArrayList<>(changes);
    byTable.forEach(
        (table, altered) -> new GeneratedColumnDependents(context, table, altered).around(all));
    return all;
  }

  private void find() {
    Set<String> beneath = new TreeSet<>();
    altered.values().stream()
        .filter(c -> AlterColumnRecipe.isMadeAnew(c.before(), c.after()))
        .forEach(c -> beneath.add(c.after().name()));
    for (Change.AlterColumn change : altered.values()) {
      if (isComputed(change.before())
          && isComputed(change.after())
          && mentions(change.before(), altered.keySet())
          && mentions(change.after(), altered.keySet())) apart.add(change.after().name());
    }
    beneath.addAll(apart);
    boolean more = true;
    while (more) {
      more = false;
      for (Column column : context.renamed(table).columns()) {
        boolean stands =
            isComputed(column)
                && becomes(column.name()).filter(GeneratedColumnDependents::isComputed).isPresent()
                && mentions(column, beneath);
        if (!stands) continue;
        beneath.add(column.name());
        more |= apart.add(column.name());
      }
    }
  }

  private Optional<Column> becomes(String column) {
    return context.target(table).column(column);
  }

  private static boolean isComputed(Column column) {
    return column.generated().isPresent();
  }

  /** True where a computed column is computed from one of these, other than itself. */
  private boolean mentions(Column column, Collection<String> names) {
    SqlText expression = column.generated().orElseThrow().expression();
    return context.mentioned(table, expression).stream()
        .anyMatch(c -> !c.equals(column.name()) && names.contains(c));
  }

  private void around(List<Change> changes) {
    if (apart.isEmpty()) return;
    changes.removeIf(
        c ->
            c instanceof Change.AlterColumn a
                && a.table().equals(table)
                && apart.contains(a.after().name()));
    for (String name : apart) {
      changes.add(new Change.DropColumn(table, context.renamed(table).column(name).orElseThrow()));
      changes.add(new Change.AddColumn(table, becomes(name).orElseThrow()));
    }
    replaced(changes);
    standing(changes);
  }

  /** What is replaced cannot be so in one statement: the column is missing until then. */
  private void replaced(List<Change> changes) {
    for (int i = changes.size() - 1; i >= 0; i--) {
      if (changes.get(i) instanceof Change.AlterIndex c
          && c.table().equals(table)
          && (isOn(context.mentioned(table, c.before()))
              || isOn(context.mentioned(table, c.after())))) {
        changes.set(i, new Change.DropIndex(table, c.before()));
        changes.add(new Change.AddIndex(table, c.after()));
      } else if (changes.get(i) instanceof Change.AlterConstraint c
          && c.table().equals(table)
          && (goes(c.before()) || goes(c.after()))) {
        changes.set(i, new Change.DropConstraint(table, c.before()));
        changes.add(new Change.AddConstraint(table, c.after()));
      }
    }
  }

  private void standing(List<Change> changes) {
    Table target = context.target(table);
    for (Index index : context.renamed(table).indexes()) {
      if (!target.indexes().contains(index) || !isOn(context.mentioned(table, index))) continue;
      changes.add(new Change.DropIndex(table, index));
      changes.add(new Change.AddIndex(table, index));
    }
    for (Constraint constraint : context.renamed(table).constraints()) {
      if (!target.constraints().contains(constraint) || !goes(constraint)) continue;
      changes.add(new Change.DropConstraint(table, constraint));
      changes.add(new Change.AddConstraint(table, constraint));
    }
  }

  /** Foreign keys follow the columns by themselves, and so do the checks of a column. */
  private boolean goes(Constraint constraint) {
    boolean follows =
        constraint instanceof ForeignKey
            || constraint instanceof CheckConstraint && MysqlDdl.isOfColumn(constraint);
    return !follows && isOn(context.mentioned(table, constraint));
  }

  private boolean isOn(Collection<String> columns) {
    return columns.stream().anyMatch(apart::contains);
  }
}
