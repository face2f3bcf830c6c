package dev.underpin.workflow.safety;

import dev.underpin.planner.golden.GoldenCase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Version;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.settings.Overrides;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.SettingsResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database of a server on which a case of the recipes is planned.
 *
 * @param folder where the YAML goes
 */
record CaseDatabase(TestDatabase db, Path folder) {
  /** The page shows what the SQLite inside Underpin can do, and not what older ones can. */
  private static final Version ALTERS_CHECKS = Version.parse("3.53");

  /** Make the first schema of the case, with its rows. */
  void begin(GoldenCase golden) throws IOException {
    for (Step step : plan(golden.before()).plan().steps())
      db.execute(step.up().toArray(String[]::new));
    db.execute(golden.inserts().toArray(String[]::new));
  }

  /** What the command plans. */
  PlanResult plan(String yaml) throws IOException {
    Path schema = Files.writeString(folder.resolve("schema.yaml"), yaml);
    Overrides overrides =
        new Overrides(
            Optional.of(db.url()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(schema),
            Optional.empty(),
            Map.of("sqlite", ALTERS_CHECKS),
            Optional.empty(),
            List.of());
    Settings settings = SettingsResolver.resolve(overrides, Map.of(), folder);
    return new PlanWorkflow(settings, PlanChoices.NONE, Clock.systemUTC()).plan();
  }
}
