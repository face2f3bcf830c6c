package dev.underpin.workflow.plan;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Step;
import dev.underpin.runner.history.Prediction;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.model.QualifiedName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is estimated of steps before they run, from the size of their tables. */
public final class Predictions {
  /** The object's name at the end of a saved step's title. */
  private static final Pattern SUBJECT = Pattern.compile(".* \\((.+)\\)");

  private Predictions() {}

  /** Of the steps of a plan, by their numbers. */
  public static Map<Integer, Prediction> of(PlanResult plan) {
    Map<Integer, Prediction> predictions = new HashMap<>();
    List<Step> steps = plan.plan().steps();
    for (int i = 0; i < steps.size(); i++) {
      TableFacts facts = plan.catalog().facts(steps.get(i).subject());
      predictions.put(i + 1, of(steps.get(i).lock().work(), facts));
    }
    return predictions;
  }

  /**
   * Of the steps of a saved migration, by their numbers. Nothing is said of a step without a lock,
   * which a person wrote.
   */
  public static Map<Integer, Prediction> of(Migration migration, Catalog catalog) {
    Map<Integer, Prediction> predictions = new HashMap<>();
    for (MigrationStep step : migration.steps()) {
      if (step.lock().isEmpty()) continue;
      TableFacts facts = facts(step, catalog).orElse(TableFacts.UNKNOWN);
      predictions.put(step.number(), of(Lock.work(step.lock()), facts));
    }
    return predictions;
  }

  private static Prediction of(Lock.Work work, TableFacts facts) {
    return new Prediction(DurationEstimate.of(work, facts), facts.empty() ? 0 : facts.rows());
  }

  /** Those of the table that a step is about, where the live schema has it. */
  static Optional<TableFacts> facts(MigrationStep step, Catalog catalog) {
    Matcher subject = SUBJECT.matcher(step.title());
    String name = subject.matches() ? subject.group(1) : "";
    for (Map.Entry<QualifiedName, TableFacts> table : catalog.tables().entrySet()) {
      QualifiedName full = table.getKey();
      if (full.toString().equals(name)
          || full.without(catalog.defaultNamespace()).toString().equals(name))
        return Optional.of(table.getValue());
    }
    return Optional.empty();
  }
}
