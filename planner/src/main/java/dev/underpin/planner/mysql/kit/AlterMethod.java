package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.ddl.AlterTable.Algorithm;
import dev.underpin.dialect.mysql.ddl.AlterTable.LockClause;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.traits.TableTrait;
import dev.underpin.planner.step.Lock;
import java.util.Set;

/**
 * How a server makes one change of a table.
 *
 * @param work what the server does while it holds the lock
 * @param isTool true where a tool makes it in place of the server
 */
public record AlterMethod(Algorithm algorithm, LockClause lock, Lock.Work work, boolean isTool)
    implements DdlRule {
  public static final AlterMethod INSTANT =
      of(Algorithm.INSTANT, LockClause.DEFAULT, Lock.Work.CATALOG);
  static final AlterMethod NOCOPY = of(Algorithm.NOCOPY, LockClause.NONE, Lock.Work.CATALOG);
  static final AlterMethod INPLACE = of(Algorithm.INPLACE, LockClause.NONE, Lock.Work.CATALOG);
  static final AlterMethod INDEX = of(Algorithm.INPLACE, LockClause.NONE, Lock.Work.SCAN);
  static final AlterMethod NOCOPY_INDEX = of(Algorithm.NOCOPY, LockClause.NONE, Lock.Work.SCAN);
  static final AlterMethod SHARED_INDEX = of(Algorithm.INPLACE, LockClause.SHARED, Lock.Work.SCAN);
  static final AlterMethod SHARED_NOCOPY_INDEX =
      of(Algorithm.NOCOPY, LockClause.SHARED, Lock.Work.SCAN);
  static final AlterMethod REBUILD = of(Algorithm.INPLACE, LockClause.NONE, Lock.Work.REWRITE);
  static final AlterMethod SHARED_REBUILD =
      of(Algorithm.INPLACE, LockClause.SHARED, Lock.Work.REWRITE);
  public static final AlterMethod COPY = of(Algorithm.COPY, LockClause.SHARED, Lock.Work.REWRITE);
  static final AlterMethod ONLINE_COPY = of(Algorithm.COPY, LockClause.NONE, Lock.Work.REWRITE);

  private static AlterMethod of(Algorithm algorithm, LockClause lock, Lock.Work work) {
    return new AlterMethod(algorithm, lock, work, false);
  }

  /** The method by which both can be done at once. */
  public AlterMethod and(AlterMethod other) {
    Algorithm worse = algorithm.compareTo(other.algorithm) >= 0 ? algorithm : other.algorithm;
    LockClause stricter = lock.compareTo(other.lock) >= 0 ? lock : other.lock;
    Lock.Work more = work.compareTo(other.work) >= 0 ? work : other.work;
    return of(worse, stricter, more);
  }

  @Override
  public AlterMethod method(MysqlFlavor flavor, Set<TableTrait> traits) {
    return this;
  }

  /** The same copy, made by a tool while others write. */
  public AlterMethod byTool() {
    return new AlterMethod(algorithm, lock, work, true);
  }

  public boolean copies() {
    return algorithm == Algorithm.COPY;
  }

  /** What others notice. */
  public Lock locks() {
    if (isTool) return new Lock("pt-online-schema-change", Lock.Blocks.NOTHING, work);
    String name = algorithm == Algorithm.INSTANT ? "INSTANT" : algorithm + ", LOCK=" + lock;
    return new Lock(
        name, lock == LockClause.SHARED ? Lock.Blocks.WRITES : Lock.Blocks.NOTHING, work);
  }
}
