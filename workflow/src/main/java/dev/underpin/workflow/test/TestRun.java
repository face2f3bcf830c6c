package dev.underpin.workflow.test;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.message.DifferenceNames;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.apply.ApplyOptions;
import dev.underpin.workflow.apply.ApplyWorkflow;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.apply.RollbackWorkflow;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs saved migrations on a scratch database, the way {@code apply} and {@code rollback} do. */
final class TestRun {
  private static final Set<Allow> ALL = EnumSet.allOf(Allow.class);

  private final Settings settings;
  private final Path from;
  private final Clock clock;

  /**
   * @param settings of the scratch database, with a folder of migrations that is still empty
   * @param from the folder that has the migrations
   */
  TestRun(Settings settings, Path from, Clock clock) {
    this.settings = settings;
    this.from = from;
    this.clock = clock;
  }

  /**
   * What a migration did.
   *
   * @param schemas the schema before its first step, and after each
   * @param rows how many rows the database had
   * @param changedRows the tables whose rows were others after the rollback
   */
  record Outcome(
      List<Schema> schemas,
      Duration up,
      Duration down,
      Duration again,
      long rows,
      List<QualifiedName> changedRows) {
    Outcome {
      schemas = List.copyOf(schemas);
      changedRows = List.copyOf(changedRows);
    }
  }

  /** Run it forward. */
  void apply(String id) {
    take(id);
    run(id, "", RunListener.NONE, () -> workflow(RunListener.NONE).saved());
  }

  /**
   * Run it forward, back, and forward again.
   *
   * @param rows statements that are run before it
   */
  Outcome test(Migration migration, Optional<Path> rows) {
    String id = migration.id();
    rows.ifPresent(this::fill);
    Seen before = look();
    take(id);
    SchemaAfterSteps up = listener(before.schema());
    run(id, "", up, () -> workflow(up).saved());
    SchemaAfterSteps down = listener(before.schema());
    run(id, "The rollback of ", down, () -> rollback(down));
    Seen back = look();
    requireSame(id, "The rollback does not lead back", before.schema(), back.schema());
    SchemaAfterSteps again = listener(before.schema());
    run(id, "The second run of ", again, () -> workflow(again).saved());
    Schema end = up.schemas().get(up.schemas().size() - 1);
    requireSame(id, "The second run does not lead to the same schema", end, look().schema());
    return new Outcome(
        up.schemas(),
        up.took(),
        down.took(),
        again.took(),
        before.rows().count(),
        before.rows().differing(back.rows()));
  }

  /** The schema as it is now, with the access that the migrations manage. */
  Catalog catalog() {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      Catalog catalog = live.readWithAccess(live.everything());
      Set<Access.Key> managed =
          live.database()
              .asking(() -> HistoryReader.expected(live.database()))
              .map(schema -> schema.access().keySet())
              .orElse(Set.of());
      return catalog.withSchema(catalog.schema().withAccessTo(managed));
    }
  }

  /** The steps that insert the rows that the database has. */
  List<MigrationStep> insertingRows(MigrationStep last) {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      Schema schema = live.read(live.everything()).schema();
      return new InsertedRows(live.database(), schema).steps(last);
    }
  }

  /** Refuse where another database does not have the same schema and the same rows. */
  void requireSame(String id, TestRun other) {
    requireSame(id, "It does not create the same", catalog().schema(), other.catalog().schema());
    List<QualifiedName> differing = look().rows().differing(other.look().rows());
    if (differing.isEmpty()) return;
    throw UnderpinException.failed(
        FindingCode.REHEARSAL_FAILED,
        "%s does not insert the rows of %s that the migrations insert."
            .formatted(
                id,
                differing.stream().map(QualifiedName::toString).collect(Collectors.joining(", "))));
  }

  /** The schema as it is now. */
  Schema schema() {
    return look().schema();
  }

  /** What the scratch database runs on. */
  Engine engine() {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      return live.database().engine();
    }
  }

  private record Seen(Schema schema, RowSums rows) {}

  private Seen look() {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      Schema schema = live.read(live.everything()).schema();
      return new Seen(schema, RowSums.read(live.database(), schema));
    }
  }

  private SchemaAfterSteps listener(Schema start) {
    return new SchemaAfterSteps(
        start,
        () -> {
          try (LiveDatabase live = LiveDatabase.toRead(settings)) {
            return live.read(live.everything()).schema();
          }
        });
  }

  private void fill(Path file) {
    String text = TextFiles.read(file);
    try (LiveDatabase live = LiveDatabase.toApply(settings, true)) {
      Dialect dialect = live.database().dialect();
      for (String sql : dialect.splitStatements(text))
        live.database().asking(() -> Sql.execute(live.database().connection(), sql));
    } catch (UnderpinException e) {
      throw UnderpinException.failed(
          FindingCode.REHEARSAL_FAILED, "%s cannot be run: %s".formatted(file, e.getMessage()));
    }
  }

  /** The run finds in its folder what it is to run, and nothing later. */
  private void take(String id) {
    TextFiles.writeFolder(
        settings.migrations().resolve(id),
        Map.of(
            "up.sql", TextFiles.read(from.resolve(id).resolve("up.sql")),
            "down.sql", TextFiles.read(from.resolve(id).resolve("down.sql"))));
  }

  private ApplyWorkflow workflow(RunListener listener) {
    return new ApplyWorkflow(
        settings,
        new PlanChoices(ALL, false, Optional.empty()),
        new ApplyOptions(Phase.CONTRACT, false, true, Optional.empty()),
        new Consent() {},
        listener,
        clock);
  }

  private void rollback(RunListener listener) {
    new RollbackWorkflow(settings, ALL, new Consent() {}, listener, clock)
        .rollback(new RollbackWorkflow.Choice(Optional.empty(), OptionalInt.empty(), false));
  }

  private void run(String id, String what, RunListener listener, Runnable work) {
    try {
      work.run();
    } catch (UnderpinException e) {
      Optional<Integer> step =
          listener instanceof SchemaAfterSteps steps
              ? steps.step().map(s -> s.number())
              : Optional.empty();
      throw UnderpinException.failed(
          FindingCode.REHEARSAL_FAILED,
          "%s%s fails on the scratch database%s: %s"
              .formatted(
                  what,
                  id,
                  step.map(n -> " in step " + n).orElse(""),
                  String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }

  private static void requireSame(String id, String what, Schema expected, Schema found) {
    String differences = DifferenceNames.between(expected, found);
    if (differences.isEmpty()) return;
    throw UnderpinException.failed(
        FindingCode.REHEARSAL_FAILED, "%s: %s: %s.".formatted(id, what, differences));
  }
}
