package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tables that inherit from others (<a
 * href="https://www.postgresql.org/docs/current/ddl-inherit.html">documentation</a>). PostgreSQL
 * carries a change of a column or check of the parent on to its children by itself, and refuses it
 * in a child alone. No step's effect says so much, so such changes are refused before anything is
 * run.
 */
public final class Inheritance {
  private final PostgresContext context;
  private final StepSink sink;
  private final Map<QualifiedName, Set<QualifiedName>> parents = new LinkedHashMap<>();

  public Inheritance(PostgresContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
    for (Schema schema : List.of(context.renamed(), context.target())) {
      for (Table table : schema.tables().values()) {
        Set<QualifiedName> all = parentsOf(table);
        if (!all.isEmpty())
          parents.computeIfAbsent(table.name(), t -> new LinkedHashSet<>()).addAll(all);
      }
    }
  }

  private Set<QualifiedName> parentsOf(Table table) {
    Set<QualifiedName> all = new LinkedHashSet<>();
    for (QualifiedName parent : context.dialect().parents(table)) {
      boolean bare = parent.schema().isEmpty();
      all.add(
          bare ? new QualifiedName(context.catalog().defaultNamespace(), parent.name()) : parent);
    }
    return all;
  }

  /** The tables that must be there before a table that inherits from them. */
  public Set<QualifiedName> of(QualifiedName table) {
    return parents.getOrDefault(table, Set.of());
  }

  /** One refusal a table is enough to say what is wrong. */
  public void refuse(List<Change> changes) {
    Set<QualifiedName> refused = new LinkedHashSet<>();
    for (Change change : changes) {
      if (!(change instanceof TableChange c)
          || !c.accept(new InheritanceTree())
          || refused.contains(c.table())) continue;
      Optional<QualifiedName> heir = heir(c.table());
      Optional<QualifiedName> giver = column(c).flatMap(name -> giver(c.table(), name));
      if (heir.isEmpty() && giver.isEmpty()) continue;
      refused.add(c.table());
      sink.refuse(
          heir.map(child -> Refusals.inheritedBy(c.table(), child))
              .orElseGet(
                  () ->
                      Refusals.inheritedFrom(
                          c.table(), column(c).orElse(""), giver.orElseThrow())));
    }
  }

  private Optional<QualifiedName> heir(QualifiedName table) {
    return parents.entrySet().stream()
        .filter(e -> e.getValue().contains(table))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Optional<QualifiedName> giver(QualifiedName table, String column) {
    return of(table).stream()
        .filter(
            parent ->
                Stream.of(context.renamed(), context.target())
                    .flatMap(schema -> schema.table(parent).stream())
                    .anyMatch(t -> t.column(column).isPresent()))
        .findFirst();
  }

  static boolean isCarriedOn(Constraint constraint) {
    return constraint instanceof CheckConstraint check && !check.noInherit();
  }

  /** What stays each table's own is left out. */
  static Column bare(Column column) {
    return column.withComment(Optional.empty());
  }

  private static Optional<String> column(TableChange change) {
    if (change instanceof Change.AddColumn c) return Optional.of(c.column().name());
    if (change instanceof Change.DropColumn c) return Optional.of(c.column().name());
    if (change instanceof Change.RenameColumn c) return Optional.of(c.from());
    if (change instanceof Change.AlterColumn c) return Optional.of(c.after().name());
    return Optional.empty();
  }
}
