package dev.underpin.introspect.mysql.scratch;

import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A desired table as it is made in a scratch place: all its columns, since expressions are made of
 * them, and of the rest what must be asked.
 */
record ScratchTable(Table desired, Optional<Table> live, int number, UncertainParts questions) {
  /**
   * What is made.
   *
   * @param partitioned whether the place can have partitions
   */
  Table table(String name, boolean partitioned) {
    TreeMap<String, String> options = new TreeMap<>();
    copy(TableOptions.COLLATION, options);
    if (partitioned) copy(TableOptions.SYSTEM_VERSIONING, options);
    if (partitioned && questions.mustAskPartitions(desired))
      copy(TableOptions.PARTITION_BY, options);
    return new Table(
        QualifiedName.of(name),
        columns().stream().map(ScratchTable::column).toList(),
        constraints(partitioned && questions.mustAskPartitions(desired)),
        indexes(),
        Optional.empty(),
        Options.copy(options));
  }

  /**
   * In the order of the live table, with new ones behind them: a computed column may only name a
   * column whose default is an expression where that one is before it (error 3107). Where a column
   * may have another name now, the declared order is the better guess.
   */
  private List<Column> columns() {
    List<Column> there = live.map(Table::columns).orElse(List.of());
    List<Column> kept = there.stream().flatMap(c -> desired.column(c.name()).stream()).toList();
    if (kept.size() < there.size()) return desired.columns();
    List<Column> added = new ArrayList<>(desired.columns());
    added.removeAll(kept);
    return Stream.concat(kept.stream(), added.stream()).toList();
  }

  private void copy(String key, TreeMap<String, String> options) {
    String value = desired.options().get(key);
    if (value != null) options.put(key, value);
  }

  /** Without AUTO_INCREMENT, which wants a key. */
  private static Column column(Column column) {
    return column.withIdentity(Optional.empty()).withComment(Optional.empty());
  }

  /**
   * @param withKey with the primary key, whose columns partitions by KEY () take
   */
  private List<Constraint> constraints(boolean withKey) {
    List<Constraint> constraints = new ArrayList<>();
    if (withKey) desired.primaryKey().ifPresent(constraints::add);
    for (int i = 0; i < desired.constraints().size(); i++) {
      Constraint constraint = desired.constraints().get(i);
      if (!questions.mustAsk(desired, constraint)) continue;
      Optional<String> name = Optional.of(constraintName(i));
      if (constraint instanceof CheckConstraint check)
        constraints.add(CheckConstraint.of(name, written(check.expression())));
      if (constraint instanceof UniqueConstraint unique)
        constraints.add(unique(name, written(unique.keys())));
    }
    return constraints;
  }

  private List<Index> indexes() {
    List<Index> indexes = new ArrayList<>();
    for (int i = 0; i < desired.indexes().size(); i++) {
      Index index = desired.indexes().get(i);
      if (!questions.mustAsk(desired, index.keys())) continue;
      indexes.add(
          Index.of(indexName(i), false, List.of())
              .withKeys(written(index.keys()), List.of(), Optional.empty()));
    }
    return indexes;
  }

  private static UniqueConstraint unique(Optional<String> name, List<IndexKey> keys) {
    return new UniqueConstraint(
        name, keys, List.of(), false, Deferrability.NOT_DEFERRABLE, Options.none());
  }

  private static List<IndexKey> written(List<IndexKey> keys) {
    return keys.stream()
        .map(k -> k.expression().map(e -> k.withExpression(written(e))).orElse(k))
        .toList();
  }

  private static SqlText written(SqlText text) {
    return SqlText.of(text.written());
  }

  /** The name of a check counts in the whole database. */
  private String constraintName(int i) {
    return "underpin_constraint_" + number + "_" + i;
  }

  private static String indexName(int i) {
    return "underpin_index_" + i;
  }

  /** The desired table in the spelling in which the made one was read. */
  Table merge(Table read) {
    List<Constraint> constraints = new ArrayList<>();
    for (int i = 0; i < desired.constraints().size(); i++) {
      Constraint constraint = desired.constraints().get(i);
      constraints.add(
          read.constraint(constraintName(i)).map(r -> merge(constraint, r)).orElse(constraint));
    }
    List<Index> indexes = new ArrayList<>();
    for (int i = 0; i < desired.indexes().size(); i++) {
      Index index = desired.indexes().get(i);
      indexes.add(
          read.index(indexName(i))
              .map(r -> index.withKeys(merge(index.keys(), r.keys()), List.of(), Optional.empty()))
              .orElse(index));
    }
    TreeMap<String, String> options = new TreeMap<>(desired.options());
    String partitions = read.options().get(TableOptions.PARTITION_BY);
    if (partitions != null) options.put(TableOptions.PARTITION_BY, partitions);
    return desired
        .mapColumns(c -> read.column(c.name()).map(r -> merge(c, r)).orElse(c))
        .withConstraints(constraints)
        .withIndexes(indexes)
        .withOptions(Options.copy(options));
  }

  private static Column merge(Column column, Column read) {
    Optional<SqlText> value =
        column.defaultValue().flatMap(d -> read.defaultValue().map(r -> spelled(d, r)));
    Optional<Generated> generated =
        column
            .generated()
            .map(
                g ->
                    read.generated()
                        .map(
                            r -> new Generated(spelled(g.expression(), r.expression()), g.stored()))
                        .orElse(g));
    // A type that the server changes, such as a text in binary, has another collation, or none.
    boolean sameType = column.type().equals(read.type());
    return column
        .withType(read.type())
        .withDefault(value)
        .withGenerated(generated)
        .withCollation(sameType ? column.collation() : read.collation());
  }

  private static Constraint merge(Constraint constraint, Constraint read) {
    if (constraint instanceof CheckConstraint check && read instanceof CheckConstraint r)
      return check.withExpression(spelled(check.expression(), r.expression()));
    if (constraint instanceof UniqueConstraint unique && read instanceof UniqueConstraint r) {
      return new UniqueConstraint(
          unique.name(),
          merge(unique.keys(), r.keys()),
          List.of(),
          false,
          Deferrability.NOT_DEFERRABLE,
          unique.options());
    }
    return constraint;
  }

  private static List<IndexKey> merge(List<IndexKey> keys, List<IndexKey> read) {
    List<IndexKey> merged = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      IndexKey key = keys.get(i);
      Optional<SqlText> other = read.get(i).expression();
      merged.add(
          key.expression()
              .flatMap(e -> other.map(o -> key.withExpression(spelled(e, o))))
              .orElse(key));
    }
    return merged;
  }

  private static SqlText spelled(SqlText written, SqlText read) {
    return written.withCanonical(read.canonical());
  }
}
