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

  TableReader(DeclarationBuilder draft, QualifiedName name, String namespace, YamlValue item) {
    this.draft = draft;
    this.name = name;
    this.namespace = namespace;
    this.path = ObjectRef.table(name);
    this.fields = item.fields(YamlKeys.TABLE);
  }

  Table read() {
    fields.get("renamed_from").ifPresent(this::readRename);
    fields.require("columns").ifPresent(this::readColumns);
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
    Optional<QualifiedName> old =
        item.text().flatMap(t -> DocumentReader.name(item, t, name.schema()));
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
      reader
          .renamedFrom()
          .ifPresent(
              old -> {
                old.text().ifPresent(text -> draft.renamedColumns.put(ref, text));
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
      new IndexReader(columns.keySet()).read(entry).ifPresent(indexes::add);
      draft.place(path.index(entry.name()), entry.key());
    }
    return indexes;
  }
}
