package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The tables that an existing table begins to inherit from, after those that it inherits from
 * already (<a href="https://www.postgresql.org/docs/current/sql-altertable.html">ALTER TABLE …
 * INHERIT</a>). It has their columns, NOT NULL and checks before, and keeps them as its own, so a
 * rollback leaves nothing behind. That is otherwise where a table stops inheriting: what it had
 * from its parent alone becomes its own for good.
 */
public record AddedParents(PostgresContext context, Table before, Table after) {
  /** Absent where a parent goes, where the order changes, and where the table lacks something. */
  public Optional<List<QualifiedName>> names() {
    List<QualifiedName> was = parents(before);
    List<QualifiedName> is = parents(after);
    boolean appended = is.size() > was.size() && is.subList(0, was.size()).equals(was);
    if (!appended) return Optional.empty();
    List<QualifiedName> added = is.subList(was.size(), is.size());
    return added.stream().allMatch(this::fits) ? Optional.of(added) : Optional.empty();
  }

  /** The statements that begin it. */
  public List<String> up() {
    return names().orElseThrow().stream()
        .map(p -> context.ddl().partitions().inherit(after.name(), p))
        .toList();
  }

  /** The statements that end it. */
  public List<String> down() {
    List<QualifiedName> last = new ArrayList<>(names().orElseThrow());
    Collections.reverse(last);
    return last.stream().map(p -> context.ddl().partitions().noInherit(after.name(), p)).toList();
  }

  private List<QualifiedName> parents(Table table) {
    return context.dialect().parents(table).stream()
        .map(
            p ->
                p.schema().isEmpty()
                    ? new QualifiedName(context.catalog().defaultNamespace(), p.name())
                    : p)
        .toList();
  }

  private boolean fits(QualifiedName name) {
    Optional<Table> parent = context.target().table(name);
    return parent.isPresent()
        && parent.get().columns().stream().allMatch(this::hasColumn)
        && parent.get().constraintsOf(CheckConstraint.class).stream()
            .filter(c -> !c.noInherit())
            .allMatch(this::hasCheck);
  }

  private boolean hasColumn(Column column) {
    return after
        .column(column.name())
        .filter(
            own ->
                own.type().equals(column.type())
                    && own.collation().equals(column.collation())
                    && own.generated().equals(column.generated())
                    && (column.nullable() || !own.nullable()))
        .isPresent();
  }

  private boolean hasCheck(CheckConstraint check) {
    return after.constraintsOf(CheckConstraint.class).stream()
        .anyMatch(
            own ->
                own.name().equals(check.name())
                    && own.expression().equals(check.expression())
                    && own.notValid() == check.notValid()
                    && !own.noInherit());
  }
}
