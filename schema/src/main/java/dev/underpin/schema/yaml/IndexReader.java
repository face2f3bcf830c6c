package dev.underpin.schema.yaml;

import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one index. */
final class IndexReader {
  private final Set<String> columns;

  IndexReader(Set<String> columns) {
    this.columns = columns;
  }

  /** The index; nothing where it has no branch for the engine, or cannot be read. */
  Optional<Index> read(Entries.Entry entry) {
    Optional<Item> chosen = entry.value().chosen(Keys.INDEX);
    if (chosen.isEmpty()) return Optional.empty();
    Item item = chosen.get();
    if (!item.isMapping()) {
      return new KeyReader(columns).read(item).map(keys -> index(entry.name(), keys));
    }
    Fields fields = item.fields(Keys.INDEX);
    Optional<List<IndexKey>> keys = fields.require("columns").flatMap(new KeyReader(columns)::read);
    Optional<SqlText> where = fields.sql("where").map(SqlText::of);
    List<String> include =
        fields.get("include").map(new ColumnNames(columns)::read).orElse(List.of());
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
