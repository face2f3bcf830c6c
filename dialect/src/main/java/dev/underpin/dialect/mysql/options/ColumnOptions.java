package dev.underpin.dialect.mysql.options;

/** The attributes of a column, by their YAML key. */
public final class ColumnOptions {
  /**
   * The character set of its text. Only in what was declared: a collation says it too, and is what
   * the model keeps.
   */
  public static final String CHARACTER_SET = "character_set";

  /** What the column becomes when its row is updated: {@code current_timestamp(6)}. */
  public static final String ON_UPDATE = "on_update";

  /** {@code true} where {@code SELECT *} does not show it. */
  public static final String INVISIBLE = "invisible";

  /** The spatial reference system that its values must have, by number. */
  public static final String SRID = "srid";

  /** {@code true} where a change of it alone makes no version of a row (MariaDB). */
  public static final String WITHOUT_SYSTEM_VERSIONING = "without_system_versioning";

  private ColumnOptions() {}
}
