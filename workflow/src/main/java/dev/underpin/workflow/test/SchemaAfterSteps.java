package dev.underpin.workflow.test;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.schema.model.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the schema after each step of a run, and keeps how long it took. */
final class SchemaAfterSteps implements RunListener {
  private final Supplier<Schema> reader;
  private final List<Schema> schemas = new ArrayList<>();
  private Optional<MigrationStep> step = Optional.empty();
  private Duration took = Duration.ZERO;

  SchemaAfterSteps(Schema start, Supplier<Schema> reader) {
    this.reader = reader;
    schemas.add(start);
  }

  @Override
  public void started(MigrationStep begun) {
    step = Optional.of(begun);
  }

  @Override
  public void finished(MigrationStep done, Duration duration) {
    took = took.plus(duration);
    schemas.add(reader.get());
  }

  /** The schema before the first step, and after each that has run. */
  List<Schema> schemas() {
    return List.copyOf(schemas);
  }

  Duration took() {
    return took;
  }

  /** The step that has begun last. */
  Optional<MigrationStep> step() {
    return step;
  }
}
