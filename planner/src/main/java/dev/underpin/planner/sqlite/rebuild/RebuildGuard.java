package dev.underpin.planner.sqlite.rebuild;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Statements that stop a rebuild, whoever runs it, when something is not as it must be: foreign
 * keys are enforced after all (a DROP TABLE would then empty the children), the table has columns
 * that nobody knew of when this was planned, a session has temporary objects of the same names, or
 * a table has another number of rows afterwards.
 *
 * <p>They write into a temporary table whose checks fail. {@code foreign_key_check} would not do
 * instead: after a cascade there is nothing left that violates anything.
 */
public final class RebuildGuard {
  private static final String FOREIGN_KEYS = "foreign keys";
  private static final String COLUMNS = "unknown columns";
  private static final String TEMPORARY = "temporary objects";

  private final String table;
  private final String create;
  private final List<String> rows = new ArrayList<>();
  private final Map<String, String> counts = new LinkedHashMap<>();

  public RebuildGuard(String name) {
    table = Identifiers.quote(name);
    create =
        "CREATE TEMP TABLE "
            + table
            + " (\n  \"of\" TEXT,\n  \"before\" INTEGER,\n  \"after\" INTEGER,\n  "
            + stop("foreign keys must be off", "\"of\" <> '" + FOREIGN_KEYS + "'")
            + ",\n  "
            + stop(
                "the table has columns that this was not planned for",
                "\"of\" <> '" + COLUMNS + "'")
            + ",\n  "
            + stop(
                "this session has a temporary table, view or trigger of that name or table",
                "\"of\" <> '" + TEMPORARY + "'")
            + ",\n  "
            + stop(
                "the number of rows has changed",
                "\"of\" IN ('" + FOREIGN_KEYS + "', '" + COLUMNS + "', '" + TEMPORARY + "')")
            + "\n)";
  }

  private static String stop(String name, String unless) {
    return "CONSTRAINT \"" + name + "\" CHECK (" + unless + " OR \"before\" = \"after\")";
  }

  /** Stop where foreign keys are enforced. */
  public RebuildGuard foreignKeysOff() {
    rows.add(row(FOREIGN_KEYS, "0", "(SELECT foreign_keys FROM pragma_foreign_keys)"));
    return this;
  }

  /** Stop where the table has a column beside these. */
  public RebuildGuard columns(PhysicalTable layout) {
    String known =
        layout.columns().stream()
            .map(Column::name)
            .map(RebuildGuard::literal)
            .collect(Collectors.joining(", "));
    rows.add(
        row(
            COLUMNS,
            "0",
            "(SELECT count(*) FROM pragma_table_xinfo("
                + literal(layout.name().name())
                + ") WHERE \"name\" NOT IN ("
                + known
                + "))"));
    return this;
  }

  /**
   * Stop where a temporary table or view of the session hides the table, or a temporary trigger is
   * on it, which would go with it.
   */
  RebuildGuard nothingTemporary(QualifiedName name) {
    rows.add(
        row(
            TEMPORARY,
            "0",
            "(SELECT count(*) FROM sqlite_temp_master WHERE lower(tbl_name) = lower("
                + literal(name.name())
                + "))"));
    return this;
  }

  /** Stop where the first table's rows are not as many as, in the end, the second's. */
  public RebuildGuard rows(QualifiedName before, QualifiedName after) {
    String count = "(SELECT count(*) FROM " + Identifiers.quote(before.name()) + ")";
    rows.add(row("rows of " + before.name(), count, "NULL"));
    counts.put("rows of " + before.name(), after.name());
    return this;
  }

  /** Before the tables are touched. */
  public List<String> begin() {
    // In one statement: a small table is copied in less time than a few statements take.
    return List.of(
        create, "INSERT INTO temp." + table + " VALUES\n  " + String.join(",\n  ", rows));
  }

  /** When all is done. */
  public List<String> end() {
    List<String> end = new ArrayList<>();
    counts.forEach(
        (what, name) ->
            end.add(
                "UPDATE temp."
                    + table
                    + " SET \"after\" = (SELECT count(*) FROM "
                    + Identifiers.quote(name)
                    + ") WHERE \"of\" = "
                    + literal(what)));
    end.add("DROP TABLE temp." + table);
    return end;
  }

  private static String row(String what, String before, String after) {
    return "(" + literal(what) + ", " + before + ", " + after + ")";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
