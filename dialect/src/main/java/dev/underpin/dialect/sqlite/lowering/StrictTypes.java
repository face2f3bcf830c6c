package dev.underpin.dialect.sqlite.lowering;

import dev.underpin.dialect.sqlite.canonical.ExpressionNormalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The types of a <a href="https://sqlite.org/stricttables.html">STRICT table</a>, which knows six
 * words and refuses all others. An ordinary table keeps whatever is declared.
 */
final class StrictTypes {
  private static final Set<String> OWN = Set.of("int", "integer", "real", "text", "blob", "any");
  private static final Map<String, String> TRANSLATED = new HashMap<>();

  static {
    translate("INTEGER", "bigint smallint tinyint mediumint int2 int4 int8 boolean bool");
    translate("REAL", "double float float4 float8 double_precision numeric decimal");
    translate(
        "TEXT",
        """
        varchar char character character_varying string clob uuid json jsonb citext date time \
        timestamp timestamptz timetz datetime timestamp_with_time_zone timestamp_without_time_zone \
        time_with_time_zone time_without_time_zone interval xml inet cidr""");
    translate("BLOB", "bytea bytes binary varbinary");
  }

  private StrictTypes() {}

  /**
   * The type for a STRICT table; the same word where it is one of the six; absent where nothing
   * fits.
   */
  static Optional<String> lower(String type) {
    String word =
        ExpressionNormalizer.type(type)
            .replaceAll("\\(.*?\\)", "")
            .strip()
            .replaceAll("\\s+", "_")
            .toLowerCase(Locale.ROOT);
    if (OWN.contains(word)) return Optional.of(type);
    return Optional.ofNullable(TRANSLATED.get(word));
  }

  /** Every word that is translated, with {@code _} for a space, and its type. */
  static Map<String, String> words() {
    return Map.copyOf(TRANSLATED);
  }

  private static void translate(String to, String words) {
    for (String word : words.split(" ")) TRANSLATED.put(word, to);
  }
}
