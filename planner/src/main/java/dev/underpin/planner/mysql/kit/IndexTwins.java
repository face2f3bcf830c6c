package dev.underpin.planner.mysql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The indexes and unique keys of a column, for a second column that is to take its place.
 *
 * @param table the table as it is
 * @param column the name of the first column
 */
public record IndexTwins(MysqlContext context, Table table, String column) {
  /**
   * One of the second column.
   *
   * @param name its name
   * @param of the name of the first column's
   * @param index present for an index
   * @param key present for a unique key
   */
  public record Twin(String name, String of, Optional<Index> index, Optional<Constraint> key) {
    /** What adding it does to the model. */
    public Change added(QualifiedName table) {
      return index
          .<Change>map(i -> new Change.AddIndex(table, i))
          .orElseGet(() -> new Change.AddConstraint(table, key.orElseThrow()));
    }

    /** What dropping it does to the model. */
    public Change dropped(QualifiedName table) {
      return index
          .<Change>map(i -> new Change.DropIndex(table, i))
          .orElseGet(() -> new Change.DropConstraint(table, key.orElseThrow()));
    }
  }

  /** What they are on a second column of that name. */
  public List<Twin> on(String second) {
    List<Twin> twins = new ArrayList<>();
    for (Index index : table.indexes()) {
      if (!index.columns().contains(column)) continue;
      String name = twinOf(index.name());
      Index twin =
          index.withKeys(keys(index.keys(), second), index.include(), index.where()).withName(name);
      twins.add(new Twin(name, index.name(), Optional.of(twin), Optional.empty()));
    }
    for (UniqueConstraint unique : table.constraintsOf(UniqueConstraint.class)) {
      if (!unique.columns().contains(column)) continue;
      String of = unique.name().orElseThrow();
      UniqueConstraint twin =
          new UniqueConstraint(
              Optional.of(twinOf(of)),
              keys(unique.keys(), second),
              unique.include(),
              unique.nullsNotDistinct(),
              unique.deferrability(),
              unique.options());
      twins.add(new Twin(twinOf(of), of, Optional.empty(), Optional.of(twin)));
    }
    return twins;
  }

  private String twinOf(String index) {
    return context.temporary("index", table.name().toString(), column, index);
  }

  private List<IndexKey> keys(List<IndexKey> keys, String second) {
    return keys.stream()
        .map(k -> k.column().filter(column::equals).isPresent() ? k.withColumn(second) : k)
        .toList();
  }
}
