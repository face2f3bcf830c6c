package dev.underpin.runner.convergence;

import dev.underpin.runner.convergence.Flavour.Feature;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Makes the parts of tables, each fit for the table that it is made for. */
final class Parts {
  private static final List<String> COMMENTS =
      List.of("what it is", "it's \"quoted\"\nand more 😀", "100 % -- sure");

  private final Flavour flavour;
  private final Dice dice;
  private final Names names;

  /**
   * @param names of what has its name in common with tables: indexes, constraints, types
   */
  Parts(Flavour flavour, Dice dice, Names names) {
    this.flavour = flavour;
    this.dice = dice;
    this.names = names;
  }

  Optional<String> comment(int percent) {
    return flavour.has(Feature.COMMENTS)
        ? dice.maybe(percent, COMMENTS.stream().filter(flavour::isKept).toList())
        : Optional.empty();
  }

  Names columnNames(Table table) {
    Names own = new Names(dice, flavour);
    table.columns().forEach(c -> own.take(c.name()));
    return own;
  }

  EnumType enumType() {
    List<String> labels =
        dice.some(
            dice.between(2, 4), List.of("new", "paid", "Shipped", "it's lost", "", "a,b", "naïve"));
    return new EnumType(QualifiedName.of(names.fresh()), labels, comment(15));
  }

  SequenceOptions sequence() {
    return new SequenceOptions(
        Optional.empty(),
        dice.maybe(20, List.of("int", "smallint")),
        dice.maybe(30, List.of(5L, 100L)),
        dice.maybe(30, List.of(2L, 10L)),
        Optional.empty(),
        dice.maybe(20, List.of(10_000L)),
        dice.maybe(20, List.of(3L)),
        dice.chance(10));
  }

  // --- columns

  Column column(Schema schema, Table table) {
    String name = columnNames(table).fresh();
    if (dice.chance(12)) {
      Optional<Column> computed = computed(schema, table, name);
      if (computed.isPresent()) return computed.get();
    }
    return attributes(Column.of(name, kind(schema).type()), schema);
  }

  private Kind kind(Schema schema) {
    if (!schema.enums().isEmpty() && dice.chance(25)) {
      EnumType type = dice.pick(List.copyOf(schema.enums().values()));
      return flavour.kind(schema, Flavour.typeText(type.name())).orElseThrow();
    }
    // The first few are what most columns are made of.
    return dice.chance(50)
        ? flavour.kinds().get(dice.below(Math.min(10, flavour.kinds().size())))
        : dice.pick(flavour.kinds());
  }

  /** Nullability, default, collation and comment of their own. */
  Column attributes(Column bare, Schema schema) {
    Kind kind = flavour.kind(schema, bare.type()).orElseThrow();
    Column column =
        bare.withNullable(!dice.chance(40))
            .withDefault(defaultValue(kind, 35))
            .withComment(comment(10));
    return kind.collated() ? column.withCollation(dice.maybe(15, flavour.collations())) : column;
  }

  Optional<SqlText> defaultValue(Kind kind, int percent) {
    List<String> all =
        Stream.of(kind.defaults(), kind.defaults(), kind.perRow()).flatMap(List::stream).toList();
    return dice.maybe(percent, all).map(SqlText::of);
  }

  Optional<Column> computed(Schema schema, Table table, String name) {
    List<Column> bases =
        table.columns().stream()
            .filter(c -> c.generated().isEmpty() && !kindOf(schema, c).computed().isEmpty())
            .toList();
    if (bases.isEmpty()) return Optional.empty();
    Column base = dice.pick(bases);
    Kind.Computed computed = dice.pick(kindOf(schema, base).computed());
    boolean stored = !flavour.has(Feature.VIRTUAL) || dice.chance(50);
    Generated generated =
        new Generated(
            SqlText.of(Kind.over(computed.expression(), flavour.written(base.name()))), stored);
    return Optional.of(Column.of(name, computed.type()).withGenerated(Optional.of(generated)));
  }

  Identity identity() {
    Identity.Kind kind = dice.pick(flavour.numberings());
    boolean plain = !flavour.has(Feature.SEQUENCE_SETTINGS) || !dice.chance(25);
    SequenceOptions own = sequence();
    // The type of the sequence is the column's.
    return plain
        ? Identity.of(kind)
        : new Identity(
            kind,
            new SequenceOptions(
                own.name(),
                Optional.empty(),
                own.start(),
                own.increment(),
                own.min(),
                own.max(),
                own.cache(),
                own.cycle()));
  }

