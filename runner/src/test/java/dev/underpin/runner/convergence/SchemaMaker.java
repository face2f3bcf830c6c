package dev.underpin.runner.convergence;

import dev.underpin.runner.convergence.Flavour.Feature;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes schemas that an engine accepts. */
final class SchemaMaker {
  private final Flavour flavour;
  private final Dice dice;
  private final Names names;
  private final Parts parts;

  SchemaMaker(Flavour flavour, Dice dice, Names names) {
    this.flavour = flavour;
    this.dice = dice;
    this.names = names;
    this.parts = new Parts(flavour, dice, names);
  }

  Schema schema() {
    Schema schema = Schema.EMPTY;
    if (flavour.has(Feature.ENUMS)) {
      TreeMap<QualifiedName, EnumType> enums = new TreeMap<>();
      for (int i = dice.below(3); i > 0; i--) {
        EnumType type = parts.enumType();
        enums.put(type.name(), type);
      }
      schema = schema.withEnums(enums);
    }
    if (flavour.has(Feature.SEQUENCES) && dice.chance(20)) {
      Sequence sequence = sequence();
      schema = schema.withSequences(new TreeMap<>(java.util.Map.of(sequence.name(), sequence)));
    }
    for (int i = dice.between(1, 4); i > 0; i--) schema = schema.put(table(schema));
    for (int i = dice.below(1 + schema.tables().size()); i > 0; i--) {
      Table child = dice.pick(List.copyOf(schema.tables().values()));
      Optional<Table> with = parts.foreignKey(schema, child);
      if (with.isPresent()) schema = schema.put(with.get());
    }
    return flavour.sound(schema);
  }

  Sequence sequence() {
    return new Sequence(QualifiedName.of(names.fresh()), parts.sequence(), parts.comment(10));
  }

  /** A table with columns, keys, checks and indexes; without foreign keys. */
  Table table(Schema schema) {
    QualifiedName name = QualifiedName.of(names.fresh());
    if (flavour.has(Feature.NAMESPACES) && dice.chance(8))
      name = new QualifiedName(dice.pick(List.of("auth", "My Schema")), name.name());
    Table table =
        new Table(name, List.of(), List.of(), List.of(), parts.comment(10), Options.none());
    for (int i = dice.between(1, 5); i > 0; i--) table = with(table, parts.column(schema, table));
    if (dice.chance(75)) table = withPrimaryKey(schema, table);
    for (int i = dice.below(3); i > 0; i--) table = with(table, parts.unique(schema, table));
    for (int i = dice.below(3); i > 0; i--) table = with(table, parts.check(schema, table));
    for (int i = dice.below(3); i > 0; i--) {
      Optional<Index> index = parts.index(schema, table);
      if (index.isPresent()) {
        List<Index> indexes = new ArrayList<>(table.indexes());
        indexes.add(index.get());
        table = table.withIndexes(indexes);
      }
    }
    if (flavour.has(Feature.INDEX_METHODS) && dice.chance(6))
      table = table.withOptions(Options.of("fillfactor", "80"));
    if (flavour.specials() > 0 && dice.chance(flavour.specials()))
      table = flavour.special(table, dice);
    return table;
  }

  private Table withPrimaryKey(Schema schema, Table table) {
    if (!dice.chance(50)) return with(table, parts.primaryKey(schema, table));
    List<Kind> kinds = flavour.kinds().stream().filter(Kind::numbered).toList();
    Column column =
        Column.of(parts.columnNames(table).fresh(), dice.pick(kinds).type())
            .withNullable(false)
            .withIdentity(Optional.of(parts.identity()));
    Table wider = with(table, column);
    return with(
        wider,
        Optional.of(
            dev.underpin.schema.model.PrimaryKey.of(Optional.empty(), List.of(column.name()))));
  }

  private static Table with(Table table, Column column) {
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(column);
    return table.withColumns(columns);
  }

  static Table with(Table table, Optional<? extends Constraint> constraint) {
    if (constraint.isEmpty()) return table;
    List<Constraint> constraints = new ArrayList<>(table.constraints());
    constraints.add(constraint.get());
    return table.withConstraints(constraints);
  }
}
