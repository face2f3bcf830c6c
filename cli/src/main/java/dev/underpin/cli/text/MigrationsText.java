package dev.underpin.cli.text;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Saved migrations as a person reads them before they are run or rolled back. */
public final class MigrationsText {
  private final TextPage page;

  private MigrationsText(Layout layout) {
    this.page = new TextPage(layout);
  }

  /** What would be run. */
  public static String of(List<Migration> migrations, Layout layout) {
    MigrationsText text = new MigrationsText(layout);
    for (Migration migration : migrations) {
      text.page.line(migration.id());
      List<MigrationStep> steps = migration.steps();
      for (int i = 0; i < steps.size(); i++) {
        MigrationStep step = steps.get(i);
        if (i == 0 || steps.get(i - 1).phase() != step.phase())
          StepListing.phase(text.page, step.phase());
        text.step(step, step.lock(), step.up());
        if (layout.verbose()) text.rollback(step);
      }
      text.page.blank();
    }
    return text.page.toString();
  }

  /** What would be rolled back, the last step first. */
  public static String rollback(Migration migration, List<Integer> undo, Layout layout) {
    MigrationsText text = new MigrationsText(layout);
    text.page.line("Roll back " + migration.id());
    text.page.blank();
    List<MigrationStep> steps = new ArrayList<>(migration.steps());
    Collections.reverse(steps);
    for (MigrationStep step : steps)
      if (undo.contains(step.number())) text.step(step, "", step.down());
    text.page.blank();
    return text.page.toString();
  }

  private void step(MigrationStep step, String lock, List<String> statements) {
    StepListing.title(
        page, step.number(), step.title(), lock.isEmpty() ? List.of() : List.of(lock));
    StepListing.statements(page, statements);
    if (statements.isEmpty()) page.line(StepListing.SQL_INDENT + "nothing to do");
  }

  private void rollback(MigrationStep step) {
    page.line("      rollback:");
    StepListing.statements(page, step.down());
    if (step.down().isEmpty()) page.line(StepListing.SQL_INDENT + "nothing to do");
  }
}
