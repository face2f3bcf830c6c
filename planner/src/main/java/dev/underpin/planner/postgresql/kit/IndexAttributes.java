package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** What of an index needs no new build: its comment and its storage parameters. */
public final class IndexAttributes {
  private IndexAttributes() {}

  /** True where nothing else differs. */
  public static boolean suffices(PostgresContext context, Change.AlterIndex change) {
    return suffices(context, change.table(), change.before(), change.after());
  }

  static boolean suffices(PostgresContext context, QualifiedName table, Index before, Index after) {
    // The index of a partitioned table has no storage of its own.
    if (!context.isConcurrent(table) && !before.storage().equals(after.storage())) return false;
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

  /**
   * What gives an index the attributes of another.
   *
   * @param name the index
   */
  public static List<String> statements(
      PostgresContext context, QualifiedName name, Index from, Index to) {
    PostgresDdl ddl = context.ddl();
    List<String> statements = new ArrayList<>();
    if (!PostgresContext.comment(from).equals(PostgresContext.comment(to)))
      statements.add(ddl.comments().onIndex(name, PostgresContext.comment(to)));
    for (String key : from.storage().keySet()) {
      if (!to.storage().containsKey(key))
        statements.add(ddl.sql("ALTER INDEX {} RESET ({})", name, key));
    }
    to.storage()
        .forEach(
            (key, value) -> {
              if (!value.equals(from.storage().get(key)))
                statements.add(
                    ddl.sql("ALTER INDEX {} SET ({} = {})", name, key, new Literal(value)));
            });
    return statements;
  }
}
