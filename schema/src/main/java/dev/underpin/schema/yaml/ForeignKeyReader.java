package dev.underpin.schema.yaml;

import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one foreign key. */
final class ForeignKeyReader {
  private final ColumnNames names;
  private final String namespace;

  ForeignKeyReader(ColumnNames names, String namespace) {
    this.names = names;
    this.namespace = namespace;
  }

  Optional<ForeignKey> read(Optional<String> name, Item value) {
    Optional<Item> chosen = value.chosen(Keys.FOREIGN_KEY);
    if (chosen.isEmpty()) return Optional.empty();
    Item item = chosen.get();
    if (!item.isMapping()) {
      item.error(
          "a foreign key is a mapping, not " + item.kind(),
          "write { columns: [customer_id], references: customers(id) }");
      return Optional.empty();
    }
    Fields fields = item.fields(Keys.FOREIGN_KEY);
    List<String> columns = fields.require("columns").map(names::read).orElse(List.of());
    Optional<ReferenceText> target = fields.require("references").flatMap(this::references);
    List<String> set = fields.get("set_columns").map(names::read).orElse(List.of());
    for (String column : set) {
      if (!columns.contains(column)) {
        fields
            .get("set_columns")
            .orElseThrow()
            .error("\"" + column + "\" is not a column of this foreign key");
      }
    }
    if (target.isEmpty() || columns.isEmpty()) return Optional.empty();
    return Optional.of(
        new ForeignKey(
            ConstraintReader.name(name, fields),
            columns,
            target.get().table(),
            target.get().columns(),
            action(fields, "on_delete"),
            action(fields, "on_update"),
            match(fields),
            ConstraintReader.deferrability(fields),
            fields.flag("not_valid"),
            set,
            Options.copy(fields.options("options"))));
  }

  private Optional<ReferenceText> references(Item value) {
    Optional<Item> chosen = value.chosen(Keys.REFERENCES);
    if (chosen.isEmpty()) return Optional.empty();
    Item item = chosen.get();
    if (item.isMapping()) {
      Fields fields = item.fields(Keys.REFERENCES);
      Optional<QualifiedName> table =
          fields
              .require("table")
              .flatMap(i -> i.text().flatMap(t -> FileReader.name(i, t, namespace)));
      return table.map(t -> new ReferenceText(t, fields.names("columns")));
    }
    Optional<String> text = item.text();
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(ReferenceText.parse(text.get(), namespace));
    } catch (SqlTextException e) {
      item.error(e);
      return Optional.empty();
    }
  }

  private static ReferentialAction action(Fields fields, String key) {
    Optional<String> text = fields.text(key);
    if (text.isEmpty()) return ReferentialAction.NO_ACTION;
    String word = text.get().strip().toUpperCase(Locale.ROOT);
    for (ReferentialAction action : ReferentialAction.values()) {
      if (action.sql().equals(word) || action.name().equals(word)) return action;
    }
    List<String> known =
        Arrays.stream(ReferentialAction.values())
            .map(a -> a.sql().toLowerCase(Locale.ROOT))
            .toList();
    fields
        .get(key)
        .orElseThrow()
        .error("\"" + text.get() + "\" is no action", DidYouMean.hint(text.get(), known));
    return ReferentialAction.NO_ACTION;
  }

  private static String match(Fields fields) {
    Optional<String> text = fields.text("match");
    String word = text.orElse("simple").toUpperCase(Locale.ROOT);
    if (!List.of("SIMPLE", "FULL", "PARTIAL").contains(word)) {
      fields
          .get("match")
          .orElseThrow()
          .error("\"" + word + "\" is no way to match", "known: simple, full, partial");
    }
    return word;
  }
}
