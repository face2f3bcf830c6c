package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  private final String table;
  private final List<SqlText> rows = new ArrayList<>();
  private final Map<String, String> counts = new LinkedHashMap<>();

  /** A guard that stops where foreign keys are enforced. */
  public RebuildGuard(SqliteContext context) {
    table = context.temporaryName("guard");
    add("foreign keys", SqlText.of("(SELECT foreign_keys FROM pragma_foreign_keys)"));
  }

  /** Stop where the table has a column beside these. */
  public RebuildGuard columns(PhysicalTable layout) {
    List<Literal> known = layout.columns().stream().map(Column::name).map(Literal::new).toList();
    return add(
        "unknown columns",
        TEMPLATE.fragment(
            "(SELECT count(*) FROM pragma_table_xinfo({}) WHERE \"name\" NOT IN ({}))",
            new Literal(layout.name().name()),
            known));
  }

  /**
   * Stop where a temporary table or view of the session hides the table, or a temporary trigger is
   * on it, which would be dropped with it.
   */
  public RebuildGuard nothingTemporary(QualifiedName name) {
    return add(
        "temporary objects",
        TEMPLATE.fragment(
            "(SELECT count(*) FROM sqlite_temp_master WHERE lower(tbl_name) = lower({}))",
            new Literal(name.name())));
  }

  private RebuildGuard add(String what, SqlText found) {
    rows.add(TEMPLATE.fragment("({}, 0, {})", new Literal(what), found));
    return this;
  }

  /** Stop where the first table's rows are not as many as, in the end, the second's. */
  public RebuildGuard rows(QualifiedName before, QualifiedName after) {
    String what = "rows of " + before.name();
    rows.add(TEMPLATE.fragment("({}, (SELECT count(*) FROM {}), NULL)", new Literal(what), before));
    counts.put(what, after.name());
    return this;
  }

  /** Before the tables are touched. */
  public List<String> begin() {
    String create =
        TEMPLATE.sql(
            """
            CREATE TEMP TABLE {} (
              "of" TEXT,
              "before" INTEGER,
              "after" INTEGER,
              CONSTRAINT "foreign keys must be off" \
            CHECK ("of" <> 'foreign keys' OR "before" = "after"),
              CONSTRAINT "the table has columns that this was not planned for" \
            CHECK ("of" <> 'unknown columns' OR "before" = "after"),
              CONSTRAINT "this session has a temporary table, view or trigger of that name or table" \
            CHECK ("of" <> 'temporary objects' OR "before" = "after"),
              CONSTRAINT "the number of rows has changed" \
            CHECK ("of" IN ('foreign keys', 'unknown columns', 'temporary objects') \
            OR "before" = "after")
            )""",
            table);
    // In one statement: a small table is copied in less time than a few statements take.
    SqlText all = Expressions.joined(rows, ",\n  ");
    return List.of(create, TEMPLATE.sql("INSERT INTO temp.{} VALUES\n  {}", table, all));
  }

  /** When all is done. */
  public List<String> end() {
    List<String> end = new ArrayList<>();
    counts.forEach(
        (what, name) ->
            end.add(
                TEMPLATE.sql(
                    "UPDATE temp.{} SET \"after\" = (SELECT count(*) FROM {}) WHERE \"of\" = {}",
                    table,
                    name,
                    new Literal(what))));
    end.add(TEMPLATE.sql("DROP TABLE temp.{}", table));
    return end;
  }
}
