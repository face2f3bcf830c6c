package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Lock.Blocks;
import dev.underpin.planner.step.Lock.Work;

/**
 * The locks that PostgreSQL's statements take.
 *
 * <p>See "Explicit Locking" in the PostgreSQL manual, and the notes of each statement's page.
 */
public final class Locks {
  /** No lock on a table that anybody uses. */
  public static final Lock NONE = new Lock("no table lock", Blocks.NOTHING, Work.CATALOG);

  public static final Lock EXCLUSIVE =
      new Lock("ACCESS EXCLUSIVE", Blocks.READS_AND_WRITES, Work.CATALOG);
  public static final Lock EXCLUSIVE_SCAN =
      new Lock("ACCESS EXCLUSIVE", Blocks.READS_AND_WRITES, Work.SCAN);

  /** A query fills a materialized view. */
  public static final Lock MATERIALIZE =
      new Lock("ACCESS EXCLUSIVE", Blocks.READS_AND_WRITES, Work.QUERY);

  public static final Lock EXCLUSIVE_REWRITE =
      new Lock("ACCESS EXCLUSIVE", Blocks.READS_AND_WRITES, Work.REWRITE);

  /** What becomes a partition, or stops being one, leaves the partitioned table in use. */
  public static final Lock PARTITION =
      new Lock("SHARE UPDATE EXCLUSIVE on the partitioned table", Blocks.NOTHING, Work.CATALOG);

  /** The default partition is locked while its rows are read. */
  public static final Lock PARTITION_SCAN =
      new Lock("ACCESS EXCLUSIVE on the default partition", Blocks.READS_AND_WRITES, Work.SCAN);

  public static final Lock PARTITION_EXCLUSIVE =
      new Lock("ACCESS EXCLUSIVE on the partitioned table", Blocks.READS_AND_WRITES, Work.CATALOG);

  /** A partition that takes other rows is detached and attached, and its rows are read. */
  public static final Lock PARTITION_REBOUND =
      new Lock("ACCESS EXCLUSIVE on the partitioned table", Blocks.READS_AND_WRITES, Work.SCAN);

  /** A table becomes a partition, and a valid check proves that its rows fit. */
  public static final Lock ATTACH =
      new Lock("ACCESS EXCLUSIVE on the table", Blocks.READS_AND_WRITES, Work.CATALOG);

  /** A table becomes a partition, and the server reads its rows. */
  public static final Lock ATTACH_SCAN =
      new Lock("ACCESS EXCLUSIVE on the table", Blocks.READS_AND_WRITES, Work.SCAN);

  /** On both tables of a foreign key. */
  public static final Lock SHARE_ROW_EXCLUSIVE =
      new Lock("SHARE ROW EXCLUSIVE on both tables", Blocks.WRITES, Work.CATALOG);

  /** The same, while all rows are checked. */
  public static final Lock SHARE_ROW_EXCLUSIVE_SCAN =
      new Lock("SHARE ROW EXCLUSIVE on both tables", Blocks.WRITES, Work.SCAN);

  public static final Lock SHARE_SCAN = new Lock("SHARE", Blocks.WRITES, Work.SCAN);
  public static final Lock VALIDATE = new Lock("SHARE UPDATE EXCLUSIVE", Blocks.NOTHING, Work.SCAN);
  public static final Lock CONCURRENT_INDEX =
      new Lock("SHARE UPDATE EXCLUSIVE", Blocks.NOTHING, Work.INDEX);

  /** Each partition's index is built while others write; the table's takes a moment. */
  public static final Lock PARTITION_INDEX =
      new Lock(
          "SHARE UPDATE EXCLUSIVE on each partition, then SHARE on the table for a moment",
          Blocks.NOTHING,
          Work.INDEX);

  /** The index is built while others write; to become the constraint takes a moment alone. */
  public static final Lock KEY_THROUGH_INDEX =
      new Lock(
          "SHARE UPDATE EXCLUSIVE, then ACCESS EXCLUSIVE for a moment", Blocks.NOTHING, Work.INDEX);

  public static final Lock CONCURRENT_DROP =
      new Lock("SHARE UPDATE EXCLUSIVE", Blocks.NOTHING, Work.CATALOG);
  public static final Lock COMMENT =
      new Lock("SHARE UPDATE EXCLUSIVE", Blocks.NOTHING, Work.CATALOG);
  public static final Lock ROWS = new Lock("ROW EXCLUSIVE", Blocks.NOTHING, Work.ROWS);

  private Locks() {}

  /** What it takes to change an attribute of a table, by its key in the model. */
  public static Lock ofTableOption(String key) {
    return switch (key) {
      case "unlogged", "tablespace", "access_method" -> EXCLUSIVE_REWRITE;
      case "row_level_security", "force_row_level_security", "replica_identity" -> EXCLUSIVE;
      case "cluster_on" -> CONCURRENT_DROP;
      default -> COMMENT;
    };
  }
}
