package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What ties a partition to the tables that it is of: detaching leaves it their foreign keys and
 * indexes, and attaching it gives it new ones where it has none (<a
 * href="https://www.postgresql.org/docs/current/sql-altertable.html">ATTACH PARTITION</a>).
 */
public record PartitionLink(PostgresContext context, Table table) {
  /** Nothing for a table that is no partition, or that stays with the table that it is of. */
  public List<String> detach() {
    if (!parts()) return List.of();
    List<String> statements = new ArrayList<>();
    statements.add(
        context.ddl().partitions().detach(table.name(), table.partition().orElseThrow()));
    for (String key : foreignKeys())
      statements.add(context.ddl().dropConstraintIfThere(table.name(), key));
    return statements;
  }

  public List<String> attach() {
    return parts()
        ? List.of(context.ddl().partitions().attach(table.name(), table.partition().orElseThrow()))
        : List.of();
  }

  /** Where the table that it is of goes too, both go as they are. */
  public boolean parts() {
    return table
        .partition()
        .filter(p -> context.target().table(p.of()).isPresent() || isNew(p.of()))
        .isPresent();
  }

  private boolean isNew(QualifiedName of) {
    return context.renamed().table(of).isEmpty();
  }

  /** The tables that it is of, from the nearest on, before and after. */
  public List<Table> above() {
    List<Table> above = new ArrayList<>(before());
    above.addAll(above(context.target()));
    return above;
  }

  /** The tables that it is of before the plan, from the nearest on. */
  List<Table> before() {
    return above(context.renamed());
  }

  private List<Table> above(Schema side) {
    List<Table> above = new ArrayList<>();
    Optional<Table> next = table.partition().map(Partition::of).flatMap(side::table);
    while (next.isPresent()) {
      above.add(next.get());
      next = next.get().partition().map(Partition::of).flatMap(side::table);
    }
    return above;
  }

  private Set<String> foreignKeys() {
    Set<String> names = new LinkedHashSet<>();
    for (Table other : above())
      for (ForeignKey key : other.constraintsOf(ForeignKey.class)) key.name().ifPresent(names::add);
    return names;
  }

  /**
   * The names that the server has most likely given to the indexes of a partition that it made for
   * those of the partitioned table ({@code ChooseIndexName} in its source).
   */
  List<QualifiedName> indexes() {
    Set<QualifiedName> names = new LinkedHashSet<>();
    if (table.partition().isEmpty()) return List.of();
    for (Table other : above()) {
      for (Index index : other.indexes())
        names.add(named(context.dialect().indexName(table, index)));
      for (Constraint constraint : other.constraints())
        if (ConstraintTraits.hasIndex(constraint))
          context
              .dialect()
              .defaultName(table, constraint)
              .ifPresent(name -> names.add(named(name)));
    }
    return List.copyOf(names);
  }

  private QualifiedName named(String name) {
    return table.name().withName(name);
  }
}
