package dev.underpin.runner.convergence;

import dev.underpin.dialect.Dialect;
import dev.underpin.runner.convergence.Pair.Row;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The pairs that are a little smaller than a given one, the much smaller ones first. */
final class Reductions {
  private final Surgery surgery;
  private final Pair pair;

  Reductions(Pair pair, Dialect dialect) {
    this.pair = pair;
    this.surgery = new Surgery(dialect);
  }

  List<Pair> all() {
    List<Pair> smaller = new ArrayList<>();
    objects(smaller);
    tables(smaller);
    rows(smaller);
    undone(smaller);
    columns(smaller);
    parts(smaller);
    attributes(smaller);
    types(smaller);
    hints(smaller);
    plainNames(smaller);
    return smaller.stream().filter(p -> !p.toString().equals(pair.toString())).toList();
  }

  private void objects(List<Pair> smaller) {
    for (SchemaObject.Key key : ObjectMaker.keys(pair.from(), pair.to())) {
      smaller.add(pair.withSchemas(without(pair.from(), key), without(pair.to(), key)));
    }
  }

  private static Schema without(Schema schema, SchemaObject.Key key) {
    TreeMap<SchemaObject.Key, SchemaObject> rest = new TreeMap<>(schema.objects());
    rest.remove(key);
    return schema.withObjects(rest);
  }

  private void rows(List<Pair> smaller) {
    List<Row> rows = pair.rows();
    if (rows.size() > 1) {
      smaller.add(pair.withRows(List.of()));
      smaller.add(pair.withRows(rows.subList(0, rows.size() / 2)));
      smaller.add(pair.withRows(rows.subList(rows.size() / 2, rows.size())));
    }
    for (Row row : rows) smaller.add(pair.withRows(rows.stream().filter(r -> r != row).toList()));
  }

  private void tables(List<Pair> smaller) {
    for (QualifiedName to : pair.to().tables().keySet()) {
      QualifiedName from = pair.hints().renamedTables().getOrDefault(to, to);
      smaller.add(
          both(
              s -> s.table(from).isPresent() ? Surgery.withoutTable(s, from) : s,
              s -> Surgery.withoutTable(s, to)));
    }
    for (QualifiedName from : pair.from().tables().keySet()) {
      smaller.add(both(s -> Surgery.withoutTable(s, from), s -> s));
    }
  }

  /** What was changed is as it was. */
  private void undone(List<Pair> smaller) {
    for (Table after : pair.to().tables().values()) {
      QualifiedName name = pair.hints().renamedTables().getOrDefault(after.name(), after.name());
      Optional<Table> before = pair.from().table(name);
      if (before.isEmpty()) continue;
      smaller.add(
          pair.withSchemas(
              pair.from(), Surgery.tidy(pair.to().put(before.get().withName(after.name())))));
      for (Column column : after.columns()) {
        String old =
            pair.hints()
                .renamedColumns()
                .getOrDefault(new ColumnRef(after.name(), column.name()), column.name());
        Optional<Column> was = before.get().column(old);
        if (was.isPresent() && !was.get().withName(column.name()).equals(column)) {
          smaller.add(
              in(after.name(), t -> Surgery.withColumn(t, was.get().withName(column.name()))));
        }
      }
      List<Constraint> gone = new ArrayList<>(before.get().constraints());
      gone.removeAll(after.constraints());
      for (Constraint constraint : gone) {
        smaller.add(in(after.name(), t -> SchemaMaker.with(t, Optional.of(constraint))));
      }
      List<Constraint> come = new ArrayList<>(after.constraints());
      come.removeAll(before.get().constraints());
      for (Constraint constraint : come)
        smaller.add(in(after.name(), t -> Surgery.without(t, constraint)));
      smaller.add(in(after.name(), t -> t.withIndexes(before.get().indexes())));
      for (Column column : before.get().columns()) {
        if (after.column(column.name()).isEmpty()) {
          smaller.add(
              in(
                  after.name(),
                  t ->
                      t.withColumns(
                          Stream.concat(t.columns().stream(), Stream.of(column)).toList())));
        }
      }
      smaller.add(
          in(
              after.name(),
              t -> t.withComment(before.get().comment()).withOptions(before.get().options())));
    }
    smaller.add(pair.withSchemas(pair.from(), pair.to().withEnums(pair.from().enums())));
    smaller.add(pair.withSchemas(pair.from(), pair.to().withSequences(pair.from().sequences())));
  }

