package dev.underpin.runner.convergence;

import dev.underpin.dialect.Dialect;
import dev.underpin.runner.convergence.Flavour.Feature;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Changes a schema as people do, and notes what a state cannot say of that. */
final class Mutator {
  private record Weighted(int weight, BooleanSupplier change) {}

  private final Flavour flavour;
  private final Dice dice;
  private final Names names;
  private final Parts parts;
  private final SchemaMaker maker;
  private final Surgery surgery;
  private final List<Weighted> changes;
  private final Set<ColumnRef> added = new TreeSet<>();
  private final Set<ColumnRef> retyped = new TreeSet<>();
  private final Set<QualifiedName> addedTables = new TreeSet<>();
  private final SortedMap<QualifiedName, QualifiedName> renamedTables = new TreeMap<>();
  private final SortedMap<ColumnRef, String> renamedColumns = new TreeMap<>();
  private final SortedMap<ColumnRef, SqlText> backfills = new TreeMap<>();
  private final SortedMap<ColumnRef, SqlText> using = new TreeMap<>();
  private final SortedMap<QualifiedName, SortedMap<String, String>> renamedLabels = new TreeMap<>();
  private Schema schema;

  Mutator(Flavour flavour, Dialect dialect, Dice dice, Names names, Schema start) {
    this.flavour = flavour;
    this.dice = dice;
    this.names = names;
    this.parts = new Parts(flavour, dice, names);
    this.maker = new SchemaMaker(flavour, dice, names);
    this.surgery = new Surgery(dialect);
    this.schema = start;
    this.changes =
        new ArrayList<>(
            List.of(
                new Weighted(12, this::addColumn),
                new Weighted(7, this::dropColumn),
                new Weighted(7, this::renameColumn),
                new Weighted(14, this::changeType),
                new Weighted(9, this::changeNullability),
                new Weighted(6, this::changeDefault),
                new Weighted(3, this::changeCollation),
                new Weighted(3, this::changeComment),
                new Weighted(4, this::changeNumbering),
                new Weighted(4, this::changeGenerated),
                new Weighted(10, this::addConstraint),
                new Weighted(6, this::dropConstraint),
                new Weighted(4, this::renameConstraint),
                new Weighted(4, this::changeConstraint),
                new Weighted(4, this::changePrimaryKey),
                new Weighted(5, this::addIndex),
                new Weighted(3, this::dropIndex),
                new Weighted(4, this::changeIndex),
                new Weighted(4, this::addTable),
                new Weighted(4, this::dropTable),
                new Weighted(4, this::renameTable),
                new Weighted(7, this::changeEnum),
                new Weighted(3, this::changeSequence)));
    if (flavour.has(Feature.CHANGED_SPECIALS)) changes.add(new Weighted(8, this::addSpecial));
  }

  /** Make so many changes. */
  void change(int count) {
    int total = changes.stream().mapToInt(Weighted::weight).sum();
    for (int made = 0, tries = 0; made < count && tries < 20 * count; tries++) {
      int at = dice.below(total);
      for (Weighted weighted : changes) {
        at -= weighted.weight;
        if (at >= 0) continue;
        if (weighted.change.getAsBoolean()) made++;
        break;
      }
    }
  }