  Kind kindOf(Schema schema, Column column) {
    return flavour
        .kind(schema, column.type())
        .orElseGet(
            () ->
                new Kind(
                    column.type(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    false,
                    false));
  }

  // --- constraints

  /** The columns that can be keys. */
  List<Column> keyColumns(Schema schema, Table table) {
    return table.columns().stream()
        .filter(c -> kindOf(schema, c).key())
        .filter(
            c ->
                flavour.has(Feature.INDEXED_VIRTUAL)
                    || c.generated().filter(g -> !g.stored()).isEmpty())
        .toList();
  }

  Optional<PrimaryKey> primaryKey(Schema schema, Table table) {
    List<Column> columns =
        keyColumns(schema, table).stream().filter(c -> c.generated().isEmpty()).toList();
    if (columns.isEmpty()) return Optional.empty();
    List<String> chosen = columnNames(dice.some(dice.chance(65) ? 1 : 2, columns));
    return Optional.of(
        new PrimaryKey(
            constraintName(40),
            keys(chosen),
            List.of(),
            deferrability(Feature.DEFERRABLE_KEYS, 5),
            Options.none()));
  }

  Optional<UniqueConstraint> unique(Schema schema, Table table) {
    List<Column> columns = keyColumns(schema, table);
    if (columns.isEmpty()) return Optional.empty();
    List<String> chosen = columnNames(dice.some(dice.between(1, 2), columns));
    boolean sameColumns =
        table.constraintsOf(UniqueConstraint.class).stream()
                .anyMatch(u -> List.copyOf(u.columns()).equals(chosen))
            || table.primaryKey().filter(k -> List.copyOf(k.columns()).equals(chosen)).isPresent();
    if (sameColumns) return Optional.empty();
    List<String> include =
        flavour.has(Feature.INCLUDE) && dice.chance(10) ? others(table, chosen) : List.of();
    return Optional.of(
        new UniqueConstraint(
            constraintName(70),
            keys(chosen),
            include,
            flavour.has(Feature.NULLS_NOT_DISTINCT) && dice.chance(20),
            deferrability(Feature.DEFERRABLE_KEYS, 15),
            Options.none()));
  }

  Optional<CheckConstraint> check(Schema schema, Table table) {
    List<Column> columns =
        table.columns().stream().filter(c -> !kindOf(schema, c).checks().isEmpty()).toList();
    if (columns.isEmpty()) return Optional.empty();
    String condition = condition(schema, dice.pick(columns));
    if (dice.chance(25))
      condition =
          condition + " OR " + flavour.written(dice.pick(table.columns()).name()) + " IS NULL";
    CheckConstraint check =
        new CheckConstraint(
            constraintName(80),
            SqlText.of(condition),
            flavour.has(Feature.NO_INHERIT) && dice.chance(8),
            false,
            Options.none());
    boolean there =
        table.constraintsOf(CheckConstraint.class).stream()
            .anyMatch(c -> c.expression().equals(check.expression()));
    return there ? Optional.empty() : Optional.of(check);
  }

  private String condition(Schema schema, Column column) {
    return Kind.over(dice.pick(kindOf(schema, column).checks()), flavour.written(column.name()));
  }

  /** The child with a foreign key more, and a column more where it has none that fits. */
  Optional<Table> foreignKey(Schema schema, Table child) {
    List<Table> parents =
        schema.tables().values().stream().filter(t -> !targets(t).isEmpty()).toList();
    if (parents.isEmpty()) return Optional.empty();
    Table parent = dice.pick(parents);
    List<String> referenced = dice.pick(targets(parent));
    Table with = child;
    List<String> own = new ArrayList<>();
    for (String target : referenced) {
      Column column =
          (parent.name().equals(child.name()) ? child : parent).column(target).orElseThrow();
      List<Column> fits =
          with.columns().stream()
              .filter(
                  c -> c.type().equals(column.type()) && c.collation().equals(column.collation()))
              .filter(
                  c -> c.generated().isEmpty() && c.identity().isEmpty() && !own.contains(c.name()))
              .filter(c -> !child.name().equals(parent.name()) || !referenced.contains(c.name()))
              .toList();
      if (!fits.isEmpty() && dice.chance(60)) {
        own.add(dice.pick(fits).name());
      } else {
        String name = columnNames(with).fresh();
        List<Column> columns = new ArrayList<>(with.columns());
        columns.add(Column.of(name, column.type()).withCollation(column.collation()));
        with = with.withColumns(columns);
        own.add(name);
      }
    }

    ForeignKey key =
        actions(
            new ForeignKey(
                constraintName(60),
                own,
                parent.name(),
                referenced,
                ReferentialAction.UNSAID,
                ReferentialAction.UNSAID,
                "SIMPLE",
                deferrability(Feature.DEFERRABLE, 20),
                false,
                List.of(),
                Options.none()));
    boolean there =
        with.constraintsOf(ForeignKey.class).stream().anyMatch(f -> f.columnList().equals(own));
    if (there) return Optional.empty();
    return Optional.of(SchemaMaker.with(with, Optional.of(key)));
  }

  ForeignKey actions(ForeignKey key) {
    List<ReferentialAction> all = flavour.actions();
    ReferentialAction onDelete = dice.chance(50) ? dice.pick(all) : ReferentialAction.UNSAID;
    boolean sets =
        onDelete == ReferentialAction.SET_NULL || onDelete == ReferentialAction.SET_DEFAULT;
    List<String> set =
        sets && flavour.has(Feature.SET_COLUMNS) && dice.chance(30)
            ? dice.some(1, key.columnList())
            : List.of();
    return new ForeignKey(
        key.name(),
        key.columnList(),
        key.references(),
        key.referencedColumns(),
        onDelete,
        dice.chance(30) ? dice.pick(all) : ReferentialAction.UNSAID,
        flavour.has(Feature.MATCH_FULL) && dice.chance(15) ? "FULL" : "SIMPLE",
        key.deferrability(),
        key.notValid(),
        set,
        key.options());
  }

  /** The lists of columns that a foreign key can stand on. */
  static List<List<String>> targets(Table table) {
    List<List<String>> targets = new ArrayList<>();
    table
        .primaryKey()
        .filter(k -> k.deferrability() == Deferrability.NOT_DEFERRABLE)
        .ifPresent(k -> targets.add(List.copyOf(k.columns())));
    for (UniqueConstraint unique : table.constraintsOf(UniqueConstraint.class)) {
      if (unique.deferrability() == Deferrability.NOT_DEFERRABLE)
        targets.add(List.copyOf(unique.columns()));
    }
    return targets;
  }

  Optional<Index> index(Schema schema, Table table) {
    List<Column> columns = keyColumns(schema, table);
    if (columns.isEmpty()) return Optional.empty();
    boolean unique = dice.chance(20);
    List<IndexKey> keys = new ArrayList<>();
    for (Column column : dice.some(dice.between(1, 2), columns)) keys.add(indexKey(schema, column));
    List<String> plain = keys.stream().flatMap(k -> k.column().stream()).toList();
    List<String> include =
        flavour.has(Feature.INCLUDE) && dice.chance(12) ? others(table, plain) : List.of();
    String method = "";
    boolean hashable = plain.stream().noneMatch(c -> typeOf(table, c).startsWith("bit"));
    if (flavour.has(Feature.INDEX_METHODS)
        && !unique
        && include.isEmpty()
        && hashable
        && dice.chance(10)) {
      method = "hash";
      keys =
          List.of(
              keys.get(0).column().isPresent()
                  ? IndexKey.column(plain.get(0))
                  : IndexKey.expression(keys.get(0).expression().orElseThrow()));
    }
    List<Column> checked =
        table.columns().stream()
            .filter(c -> c.generated().filter(g -> !g.stored()).isEmpty())
            .filter(c -> !kindOf(schema, c).checks().isEmpty())
            .toList();
    Optional<SqlText> where =
        checked.isEmpty() || !dice.chance(25)
            ? Optional.empty()
            : Optional.of(SqlText.of(condition(schema, dice.pick(checked))));
    return Optional.of(
        new Index(
            names.fresh(),
            unique,
            method,
            keys,
            include,
            where,
            unique && flavour.has(Feature.NULLS_NOT_DISTINCT) && dice.chance(30),
            method.isEmpty() && flavour.has(Feature.INDEX_METHODS) && dice.chance(8)
                ? Options.of("fillfactor", "70")
                : Options.none(),
            comment(8).map(c -> Options.of("comment", c)).orElse(Options.none())));
  }

  private static String typeOf(Table table, String column) {
    return table.column(column).orElseThrow().type();
  }

  private IndexKey indexKey(Schema schema, Column column) {
    boolean descending = dice.chance(25);
    Optional<IndexKey.Nulls> nulls =
        flavour.has(Feature.NULLS_ORDER)
            ? dice.maybe(20, List.of(IndexKey.Nulls.values()))
            : Optional.empty();
    Kind kind = kindOf(schema, column);
    Optional<String> collation =
        kind.collated() && flavour.has(Feature.INDEX_COLLATIONS)
            ? dice.maybe(10, flavour.collations())
            : Optional.empty();
    Optional<SqlText> expression =
        kind.computed().isEmpty() || !dice.chance(20)
            ? Optional.empty()
            : Optional.of(
                SqlText.of(
                    Kind.over(
                        dice.pick(kind.computed()).expression(), flavour.written(column.name()))));
    return new IndexKey(
        expression.isPresent() ? Optional.empty() : Optional.of(column.name()),
        expression,
        descending,
        nulls,
        expression.isPresent() ? Optional.empty() : collation,
        Optional.empty(),
        OptionalInt.empty());
  }

  // --- small things

  private Optional<String> constraintName(int percent) {
    return dice.chance(percent) ? Optional.of(names.fresh()) : Optional.empty();
  }

  private Deferrability deferrability(Feature feature, int percent) {
    boolean may = flavour.has(feature) && dice.chance(percent);
    return may
        ? dice.pick(List.of(Deferrability.INITIALLY_IMMEDIATE, Deferrability.INITIALLY_DEFERRED))
        : Deferrability.NOT_DEFERRABLE;
  }

  private List<String> others(Table table, List<String> chosen) {
    List<String> rest =
        table.columns().stream()
            .filter(c -> c.generated().filter(g -> !g.stored()).isEmpty())
            .map(Column::name)
            .filter(n -> !chosen.contains(n))
            .toList();
    return dice.some(1, rest);
  }

  private static List<IndexKey> keys(List<String> columns) {
    return columns.stream().map(IndexKey::column).toList();
  }

  private static List<String> columnNames(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }
}
