package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.keys.RowKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the reference rows of one table, once all tables are known. */
record SeedReader(DeclarationBuilder draft, QualifiedName name, YamlEntries.Entry entry) {

  /** Read them, or say what is wrong. */
  void read() {
    Table table = draft.tables.get(name);
    if (table == null) {
      List<String> known = draft.tables.keySet().stream().map(QualifiedName::toString).toList();
      entry
          .key()
          .error(
              "there is no table \"" + name + "\" for these rows",
              DidYouMean.hint(name.toString(), known));
      return;
    }
    if (draft.seeds.stream().anyMatch(seed -> seed.table().equals(name))) {
      entry.key().error("the rows of " + name + " are declared twice", "keep one of them");
      return;
    }
    draft.place(ObjectRef.seed(name), entry.key());
    YamlFields fields = entry.value().fields(RowKeys.SEED);
    List<String> key = key(table, fields);
    List<Seed.Row> rows = new ArrayList<>();
    Map<List<SeedValue>, YamlValue> seen = new HashMap<>();
    for (YamlValue item : fields.require("rows").map(YamlValue::items).orElse(List.of()))
      row(table, key, item, seen).ifPresent(rows::add);
    if (!key.isEmpty())
      draft.seeds.add(new Seed(name, key, rows, fields.flag("keep_rows"), entry.key().location()));
  }

  private List<String> key(Table table, YamlFields fields) {
    Optional<YamlValue> said = fields.get("key");
    if (said.isEmpty()) {
      List<String> primary = table.primaryKey().map(SeedReader::columns).orElse(List.of());
      if (primary.isEmpty())
        entry
            .key()
            .error(
                "the table " + name + " has no primary key to tell its rows by",
                "name unique columns:  key: [code]");
      return primary;
    }
    List<String> key = fields.names("key");
    for (String column : key) if (!checkColumn(table, column, said.get())) return List.of();
    boolean unique =
        table.primaryKey().map(p -> columns(p)).filter(c -> same(c, key)).isPresent()
            || table.constraintsOf(UniqueConstraint.class).stream()
                .anyMatch(u -> same(u.columns(), key))
            || table.indexes().stream()
                .filter(Index::unique)
                .anyMatch(i -> i.where().isEmpty() && same(i.keyColumns(), key));
    if (unique) return key;
    said.get()
        .error(
            "(" + String.join(", ", key) + ") is not unique in " + name,
            "use the columns of the primary key, of a unique constraint or of a unique index");
    return List.of();
  }

  private static List<String> columns(PrimaryKey key) {
    return List.copyOf(key.columns());
  }

  private static boolean same(Collection<String> one, List<String> other) {
    return new HashSet<>(one).equals(new HashSet<>(other));
  }

  private boolean checkColumn(Table table, String column, YamlValue item) {
    Optional<Column> found = table.column(column);
    if (found.isEmpty()) {
      List<String> known = table.columns().stream().map(c -> c.name()).toList();
      item.error(
          "the table " + name + " has no column \"" + column + "\"",
          DidYouMean.hint(column, known));
      return false;
    }
    if (found.get().generated().isEmpty()) return true;
    item.error("the column \"" + column + "\" is generated", "remove it from the rows");
    return false;
  }

  private Optional<Seed.Row> row(
      Table table, List<String> key, YamlValue item, Map<List<SeedValue>, YamlValue> seen) {
    Map<String, SeedValue> values = new LinkedHashMap<>();
    Set<String> wrong = new HashSet<>();
    for (YamlEntries.Entry value : item.entries()) {
      if (!checkColumn(table, value.name(), value.key())) continue;
      Optional<SeedValue> read = value(value.value());
      if (read.isPresent()) values.put(value.name(), read.get());
      else wrong.add(value.name());
    }
    if (key.isEmpty() || !wrong.isEmpty()) return Optional.empty();
    List<SeedValue> its = new ArrayList<>();
    for (String column : key) {
      SeedValue value = values.getOrDefault(column, SeedValue.NULL);
      if (value.equals(SeedValue.NULL)) {
        item.error(
            "this row has no value for \"" + column + "\"",
            "each row needs a value for each column of its key: " + String.join(", ", key));
        return Optional.empty();
      }
      its.add(value.withoutQuotes());
    }
    YamlValue first = seen.putIfAbsent(its, item);
    if (first == null) return Optional.of(new Seed.Row(values, item.location()));
    item.error(
        "this row has the same key as the one on line " + first.location().row(),
        "keep one of them");
    return Optional.empty();
  }

  /** Nothing where it is left out, or where something is wrong with it. */
  private static Optional<SeedValue> value(YamlValue given) {
    Optional<YamlValue> chosen = given.chosen(RowKeys.SEED_VALUE);
    if (chosen.isEmpty()) return Optional.empty();
    YamlValue item = chosen.get();
    if (item.isNull()) return Optional.of(SeedValue.NULL);
    if (item.isMapping()) {
      return item.fields(RowKeys.SEED_VALUE)
          .require("sql")
          .flatMap(YamlValue::sql)
          .map(sql -> new SeedValue(SeedValue.Kind.SQL, sql));
    }
    if (item.isEmpty()) {
      item.error("there is nothing here", "write null, or \"\" where an empty text is meant");
      return Optional.empty();
    }
    boolean plain = item.node() instanceof ScalarNode scalar && scalar.isPlain();
    return item.text()
        .map(text -> new SeedValue(plain ? SeedValue.Kind.PLAIN : SeedValue.Kind.QUOTED, text));
  }
}
