package dev.underpin.schema.yaml.write;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.keys.KeyTable;
import dev.underpin.schema.yaml.keys.YamlKeys;
import dev.underpin.schema.yaml.sqltext.ColumnParser;
import dev.underpin.schema.yaml.sqltext.NameParser;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a column: in the short form where that reads back as the same column, else as a mapping.
 */
final class ColumnWriter {
  private ColumnWriter() {}

  static YamlNode node(Column column) {
    return shortForm(column).map(YamlNode::text).orElseGet(() -> mapping(column));
  }

  /** Write the settings of a sequence that are not defaults. */
  static void sequence(YamlNode.Mapping mapping, SequenceOptions options) {
    mapping.put("type", options.type());
    number(mapping, "start", options.start());
    number(mapping, "increment", options.increment());
    number(mapping, "min", options.min());
    number(mapping, "max", options.max());
    number(mapping, "cache", options.cache());
    mapping.flag("cycle", options.cycle());
  }

  /** Write attributes under keys of their own, and those without one into a container. */
  static void options(
      YamlNode.Mapping mapping,
      KeyTable table,
      SortedMap<String, String> options,
      String container) {
    SortedMap<String, String> rest = new TreeMap<>(options);
    for (KeyTable.Key key : table.options()) {
      String value = options.get(key.word());
      if (value == null || key.shape() == KeyTable.Shape.FLAG && !value.equals("true")) continue;
      mapping.put(key.word(), YamlNode.value(value));
      rest.remove(key.word());
    }
    mapping.parameters(container, rest);
  }

  private static Optional<String> shortForm(Column column) {
    StringBuilder text = new StringBuilder(column.type());
    column
        .collation()
        .ifPresent(
            c -> text.append(" collate ").append(NameParser.isSimple(c) ? c : NameParser.quote(c)));
    column
        .generated()
        .ifPresent(
            g ->
                text.append(" generated always as (")
                    .append(g.expression().written())
                    .append(g.stored() ? ") stored" : ") virtual"));
    if (!column.nullable()) text.append(" not null");
    column.identity().ifPresent(i -> text.append(' ').append(words(i.kind())));
    column.defaultValue().map(SqlText::written).ifPresent(d -> text.append(" default ").append(d));
    try {
      boolean same =
          text.indexOf("\n") < 0
              && ColumnParser.parse(column.name(), text.toString()).equals(column);
      return same ? Optional.of(text.toString()) : Optional.empty();
    } catch (SqlTextException e) {
      return Optional.empty();
    }
  }

  private static String words(Identity.Kind kind) {
    return switch (kind) {
      case BY_DEFAULT -> "identity";
      case ALWAYS -> "identity always";
      case SERIAL -> "identity serial";
      case AUTOINCREMENT -> "autoincrement";
    };
  }

  private static YamlNode mapping(Column column) {
    YamlNode.Mapping mapping = YamlNode.block().put("type", YamlNode.text(column.type()));
    if (!column.nullable()) mapping.put("nullable", YamlNode.literal("false"));
    column.defaultValue().ifPresent(d -> mapping.put("default", YamlNode.value(d.written())));
    column.identity().ifPresent(i -> mapping.put("identity", identity(i)));
    column.generated().ifPresent(g -> mapping.put("generated", generated(g)));
    mapping.put("collation", column.collation()).put("comment", column.comment());
    options(mapping, YamlKeys.COLUMN, column.options(), "options");
    return mapping;
  }

  private static YamlNode identity(Identity identity) {
    String kind = identity.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (identity.sequence().equals(SequenceOptions.DEFAULT)) return YamlNode.text(kind);
    YamlNode.Mapping mapping = YamlNode.inline();
    if (identity.kind() != Identity.Kind.BY_DEFAULT) mapping.put("kind", YamlNode.text(kind));
    mapping.put("sequence", identity.sequence().name().map(n -> NameParser.of(n, "")));
    sequence(mapping, identity.sequence());
    return mapping;
  }

  private static YamlNode generated(Generated generated) {
    if (!generated.stored()) return YamlNode.value(generated.expression().written());
    return YamlNode.block()
        .put("expression", YamlNode.value(generated.expression().written()))
        .flag("stored", true);
  }

  private static void number(YamlNode.Mapping mapping, String key, Optional<Long> value) {
    value.ifPresent(v -> mapping.put(key, YamlNode.literal(v.toString())));
  }
}
