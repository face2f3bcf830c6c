package dev.underpin.cli.text;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import java.util.ArrayList;
import java.util.List;

/** Saved migrations as a person reads them before they are run or taken back. */
public final class MigrationsText {
  private final StringBuilder out = new StringBuilder();

  private MigrationsText() {}

  /** What would be run. */
  public static String of(List<Migration> migrations) {
    MigrationsText text = new MigrationsText();
    for (Migration migration : migrations) {
      text.line(migration.id());
      for (MigrationStep step : migration.steps()) text.step(step, step.lock(), step.up());
      text.line("");
    }
    return text.out.toString();
  }

  /** What would be taken back, the last step first. */
  public static String back(Migration migration, List<Integer> undo) {
    MigrationsText text = new MigrationsText();
    text.line("Take back " + migration.id());
    List<MigrationStep> steps = new ArrayList<>(migration.steps());
    java.util.Collections.reverse(steps);
    for (MigrationStep step : steps)
      if (undo.contains(step.number())) text.step(step, "", step.down());
    text.line("");
    return text.out.toString();
  }

  private void step(MigrationStep step, String lock, List<String> statements) {
    line(String.format("%5d  %-8s  %s", step.number(), step.phase().word(), step.title()));
    if (!lock.isEmpty()) line("         lock   " + lock);
    String label = "         sql    ";
    for (String statement : statements) {
      for (String sql : Wrap.sql(statement + ";", Wrap.WIDTH - label.length())) {
        line(label + sql);
        label = " ".repeat(label.length());
      }
    }
    if (statements.isEmpty()) line("         nothing to undo");
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
