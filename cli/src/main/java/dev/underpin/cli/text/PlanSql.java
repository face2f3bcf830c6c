package dev.underpin.cli.text;

import dev.underpin.dialect.Dialects;
import dev.underpin.planner.migration.MigrationText;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.migration.Replaced;
import dev.underpin.workflow.plan.PlanResult;

/** A plan as the SQL that {@code --save} would write to up.sql. */
public final class PlanSql {
  private PlanSql() {}

  /**
   * The text of up.sql under the name {@code preview}; why there is none, as a comment, where the
   * plan is refused.
   */
  public static String of(PlanResult result) {
    if (result.isEmpty()) return "-- no changes\n";
    if (!result.plan().isProved()) {
      StringBuilder out = new StringBuilder("-- refused, so there is nothing to run:\n");
      result
          .refusals()
          .forEach(
              r ->
                  (r.reason().labelled() + "\n" + r.remedy())
                      .lines()
                      .forEach(l -> out.append("--   ").append(l).append('\n')));
      return out.toString();
    }
    return MigrationText.up(
        Migrations.of(
            result.plan(),
            "preview",
            Dialects.of(result.catalog().engine()),
            result.catalog().defaultNamespace(),
            result.allowed()),
        result.rehearsal(),
        Replaced.NONE);
  }
}
