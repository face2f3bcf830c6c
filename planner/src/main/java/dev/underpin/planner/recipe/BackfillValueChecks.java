package dev.underpin.planner.recipe;

import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A backfill is computed for every row before the plan runs: rows for which it fails, gives a value
 * that does not fit, or gives none. There are no checks where it reads what the plan changes.
 */
public final class BackfillValueChecks {
  private BackfillValueChecks() {}

  /**
   * The checks of filling one column.
   *
   * @param column as it is when it is filled, under its new name
   */
  public static List<DataCheck> of(
      ServerContext context, QualifiedName table, Column column, SqlText value) {
    Optional<String> live = context.live(table, value);
    if (context.isEmpty(table)
        || live.isEmpty()
        || !context.backfillReads().canBeAsked(table, column.name())
        || !context.canCompute(column, value)) return List.of();
    SqlText asked = SqlText.of(live.get());
    SqlText filled = context.assigned(column, asked);
    String name = column.name();
    List<DataCheck> checks = new ArrayList<>();
    String path = table + "." + name;
    SqlText rows =
        context
            .liveColumn(table, name)
            .map(c -> context.fragment("{} IS NULL AND ", c.name()))
            .orElse(SqlText.of(""));
    context
        .fails(filled)
        .ifPresent(
            c ->
                checks.add(
                    check(
                        context, "fails:" + path, table, CheckTexts.backfillFails(name), rows, c)));
    context
        .misfit(column, asked)
        .ifPresent(
            c ->
                checks.add(
                    check(
                        context,
                        "fits:" + path,
                        table,
                        CheckTexts.misfitsAfterBackfill(name, column.type()),
                        rows,
                        c)));
    checks.add(
        check(
            context,
            "nulls:" + path,
            table,
            CheckTexts.nullsAfterBackfill(name),
            rows,
            context.fragment("{} IS NULL", filled)));
    return checks;
  }

  private static DataCheck check(
      ServerContext context,
      String id,
      QualifiedName table,
      Finding finding,
      SqlText rows,
      SqlText condition) {
    String where = context.fragment("{}({})", rows, condition).written();
    return new DataCheck(
        id,
        table,
        finding,
        context.rows(table, where),
        CheckTexts.completeBackfill(id.substring(id.lastIndexOf('.') + 1)));
  }
}
