package dev.underpin.schema.yaml.read;

import dev.underpin.schema.yaml.keys.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads lists of columns, and knows which there are.
 *
 * @param known false where only the server knows the columns, as those of a query
 */
record ColumnNames(Set<String> columns, boolean known) {
  ColumnNames(Set<String> columns) {
    this(columns, true);
  }

  /** Those of a query. */
  static ColumnNames unknown() {
    return new ColumnNames(Set.of(), false);
  }

  /** The names in a list, each a column of the table and none twice. */
  List<String> read(YamlValue list) {
    Set<String> names = new LinkedHashSet<>();
    for (YamlValue item : list.scalars()) {
      if (item.isNull() || item.isEmpty()) {
        item.error(
            "a column is missing here", "a name that reads as null must be quoted: \"null\"");
        continue;
      }
      item.text()
          .ifPresent(
              name -> {
                check(item, name);
                if (!names.add(name)) item.error("the column \"" + name + "\" is written twice");
              });
    }
    return new ArrayList<>(names);
  }

  void check(YamlValue item, String name) {
    if (known && !columns.contains(name)) {
      Optional<String> hint = DidYouMean.hint(name, columns);
      item.error("there is no column \"" + name + "\" in this table", hint);
    }
  }
}
