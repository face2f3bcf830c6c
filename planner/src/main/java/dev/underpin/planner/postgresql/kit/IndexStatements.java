package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/** Statements that create and drop indexes while others write, where the server can do that. */
public record IndexStatements(PostgresContext context, QualifiedName table) {
  /** A partitioned table's index cannot be built concurrently. */
  public boolean concurrent() {
    return context.renamed().table(table).filter(PostgresContext::isPartitioned).isEmpty();
  }

  public Mode mode() {
    return concurrent() ? Mode.ALONE : Mode.TRANSACTION;
  }

  public Lock createLock() {
    return concurrent() ? Locks.CONCURRENT_INDEX : Locks.SHARE_SCAN;
  }

  public Lock dropLock() {
    return concurrent() ? Locks.CONCURRENT_DROP : Locks.EXCLUSIVE;
  }

  /** An index with its comment. */
  public List<String> create(Index index) {
    return context.createIndex(table, index, concurrent());
  }

  public String drop(Index index) {
    return context.ddl().dropIndex(table.withName(index.name()), concurrent());
  }
}
