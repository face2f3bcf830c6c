package dev.underpin.schema.yaml.read;

import dev.underpin.schema.yaml.sqltext.SqlTextException;
import dev.underpin.schema.yaml.sqltext.SqlTokenizer;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads scalars as the text that was written, and checks those that hold SQL. */
final class ScalarReader {
  static final String COMMENT_HINT =
      "\" #\" starts a comment in YAML: put quotes around the whole text if the # belongs to it";

  private ScalarReader() {}

  static Optional<String> text(YamlValue item, Optional<String> mended) {
    if (mended.isPresent()) return mended;
    if (item.isEmpty()) {
      item.error("there is nothing here", "write \"\" where an empty text is meant");
      return Optional.empty();
    }
    if (item.isNull()) return Optional.empty();
    if (item.node() instanceof ScalarNode scalar) return Optional.of(scalar.getValue());
    item.error("text is expected here, not " + item.kind());
    return Optional.empty();
  }

  static Optional<String> sql(YamlValue item, Optional<String> mended) {
    Optional<String> text = text(item, mended).map(String::strip);
    if (text.isEmpty()) return text;
    if (text.get().isEmpty()) {
      item.error("an empty text is no SQL", "an empty string in SQL is written \"''\"");
      return Optional.empty();
    }
    try {
      SqlTokenizer.of(text.get());
    } catch (SqlTextException e) {
      item.error(e);
      return Optional.empty();
    }
    if (item.cutByComment()) item.warning("the SQL text ends where a comment begins", COMMENT_HINT);
    return text;
  }
}
