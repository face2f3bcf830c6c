package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Generated columns that are dropped while those that they are computed from change, and added
 * again after that: one of these is recreated, or their expression changes together with these, so
 * that neither can be first. Nothing is lost with them. What depends on them is dropped and added
 * with them.
 */
public final class GeneratedColumnDependents {
  private final MysqlContext context;
  private final QualifiedName table;
  private final Map<String, Change.AlterColumn> altered = new TreeMap<>();
  private final Set<String> separate = new TreeSet<>();

  private GeneratedColumnDependents(
      MysqlContext context, QualifiedName table, List<Change.AlterColumn> changes) {
    this.context = context;
    this.table = table;
    changes.forEach(c -> altered.put(c.after().name(), c));
    find();
  }

  /** The changes, with a drop and an add of each such column and of what depends on it. */
  public static List<Change> separate(MysqlContext context, List<Change> changes) {
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

  /** True for a change by which neither server can turn one column into the other. */
  public static boolean isRecreated(Column before, Column after) {
    Optional<Generated> old = before.generated();
    Optional<Generated> now = after.generated();
    if (old.isEmpty() && now.isEmpty()) return false;
    if (old.isPresent() && now.isPresent()) return old.get().stored() != now.get().stored();
    return now.isPresent() || !old.get().stored();
  }

  private void find() {
    Set<String> sources = new TreeSet<>();
    altered.values().stream()
        .filter(c -> isRecreated(c.before(), c.after()))
        .forEach(c -> sources.add(c.after().name()));
    for (Change.AlterColumn change : altered.values()) {
      if (mentions(change.before(), altered.keySet()) && mentions(change.after(), altered.keySet()))
        separate.add(change.after().name());
    }
    sources.addAll(separate);
    boolean more = true;
    while (more) {
      more = false;
      for (Column column : context.renamed(table).columns()) {
        boolean staysGenerated =
            becomes(column.name()).filter(c -> c.generated().isPresent()).isPresent();
        if (!staysGenerated || !mentions(column, sources)) continue;
        sources.add(column.name());
        more |= separate.add(column.name());
      }
    }
  }

  private Optional<Column> becomes(String column) {
    return context.target(table).column(column);
  }

  /** True where a generated column is computed from one of these, other than itself. */
  private boolean mentions(Column column, Collection<String> names) {
    return column.generated().stream()
        .flatMap(g -> context.mentioned(table, g.expression()).stream())
        .anyMatch(c -> !c.equals(column.name()) && names.contains(c));
  }

  private void around(List<Change> changes) {
    if (separate.isEmpty()) return;
    changes.removeIf(
        c ->
            c instanceof Change.AlterColumn a
                && a.table().equals(table)
                && separate.contains(a.after().name()));
    for (String name : separate) {
      changes.add(new Change.DropColumn(table, context.renamed(table).column(name).orElseThrow()));
      changes.add(new Change.AddColumn(table, becomes(name).orElseThrow()));
    }
    splitReplacements(changes);
    recreateDependents(changes);
  }

  /** What is replaced cannot be so in one statement: the column is missing until then. */
  private void splitReplacements(List<Change> changes) {
    for (int i = changes.size() - 1; i >= 0; i--) {
      if (changes.get(i) instanceof Change.AlterIndex c
          && c.table().equals(table)
          && (depends(c.before()) || depends(c.after()))) {
        changes.set(i, new Change.DropIndex(table, c.before()));
        changes.add(new Change.AddIndex(table, c.after()));
      } else if (changes.get(i) instanceof Change.AlterConstraint c
          && c.table().equals(table)
          && (depends(c.before()) || depends(c.after()))) {
        changes.set(i, new Change.DropConstraint(table, c.before()));
        changes.add(new Change.AddConstraint(table, c.after()));
      }
    }
  }

  private void recreateDependents(List<Change> changes) {
    Table target = context.target(table);
    for (Index index : context.renamed(table).indexes()) {
      if (!target.indexes().contains(index) || !depends(index)) continue;
      changes.add(new Change.DropIndex(table, index));
      changes.add(new Change.AddIndex(table, index));
    }
    for (Constraint constraint : context.renamed(table).constraints()) {
      if (!target.constraints().contains(constraint) || !depends(constraint)) continue;
      changes.add(new Change.DropConstraint(table, constraint));
      changes.add(new Change.AddConstraint(table, constraint));
    }
  }

  /** Foreign keys follow the columns by themselves, and so do the checks of a column. */
  private boolean depends(Constraint constraint) {
    return !(constraint instanceof ForeignKey)
        && !MysqlDdl.isOfColumn(constraint)
        && !Collections.disjoint(context.mentioned(table, constraint), separate);
  }

  private boolean depends(Index index) {
    return !Collections.disjoint(context.mentioned(table, index), separate);
  }
}
