package dev.underpin.schema.yaml.write;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.yaml.keys.YamlKeys;
import dev.underpin.schema.yaml.sqltext.ColumnParser;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import java.util.Locale;
import java.util.Optional;

/** Writes a column that is declared in the short form with what only the long form can say. */
public final class ColumnText {
  private ColumnText() {}

  /**
   * The column on one line in the long form, with the name that it had.
   *
   * @param shortForm such as {@code text not null}
   * @return nothing where the short form cannot be read
   */
  public static Optional<String> renamed(String name, String shortForm, String oldName) {
    Column column;
    try {
      column = ColumnParser.parse(name, shortForm);
    } catch (SqlTextException e) {
      return Optional.empty();
    }
    YamlNode.Mapping mapping = YamlNode.inline().put("type", YamlNode.text(column.type()));
    if (!column.nullable()) mapping.put("nullable", YamlNode.literal("false"));
    column.defaultValue().ifPresent(d -> mapping.put("default", YamlNode.value(d.written())));
    column
        .identity()
        .map(i -> i.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .ifPresent(kind -> mapping.put("identity", YamlNode.text(kind)));
    column.generated().ifPresent(g -> mapping.put("generated", generated(g)));
    mapping.put("collation", column.collation()).put("comment", column.comment());
    ColumnWriter.options(mapping, YamlKeys.COLUMN, column.options(), "options");
    mapping.put("renamed_from", YamlNode.text(oldName));
    return Optional.of(YamlPrinter.line(mapping));
  }

  private static YamlNode generated(Generated generated) {
    YamlNode expression = YamlNode.value(generated.expression().written());
    return generated.stored()
        ? YamlNode.inline().put("expression", expression).flag("stored", true)
        : expression;
  }
}
