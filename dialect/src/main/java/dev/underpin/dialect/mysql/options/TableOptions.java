package dev.underpin.dialect.mysql.options;

import dev.underpin.schema.model.Options;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The attributes of a table, by their YAML key. Only what differs from the server's default is
 * kept: no {@code engine} is InnoDB, no {@code collation} is the database's.
 *
 * <p>Other attributes ({@code stats_persistent}, {@code max_rows}, {@code page_compressed} …) are
 * kept under the server's own word in lower case.
 */
public final class TableOptions {
  /** The storage engine, as the server writes it. */
  public static final String ENGINE = "engine";

  /**
   * The character set that new columns have. Only in what was declared: a collation says it too,
   * and is what the model keeps.
   */
  public static final String CHARACTER_SET = "character_set";

  /**
   * The collation of columns that say none. A column whose collation is this one says none in the
   * model; a change of this option is therefore a change of all of them.
   */
  public static final String COLLATION = "collation";

  /** How rows are stored, in lower case: {@code compressed}, {@code redundant} … */
  public static final String ROW_FORMAT = "row_format";

  /** The size of compressed pages in KiB. */
  public static final String KEY_BLOCK_SIZE = "key_block_size";

  /** The partitions: all that follows {@code PARTITION BY}. */
  public static final String PARTITION_BY = "partition_by";

  /** {@code true} where the server keeps what rows were before (MariaDB). */
  public static final String SYSTEM_VERSIONING = "system_versioning";

  private static final String DEFAULT_ENGINE = "InnoDB";

  private TableOptions() {}

  /** The method that an index of the table has where it says none. */
  public static String usualMethod(SortedMap<String, String> options) {
    return "MEMORY".equalsIgnoreCase(options.get(ENGINE)) ? IndexOptions.HASH : IndexOptions.BTREE;
  }

  /** Options as they are compared: nothing that says what holds anyway. */
  public static SortedMap<String, String> normalize(SortedMap<String, String> options) {
    if (options.isEmpty()) return options;
    TreeMap<String, String> copy = new TreeMap<>();
    options.forEach(
        (key, value) -> {
          switch (key) {
            case ENGINE -> {
              if (!value.equalsIgnoreCase(DEFAULT_ENGINE)) copy.put(key, value);
            }
            case ROW_FORMAT -> {
              if (!value.equalsIgnoreCase("default")) copy.put(key, value.toLowerCase(Locale.ROOT));
            }
            case COLLATION -> copy.put(key, Collations.canonical(value));
            default -> copy.put(key, value);
          }
        });
    String collation = copy.get(COLLATION);
    if (collation != null) copy.remove(CHARACTER_SET);
    return Options.copy(copy);
  }
}
