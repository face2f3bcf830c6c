package dev.underpin.schema.yaml.read;

import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.keys.YamlKeys;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one index. */
record IndexReader(ColumnNames columns) {
  /** The index; nothing where it has no branch for the engine, or cannot be read. */
  Optional<Index> read(YamlEntries.Entry entry) {
    Optional<YamlValue> chosen = entry.value().chosen(YamlKeys.INDEX);
    if (chosen.isEmpty()) return Optional.empty();
    YamlValue item = chosen.get();
    if (!item.isMapping()) {
      return new IndexKeyReader(columns).read(item).map(keys -> index(entry.name(), keys));
    }
    YamlFields fields = item.fields(YamlKeys.INDEX);
    Optional<List<IndexKey>> keys =
        fields.require("columns").flatMap(new IndexKeyReader(columns)::read);
    Optional<SqlText> where = fields.sql("where").map(SqlText::of);
    List<String> include = fields.get("include").map(columns::read).orElse(List.of());
    return keys.map(
        k ->
            new Index(
                entry.name(),
                fields.flag("unique"),
                fields.text("using").orElse("").toLowerCase(Locale.ROOT),
                k,
                include,
                where,
                fields.flag("nulls_not_distinct"),
                Options.copy(fields.parameters("with")),
                Options.copy(fields.options("options"))));
  }

  private static Index index(String name, List<IndexKey> keys) {
    return new Index(
        name, false, "", keys, List.of(), Optional.empty(), false, Options.none(), Options.none());
  }
}
