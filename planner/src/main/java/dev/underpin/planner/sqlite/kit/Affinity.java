package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Table;
import java.util.Locale;

/**
 * What a column does to the values that are put into it (<a
 * href="https://sqlite.org/datatype3.html#determination_of_column_affinity">Column Affinity</a>).
 */
public enum Affinity {
  INTEGER,
  TEXT,
  /** Keeps every value as it is. */
  NONE,
  REAL,
  NUMERIC;

  /** The affinity of a column. In a STRICT table ANY keeps every value as it is. */
  public static Affinity of(Table table, Column column) {
    boolean strict = SqliteOptions.isSet(table.options(), SqliteOptions.STRICT);
    if (strict && column.type().equalsIgnoreCase("ANY")) return NONE;
    return ofType(column.type());
  }

  /** The affinity that a declared type means outside of STRICT tables. */
  public static Affinity ofType(String type) {
    String word = type.toUpperCase(Locale.ROOT);
    if (word.contains("INT")) return INTEGER;
    if (word.contains("CHAR") || word.contains("CLOB") || word.contains("TEXT")) return TEXT;
    if (word.contains("BLOB") || word.isBlank()) return NONE;
    if (word.contains("REAL") || word.contains("FLOA") || word.contains("DOUB")) return REAL;
    return NUMERIC;
  }

  /**
   * True where a value that lies in a column of this affinity may be another one after a move to a
   * column of that affinity. INTEGER and NUMERIC differ only in CAST.
   */
  public boolean changesIn(Affinity other) {
    if (this == other || other == NONE) return false;
    return !(isExact() && other.isExact());
  }

  /**
   * An expression for what a column of this affinity makes of a value, without an affinity of its
   * own. It is not what CAST does, which makes 0 of a word.
   */
  String applied(String value) {
    return switch (this) {
      case NONE -> "+" + value;
      case TEXT -> either(isNumber(value), cast(value, "TEXT"), value);
      case REAL ->
          either(isNumber(value) + " OR " + looksLikeOne(value), cast(value, "REAL"), value);
      case INTEGER, NUMERIC ->
          "CASE WHEN "
              + looksLikeOne(value)
              + " THEN "
              + cast(value, "NUMERIC")
              + " WHEN typeof("
              + value
              + ") = 'real' AND "
              + value
              + " = "
              + cast(value, "INTEGER")
              + " THEN "
              + cast(value, "INTEGER")
              + " ELSE "
              + value
              + " END";
    };
  }

  /** The same with this affinity, which counts where it is compared; right where {@link #fits}. */
  String compared(String value) {
    return switch (this) {
      case NONE -> applied(value);
      case TEXT -> cast(applied(value), "TEXT");
      case REAL -> cast(applied(value), "REAL");
      case INTEGER, NUMERIC -> cast(applied(value), "NUMERIC");
    };
  }

  /** True for a value that CAST makes the same of as the column does. */
  String fits(String value) {
    return switch (this) {
      case NONE -> "1";
      case TEXT -> "typeof(" + value + ") <> 'blob'";
      case REAL, INTEGER, NUMERIC ->
          "(" + value + " IS NULL OR " + isNumber(value) + " OR " + looksLikeOne(value) + ")";
    };
  }

  private static String isNumber(String value) {
    return "typeof(" + value + ") IN ('integer', 'real')";
  }

  /** A text that a column of numbers keeps as a number. */
  private static String looksLikeOne(String value) {
    return "typeof(" + value + ") = 'text' AND +" + value + " = " + cast(value, "NUMERIC");
  }

  private static String cast(String value, String type) {
    return "CAST(" + value + " AS " + type + ")";
  }

  private static String either(String condition, String then, String otherwise) {
    return "CASE WHEN " + condition + " THEN " + then + " ELSE " + otherwise + " END";
  }

  private boolean isExact() {
    return this == INTEGER || this == NUMERIC;
  }
}
