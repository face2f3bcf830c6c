package dev.underpin.planner.mysql;

import dev.underpin.dialect.mysql.MysqlAlter.Algorithm;
import dev.underpin.dialect.mysql.MysqlAlter.LockClause;
import dev.underpin.planner.step.Lock;

/**
 * How a server makes one change of a table.
 *
 * @param work what it has to do meanwhile
 * @param isTool true where a tool makes it in place of the server
 */
record Way(Algorithm algorithm, LockClause lock, Lock.Work work, boolean isTool) {
  static final Way INSTANT = new Way(Algorithm.INSTANT, LockClause.DEFAULT, Lock.Work.CATALOG);
  static final Way INPLACE = new Way(Algorithm.INPLACE, LockClause.NONE, Lock.Work.CATALOG);
  static final Way INDEX = new Way(Algorithm.INPLACE, LockClause.NONE, Lock.Work.SCAN);
  static final Way NOCOPY_INDEX = new Way(Algorithm.NOCOPY, LockClause.NONE, Lock.Work.SCAN);
  static final Way REBUILD = new Way(Algorithm.INPLACE, LockClause.NONE, Lock.Work.REWRITE);
  static final Way SHARED_REBUILD =
      new Way(Algorithm.INPLACE, LockClause.SHARED, Lock.Work.REWRITE);
  static final Way COPY = new Way(Algorithm.COPY, LockClause.SHARED, Lock.Work.REWRITE);
  static final Way ONLINE_COPY = new Way(Algorithm.COPY, LockClause.NONE, Lock.Work.REWRITE);

  Way(Algorithm algorithm, LockClause lock, Lock.Work work) {
    this(algorithm, lock, work, false);
  }

  /** The way in which both can be done at once. */
  Way and(Way other) {
    Algorithm worse = algorithm.compareTo(other.algorithm) >= 0 ? algorithm : other.algorithm;
    LockClause stricter = lock.compareTo(other.lock) >= 0 ? lock : other.lock;
    Lock.Work more = work.compareTo(other.work) >= 0 ? work : other.work;
    return new Way(worse, stricter, more);
  }

  /** The same copy, made by a tool while others write. */
  Way byTool() {
    return new Way(algorithm, lock, work, true);
  }

  boolean copies() {
    return algorithm == Algorithm.COPY;
  }

  /** What others notice. */
  Lock locks() {
    if (isTool) return new Lock("pt-online-schema-change", Lock.Blocks.NOTHING, work);
    String name = algorithm == Algorithm.INSTANT ? "INSTANT" : algorithm + ", LOCK=" + lock;
    return new Lock(
        name, lock == LockClause.SHARED ? Lock.Blocks.WRITES : Lock.Blocks.NOTHING, work);
  }
}
