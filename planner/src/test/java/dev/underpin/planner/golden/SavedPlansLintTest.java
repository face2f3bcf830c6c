package dev.underpin.planner.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.Plan;
import dev.underpin.planner.Planner;
import dev.underpin.planner.lint.LintFinding;
import dev.underpin.planner.lint.LintSettings;
import dev.underpin.planner.lint.sql.ScriptFile;
import dev.underpin.planner.lint.sql.StatementLint;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationText;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.migration.SavedStatements;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.finding.FindingCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Of a saved plan that nobody has edited, lint says no more than that names change. */
class SavedPlansLintTest {
  private static final Set<FindingCode> RENAMES =
      EnumSet.of(FindingCode.LINT_COLUMN_RENAMED, FindingCode.LINT_TABLE_RENAMED);

  @Test
  void every_recipe_is_saved_as_statements_that_lint_knows_as_saved() {
    Set<String> wrong = new TreeSet<>();
    int files = 0;
    for (GoldenCase golden : GoldenCase.all()) {
      for (String engine : golden.engines()) {
        List<String> versions = GoldenPlanner.versions(golden, engine);
        GoldenPlan planned;
        try {
          planned = new GoldenPlanner(golden, engine, versions.get(versions.size() - 1)).plan();
        } catch (GoldenPlanner.BrokenCase e) {
          continue;
        }
        if (!planned.plan().refusals().isEmpty() || planned.plan().steps().isEmpty()) continue;
        files++;
        for (String text : texts(planned, planned.plan()))
          check(golden + " on " + engine, text, planned, wrong);
      }
    }
    assertThat(files).isGreaterThan(300);
    assertThat(wrong).isEmpty();
  }

  private static List<String> texts(GoldenPlan planned, Plan plan) {
    Migration migration =
        Migrations.of(
            plan,
            "20260101000000_x",
            planned.dialect(),
            planned.dialect().defaultNamespace(),
            EnumSet.allOf(Allow.class));
    return List.of(MigrationText.up(migration), MigrationText.down(migration));
  }

  private static void check(String name, String text, GoldenPlan planned, Set<String> wrong) {
    SavedStatements saved = SavedStatements.of(text, planned.dialect());
    ScriptFile file = ScriptFile.of("up.sql", text, planned.dialect());
    List<LintFinding> findings =
        StatementLint.findings(
            file,
            planned.dialect(),
            Planner.recipes(planned.dialect().engine().id()).lint(),
            LintSettings.USUAL,
            part -> saved.has(part.text()) || saved.has(part.raw()));
    for (ScriptFile.Part part : file.parts())
      if (!saved.has(part.text()) && !saved.has(part.raw()))
        wrong.add(name + ": not known as saved: " + part.text());
    for (LintFinding finding : findings)
      if (!RENAMES.contains(finding.code())) wrong.add(name + ": " + finding.finding().text());
  }
}
