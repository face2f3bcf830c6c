package dev.underpin.planner.lint;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The schema that rules look at.
 *
 * @param written as it is in the YAML
 * @param declared in the engine's own words; the same as {@code written} where no engine is known
 */
public record LintedSchema(
    Declared written, Declared declared, Optional<Dialect> dialect, LintSettings settings) {
  /** A column and its table. */
  public record TableColumn(Table table, Column column) {
    public ObjectRef ref() {
      return ObjectRef.table(table.name()).column(column.name());
    }

    /** {@code orders.status}. */
    public String text() {
      return table.name().name() + "." + column.name();
    }
  }

  /** An index and its table. */
  public record TableIndex(Table table, Index index) {
    public ObjectRef ref() {
      return ObjectRef.table(table.name()).index(index.name());
    }
  }

  /** A foreign key and its table. */
  public record TableKey(Table table, ForeignKey key) {
    public ObjectRef ref() {
      return ObjectRef.table(table.name()).constraint(key);
    }
  }

  /** All tables that are no partitions. */
  public Stream<Table> tables() {
    return declared.schema().tables().values().stream().filter(t -> t.partition().isEmpty());
  }

  public Stream<TableColumn> columns() {
    return tables().flatMap(t -> t.columns().stream().map(c -> new TableColumn(t, c)));
  }

  /** The columns in the words of the YAML. */
  public Stream<TableColumn> writtenColumns() {
    return written.schema().tables().values().stream()
        .filter(t -> t.partition().isEmpty())
        .flatMap(t -> t.columns().stream().map(c -> new TableColumn(t, c)));
  }

  public Stream<TableIndex> indexes() {
    return tables().flatMap(t -> t.indexes().stream().map(i -> new TableIndex(t, i)));
  }

  public Stream<TableKey> foreignKeys() {
    return tables()
        .flatMap(t -> t.constraintsOf(ForeignKey.class).stream().map(k -> new TableKey(t, k)));
  }

  /** A name for people: without the namespace that is meant where none is written. */
  public String name(QualifiedName table) {
    return table.without(dialect.map(Dialect::defaultNamespace).orElse("")).toString();
  }
}
