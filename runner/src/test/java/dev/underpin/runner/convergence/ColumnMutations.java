package dev.underpin.runner.convergence;

import dev.underpin.runner.convergence.Flavour.Feature;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people do to columns. */
final class ColumnMutations {
  private final Draft draft;
  private final Flavour flavour;
  private final Dice dice;
  private final Parts parts;
  private final Surgery surgery;

  ColumnMutations(Draft draft, Flavour flavour, Dice dice, Parts parts, Surgery surgery) {
    this.draft = draft;
    this.flavour = flavour;
    this.dice = dice;
    this.parts = parts;
    this.surgery = surgery;
  }

  boolean addColumn() {
    Optional<Table> table = draft.anyTable();
    if (table.isEmpty()) return false;
    Column column = parts.column(draft.schema, table.get());
    ColumnRef ref = new ColumnRef(table.get().name(), column.name());
    boolean numbered =
        flavour.has(Feature.ADDED_IDENTITY)
            && parts.kindOf(draft.schema, column).numbered()
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
    if (wantsFill) draft.backfills.put(ref, fill(table.get(), column));
    List<Column> columns = new ArrayList<>(table.get().columns());
    columns.add(column);
    draft.schema = draft.schema.put(table.get().withColumns(columns));
    draft.added.add(ref);
    return true;
  }

  private SqlText fill(Table table, Column column) {
    Kind kind = parts.kindOf(draft.schema, column);
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
    return !draft.added.contains(new ColumnRef(table.name(), column.name()));
  }

  boolean dropColumn() {
    Optional<ColumnRef> column = draft.anyColumn(c -> true);
    if (column.isEmpty() || draft.table(column.get()).columns().size() == 1) return false;
    draft.schema = surgery.withoutColumn(draft.schema, column.get().table(), column.get().column());
    draft.forget();
    return true;
  }

  boolean renameColumn() {
    Optional<ColumnRef> found = draft.anyColumn(c -> true);
    if (found.isEmpty()) return false;
    ColumnRef from = found.get();
    String to = parts.columnNames(draft.table(from)).fresh();
    draft.schema = surgery.renameColumn(draft.schema, from.table(), from.column(), to);
    ColumnRef now = new ColumnRef(from.table(), to);
    if (draft.retyped.remove(from)) draft.retyped.add(now);
    if (draft.added.remove(from)) draft.added.add(now);
    else
      draft.renamedColumns.put(
          now, Optional.ofNullable(draft.renamedColumns.remove(from)).orElse(from.column()));
    Optional.ofNullable(draft.backfills.remove(from)).ifPresent(f -> draft.backfills.put(now, f));
    // An expression speaks of a column by the name that it has in the end.
    Optional.ofNullable(draft.using.remove(from))
        .ifPresent(
            u ->
                draft.using.put(
                    now,
                    SqlText.of(
                        u.written().replace(flavour.written(from.column()), flavour.written(to)))));
    draft
        .backfills
        .keySet()
        .removeIf(
            r ->
                r.table().equals(from.table())
                    && !r.equals(now)
                    && draft.backfills.get(r).written().contains(flavour.written(from.column())));
    return true;
  }

