package dev.underpin.workflow;

import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The code of {@code docs/java.md}: {@link JavaPageTest} compares and runs it. */
final class EmbeddedExample {
  final List<String> log = new ArrayList<>();

  private void log(String line) {
    log.add(line);
  }

  void start(DataSource dataSource, Path migrations) {
    Underpin underpin = Underpin.connect(dataSource).withMigrations(migrations);
    RunResult run = underpin.apply();
    for (RunResult.Migration migration : run.migrations())
      log(migration.id() + ": " + migration.state());
    if (!underpin.drift().isEmpty()) log("drift: " + underpin.drift().changes());
  }

  void change(DataSource dataSource, Path schema) {
    Underpin underpin = Underpin.connect(dataSource).withListener(new Printed());
    SchemaPlan plan = underpin.plan(schema);
    for (PlannedStep step : plan.steps()) {
      log(step.number() + ". " + step.title() + " (" + step.blocks() + ")");
      step.up().forEach(this::log);
      step.hazards().forEach(hazard -> log(hazard.code() + " " + hazard.text()));
    }
    if (plan.missingApprovals().contains("drop-column"))
      underpin = underpin.allowing("drop-column");
    underpin.apply(plan);
  }

  class Printed implements ProgressListener {
    @Override
    public void finished(Step step, Duration took) {
      log(step.title() + ": " + took.toMillis() + " ms");
    }

    @Override
    public void waiting(Step step, String reason) {
      log(step.title() + " waits: " + reason);
    }
  }

  void report(UnderpinException e) {
    log(e.kind() + ": " + e.getMessage());
    for (Problem problem : e.problems()) {
      problem.location().ifPresent(place -> log("at " + place));
      problem.code().ifPresent(code -> log("see " + code.id()));
      problem.hint().ifPresent(hint -> log("what to do: " + hint));
    }
  }
}
