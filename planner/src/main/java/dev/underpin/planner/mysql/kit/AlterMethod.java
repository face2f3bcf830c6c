package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.ddl.AlterTable.Algorithm;
import dev.underpin.dialect.mysql.ddl.AlterTable.LockClause;
import dev.underpin.planner.step.Lock;

/**
 * How a server makes one change of a table.
 *
 * @param context what the server does while it holds the lock
 * @param isTool true where a tool makes it in place of the server
 */
public record AlterMethod(Algorithm algorithm, LockClause lock, Lock.Work context, boolean isTool) {
  public static final AlterMethod INSTANT =
      new AlterMethod(Algorithm.INSTANT, LockClause.DEFAULT, Lock.Work.CATALOG);
  static final AlterMethod INPLACE =
      new AlterMethod(Algorithm.INPLACE, LockClause.NONE, Lock.Work.CATALOG);
  static final AlterMethod INDEX =
      new AlterMethod(Algorithm.INPLACE, LockClause.NONE, Lock.Work.SCAN);
  static final AlterMethod NOCOPY_INDEX =
      new AlterMethod(Algorithm.NOCOPY, LockClause.NONE, Lock.Work.SCAN);
  static final AlterMethod REBUILD =
      new AlterMethod(Algorithm.INPLACE, LockClause.NONE, Lock.Work.REWRITE);
  static final AlterMethod SHARED_REBUILD =
      new AlterMethod(Algorithm.INPLACE, LockClause.SHARED, Lock.Work.REWRITE);
  public static final AlterMethod COPY =
      new AlterMethod(Algorithm.COPY, LockClause.SHARED, Lock.Work.REWRITE);
  static final AlterMethod ONLINE_COPY =
      new AlterMethod(Algorithm.COPY, LockClause.NONE, Lock.Work.REWRITE);

  AlterMethod(Algorithm algorithm, LockClause lock, Lock.Work context) {
    this(algorithm, lock, context, false);
  }

  /** The way in which both can be done at once. */
  public AlterMethod and(AlterMethod other) {
    Algorithm worse = algorithm.compareTo(other.algorithm) >= 0 ? algorithm : other.algorithm;
    LockClause stricter = lock.compareTo(other.lock) >= 0 ? lock : other.lock;
    Lock.Work more = context.compareTo(other.context) >= 0 ? context : other.context;
    return new AlterMethod(worse, stricter, more);
  }

  /** The same copy, made by a tool while others write. */
  public AlterMethod byTool() {
    return new AlterMethod(algorithm, lock, context, true);
  }

  public boolean copies() {
    return algorithm == Algorithm.COPY;
  }

  /** What others notice. */
  public Lock locks() {
    if (isTool) return new Lock("pt-online-schema-change", Lock.Blocks.NOTHING, context);
    String name = algorithm == Algorithm.INSTANT ? "INSTANT" : algorithm + ", LOCK=" + lock;
    return new Lock(
        name, lock == LockClause.SHARED ? Lock.Blocks.WRITES : Lock.Blocks.NOTHING, context);
  }
}