  Schema schema() {
    return flavour.sound(schema);
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

  // --- columns

  private boolean addColumn() {
    Optional<Table> table = anyTable();
    if (table.isEmpty()) return false;
    Column column = parts.column(schema, table.get());
    ColumnRef ref = new ColumnRef(table.get().name(), column.name());
    boolean numbered =
        flavour.has(Feature.ADDED_IDENTITY)
            && parts.kindOf(schema, column).numbered()
            && column.generated().isEmpty()
            && dice.chance(25);
    if (numbered)
      column =
          Column.of(column.name(), column.type())
              .withNullable(false)
              .withIdentity(Optional.of(parts.identity()));
    boolean wantsFill =
        !numbered
            && column.generated().isEmpty()
            && (!column.nullable() && column.defaultValue().isEmpty()
                ? dice.chance(85)
                : dice.chance(10));
    if (wantsFill) backfills.put(ref, fill(table.get(), column));
    List<Column> columns = new ArrayList<>(table.get().columns());
    columns.add(column);
    schema = schema.put(table.get().withColumns(columns));
    added.add(ref);
    return true;
  }

  private SqlText fill(Table table, Column column) {
    Kind kind = parts.kindOf(schema, column);
    List<Column> alike =
        table.columns().stream()
            .filter(
                c ->
                    c.type().equals(column.type())
                        && !c.name().equals(column.name())
                        && isOld(table, c))
            .toList();
    String value = dice.pick(kind.values());
    if (!kind.perRow().isEmpty() && dice.chance(30)) value = dice.pick(kind.perRow());
    if (!alike.isEmpty() && dice.chance(50))
      value = "coalesce(" + flavour.written(dice.pick(alike).name()) + ", " + value + ")";
    return SqlText.of(value);
  }

  private boolean isOld(Table table, Column column) {
    return !added.contains(new ColumnRef(table.name(), column.name()));
  }

  private boolean dropColumn() {
    Optional<ColumnRef> column = anyColumn(c -> true);
    if (column.isEmpty() || table(column.get()).columns().size() == 1) return false;
    schema = surgery.withoutColumn(schema, column.get().table(), column.get().column());
    forget();
    return true;
  }

  private boolean renameColumn() {
    Optional<ColumnRef> found = anyColumn(c -> true);
    if (found.isEmpty()) return false;
    ColumnRef from = found.get();
    String to = parts.columnNames(table(from)).fresh();
    schema = surgery.renameColumn(schema, from.table(), from.column(), to);
    ColumnRef now = new ColumnRef(from.table(), to);
    if (retyped.remove(from)) retyped.add(now);
    if (added.remove(from)) added.add(now);
    else
      renamedColumns.put(
          now, Optional.ofNullable(renamedColumns.remove(from)).orElse(from.column()));
    Optional.ofNullable(backfills.remove(from)).ifPresent(f -> backfills.put(now, f));
    // An expression speaks of a column by the name that it has in the end.
    Optional.ofNullable(using.remove(from))
        .ifPresent(
            u ->
                using.put(
                    now,
                    SqlText.of(
                        u.written().replace(flavour.written(from.column()), flavour.written(to)))));
    backfills
        .keySet()
        .removeIf(
            r ->
                r.table().equals(from.table())
                    && !r.equals(now)
                    && backfills.get(r).written().contains(flavour.written(from.column())));
    return true;
  }

  private boolean changeType() {
    Optional<ColumnRef> found = anyColumn(c -> c.generated().isEmpty());
    if (found.isEmpty()) return false;
    ColumnRef ref = found.get();
    Column column = column(ref);
    // A conversion begins with the type that the column has in the database.
    if (retyped.contains(ref)) return false;
    List<Flavour.Conversion> usual =
        flavour.conversions().stream().filter(c -> c.from().equals(column.type())).toList();
    String type;
    using.remove(ref);
    if (!usual.isEmpty() && !dice.chance(8)) {
      Flavour.Conversion conversion = dice.pick(usual);
      type = conversion.to();
      if (!conversion.using().isEmpty())
        using.put(ref, SqlText.of(Kind.over(conversion.using(), flavour.written(ref.column()))));
    } else {
      if (!dice.chance(15)) return false;
      type = dice.pick(flavour.kinds()).type();
    }
    if (type.equals(column.type())) return false;
    retyped.add(ref);
    Kind kind = flavour.kind(schema, type).orElseThrow();
    boolean keyLost = !kind.key();
    boolean numberLost = column.identity().isPresent() && !kind.numbered();
    if (numberLost && !flavour.has(Feature.ADDED_IDENTITY)) return false;
    schema =
        keyLost
            ? surgery.withoutMentions(schema, ref.table(), ref.column())
            : surgery.withoutExpressions(schema, ref.table(), ref.column());
    Optional<SqlText> defaultValue =
        column.defaultValue().isPresent() || dice.chance(10)
            ? parts.defaultValue(kind, 80)
            : Optional.empty();
    Column after =
        column
            .withType(type)
            .withDefault(
                column.identity().isPresent() && !numberLost ? Optional.empty() : defaultValue)
            .withCollation(kind.collated() ? column.collation() : Optional.empty())
            .withIdentity(numberLost ? Optional.empty() : column.identity());
    schema =
        Surgery.mapTable(
            schema, ref.table(), t -> withPlainIndexes(Surgery.withColumn(t, after), after.name()));
    return true;
  }

  /** Indexes with a method or a collation of their own would not fit any type. */
  private static Table withPlainIndexes(Table table, String column) {
    return table.withIndexes(
        table.indexes().stream()
            .filter(
                i ->
                    !i.columns().contains(column)
                        || i.method().isEmpty()
                            && i.keys().stream().allMatch(k -> k.collation().isEmpty()))
            .toList());
  }

  private boolean changeNullability() {
    Optional<ColumnRef> found = anyColumn(c -> c.identity().isEmpty() && c.generated().isEmpty());
    if (found.isEmpty()) return false;
    ColumnRef ref = found.get();
    Column column = column(ref);
    if (table(ref).primaryKey().filter(k -> k.columns().contains(ref.column())).isPresent())
      return false;
    if (column.nullable() && dice.chance(70)) backfills.put(ref, fill(table(ref), column));
    replace(ref, column.withNullable(!column.nullable()));
    return true;
  }

  private boolean changeDefault() {
    Optional<ColumnRef> found = anyColumn(c -> c.identity().isEmpty() && c.generated().isEmpty());
    if (found.isEmpty()) return false;
    Column column = column(found.get());
    Column after = column.withDefault(parts.defaultValue(parts.kindOf(schema, column), 75));
    replace(found.get(), after);
    return !after.equals(column);
  }

  private boolean changeCollation() {
    Optional<ColumnRef> found =
        anyColumn(c -> parts.kindOf(schema, c).collated() && c.generated().isEmpty());
    if (found.isEmpty() || !flavour.has(Feature.COLLATION_CHANGES)) return false;
    Column column = column(found.get());
    Column after = column.withCollation(dice.maybe(65, flavour.collations()));
    replace(found.get(), after);
    return !after.equals(column);
  }

  private boolean changeComment() {
    Optional<ColumnRef> found = anyColumn(c -> true);
    if (found.isEmpty() || !flavour.has(Feature.COMMENTS)) return false;
    if (dice.chance(30)) {
      schema = schema.put(table(found.get()).withComment(parts.comment(70)));
    } else {
      replace(found.get(), column(found.get()).withComment(parts.comment(70)));
    }
    return true;
  }

  private boolean changeNumbering() {
    if (!flavour.has(Feature.ADDED_IDENTITY)) return false;
    Optional<ColumnRef> found =
        anyColumn(
            c ->
                parts.kindOf(schema, c).numbered()
                    && c.generated().isEmpty()
                    && (c.identity().isPresent() || !c.nullable()));
    if (found.isEmpty()) return false;
    Column column = column(found.get());
    Optional<Identity> identity =
        column.identity().isPresent() && dice.chance(40)
            ? Optional.empty()
            : Optional.of(parts.identity());
    replace(
        found.get(),
        column.withIdentity(identity).withDefault(Optional.empty()).withNullable(false));
    return true;
  }

  private boolean changeGenerated() {
    Optional<ColumnRef> found =
        anyColumn(c -> c.generated().isPresent() || c.identity().isEmpty() && dice.chance(20));
    if (found.isEmpty()) return false;
    ColumnRef ref = found.get();
    Column column = column(ref);
    if (column.generated().isPresent() && dice.chance(35)) {
      if (parts.kindOf(schema, column).values().isEmpty()) return false;
      replace(ref, column.withGenerated(Optional.empty()));
      return true;
    }
    Table others =
        table(ref)
            .withColumns(
                table(ref).columns().stream()
                    .filter(c -> !c.name().equals(ref.column()) && isOld(table(ref), c))
                    .toList());
    Optional<Column> computed = parts.computed(schema, others, ref.column());
    if (computed.isEmpty()) return false;
    Optional<Generated> generated = computed.get().generated();
    // What cannot be a key any more, or has another type, is on nothing else.
    schema = surgery.withoutMentions(schema, ref.table(), ref.column());
    replace(
        ref,
        Column.of(ref.column(), computed.get().type())
            .withGenerated(generated)
            .withComment(column.comment()));
    backfills.remove(ref);
    using.remove(ref);
    return true;
  }

  // --- constraints and indexes

  private boolean addConstraint() {
    Optional<Table> found = anyTable();
    if (found.isEmpty()) return false;
    Table table = found.get();
    Optional<Table> after =
        switch (dice.below(3)) {
          case 0 -> parts.check(schema, table).map(c -> SchemaMaker.with(table, Optional.of(c)));
          case 1 -> parts.unique(schema, table).map(c -> SchemaMaker.with(table, Optional.of(c)));
          default -> parts.foreignKey(schema, table);
        };
    if (after.isEmpty()) return false;
    after.get().columns().stream()
        .filter(c -> table.column(c.name()).isEmpty())
        .forEach(c -> added.add(new ColumnRef(table.name(), c.name())));
    schema = schema.put(after.get());
    return true;
  }

  private boolean dropConstraint() {
    return onConstraint(
        c -> !(c instanceof PrimaryKey),
        (table, constraint) -> Optional.of(Surgery.without(table, constraint)));
  }

  private boolean renameConstraint() {
    return onConstraint(
        c -> true,
        (table, constraint) ->
            Optional.of(
                replaced(table, constraint, constraint.withName(Optional.of(names.fresh())))));
  }

  private boolean changeConstraint() {
    return onConstraint(
        c -> c.name().isPresent() && !(c instanceof PrimaryKey),
        (table, constraint) -> {
          Table rest = Surgery.without(table, constraint);
          Optional<? extends Constraint> other =
              constraint instanceof CheckConstraint
                  ? parts.check(schema, rest)
                  : constraint instanceof UniqueConstraint
                      ? parts.unique(schema, rest)
                      : Optional.of(parts.actions((ForeignKey) constraint));
          return other.map(o -> SchemaMaker.with(rest, Optional.of(o.withName(constraint.name()))));
        });
  }

  private boolean changePrimaryKey() {
    Optional<Table> found = anyTable();
    if (found.isEmpty()) return false;
    Table table = found.get();
    boolean numbered = table.columns().stream().anyMatch(c -> c.identity().isPresent());
    if (numbered && !flavour.has(Feature.ADDED_IDENTITY)) return false;
    Table bare = table.filterConstraints(c -> !(c instanceof PrimaryKey));
    Table after =
        bare.constraints().size() < table.constraints().size() && dice.chance(30)
            ? bare
            : SchemaMaker.with(bare, parts.primaryKey(schema, bare));
    if (after.equals(table)) return false;
    schema = Surgery.tidy(schema.put(after));
    return true;
  }

  private boolean addIndex() {
    return anyTable()
        .flatMap(t -> parts.index(schema, t).map(i -> withIndexes(t, i, Optional.empty())))
        .map(this::put)
        .isPresent();
  }

  private boolean dropIndex() {
    Optional<Table> table = anyTable().filter(t -> !t.indexes().isEmpty());
    if (table.isEmpty()) return false;
    schema =
        schema.put(
            table
                .get()
                .withIndexes(table.get().indexes().subList(1, table.get().indexes().size())));
    return true;
  }

  private boolean changeIndex() {
    Optional<Table> table = anyTable().filter(t -> !t.indexes().isEmpty());
    if (table.isEmpty()) return false;
    Index before = dice.pick(table.get().indexes());
    Optional<Index> after = parts.index(schema, table.get());
    if (after.isEmpty()) return false;
    Index same =
        dice.chance(70) ? after.get().withName(before.name()) : before.withName(after.get().name());
    return put(withIndexes(table.get(), same, Optional.of(before)));
  }

  private static Table withIndexes(Table table, Index index, Optional<Index> instead) {
    List<Index> indexes = new ArrayList<>(table.indexes());
    instead.ifPresent(indexes::remove);
    indexes.add(index);
    return table.withIndexes(indexes);
  }

  // --- tables and types

  private boolean addTable() {
    Table table = maker.table(schema);
    schema = schema.put(table);
    addedTables.add(table.name());
    if (dice.chance(50)) parts.foreignKey(schema, table).ifPresent(this::put);
    return true;
  }

  private boolean dropTable() {
    Optional<Table> table = anyTable();
    if (table.isEmpty() || schema.tables().size() < 2) return false;
    schema = Surgery.withoutTable(schema, table.get().name());
    forget();
    return true;
  }

  private boolean renameTable() {
    Optional<Table> table = anyTable();
    if (table.isEmpty()) return false;
    QualifiedName from = table.get().name();
    QualifiedName to = from.withName(names.fresh());
    schema = surgery.renameTable(schema, from, to);
    if (addedTables.remove(from)) addedTables.add(to);
    else renamedTables.put(to, Optional.ofNullable(renamedTables.remove(from)).orElse(from));
    follow(added, from, to);
    follow(retyped, from, to);
    follow(renamedColumns, from, to);
    follow(backfills, from, to);
    follow(using, from, to);
    return true;
  }

  private static void follow(Set<ColumnRef> columns, QualifiedName from, QualifiedName to) {
    for (ColumnRef ref : List.copyOf(columns)) {
      if (ref.table().equals(from) && columns.remove(ref))
        columns.add(new ColumnRef(to, ref.column()));
    }
  }

  private static <V> void follow(
      SortedMap<ColumnRef, V> map, QualifiedName from, QualifiedName to) {
    for (ColumnRef ref : List.copyOf(map.keySet())) {
      if (ref.table().equals(from)) map.put(new ColumnRef(to, ref.column()), map.remove(ref));
    }
  }

  private boolean changeEnum() {
    if (!flavour.has(Feature.ENUMS)) return false;
    if (schema.enums().isEmpty() || dice.chance(10)) return putEnum(parts.enumType());
    EnumType type = dice.pick(List.copyOf(schema.enums().values()));
    List<String> labels = new ArrayList<>(type.labels());
    int at = dice.below(labels.size());
    switch (dice.below(6)) {
      case 0, 1 -> labels.add(dice.below(labels.size() + 1), unused(labels));
      case 2 -> {
        if (renamedLabels.containsKey(type.name())) return false;
        String to = unused(labels);
        String from = labels.set(at, to);
        renamedLabels.put(type.name(), new TreeMap<>(java.util.Map.of(to, from)));
        relabel(type, from, to);
      }
      case 3 -> {
        if (labels.size() < 2) return false;
        String gone = labels.remove(at);
        relabel(type, gone, labels.get(0));
      }
      case 4 -> labels.add(labels.remove(0));
      default -> {
        return dropEnum(type);
      }
    }
    return putEnum(type.withLabels(labels));
  }

  private static String unused(List<String> labels) {
    String label = "more";
    while (labels.contains(label)) label = label + "r";
    return label;
  }

  /** Defaults and checks speak of labels as they are in the end. */
  private void relabel(EnumType type, String from, String to) {
    String text = Flavour.typeText(type.name());
    String before = "'" + from.replace("'", "''") + "'";
    for (Table table : List.copyOf(schema.tables().values())) {
      for (Column column : table.columns()) {
        if (!column.type().equals(text)) continue;
        schema = surgery.withoutExpressions(schema, table.name(), column.name());
        ColumnRef ref = new ColumnRef(table.name(), column.name());
        if (column.defaultValue().filter(d -> d.written().equals(before)).isPresent()) {
          replace(
              ref,
              column(ref).withDefault(Optional.of(SqlText.of("'" + to.replace("'", "''") + "'"))));
        }
        if (backfills.containsKey(ref) && backfills.get(ref).written().contains(before))
          backfills.remove(ref);
      }
    }
  }

  private boolean dropEnum(EnumType type) {
    String text = Flavour.typeText(type.name());
    for (Table table : List.copyOf(schema.tables().values())) {
      for (Column column : table.columns()) {
        if (!column.type().equals(text)) continue;
        schema = surgery.withoutMentions(schema, table.name(), column.name());
        replace(
            new ColumnRef(table.name(), column.name()),
            Column.of(column.name(), "text").withNullable(column.nullable()));
      }
    }
    TreeMap<QualifiedName, EnumType> enums = new TreeMap<>(schema.enums());
    enums.remove(type.name());
    renamedLabels.remove(type.name());
    schema = schema.withEnums(enums);
    return true;
  }

  private boolean putEnum(EnumType type) {
    TreeMap<QualifiedName, EnumType> enums = new TreeMap<>(schema.enums());
    enums.put(type.name(), type);
    schema = schema.withEnums(enums);
    return true;
  }

  private boolean addSpecial() {
    return anyTable().map(t -> put(flavour.special(t, dice))).orElse(false);
  }

  private boolean changeSequence() {
    if (!flavour.has(Feature.SEQUENCES)) return false;
    TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>(schema.sequences());
    if (sequences.isEmpty() || dice.chance(20)) {
      Sequence sequence = maker.sequence();
      sequences.put(sequence.name(), sequence);
    } else {
      Sequence before = sequences.remove(sequences.firstKey());
      if (dice.chance(60)) {
        sequences.put(
            before.name(), new Sequence(before.name(), parts.sequence(), parts.comment(20)));
      }
    }
    schema = schema.withSequences(sequences);
    return true;
  }

  // --- choosing and putting back

  private interface OnConstraint {
    Optional<Table> change(Table table, Constraint constraint);
  }

  private boolean onConstraint(java.util.function.Predicate<Constraint> fits, OnConstraint change) {
    Optional<Table> table = anyTable();
    if (table.isEmpty()) return false;
    List<Constraint> constraints = table.get().constraints().stream().filter(fits).toList();
    if (constraints.isEmpty()) return false;
    Optional<Table> after = change.change(table.get(), dice.pick(constraints));
    if (after.isEmpty()) return false;
    schema = Surgery.tidy(schema.put(after.get()));
    return true;
  }

  private static Table replaced(Table table, Constraint before, Constraint after) {
    return SchemaMaker.with(Surgery.without(table, before), Optional.of(after));
  }

  private boolean put(Table table) {
    schema = schema.put(table);
    return true;
  }

  private Optional<Table> anyTable() {
    return schema.tables().isEmpty()
        ? Optional.empty()
        : Optional.of(dice.pick(List.copyOf(schema.tables().values())));
  }

  private Optional<ColumnRef> anyColumn(java.util.function.Predicate<Column> fits) {
    List<ColumnRef> columns = new ArrayList<>();
    for (Table table : schema.tables().values()) {
      for (Column column : table.columns())
        if (fits.test(column)) columns.add(new ColumnRef(table.name(), column.name()));
    }
    return columns.isEmpty() ? Optional.empty() : Optional.of(dice.pick(columns));
  }

  private Table table(ColumnRef ref) {
    return schema.table(ref.table()).orElseThrow();
  }

  private Column column(ColumnRef ref) {
    return table(ref).column(ref.column()).orElseThrow();
  }

  private void replace(ColumnRef ref, Column column) {
    schema = Surgery.mapTable(schema, ref.table(), t -> Surgery.withColumn(t, column));
  }

  /** What has gone needs no hint. */
  private void forget() {
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
