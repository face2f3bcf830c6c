package dev.underpin.planner.sqlite.kit;

import dev.underpin.planner.step.Lock;

/**
 * SQLite has one lock: the whole file is locked for writers while a transaction writes (<a
 * href="https://sqlite.org/lockingv3.html">File Locking</a>).
 */
public final class Locks {
  private static final String NAME = "write lock of the database file";

  public static final Lock CATALOG = new Lock(NAME, Lock.Blocks.WRITES, Lock.Work.CATALOG);
  public static final Lock SCAN = new Lock(NAME, Lock.Blocks.WRITES, Lock.Work.SCAN);
  public static final Lock REWRITE = new Lock(NAME, Lock.Blocks.WRITES, Lock.Work.REWRITE);

  public static final Lock ROWS = new Lock(NAME, Lock.Blocks.WRITES, Lock.Work.ROWS);

  private Locks() {}
}
