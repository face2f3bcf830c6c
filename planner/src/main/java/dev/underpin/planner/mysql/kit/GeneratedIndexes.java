package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Indexes that the server made for a foreign key by itself: it drops them by itself too, as soon as
 * another index serves. The catalog does not tell them from others. Two renames make one an
 * ordinary index, which stays.
 */
public final class GeneratedIndexes {
  private GeneratedIndexes() {}

  /**
   * The statements that keep such indexes when one with these keys is added.
   *
   * @param phase that of the step which adds it
   */
  public static List<SqlStatement> kept(TableSteps steps, Phase phase, List<IndexKey> added) {
    List<SqlStatement> statements = new ArrayList<>();
    for (ForeignKey key : steps.oldTable().constraintsOf(ForeignKey.class)) {
      List<String> columns = key.columnList();
      if (!columns(added).subList(0, Math.min(columns.size(), added.size())).equals(columns))
        continue;
      for (Index index : steps.oldTable().indexes()) {
        if (!mayBeGenerated(index, key) || isGone(steps, phase, index, key)) continue;
        String other = steps.context.temporary("key", steps.table.toString(), index.name());
        statements.add(
            steps.alter(Operation.RENAME_KEY, steps.clauses.renameIndex(index.name(), other)));
        statements.add(
            steps.alter(Operation.RENAME_KEY, steps.clauses.renameIndex(other, index.name())));
      }
    }
    return statements;
  }

  /** In CONTRACT, an index that leaves with its foreign key has left before another one comes. */
  private static boolean isGone(TableSteps steps, Phase phase, Index index, ForeignKey key) {
    return phase == Phase.CONTRACT
        && steps.newTable().index(index.name()).isEmpty()
        && steps.newTable().constraintsOf(ForeignKey.class).stream()
            .noneMatch(k -> k.name().equals(key.name()));
  }

  private static boolean mayBeGenerated(Index index, ForeignKey key) {
    String name = index.name().toLowerCase(Locale.ROOT);
    String first = key.columnList().get(0).toLowerCase(Locale.ROOT);
    return index.method().isEmpty()
        && columns(index.keys()).equals(key.columnList())
        && (key.name().filter(n -> n.equalsIgnoreCase(name)).isPresent() || name.startsWith(first));
  }

  private static List<String> columns(List<IndexKey> keys) {
    return keys.stream().map(k -> k.column().orElse("")).toList();
  }
}
