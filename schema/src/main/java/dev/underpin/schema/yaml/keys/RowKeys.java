package dev.underpin.schema.yaml.keys;

/** The keys that are about rows: reference rows, and the values of what is dropped. */
public final class RowKeys {
  public static final KeyTable DROPPED_COLUMN =
      table(
          "droppedColumn",
          """
          backfill_down SQL The value that a rollback gives to rows that were written since the column was dropped.
          """);

  public static final KeyTable SEED =
      table(
          "seed",
          """
          key NAMES The columns by which a row is found: the primary key where nothing is written, else columns \
          that are unique.
          rows SEED_ROWS The rows: a value by column. A column that a row does not name is left as it is.
          keep_rows FLAG Rows that are no longer declared stay in the table.
          """);

  public static final KeyTable SEED_VALUE =
      table("seedValue", "sql SQL An expression. It must give the same value each time.\n");

  private RowKeys() {}

  private static KeyTable table(String name, String lines) {
    return new KeyTable(name, KeyLines.read(lines));
  }
}
