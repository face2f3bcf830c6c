package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import java.util.Locale;
import java.util.Map;

/**
 * A column's attributes, by their YAML key: {@code storage}, {@code compression}, {@code
 * statistics}, and {@code n_distinct}, {@code n_distinct_inherited}.
 */
public final class ColumnOptions {
  /** The comment on the sequence that numbers the column: a statement of its own. */
  public static final String SEQUENCE_COMMENT = "sequence_comment";

  private ColumnOptions() {}

  /** What follows {@code ALTER COLUMN c} to set an attribute; empty for one that is no setting. */
  static String setClause(String key, String value) {
    return switch (key) {
      case "storage" -> "SET STORAGE " + value.toUpperCase(Locale.ROOT);
      case "compression" -> "SET COMPRESSION " + Identifiers.quoteIfNeeded(value);
      case "statistics" -> "SET STATISTICS " + Integer.parseInt(value.strip());
      case "n_distinct", "n_distinct_inherited" ->
          "SET (" + IndexSql.parameter(Map.entry(key, value)) + ")";
      default -> "";
    };
  }

  /** What follows {@code ALTER COLUMN c} to bring an attribute back to its default. */
  static String resetClause(String key, String typeStorage) {
    return switch (key) {
      case "storage" -> "SET STORAGE " + typeStorage.toUpperCase(Locale.ROOT);
      case "compression" -> "SET COMPRESSION default";
      case "statistics" -> "SET STATISTICS -1";
      case "n_distinct", "n_distinct_inherited" -> "RESET (" + Identifiers.quote(key) + ")";
      default -> "";
    };
  }
}
