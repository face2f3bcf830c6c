package dev.underpin.workflow.apply;

import dev.underpin.planner.migration.Migration;
import dev.underpin.workflow.plan.PlanResult;
import java.util.List;

/**
 * Asked before a database is changed, with what is about to be done; a "no" ends the command and
 * changes nothing.
 */
public interface Consent {
  /** A plan from the YAML is about to be run. */
  default boolean toPlan(PlanResult plan) {
    return true;
  }

  /** Saved migrations are about to be run. */
  default boolean toMigrations(List<Migration> migrations) {
    return true;
  }

  /** A migration is about to be rolled back, its first {@code keep} steps aside. */
  default boolean toRollback(Migration migration, List<Integer> steps) {
    return true;
  }

  /** Something else, said in a sentence, is about to be done. */
  default boolean to(String sentence) {
    return true;
  }
}