  boolean changeType() {
    Optional<ColumnRef> found = draft.anyColumn(c -> c.generated().isEmpty());
    if (found.isEmpty()) return false;
    ColumnRef ref = found.get();
    Column column = draft.column(ref);
    // A conversion begins with the type that the column has in the database.
    if (draft.retyped.contains(ref)) return false;
    List<Flavour.Conversion> usual =
        flavour.conversions().stream().filter(c -> c.from().equals(column.type())).toList();
    String type;
    draft.using.remove(ref);
    if (!usual.isEmpty() && !dice.chance(8)) {
      Flavour.Conversion conversion = dice.pick(usual);
      type = conversion.to();
      if (!conversion.using().isEmpty())
        draft.using.put(
            ref, SqlText.of(Kind.over(conversion.using(), flavour.written(ref.column()))));
    } else {
      if (!dice.chance(15)) return false;
      type = dice.pick(flavour.kinds()).type();
    }
    if (type.equals(column.type())) return false;
    draft.retyped.add(ref);
    Kind kind = flavour.kind(draft.schema, type).orElseThrow();
    boolean keyLost = !kind.key();
    boolean numberLost = column.identity().isPresent() && !kind.numbered();
    if (numberLost && !flavour.has(Feature.ADDED_IDENTITY)) return false;
    draft.schema =
        keyLost
            ? surgery.withoutMentions(draft.schema, ref.table(), ref.column())
            : surgery.withoutExpressions(draft.schema, ref.table(), ref.column());
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
    draft.schema =
        Surgery.mapTable(
            draft.schema,
            ref.table(),
            t -> withPlainIndexes(Surgery.withColumn(t, after), after.name()));
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

  boolean changeNullability() {
    Optional<ColumnRef> found =
        draft.anyColumn(c -> c.identity().isEmpty() && c.generated().isEmpty());
    if (found.isEmpty()) return false;
    ColumnRef ref = found.get();
    Column column = draft.column(ref);
    if (draft.table(ref).primaryKey().filter(k -> k.columns().contains(ref.column())).isPresent())
      return false;
    if (column.nullable() && dice.chance(70))
      draft.backfills.put(ref, fill(draft.table(ref), column));
    draft.replace(ref, column.withNullable(!column.nullable()));
    return true;
  }

  boolean changeDefault() {
    Optional<ColumnRef> found =
        draft.anyColumn(c -> c.identity().isEmpty() && c.generated().isEmpty());
    if (found.isEmpty()) return false;
    Column column = draft.column(found.get());
    Column after = column.withDefault(parts.defaultValue(parts.kindOf(draft.schema, column), 75));
    draft.replace(found.get(), after);
    return !after.equals(column);
  }

  boolean changeCollation() {
    Optional<ColumnRef> found =
        draft.anyColumn(c -> parts.kindOf(draft.schema, c).collated() && c.generated().isEmpty());
    if (found.isEmpty() || !flavour.has(Feature.COLLATION_CHANGES)) return false;
    Column column = draft.column(found.get());
    Column after = column.withCollation(dice.maybe(65, flavour.collations()));
    draft.replace(found.get(), after);
    return !after.equals(column);
  }

  boolean changeComment() {
    Optional<ColumnRef> found = draft.anyColumn(c -> true);
    if (found.isEmpty() || !flavour.has(Feature.COMMENTS)) return false;
    if (dice.chance(30)) {
      draft.schema = draft.schema.put(draft.table(found.get()).withComment(parts.comment(70)));
    } else {
      draft.replace(found.get(), draft.column(found.get()).withComment(parts.comment(70)));
    }
    return true;
  }

  boolean changeNumbering() {
    if (!flavour.has(Feature.ADDED_IDENTITY)) return false;
    Optional<ColumnRef> found =
        draft.anyColumn(
            c ->
                parts.kindOf(draft.schema, c).numbered()
                    && c.generated().isEmpty()
                    && (c.identity().isPresent() || !c.nullable()));
    if (found.isEmpty()) return false;
    Column column = draft.column(found.get());
    Optional<Identity> identity =
        column.identity().isPresent() && dice.chance(40)
            ? Optional.empty()
            : Optional.of(parts.identity());
    draft.replace(
        found.get(),
        column.withIdentity(identity).withDefault(Optional.empty()).withNullable(false));
    return true;
  }

  boolean changeGenerated() {
    Optional<ColumnRef> found =
        draft.anyColumn(
            c -> c.generated().isPresent() || c.identity().isEmpty() && dice.chance(20));
    if (found.isEmpty()) return false;
    ColumnRef ref = found.get();
    Column column = draft.column(ref);
    if (column.generated().isPresent() && dice.chance(35)) {
      if (parts.kindOf(draft.schema, column).values().isEmpty()) return false;
      draft.replace(ref, column.withGenerated(Optional.empty()));
      return true;
    }
    Table others =
        draft
            .table(ref)
            .withColumns(
                draft.table(ref).columns().stream()
                    .filter(c -> !c.name().equals(ref.column()) && isOld(draft.table(ref), c))
                    .toList());
    Optional<Column> computed = parts.computed(draft.schema, others, ref.column());
    if (computed.isEmpty()) return false;
    Optional<Generated> generated = computed.get().generated();
    // What cannot be a key any more, or has another type, is on nothing else.
    draft.schema = surgery.withoutMentions(draft.schema, ref.table(), ref.column());
    draft.replace(
        ref,
        Column.of(ref.column(), computed.get().type())
            .withGenerated(generated)
            .withComment(column.comment()));
    draft.backfills.remove(ref);
    draft.using.remove(ref);
    return true;
  }
}
