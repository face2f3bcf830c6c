package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.Locale;

/**
 * What a column does to the values that are put into it (<a
 * href="https://sqlite.org/datatype3.html#determination_of_column_affinity">Column Affinity</a>).
 */
public enum Affinity {
  INTEGER("CAST($ AS NUMERIC)", Numbers.EXACT, Numbers.FITS),
  TEXT(
      "CAST($ AS TEXT)",
      "CASE WHEN " + Numbers.IS_NUMBER + " THEN CAST($ AS TEXT) ELSE $ END",
      "typeof($) <> 'blob'"),
  /** Keeps every value as it is. */
  NONE("$", "+$", "1"),
  REAL(
      "CAST($ AS REAL)",
      "CASE WHEN %s OR %s THEN CAST($ AS REAL) ELSE $ END"
          .formatted(Numbers.IS_NUMBER, Numbers.LOOKS_LIKE_ONE),
      Numbers.FITS),
  NUMERIC("CAST($ AS NUMERIC)", Numbers.EXACT, Numbers.FITS);

  private final String cast;
  private final String applied;
  private final String fits;

  /** Expressions over a value, which they name {@code $}. */
  Affinity(String cast, String applied, String fits) {
    this.cast = cast;
    this.applied = applied;
    this.fits = fits;
  }

  private static final class Numbers {
    static final String IS_NUMBER = "typeof($) IN ('integer', 'real')";

    /** A text that a column of numbers keeps as a number. */
    static final String LOOKS_LIKE_ONE = "typeof($) = 'text' AND +$ = CAST($ AS NUMERIC)";

    static final String FITS = "($ IS NULL OR %s OR %s)".formatted(IS_NUMBER, LOOKS_LIKE_ONE);

    static final String EXACT =
        """
        CASE WHEN %s THEN CAST($ AS NUMERIC) \
        WHEN typeof($) = 'real' AND $ = CAST($ AS INTEGER) THEN CAST($ AS INTEGER) ELSE $ END"""
            .formatted(LOOKS_LIKE_ONE);
  }

  /** The affinity of a column. In a STRICT table ANY keeps every value as it is. */
  public static Affinity of(Table table, Column column) {
    boolean strict = SqliteOptions.isSet(table.options(), SqliteOptions.STRICT);
    if (strict && column.type().equalsIgnoreCase("ANY")) return NONE;
    return ofType(column.type());
  }

  /** The affinity that a declared type means outside of STRICT tables. */
  static Affinity ofType(String type) {
    String word = type.toUpperCase(Locale.ROOT);
    if (word.contains("INT")) return INTEGER;
    if (word.contains("CHAR") || word.contains("CLOB") || word.contains("TEXT")) return TEXT;
    if (word.contains("BLOB") || word.isBlank()) return NONE;
    if (word.contains("REAL") || word.contains("FLOA") || word.contains("DOUB")) return REAL;
    return NUMERIC;
  }

  /**
   * True where a value in a column of this affinity may be another one after a move to a column of
   * that affinity. INTEGER and NUMERIC differ only in CAST.
   */
  boolean changesIn(Affinity other) {
    if (this == other || other == NONE) return false;
    return !(isExact() && other.isExact());
  }

  /** A value cast to this affinity. */
  SqlText cast(SqlText value) {
    return Expressions.over(value, cast);
  }

  /**
   * An expression for what a column of this affinity makes of a value, without an affinity of its
   * own. It is not what CAST does, which makes 0 of a word.
   */
  SqlText applied(SqlText value) {
    return Expressions.over(value, applied);
  }

  /** The same with this affinity, which counts where it is compared; right where {@link #fits}. */
  SqlText compared(SqlText value) {
    return cast(applied(value));
  }

  /** True for a value that CAST makes the same of as the column does. */
  SqlText fits(SqlText value) {
    return Expressions.over(value, fits);
  }

  private boolean isExact() {
    return this == INTEGER || this == NUMERIC;
  }
}