  private void columns(List<Pair> smaller) {
    for (Table after : pair.to().tables().values()) {
      QualifiedName name = pair.hints().renamedTables().getOrDefault(after.name(), after.name());
      for (Column column : after.columns()) {
        String old =
            pair.hints()
                .renamedColumns()
                .getOrDefault(new ColumnRef(after.name(), column.name()), column.name());
        smaller.add(
            both(
                s -> surgery.withoutColumn(s, name, old),
                s -> surgery.withoutColumn(s, after.name(), column.name())));
      }
    }
    for (Table before : pair.from().tables().values()) {
      for (Column column : before.columns())
        smaller.add(both(s -> surgery.withoutColumn(s, before.name(), column.name()), s -> s));
    }
  }

  private void parts(List<Pair> smaller) {
    for (Schema side : List.of(pair.from(), pair.to())) {
      for (Table table : side.tables().values()) {
        for (Constraint constraint : table.constraints()) {
          smaller.add(
              everywhere(
                  t ->
                      t.filterConstraints(
                          c ->
                              !(c.equals(constraint)
                                  || c.name().isPresent() && c.name().equals(constraint.name())))));
        }
        for (Index index : table.indexes()) {
          smaller.add(
              everywhere(
                  t ->
                      t.withIndexes(
                          t.indexes().stream()
                              .filter(i -> !i.name().equals(index.name()))
                              .toList())));
        }
      }
    }
  }

  private void attributes(List<Pair> smaller) {
    smaller.add(
        everywhere(
            t -> t.withComment(Optional.empty()).mapColumns(c -> c.withComment(Optional.empty()))));
    smaller.add(
        everywhere(
            t -> t.withOptions(Options.none()).mapIndexes(i -> i.withOptions(Options.none()))));
    for (Schema side : List.of(pair.from(), pair.to())) {
      for (Table table : side.tables().values()) {
        for (Column column : table.columns()) {
          if (column.defaultValue().isPresent())
            smaller.add(everyColumn(column, c -> c.withDefault(Optional.empty())));
          if (column.collation().isPresent())
            smaller.add(everyColumn(column, c -> c.withCollation(Optional.empty())));
          if (column.identity().isPresent())
            smaller.add(everyColumn(column, c -> c.withIdentity(Optional.empty())));
          if (!column.nullable()) smaller.add(everyColumn(column, c -> c.withNullable(true)));
          if (!column.type().equals("int") && column.generated().isEmpty()) {
            smaller.add(
                everyColumn(
                    column,
                    c ->
                        c.withType("int")
                            .withCollation(Optional.empty())
                            .withDefault(Optional.empty())));
          }
        }
      }
    }
  }

  private void types(List<Pair> smaller) {
    for (EnumType type : pair.from().enums().values())
      smaller.add(both(s -> withoutEnum(s, type.name()), s -> withoutEnum(s, type.name())));
    for (EnumType type : pair.to().enums().values())
      smaller.add(both(s -> s, s -> withoutEnum(s, type.name())));
    smaller.add(both(s -> s.withSequences(Map.of()), s -> s.withSequences(Map.of())));
  }

  private static Schema withoutEnum(Schema schema, QualifiedName name) {
    TreeMap<QualifiedName, EnumType> enums = new TreeMap<>(schema.enums());
    enums.remove(name);
    return schema.withEnums(enums);
  }

  private void hints(List<Pair> smaller) {
    Hints h = pair.hints();
    for (ColumnRef ref : h.backfills().keySet()) {
      TreeMap<ColumnRef, dev.underpin.schema.model.SqlText> rest = new TreeMap<>(h.backfills());
      rest.remove(ref);
      smaller.add(
          pair.withHints(
              new Hints(
                      h.renamedTables(),
                      h.renamedColumns(),
                      rest,
                      h.using(),
                      h.renamedLabels(),
                      h.discarded(),
                      Set.of())
                  .withOnline(h.online())));
    }
    if (!h.using().isEmpty()) {
      smaller.add(
          pair.withHints(
              new Hints(
                      h.renamedTables(),
                      h.renamedColumns(),
                      h.backfills(),
                      new TreeMap<>(),
                      h.renamedLabels(),
                      h.discarded(),
                      Set.of())
                  .withOnline(h.online())));
    }
    if (!h.renamedLabels().isEmpty()) {
      smaller.add(
          pair.withHints(
              new Hints(
                      h.renamedTables(),
                      h.renamedColumns(),
                      h.backfills(),
                      h.using(),
                      new TreeMap<>(),
                      h.discarded(),
                      Set.of())
                  .withOnline(h.online())));
    }
  }

