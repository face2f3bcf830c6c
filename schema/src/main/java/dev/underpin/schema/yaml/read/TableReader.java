package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.keys.YamlKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one table. */
final class TableReader {
  private final DeclarationBuilder draft;
  private final QualifiedName name;
  private final String namespace;
  private final ObjectRef path;
  private final YamlFields fields;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private final Map<String, YamlValue> constraintNames = new HashMap<>();

  private TableReader(
      DeclarationBuilder draft, QualifiedName name, String namespace, YamlFields fields) {
    this.draft = draft;
    this.name = name;
    this.namespace = namespace;
    this.path = ObjectRef.table(name);
    this.fields = fields;
  }

  /** A table that is no partition, and its partitions. */
  static Table read(
      DeclarationBuilder draft, QualifiedName name, String namespace, YamlValue item) {
    TableReader reader = new TableReader(draft, name, namespace, item.fields(YamlKeys.TABLE));
    reader.fields.require("columns").ifPresent(reader::readColumns);
    return reader.readParts();
  }

  /** A partition, of which the columns are those of the partitioned table. */
  static Optional<Table> partition(
      DeclarationBuilder draft, QualifiedName name, String namespace, YamlValue item, Table of) {
    Optional<YamlValue> chosen = item.chosen(YamlKeys.PARTITION);
    if (chosen.isEmpty()) return Optional.empty();
    YamlFields fields =
        chosen.get().isMapping()
            ? chosen.get().fields(YamlKeys.PARTITION)
            : new YamlFields(chosen.get(), YamlKeys.PARTITION, Map.of());
    return new PartitionReader(of, fields)
        .read()
        .map(
            partition -> {
              TableReader reader = new TableReader(draft, name, namespace, fields);
              for (Column column : of.columns())
                reader.columns.put(column.name(), partition.column(column));
              return reader.readParts().withPartition(Optional.of(partition));
            });
  }

  private Table readParts() {
    fields.get("renamed_from").ifPresent(this::readRename);
    Table table = readWithoutPartitions();
    NamedObjectReader.readOn(draft, name, fields);
    fields.get("partitions").ifPresent(item -> readPartitions(item, table));
    return table;
  }

  private void readPartitions(YamlValue item, Table table) {
    draft.partitioned.put(name, item);
    for (YamlEntries.Entry entry : item.entries()) {
      Optional<QualifiedName> own = DocumentReader.name(entry.key(), entry.name(), namespace);
      if (own.isEmpty() || !draft.place(ObjectRef.table(own.get()), entry.key(), "the table"))
        continue;
      draft.namespace(own.get());
      partition(draft, own.get(), namespace, entry.value(), table)
          .ifPresent(partition -> draft.tables.put(own.get(), partition));
    }
  }

  private Table readWithoutPartitions() {
    ConstraintReader reader = new ConstraintReader(columns.keySet(), namespace);
    fields.get("primary_key").flatMap(reader::primaryKey).ifPresent(this::add);
    fields.get("unique").map(reader::uniques).orElse(List.of()).forEach(this::add);
    fields.get("foreign_keys").map(reader::foreignKeys).orElse(List.of()).forEach(this::add);
    fields.get("checks").map(reader::checks).orElse(List.of()).forEach(this::add);
    fields.get("exclusions").map(reader::exclusions).orElse(List.of()).forEach(this::add);
    return new Table(
        name,
        List.copyOf(columns.values()),
        constraints,
        readIndexes(),
        fields.text("comment"),
        Options.copy(fields.options("with")));
  }

  private void readRename(YamlValue item) {
    RenameReader rename = RenameReader.read(item);
    Optional<QualifiedName> old =
        rename
            .name()
            .flatMap(said -> said.text().flatMap(t -> DocumentReader.name(said, t, name.schema())));
    if (rename.online()) draft.tablesRenamedInUse.add(name);
    old.ifPresent(
        o -> {
          draft.renamedTables.put(name, o);
          draft.tableRenames.put(name, item);
        });
  }

  private void readColumns(YamlValue item) {
    for (YamlEntries.Entry entry : item.entries()) {
      ColumnReader reader = new ColumnReader(entry.name());
      reader.read(entry.value()).ifPresent(c -> columns.put(c.name(), c));
      draft.place(path.column(entry.name()), entry.key());
      ColumnRef ref = new ColumnRef(name, entry.name());
      reader.backfill().ifPresent(b -> draft.backfills.put(ref, b));
      reader.using().ifPresent(u -> draft.using.put(ref, u));
      if (reader.online()) draft.online.add(ref);
      reader
          .renamedFrom()
          .ifPresent(
              old -> {
                reader.oldName().ifPresent(text -> draft.renamedColumns.put(ref, text));
                if (reader.renamedInUse()) draft.renamedInUse.add(ref);
                draft.columnRenames.put(ref, old);
              });
      // A column that could not be read is still there for the keys that name it.
      columns.putIfAbsent(entry.name(), Column.of(entry.name(), ""));
    }
  }

  private void add(ConstraintReader.Placed placed) {
    Constraint constraint = placed.constraint();
    constraint
        .name()
        .ifPresent(
            n -> {
              YamlValue first = constraintNames.putIfAbsent(n, placed.item());
              if (first != null) {
                placed
                    .item()
                    .error(
                        "two constraints of " + name + " are named \"" + n + "\"",
                        "the other is on line " + first.location().row());
              }
            });
    draft.place(path.constraint(constraint), placed.item());
    constraints.add(constraint);
    if (constraint instanceof ForeignKey key) {
      draft.foreignKeys.add(
          new DeclarationBuilder.PlacedForeignKey(key, placed.item(), placed.unresolved()));
    }
  }

  private List<Index> readIndexes() {
    List<Index> indexes = new ArrayList<>();
    for (YamlEntries.Entry entry :
        fields.get("indexes").map(YamlValue::entries).orElse(List.of())) {
      new IndexReader(new ColumnNames(columns.keySet())).read(entry).ifPresent(indexes::add);
      draft.place(path.index(entry.name()), entry.key());
    }
    return indexes;
  }
}
