package dev.underpin.dialect.mysql.options;

/**
 * The attributes of an index, and of the primary key and unique constraints, which are indexes
 * here; by their YAML key.
 *
 * <p>FULLTEXT, SPATIAL and HASH are an index's method. A unique index is a {@link
 * dev.underpin.schema.model.UniqueConstraint} in the model, always: the server does not tell the
 * two apart. Its method, where it is not the storage engine's own, is the option {@link #USING}.
 */
public final class IndexOptions {
  /** {@code true} where the optimizer does not use it (INVISIBLE, on MariaDB IGNORED). */
  public static final String INVISIBLE = "invisible";

  /** A comment that the database keeps. */
  public static final String COMMENT = "comment";

  /** On a FULLTEXT index: the plugin that finds the words, such as {@code ngram}. */
  public static final String PARSER = "parser";

  /** On a primary key or a unique constraint: its method, where it is not the usual one. */
  public static final String USING = "using";

  /**
   * On a primary key or a unique constraint: the period that its last two columns are (MariaDB).
   * Rows that agree in the other columns hold at different times.
   */
  public static final String WITHOUT_OVERLAPS = "without_overlaps";

  /** The method of a full text index. */
  public static final String FULLTEXT = "fulltext";

  /** The method of a spatial index. */
  public static final String SPATIAL = "spatial";

  /** The method of an ordinary index, said where the storage engine would choose another. */
  public static final String BTREE = "btree";

  /** The method of a hash index. */
  public static final String HASH = "hash";

  private IndexOptions() {}
}
