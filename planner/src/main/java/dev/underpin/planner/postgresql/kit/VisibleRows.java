package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.RecipeResult;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Adds to each step that reads or writes rows of a table with row level security the check that the
 * session sees all of them (<a
 * href="https://www.postgresql.org/docs/current/ddl-rowsecurity.html">row security policies</a>).
 */
public record VisibleRows(PostgresContext context) {
  private static final List<String> ROW_STATEMENTS =
      List.of("update", "select", "insert", "delete", "with", "merge");

  public RecipeResult checked(RecipeResult result) {
    List<QualifiedName> secured =
        context.renamed().tables().values().stream()
            .filter(t -> "true".equals(t.options().get("row_level_security")))
            .map(Table::name)
            .toList();
    if (secured.isEmpty()) return result;
    List<UnorderedStep> drafts =
        result.drafts().stream().map(d -> d.withStep(checked(d.step(), secured))).toList();
    return new RecipeResult(drafts, result.refusals(), result.notes());
  }

  private Step checked(Step step, List<QualifiedName> secured) {
    Set<String> forward = names(step.up(), step.checks());
    Set<String> back = names(step.down(), step.downChecks());
    List<DataCheck> checks = new ArrayList<>(step.checks());
    List<DataCheck> downChecks = new ArrayList<>(step.downChecks());
    for (QualifiedName table : secured) {
      QualifiedName live = context.live(table);
      if (forward.contains(table.name()) || forward.contains(live.name()))
        checks.add(check(table, live));
      if (back.contains(table.name())) downChecks.add(check(table, table));
    }
    return step.withChecks(checks, downChecks);
  }

  /** The identifiers in what reads or writes rows. */
  private static Set<String> names(List<String> statements, List<DataCheck> checks) {
    Set<String> names = new LinkedHashSet<>();
    for (String sql : statements) {
      String word = sql.strip().split("\\W", 2)[0].toLowerCase(Locale.ROOT);
      if (ROW_STATEMENTS.contains(word)) addNames(sql, names);
    }
    for (DataCheck check : checks) addNames(check.sql(), names);
    return names;
  }

  private static void addNames(String sql, Set<String> names) {
    Lexer.tokens(sql).stream().filter(t -> t.identifier()).forEach(t -> names.add(t.name()));
  }

  private DataCheck check(QualifiedName table, QualifiedName now) {
    String sql =
        context.sql(
            "SELECT current_user::text WHERE pg_catalog.row_security_active({}::text)",
            new Literal(context.name(now)));
    return new DataCheck(
        "visible:" + table,
        table,
        CheckTexts.hiddenRows(),
        sql,
        CheckTexts.showRows(context.name(now)));
  }
}
