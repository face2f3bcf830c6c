package dev.underpin.workflow;

import dev.underpin.introspect.ConnectionSource;
import dev.underpin.introspect.Introspectors;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.apply.ApplyOptions;
import dev.underpin.workflow.apply.ApplyWorkflow;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.apply.RollbackWorkflow;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.plan.Refusals;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.status.DriftWorkflow;
import dev.underpin.workflow.status.StatusWorkflow;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Plans and runs changes of one database's schema, as the commands of the same names do.
 *
 * <pre>{@code
 * Underpin underpin = Underpin.connect(dataSource).withMigrations(Path.of("migrations"));
 * underpin.apply();
 * if (!underpin.drift().isEmpty()) …
 * }</pre>
 *
 * <p>It has no connection of its own: each method opens what it needs, or borrows it, and closes
 * it. It cannot be changed; the methods that begin with {@code with} and {@link #allowing} give
 * another one. It may be used by several threads. Whatever is refused or fails is an {@link
 * UnderpinException}; after a refusal nothing is changed.
 */
public final class Underpin {
  private final Choices choices;

  private Underpin(Choices choices) {
    this.choices = choices;
  }

  /**
   * Uses the connections of a pool, or of any other source. The engine is the one that answers. A
   * connection is given back with the settings with which it came.
   *
   * <p>One connection is borrowed at once, to see where it leads. {@link #apply} and {@link
   * #rollback} borrow four on a server: one runs the statements, the others watch locks, progress
   * and whether the server answers.
   *
   * @throws UnderpinException where it gives no connection, or where its connections lead to
   *     another kind of database
   */
  public static Underpin connect(DataSource source) {
    ConnectionSource lender = source::getConnection;
    return new Underpin(Choices.of(Introspectors.lentBy(lender)));
  }

  /**
   * Uses connections of its own.
   *
   * @param url as {@code --url} takes it: {@code postgresql://user:password@host:5432/database},
   *     {@code mysql://…}, {@code mariadb://…} or {@code sqlite:file.db}
   * @throws UnderpinException where the URL cannot be read; the server is asked later
   */
  public static Underpin connect(String url) {
    return new Underpin(Choices.of(url));
  }

  /** The folder of the saved migrations. Without it: {@code migrations}. */
  public Underpin withMigrations(Path folder) {
    return new Underpin(choices.withMigrations(folder));
  }

  /**
   * An {@code underpin.yaml}. No other file of settings is read. The database stays the one that
   * was connected to.
   *
   * @param environment the one whose settings hold, such as {@code production}; empty for none
   */
  public Underpin withConfiguration(Path file, Optional<String> environment) {
    return new Underpin(choices.withConfiguration(file, environment));
  }

  /** Another server of the same kind and version, where plans are tried: a URL. */
  public Underpin withScratch(String url) {
    return new Underpin(choices.withScratch(url));
  }

  /** How long to wait for another run, for a lock, or for a server that is not up yet. */
  public Underpin withPatience(Duration patience) {
    return new Underpin(choices.withPatience(patience));
  }

  /** What the history keeps with each run, such as a number of a ticket. */
  public Underpin withMessage(String message) {
    return new Underpin(choices.withMessage(message));
  }

  /** Who is told what a run does. */
  public Underpin withListener(ProgressListener listener) {
    return new Underpin(choices.withListener(listener));
  }

  /** Creates the file of a SQLite database that does not exist. Without it that is an error. */
  public Underpin withNewFile() {
    return new Underpin(choices.withNewFile());
  }

  /**
   * Approves what is refused without it.
   *
   * @param words those of {@code --allow}, such as {@code drop-column}, or {@code all}
   */
  public Underpin allowing(String... words) {
    EnumSet<Allow> allowed = EnumSet.noneOf(Allow.class);
    allowed.addAll(choices.allowed());
    for (String word : words) allowed.addAll(meaning(word));
    return new Underpin(choices.withAllowed(allowed));
  }

  private static Set<Allow> meaning(String word) {
    if (word.equals("all")) return EnumSet.allOf(Allow.class);
    return Allow.of(word)
        .map(Set::of)
        .orElseThrow(
            () ->
                usage(
                    "\"%s\" cannot be allowed. There are: %s, all."
                        .formatted(
                            word,
                            Arrays.stream(Allow.values())
                                .map(Allow::word)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * The steps from the live schema to a declared one. Changes nothing.
   *
   * @param schema a file of YAML, or a folder of them
   * @throws UnderpinException where the YAML has errors; its {@link UnderpinException#problems
   *     problems} say where. A plan that must not be run is no error here: {@link
   *     SchemaPlan#isRefused}
   */
  public SchemaPlan plan(Path schema) {
    return plan(choices.settings().withSchema(schema));
  }

  /**
   * The same of a schema that is in no file.
   *
   * @param yaml the schema itself, and not the name of a file
   */
  public SchemaPlan plan(String yaml) {
    return plan(choices.settings().withSchemaText("schema.yaml", text(yaml)));
  }

  /** A name is no schema, and would be an error that nobody understands. */
  private static String text(String yaml) {
    if (yaml.strip().matches("\\S+\\.ya?ml"))
      throw usage(
          "plan(String) takes the YAML itself, and \"%s\" is the name of a file: plan(Path.of(\"%s\"))"
              .formatted(yaml.strip(), yaml.strip()));
    return yaml;
  }

  private SchemaPlan plan(Settings settings) {
    return new SchemaPlan(
        new PlanWorkflow(settings, planChoices(), Clock.systemUTC()).plan(), settings);
  }

  /**
   * Saves the steps to a declared schema as a migration: a folder with {@code up.sql} and {@code
   * down.sql}.
   *
   * @param schema a file of YAML, or a folder of them
   * @param name a part of the folder's name, such as {@code add_status}
   * @return the migration's id; empty where there is nothing to change
   * @throws UnderpinException where the plan must not be run
   */
  public Optional<String> save(Path schema, String name) {
    Settings settings = choices.settings().withSchema(schema);
    PlanWorkflow.Saved saved =
        new PlanWorkflow(settings, planChoices(), Clock.systemUTC()).save(name);
    if (saved.plan().isRefused()) throw Refusals.plan(saved.plan());
    return saved.migration().map(migration -> migration.id());
  }

  /**
   * Runs the saved migrations that the database has not had, and finishes one that was interrupted.
   */
  public RunResult apply() {
    return apply(Phase.CONTRACT);
  }

  /**
   * The same up to a phase: {@link Phase#BACKFILL} before a new version of the application is
   * everywhere, and the rest behind it.
   */
  public RunResult apply(Phase last) {
    return run(settings -> workflow(settings, last, new Consent() {}).saved());
  }

  /**
   * Runs a plan that was made, without files. It is refused where the database or the schema has
   * changed since.
   *
   * @throws UnderpinException also where approval is missing: a plan that was made by an Underpin
   *     that allows more has to be run by one
   */
  public RunResult apply(SchemaPlan plan) {
    return run(
        settings ->
            workflow(plan.of(settings), Phase.CONTRACT, new SamePlan(plan.result())).direct());
  }

  private ApplyWorkflow workflow(Settings settings, Phase last, Consent consent) {
    return new ApplyWorkflow(
        settings,
        planChoices(),
        new ApplyOptions(last.phase(), false, choices.newFile(), Optional.empty()),
        consent,
        new Told(choices.listener()),
        Clock.systemUTC());
  }

  /** Rolls back the migration that was applied last, each of its steps by its own rollback. */
  public RunResult rollback() {
    return rollback(new RollbackWorkflow.Choice(Optional.empty(), OptionalInt.empty(), false));
  }

  /**
   * Rolls back all that was applied after a migration, which stays.
   *
   * @param id its id or its name; {@code START} for everything
   */
  public RunResult rollbackTo(String id) {
    return rollback(new RollbackWorkflow.Choice(Optional.of(id), OptionalInt.empty(), false));
  }

  /** Rolls back all that the last {@link #apply} has run. */
  public RunResult rollbackLastApply() {
    return rollback(new RollbackWorkflow.Choice(Optional.empty(), OptionalInt.empty(), true));
  }

  private RunResult rollback(RollbackWorkflow.Choice choice) {
    try (Reserve reserve = Reserve.of(choices.settings())) {
      return RunResult.of(
          new RollbackWorkflow(
                  choices.of(reserve.settings()),
                  choices.allowed(),
                  new Consent() {},
                  new Told(choices.listener()),
                  Clock.systemUTC())
              .rollback(choice)
              .entries());
    }
  }

  /** What a run does with its settings. */
  private interface Work {
    dev.underpin.workflow.apply.ApplyResult of(Settings settings);
  }

  private RunResult run(Work work) {
    try (Reserve reserve = Reserve.of(choices.settings())) {
      return RunResult.of(work.of(choices.of(reserve.settings())).entries());
    }
  }

  /**
   * What differs between the database and the schema that the last run has left. Changes nothing.
   *
   * @throws UnderpinException where nothing was run on the database yet
   */
  public Drift drift() {
    return Drift.of(new DriftWorkflow(choices.settings()).fromHistory());
  }

  /** What differs between the database and a declared schema. Changes nothing. */
  public Drift drift(Path schema) {
    return Drift.of(new DriftWorkflow(choices.settings().withSchema(schema)).fromSchema());
  }

  /** Which migrations the database has had, and which it has not. */
  public Status status() {
    return Status.of(new StatusWorkflow(choices.settings(), Clock.systemUTC()).status());
  }

  private PlanChoices planChoices() {
    return new PlanChoices(choices.allowed(), false, Optional.empty());
  }

  private static UnderpinException usage(String message) {
    return new UnderpinException(UnderpinException.Kind.USAGE, message);
  }
}
