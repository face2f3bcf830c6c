package dev.underpin.dialect.sqlite.canonical;

import dev.underpin.schema.model.Options;
import java.util.SortedMap;
import java.util.TreeMap;

/** The attributes that only SQLite has, by their YAML key. */
public final class SqliteOptions {
  /** On a table: {@code true} where it is STRICT. */
  public static final String STRICT = "strict";

  /** On a table: {@code true} where it is WITHOUT ROWID. */
  public static final String WITHOUT_ROWID = "without_rowid";

  /**
   * On a primary key, a unique constraint or a check: what an INSERT does on a conflict, such as
   * {@code REPLACE}.
   */
  public static final String ON_CONFLICT = "on_conflict";

  /** On a column that is NOT NULL: what an INSERT of NULL does. */
  public static final String NOT_NULL_ON_CONFLICT = "not_null_on_conflict";

  /** On a column: the name of its NOT NULL constraint. */
  public static final String NOT_NULL_NAME = "not_null_name";

  /**
   * On a descending primary key of one INTEGER column: {@code true} where the column is the rowid
   * all the same, because the key is written behind the columns and not on the column (a quirk that
   * SQLite keeps for old files).
   */
  public static final String ROWID_ALIAS = "rowid_alias";

  /**
   * On an index: the positions, counted from 1, of the keys that say ASC although it is the
   * default.
   */
  public static final String EXPLICIT_ASC = "explicit_asc";

  private SqliteOptions() {}

  /** True where the option is set to {@code true}. */
  public static boolean isSet(SortedMap<String, String> options, String key) {
    return "true".equalsIgnoreCase(options.get(key));
  }

  /**
   * Options as they are compared: words in one case, and nothing where they say what holds anyway.
   */
  public static SortedMap<String, String> normalize(SortedMap<String, String> options) {
    if (options.isEmpty()) return options;
    TreeMap<String, String> copy = new TreeMap<>();
    options.forEach(
        (key, value) -> {
          switch (key) {
            case STRICT, WITHOUT_ROWID, ROWID_ALIAS -> {
              if ("true".equalsIgnoreCase(value)) copy.put(key, "true");
            }
            case ON_CONFLICT, NOT_NULL_ON_CONFLICT ->
                copy.put(key, value.toUpperCase(java.util.Locale.ROOT));
            default -> copy.put(key, value);
          }
        });
    return Options.copy(copy);
  }
}
