package dev.underpin.runner.convergence;

import dev.underpin.dialect.Dialect;
import dev.underpin.runner.convergence.Pair.Row;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a pair from a seed: most often a schema and what becomes of it, sometimes two that have
 * nothing in common.
 */
final class PairMaker {
  private final Flavour flavour;
  private final Dialect dialect;

  PairMaker(Flavour flavour, Dialect dialect) {
    this.flavour = flavour;
    this.dialect = dialect;
  }

  Pair pair(long seed) {
    Dice dice = new Dice(seed);
    Names names = new Names(dice, flavour);
    Schema from = new SchemaMaker(flavour, dice, names).schema();
    List<Row> rows = rows(from, dice);
    if (dice.chance(15)) {
      Names others = new Names(dice, flavour);
      return new Pair(from, new SchemaMaker(flavour, dice, others).schema(), Hints.NONE, rows);
    }
    Mutator mutator = new Mutator(flavour, dialect, dice, names, from);
    mutator.change(dice.chance(50) ? 1 : dice.between(2, 5));
    return new Pair(from, mutator.schema(), mutator.hints(), rows);
  }

  /** Two pairs of the same schema and rows: what two people make of it on branches of their own. */
  List<Pair> branches(long seed) {
    Dice dice = new Dice(seed);
    Names names = new Names(dice, flavour);
    Schema from = new SchemaMaker(flavour, dice, names).schema();
    List<Row> rows = rows(from, dice);
    List<Pair> branches = new ArrayList<>();
    while (branches.size() < 2) {
      Mutator mutator = new Mutator(flavour, dialect, dice, names, from);
      mutator.change(dice.between(1, 3));
      boolean empty =
          mutator.schema().tables().values().stream().anyMatch(t -> t.columns().isEmpty());
      if (!empty) branches.add(new Pair(from, mutator.schema(), mutator.hints(), rows));
    }
    return branches;
  }

  /**
   * A handful for each table, parents first; those that the server does not accept are left out
   * later.
   */
  private List<Row> rows(Schema schema, Dice dice) {
    List<Row> rows = new ArrayList<>();
    if (dice.chance(10)) return rows;
    Map<QualifiedName, List<Row>> made = new HashMap<>();
    for (Table table : parentsFirst(schema)) {
      List<Row> own = new ArrayList<>();
      made.put(table.name(), own);
      for (int i = dice.below(6); i > 0; i--) own.add(row(schema, table, made, dice));
      rows.addAll(own);
    }
    return rows;
  }

  private Row row(Schema schema, Table table, Map<QualifiedName, List<Row>> made, Dice dice) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      if (column.generated().isPresent() || column.identity().isPresent() && dice.chance(70))
        continue;
      if (column.defaultValue().isPresent() && dice.chance(30)) continue;
      Kind kind = flavour.kind(schema, column.type()).orElseThrow();
      boolean nullable = column.nullable() && column.identity().isEmpty();
      values.put(column.name(), nullable && dice.chance(25) ? "NULL" : dice.pick(kind.values()));
    }
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      List<Row> parents = made.getOrDefault(key.references(), List.of());
      if (parents.isEmpty()) continue;
      Row parent = dice.pick(parents);
      for (int i = 0; i < key.columnList().size(); i++) {
        String target = key.referencedColumns().get(i);
        Column column = schema.table(key.references()).flatMap(t -> t.column(target)).orElseThrow();
        // A parent's number is not known here; the first ones are likely.
        String guess =
            column.identity().isPresent() ? dice.pick(List.of("1", "2", "NULL")) : "NULL";
        values.put(key.columnList().get(i), parent.values().getOrDefault(target, guess));
      }
    }
    return new Row(table.name(), values);
  }

  static List<Table> parentsFirst(Schema schema) {
    List<Table> ordered = new ArrayList<>();
    Set<QualifiedName> done = new HashSet<>();
    List<Table> open = new ArrayList<>(schema.tables().values());
    while (!open.isEmpty()) {
      Optional<Table> ready =
          open.stream()
              .filter(
                  t ->
                      t.constraintsOf(ForeignKey.class).stream()
                          .allMatch(
                              f ->
                                  f.references().equals(t.name()) || done.contains(f.references())))
              .findFirst();
      Table next = ready.orElse(open.get(0));
      open.remove(next);
      done.add(next.name());
      ordered.add(next);
    }
    return ordered;
  }

  static boolean usesEnum(Schema schema, EnumType type) {
    String text = Flavour.typeText(type.name());
    return schema.tables().values().stream()
        .flatMap(t -> t.columns().stream())
        .anyMatch(c -> c.type().equals(text));
  }
}
