package dev.underpin.introspect.mysql.scratch;

import dev.underpin.dialect.mysql.canonical.CanonicalForm;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which parts of a desired schema the server must be asked about: what is neither certain nor live.
 */
record UncertainParts(Schema live) {
  boolean mustAsk(Table table) {
    return table.columns().stream().anyMatch(c -> mustAsk(table, c))
        || table.constraints().stream().anyMatch(c -> mustAsk(table, c))
        || table.indexes().stream().anyMatch(i -> mustAsk(table, i.keys()))
        || mustAskPartitions(table);
  }

  boolean mustAsk(Table table, Column column) {
    if (CanonicalForm.isCertain(column)) return false;
    Optional<Column> other = live(table).flatMap(t -> t.column(column.name()));
    return other.isEmpty()
        || !other.get().type().equals(column.type())
        || !other.get().defaultValue().equals(column.defaultValue())
        || !other.get().generated().equals(column.generated());
  }

  boolean mustAsk(Table table, Constraint constraint) {
    return constraint.match(
        key -> false,
        unique -> mustAsk(table, unique.keys()),
        foreign -> false,
        check ->
            live(table).stream()
                .flatMap(t -> t.constraintsOf(CheckConstraint.class).stream())
                .noneMatch(c -> c.expression().equals(check.expression())),
        exclusion -> false);
  }

  boolean mustAsk(Table table, List<IndexKey> keys) {
    boolean plain = keys.stream().allMatch(k -> k.expression().isEmpty());
    return !plain
        && live(table).stream()
            .flatMap(
                t ->
                    Stream.concat(
                        t.indexes().stream().map(Index::keys),
                        t.constraintsOf(UniqueConstraint.class).stream()
                            .map(UniqueConstraint::keys)))
            .noneMatch(keys::equals);
  }

  boolean mustAskPartitions(Table table) {
    String partitions = table.options().get(TableOptions.PARTITION_BY);
    return partitions != null
        && !Objects.equals(
            live(table).map(t -> t.options().get(TableOptions.PARTITION_BY)).orElse(null),
            partitions);
  }

  private Optional<Table> live(Table table) {
    return live.table(table.name());
  }
}
