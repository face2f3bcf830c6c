package dev.underpin.runner.convergence;

import dev.underpin.runner.convergence.Flavour.Feature;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What people do to tables, enums and sequences. */
final class TableMutations {
  private final Draft draft;
  private final Flavour flavour;
  private final Dice dice;
  private final Names names;
  private final Parts parts;
  private final SchemaMaker maker;
  private final Surgery surgery;

  TableMutations(
      Draft draft,
      Flavour flavour,
      Dice dice,
      Names names,
      Parts parts,
      SchemaMaker maker,
      Surgery surgery) {
    this.draft = draft;
    this.flavour = flavour;
    this.dice = dice;
    this.names = names;
    this.parts = parts;
    this.maker = maker;
    this.surgery = surgery;
  }

  boolean addTable() {
    Table table = maker.table(draft.schema);
    draft.schema = draft.schema.put(table);
    draft.addedTables.add(table.name());
    if (dice.chance(50)) parts.foreignKey(draft.schema, table).ifPresent(draft::put);
    return true;
  }

  boolean dropTable() {
    Optional<Table> table = draft.anyTable();
    if (table.isEmpty() || draft.schema.tables().size() < 2) return false;
    draft.schema = Surgery.withoutTable(draft.schema, table.get().name());
    draft.forget();
    return true;
  }

  boolean renameTable() {
    Optional<Table> table = draft.anyTable();
    if (table.isEmpty()) return false;
    QualifiedName from = table.get().name();
    QualifiedName to = from.withName(names.fresh());
    draft.schema = surgery.renameTable(draft.schema, from, to);
    if (draft.addedTables.remove(from)) draft.addedTables.add(to);
    else
      draft.renamedTables.put(
          to, Optional.ofNullable(draft.renamedTables.remove(from)).orElse(from));
    follow(draft.added, from, to);
    follow(draft.retyped, from, to);
    follow(draft.renamedColumns, from, to);
    follow(draft.backfills, from, to);
    follow(draft.using, from, to);
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

  boolean changeEnum() {
    if (!flavour.has(Feature.ENUMS)) return false;
    if (draft.schema.enums().isEmpty() || dice.chance(10)) return putEnum(parts.enumType());
    EnumType type = dice.pick(List.copyOf(draft.schema.enums().values()));
    List<String> labels = new ArrayList<>(type.labels());
    int at = dice.below(labels.size());
    switch (dice.below(6)) {
      case 0, 1 -> labels.add(dice.below(labels.size() + 1), unused(labels));
      case 2 -> {
        if (draft.renamedLabels.containsKey(type.name())) return false;
        String to = unused(labels);
        String from = labels.set(at, to);
        draft.renamedLabels.put(type.name(), new TreeMap<>(java.util.Map.of(to, from)));
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
    for (Table table : List.copyOf(draft.schema.tables().values())) {
      for (Column column : table.columns()) {
        if (!column.type().equals(text)) continue;
        draft.schema = surgery.withoutExpressions(draft.schema, table.name(), column.name());
        ColumnRef ref = new ColumnRef(table.name(), column.name());
        if (column.defaultValue().filter(d -> d.written().equals(before)).isPresent()) {
          draft.replace(
              ref,
              draft
                  .column(ref)
                  .withDefault(Optional.of(SqlText.of("'" + to.replace("'", "''") + "'"))));
        }
        if (draft.backfills.containsKey(ref) && draft.backfills.get(ref).written().contains(before))
          draft.backfills.remove(ref);
      }
    }
  }

  private boolean dropEnum(EnumType type) {
    String text = Flavour.typeText(type.name());
    for (Table table : List.copyOf(draft.schema.tables().values())) {
      for (Column column : table.columns()) {
        if (!column.type().equals(text)) continue;
        draft.schema = surgery.withoutMentions(draft.schema, table.name(), column.name());
        draft.replace(
            new ColumnRef(table.name(), column.name()),
            Column.of(column.name(), "text").withNullable(column.nullable()));
      }
    }
    TreeMap<QualifiedName, EnumType> enums = new TreeMap<>(draft.schema.enums());
    enums.remove(type.name());
    draft.renamedLabels.remove(type.name());
    draft.schema = draft.schema.withEnums(enums);
    return true;
  }

  private boolean putEnum(EnumType type) {
    TreeMap<QualifiedName, EnumType> enums = new TreeMap<>(draft.schema.enums());
    enums.put(type.name(), type);
    draft.schema = draft.schema.withEnums(enums);
    return true;
  }

  boolean addSpecial() {
    return draft.anyTable().map(t -> draft.put(flavour.special(t, dice))).orElse(false);
  }

  boolean changeSequence() {
    if (!flavour.has(Feature.SEQUENCES)) return false;
    TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>(draft.schema.sequences());
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
    draft.schema = draft.schema.withSequences(sequences);
    return true;
  }
}
