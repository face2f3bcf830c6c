package dev.underpin.schema.yaml.read;

import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.keys.YamlKeys;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what makes a table a partition: the rows it takes, as text or as a mapping. */
record PartitionReader(Table of, YamlFields fields) {
  private static final Pattern VALUES = Pattern.compile("(?is)(?:for\\s+)?values\\b(.*)");
  private static final String HINT =
      "write  for values in ('eu'),  for values from (1) to (10),  for values with (modulus 4,"
          + " remainder 0),  or  default";

  Optional<Partition> read() {
    if (!fields.owner().isMapping())
      return bound(fields.owner()).map(bound -> partition(bound, new TreeMap<>()));
    SortedMap<String, Partition.Difference> columns = new TreeMap<>();
    for (YamlEntries.Entry entry : fields.get("columns").map(YamlValue::entries).orElse(List.of()))
      column(entry, columns);
    return fields.require("for").flatMap(this::bound).map(bound -> partition(bound, columns));
  }

  private Partition partition(SqlText bound, SortedMap<String, Partition.Difference> columns) {
    return new Partition(of.name(), bound, columns);
  }

  /** The word FOR may be left out, and stands above the text in a mapping. */
  private Optional<SqlText> bound(YamlValue item) {
    Optional<String> text = item.sql().map(String::strip);
    if (text.isEmpty()) return Optional.empty();
    String word = text.get().toLowerCase(Locale.ROOT);
    if (word.equals("default")) return Optional.of(SqlText.of("DEFAULT"));
    Matcher values = VALUES.matcher(text.get());
    if (values.matches()) return Optional.of(SqlText.of("FOR VALUES" + values.group(1)));
    item.error("this does not say which rows the partition takes", HINT);
    return Optional.empty();
  }

  private void column(YamlEntries.Entry entry, SortedMap<String, Partition.Difference> columns) {
    if (of.column(entry.name()).isEmpty()) {
      entry
          .key()
          .error(
              of.name() + " has no column \"" + entry.name() + "\"",
              DidYouMean.hint(entry.name(), of.columns().stream().map(c -> c.name()).toList()));
      return;
    }
    YamlFields fields = entry.value().fields(YamlKeys.PARTITION_COLUMN);
    Optional<SqlText> value =
        fields
            .get("default")
            .flatMap(v -> v.isNull() ? Optional.of("NULL") : v.sql())
            .map(SqlText::of);
    Optional<Boolean> nullable = fields.get("nullable").map(v -> fields.flag("nullable"));
    nullable
        .filter(n -> n)
        .ifPresent(
            n ->
                fields
                    .get("nullable")
                    .orElseThrow()
                    .error(
                        "a partition can only be stricter than the partitioned table",
                        "write  nullable: false,  or leave it out"));
    columns.put(entry.name(), new Partition.Difference(value, nullable.isPresent()));
  }
}
