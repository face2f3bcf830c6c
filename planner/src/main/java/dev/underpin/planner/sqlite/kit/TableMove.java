package dev.underpin.planner.sqlite.kit;

import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of a table move to another definition of it, when the plan is applied or rolled back.
 *
 * @param forward true where the plan is applied
 * @param values by column of the new definition: its value over the old one; what is not named gets
 *     its default
 */
public record TableMove(
    SqliteContext context,
    boolean forward,
    PhysicalTable from,
    PhysicalTable to,
    Map<String, SqlText> values) {

  /** A move that changes no value, when the plan is applied. */
  public static TableMove forward(SqliteContext context, PhysicalTable from, PhysicalTable to) {
    return new TableMove(context, true, from, to, unchanged(from));
  }

  /** A move that changes no value, when the plan is rolled back. */
  public static TableMove back(SqliteContext context, PhysicalTable from, PhysicalTable to) {
    return new TableMove(context, false, from, to, unchanged(from));
  }

  private static Map<String, SqlText> unchanged(PhysicalTable table) {
    Map<String, SqlText> values = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      if (column.generated().isEmpty()) values.put(column.name(), table.value(column.name()));
    }
    return values;
  }

  /** The same with another value of one column. */
  public TableMove with(String column, SqlText value) {
    Map<String, SqlText> more = new LinkedHashMap<>(values);
    more.put(column, value);
    return new TableMove(context, forward, from, to, more);
  }

  /** The rows as they will be. */
  MovedRows rows() {
    return new MovedRows(source(from), from, to, values);
  }

  /** The rows of a table when a data check reads them: before all renames, or after them. */
  RowSource source(PhysicalTable table) {
    return forward ? RowSource.beforeRenames(context, table) : RowSource.asIs(table);
  }

  /** The schema before the move, under the names after the plan's renames. */
  Schema schemaBefore() {
    return forward ? context.renamed() : context.target();
  }

  Schema schemaAfter() {
    return forward ? context.target() : context.renamed();
  }

  DataCheck check(QualifiedName table, String id, Finding finding, SqlText query, String remedy) {
    String prefix = forward ? "" : "back:";
    return new DataCheck(prefix + table + ":" + id, table, finding, query.written(), remedy);
  }

  /** A data check of the rows that move; a rollback has one remedy for all violations. */
  DataCheck check(String id, Finding finding, SqlText query, String remedy) {
    return check(
        to.name(), id, finding, query, forward ? remedy : CheckTexts.CHANGE_THEN_ROLL_BACK);
  }
}