  /** Where the names do not matter, plain ones are easier to read. */
  private void plainNames(List<Pair> smaller) {
    int number = 0;
    for (Table table : pair.to().tables().values()) {
      String plain = "t" + ++number;
      boolean same = pair.from().table(table.name()).isPresent();
      if (table.name().name().matches("t\\d")) continue;
      QualifiedName name = QualifiedName.of(plain);
      if (pair.from().table(name).isPresent() || pair.to().table(name).isPresent()) continue;
      if (same) {
        Hints h = pair.hints();
        Pair renamed =
            both(
                    s -> surgery.renameTable(s, table.name(), name),
                    s -> surgery.renameTable(s, table.name(), name))
                .withHints(
                    new Hints(
                            h.renamedTables(),
                            follow(h.renamedColumns(), table.name(), name),
                            follow(h.backfills(), table.name(), name),
                            follow(h.using(), table.name(), name),
                            h.renamedLabels(),
                            h.discarded(),
                            Set.of())
                        .withOnline(h.online()));
        smaller.add(
            renamed.withRows(
                pair.rows().stream()
                    .map(r -> r.table().equals(table.name()) ? new Row(name, r.values()) : r)
                    .toList()));
      }
      int columns = 0;
      for (Column column : table.columns()) {
        String shorter = "c" + ++columns;
        boolean plainAlready = column.name().matches("[a-z]\\d?");
        boolean both =
            same && pair.from().table(table.name()).orElseThrow().column(column.name()).isPresent();
        if (plainAlready || !both || table.column(shorter).isPresent()) continue;
        if (pair.from().table(table.name()).orElseThrow().column(shorter).isPresent()) continue;
        boolean hinted =
            Stream.of(pair.hints().backfills(), pair.hints().using(), pair.hints().renamedColumns())
                .anyMatch(m -> m.containsKey(new ColumnRef(table.name(), column.name())));
        if (hinted) continue;
        smaller.add(
            both(
                    s -> surgery.renameColumn(s, table.name(), column.name(), shorter),
                    s -> surgery.renameColumn(s, table.name(), column.name(), shorter))
                .withRows(
                    pair.rows().stream()
                        .map(
                            r ->
                                r.table().equals(table.name())
                                    ? renamed(r, column.name(), shorter)
                                    : r)
                        .toList()));
      }
    }
  }

  private static Row renamed(Row row, String from, String to) {
    Map<String, String> values = new LinkedHashMap<>();
    row.values().forEach((k, v) -> values.put(k.equals(from) ? to : k, v));
    return new Row(row.table(), values);
  }

  private static <V> TreeMap<ColumnRef, V> follow(
      Map<ColumnRef, V> map, QualifiedName from, QualifiedName to) {
    TreeMap<ColumnRef, V> result = new TreeMap<>();
    map.forEach(
        (k, v) -> result.put(k.table().equals(from) ? new ColumnRef(to, k.column()) : k, v));
    return result;
  }

  // --- making them

  private Pair both(UnaryOperator<Schema> onFrom, UnaryOperator<Schema> onTo) {
    Schema from = onFrom.apply(pair.from());
    Schema to = onTo.apply(pair.to());
    List<Row> rows = new ArrayList<>();
    for (Row row : pair.rows()) {
      Optional<Table> table = from.table(row.table());
      if (table.isEmpty()) continue;
      Map<String, String> values = new LinkedHashMap<>(row.values());
      values.keySet().removeIf(c -> table.get().column(c).isEmpty());
      rows.add(new Row(row.table(), values));
    }
    Hints h = pair.hints();
    return new Pair(
        from,
        to,
        new Hints(
                only(h.renamedTables(), t -> to.table(t).isPresent()),
                only(h.renamedColumns(), r -> has(to, r)),
                only(h.backfills(), r -> has(to, r)),
                only(h.using(), r -> has(to, r)),
                only(h.renamedLabels(), e -> to.enums().containsKey(e)),
                h.discarded(),
                Set.of())
            .withOnline(h.online()),
        rows);
  }

  private static boolean has(Schema schema, ColumnRef ref) {
    return schema.table(ref.table()).flatMap(t -> t.column(ref.column())).isPresent();
  }

  private static <K, V> TreeMap<K, V> only(Map<K, V> map, java.util.function.Predicate<K> keep) {
    TreeMap<K, V> rest = new TreeMap<>(map);
    rest.keySet().removeIf(k -> !keep.test(k));
    return rest;
  }

  private Pair in(QualifiedName table, UnaryOperator<Table> operator) {
    return both(s -> s, s -> Surgery.mapTable(s, table, operator));
  }

  private Pair everywhere(UnaryOperator<Table> operator) {
    return both(s -> Surgery.tidy(s.mapTables(operator)), s -> Surgery.tidy(s.mapTables(operator)));
  }

  private Pair everyColumn(Column column, UnaryOperator<Column> operator) {
    return everywhere(
        t -> t.mapColumns(c -> c.name().equals(column.name()) ? operator.apply(c) : c));
  }
}
