package dev.underpin.schema.yaml.read;

import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.keys.YamlKeys;
import dev.underpin.schema.yaml.sqltext.IndexKeyParser;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the keys of an index, a primary key or a unique constraint. */
final class IndexKeyReader {
  private final ColumnNames names;

  IndexKeyReader(ColumnNames names) {
    this.names = names;
  }

  /** The keys of a list, or nothing where one of them cannot be read. */
  Optional<List<IndexKey>> read(YamlValue list) {
    List<YamlValue> items = list.isMapping() ? List.of(list) : list.scalars();
    List<IndexKey> keys = new ArrayList<>();
    for (YamlValue item : items) {
      Optional<IndexKey> key = item.isMapping() ? mapping(item) : text(item);
      key.flatMap(IndexKey::column).ifPresent(c -> names.check(item, c));
      if (key.isPresent() && keys.contains(key.get())) item.error("the key is written twice");
      key.ifPresent(keys::add);
    }
    if (items.isEmpty() && list.isList()) list.error("there are no columns here");
    return keys.size() == items.size() && !keys.isEmpty() ? Optional.of(keys) : Optional.empty();
  }

  private Optional<IndexKey> text(YamlValue item) {
    if (item.isNull() || item.isEmpty()) {
      item.error("a column is missing here", "a name that reads as null must be quoted: \"null\"");
      return Optional.empty();
    }
    Optional<String> text = item.text();
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(IndexKeyParser.parse(text.get(), names.columns()));
    } catch (SqlTextException e) {
      item.error(e);
      return Optional.empty();
    }
  }

  private Optional<IndexKey> mapping(YamlValue value) {
    Optional<YamlValue> chosen = value.chosen(YamlKeys.INDEX_KEY);
    if (chosen.isEmpty() || !chosen.get().isMapping()) return chosen.flatMap(this::text);
    YamlValue item = chosen.get();
    YamlFields fields = item.fields(YamlKeys.INDEX_KEY);
    Optional<String> column = fields.text("column");
    Optional<SqlText> expression = fields.sql("expression").map(SqlText::of);
    if (column.isPresent() == expression.isPresent()) {
      item.error("a key is a column or an expression", "write one of the two");
      return Optional.empty();
    }
    Optional<Integer> prefix = fields.get("prefix").flatMap(YamlValue::integer).map(Long::intValue);
    return Optional.of(
        new IndexKey(
            column,
            expression,
            word(fields, "direction", "asc", "desc").filter("desc"::equals).isPresent(),
            word(fields, "nulls", "first", "last")
                .map(w -> w.equals("first") ? IndexKey.Nulls.FIRST : IndexKey.Nulls.LAST),
            fields.text("collation"),
            fields.text("operator_class"),
            prefix.isPresent() ? OptionalInt.of(prefix.get()) : OptionalInt.empty()));
  }

  private static Optional<String> word(YamlFields fields, String key, String one, String other) {
    Optional<String> text = fields.text(key);
    if (text.isEmpty() || text.get().equals(one) || text.get().equals(other)) return text;
    fields
        .get(key)
        .orElseThrow()
        .error("\"" + text.get() + "\" is neither " + one + " nor " + other);
    return Optional.empty();
  }
}
