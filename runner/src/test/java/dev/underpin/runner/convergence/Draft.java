package dev.underpin.runner.convergence;

import dev.underpin.runner.convergence.Flavour.Feature;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A schema that is being changed, and what its last state cannot say of that. */
final class Draft {
  private final Flavour flavour;
  private final Dice dice;
  final Set<ColumnRef> added = new TreeSet<>();
  final Set<ColumnRef> retyped = new TreeSet<>();
  final Set<QualifiedName> addedTables = new TreeSet<>();
  final SortedMap<QualifiedName, QualifiedName> renamedTables = new TreeMap<>();
  final SortedMap<ColumnRef, String> renamedColumns = new TreeMap<>();
  final SortedMap<ColumnRef, SqlText> backfills = new TreeMap<>();
  final SortedMap<ColumnRef, SqlText> using = new TreeMap<>();
  final SortedMap<QualifiedName, SortedMap<String, String>> renamedLabels = new TreeMap<>();
  Schema schema;

  Draft(Flavour flavour, Dice dice, Schema start) {
    this.flavour = flavour;
    this.dice = dice;
    this.schema = start;
  }

  Hints hints() {
    Hints hints =
        new Hints(
            renamedTables,
            renamedColumns,
            backfills,
            using,
            renamedLabels,
            new TreeSet<>(),
            Set.of());
    return flavour.has(Feature.TYPE_CHANGES_IN_USE) ? hints.withOnline(retyped) : hints;
  }

  boolean put(Table table) {
    schema = schema.put(table);
    return true;
  }

  Optional<Table> anyTable() {
    return schema.tables().isEmpty()
        ? Optional.empty()
        : Optional.of(dice.pick(List.copyOf(schema.tables().values())));
  }

  Optional<ColumnRef> anyColumn(Predicate<Column> fits) {
    List<ColumnRef> columns = new ArrayList<>();
    for (Table table : schema.tables().values()) {
      for (Column column : table.columns())
        if (fits.test(column)) columns.add(new ColumnRef(table.name(), column.name()));
    }
    return columns.isEmpty() ? Optional.empty() : Optional.of(dice.pick(columns));
  }

  Table table(ColumnRef ref) {
    return schema.table(ref.table()).orElseThrow();
  }

  Column column(ColumnRef ref) {
    return table(ref).column(ref.column()).orElseThrow();
  }

  void replace(ColumnRef ref, Column column) {
    schema = Surgery.mapTable(schema, ref.table(), t -> Surgery.withColumn(t, column));
  }

  /** What has gone needs no hint. */
  void forget() {
    renamedTables.keySet().removeIf(t -> schema.table(t).isEmpty());
    renamedColumns.keySet().removeIf(this::isGone);
    backfills.keySet().removeIf(this::isGone);
    using.keySet().removeIf(this::isGone);
    added.removeIf(this::isGone);
  }

  private boolean isGone(ColumnRef ref) {
    return schema.table(ref.table()).flatMap(t -> t.column(ref.column())).isEmpty();
  }
}
