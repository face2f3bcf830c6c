package dev.underpin.schema.yaml.read;

import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.keys.YamlKeys;
import dev.underpin.schema.yaml.sqltext.ReferenceParser;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads foreign keys. */
final class ForeignKeyReader {
  private final ColumnNames names;
  private final String namespace;

  /** By identity: an equal key that is written elsewhere has a mark of its own. */
  private final Set<ForeignKey> unresolved = Collections.newSetFromMap(new IdentityHashMap<>());

  ForeignKeyReader(ColumnNames names, String namespace) {
    this.names = names;
    this.namespace = namespace;
  }

  /** True where the YAML says that what the key refers to may be missing. */
  boolean isUnresolved(Constraint key) {
    return unresolved.contains(key);
  }

  Optional<ForeignKey> read(Optional<String> name, YamlValue value) {
    Optional<YamlValue> chosen = value.chosen(YamlKeys.FOREIGN_KEY);
    if (chosen.isEmpty()) return Optional.empty();
    YamlValue item = chosen.get();
    if (!item.isMapping()) {
      item.error(
          "a foreign key is a mapping, not " + item.kind(),
          "write { columns: [customer_id], references: customers(id) }");
      return Optional.empty();
    }
    YamlFields fields = item.fields(YamlKeys.FOREIGN_KEY);
    List<String> columns = fields.require("columns").map(names::read).orElse(List.of());
    Optional<ReferenceParser> target = fields.require("references").flatMap(this::references);
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
    ForeignKey key =
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
            Options.copy(fields.options("options")));
    if (fields.flag("unresolved")) unresolved.add(key);
    return Optional.of(key);
  }

  private Optional<ReferenceParser> references(YamlValue value) {
    Optional<YamlValue> chosen = value.chosen(YamlKeys.REFERENCES);
    if (chosen.isEmpty()) return Optional.empty();
    YamlValue item = chosen.get();
    if (item.isMapping()) {
      YamlFields fields = item.fields(YamlKeys.REFERENCES);
      Optional<QualifiedName> table =
          fields
              .require("table")
              .flatMap(i -> i.text().flatMap(t -> DocumentReader.name(i, t, namespace)));
      return table.map(t -> new ReferenceParser(t, fields.names("columns")));
    }
    Optional<String> text = item.text();
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(ReferenceParser.parse(text.get(), namespace));
    } catch (SqlTextException e) {
      item.error(e);
      return Optional.empty();
    }
  }

  private static ReferentialAction action(YamlFields fields, String key) {
    Optional<String> text = fields.text(key);
    if (text.isEmpty()) return ReferentialAction.UNSAID;
    String word = text.get().strip().toUpperCase(Locale.ROOT);
    List<ReferentialAction> words =
        Stream.of(ReferentialAction.values()).filter(a -> a != ReferentialAction.UNSAID).toList();
    for (ReferentialAction action : words) {
      if (action.sql().equals(word) || action.name().equals(word)) return action;
    }
    List<String> known = words.stream().map(a -> a.sql().toLowerCase(Locale.ROOT)).toList();
    fields
        .get(key)
        .orElseThrow()
        .error("\"" + text.get() + "\" is no action", DidYouMean.hint(text.get(), known));
    return ReferentialAction.UNSAID;
  }

  private static String match(YamlFields fields) {
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
