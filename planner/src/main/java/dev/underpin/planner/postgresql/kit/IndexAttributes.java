package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;

/** What of an index needs no new build: its comment and its storage parameters. */
public final class IndexAttributes {
  private IndexAttributes() {}

  /** True where nothing else differs. */
  public static boolean suffices(PostgresContext context, Change.AlterIndex change) {
    Index before = change.before();
    Index after = change.after();
    // The index of a partitioned table has no storage of its own.
    if (!context.isConcurrent(change.table()) && !before.storage().equals(after.storage()))
      return false;
    Index changed =
        new Index(
            before.name(),
            before.unique(),
            before.method(),
            before.keys(),
            before.include(),
            before.where(),
            before.nullsNotDistinct(),
            after.storage(),
            Options.with(before.options(), "comment", PostgresContext.comment(after)));
    return changed.equals(after);
  }
}
