package dev.underpin.workflow.test;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.planner.migration.Edit;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.ObservedMigration;
import dev.underpin.planner.migration.TestedText;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.database.MigrationIds;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs saved migrations up, down and up on a scratch database that begins empty. Of one that a
 * person wrote or edited, that shows what it needs and leaves, which can be written into its files.
 *
 * @param rows statements that are run before each tested migration
 */
public record TestWorkflow(
    Settings settings, Set<Allow> allowed, Optional<Path> rows, Clock clock) {
  /** With one of these a rollback need not restore all rows. */
  private static final Set<Allow> LOSES = Set.of(Allow.IRREVERSIBLE, Allow.DISCARD);

  /**
   * A migration that was tested.
   *
   * @param steps how many steps it has
   * @param up how long the first run took, the rollback, and the second run
   * @param rows how many rows the scratch database had
   * @param changedRows the tables whose rows the rollback has not restored
   * @param toSave true where a person wrote or edited it, and its files do not say yet what it does
   */
  public record Tested(
      String id,
      int steps,
      Duration up,
      Duration down,
      Duration again,
      long rows,
      List<QualifiedName> changedRows,
      boolean toSave) {
    public Tested {
      changedRows = List.copyOf(changedRows);
    }
  }

  /**
   * What was tested.
   *
   * @param before how many migrations were run before, without a test
   * @param saved the migrations into whose files something was written
   */
  public record Result(Engine engine, int before, List<Tested> tested, List<String> saved) {
    public Result {
      tested = List.copyOf(tested);
      saved = List.copyOf(saved);
    }
  }

  /**
   * Test.
   *
   * @param named the migration; absent for all of them
   * @param save whether what the test shows of files that a person wrote or edited is written into
   *     them
   */
  public Result test(Optional<String> named, boolean save) {
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    List<String> ids = folder.ids();
    Optional<String> only = named.map(name -> known(name, ids));
    ids.forEach(id -> folder.read(id).requireStatements());
    if (ids.isEmpty()) throw usage("There is no migration in %s.".formatted(folder.path()));
    Dialect dialect = dialect(folder, ids);
    try (ScratchDatabase scratch = ScratchDatabase.open(dialect, settings.connectableScratch())) {
      Settings there = scratch.settings(settings);
      TestRun run = new TestRun(there, folder.path(), clock);
      List<Tested> tested = new ArrayList<>();
      List<Migration> observed = new ArrayList<>();
      int before = 0;
      boolean done = false;
      for (String id : ids) {
        if (only.isPresent() && !only.get().equals(id)) {
          // What comes after it only matters for the lock.
          if (done && observed.isEmpty()) break;
          run.apply(id);
          if (!done) before++;
          continue;
        }
        SavedMigration saved = folder.read(id);
        TestRun.Outcome outcome = run.test(saved.migration(), rows);
        requireRows(saved, outcome);
        boolean toSave = saved.isUntested() || !saved.edits().isEmpty();
        tested.add(tested(saved, outcome, toSave));
        if (save && toSave)
          observed.add(
              ObservedMigration.of(
                  saved.migration(), dialect, outcome.schemas(), approved(saved, outcome)));
        done = true;
      }
      if (!observed.isEmpty()) write(folder, dialect, observed, run.schema());
      return new Result(
          run.engine(), before, tested, observed.stream().map(Migration::id).toList());
    }
  }

  private static String known(String name, List<String> ids) {
    return MigrationIds.find(name, ids)
        .orElseThrow(
            () ->
                usage(
                    "There is no migration \"%s\"%s"
                        .formatted(
                            name,
                            ids.isEmpty() ? "." : "; there are: " + String.join(", ", ids) + ".")));
  }

  private static UnderpinException usage(String text) {
    return new UnderpinException(UnderpinException.Kind.USAGE, text);
  }

  /** The dialect of the engine that the migrations are for. */
  static Dialect dialect(MigrationFolder folder, List<String> ids) {
    return Dialects.of(engine(folder, ids.get(0)));
  }

  private static Engine engine(MigrationFolder folder, String first) {
    return folder
        .lock()
        .map(LockFile::engine)
        .orElseGet(
            () -> {
              Migration migration = folder.read(first).migration();
              String id = migration.engineId();
              return new Engine(
                  id,
                  Dialects.provider(id).baseline().product(),
                  Version.parse(migration.engineVersion()));
            });
  }

  private static Tested tested(SavedMigration saved, TestRun.Outcome outcome, boolean toSave) {
    return new Tested(
        saved.id(),
        saved.migration().steps().size(),
        outcome.up(),
        outcome.down(),
        outcome.again(),
        outcome.rows(),
        outcome.changedRows(),
        toSave);
  }

  /** Rows that a rollback does not restore are lost, unless a person has said that they may be. */
  private void requireRows(SavedMigration saved, TestRun.Outcome outcome) {
    Set<String> said = new HashSet<>(saved.migration().allowed());
    allowed.forEach(word -> said.add(word.word()));
    if (outcome.changedRows().isEmpty() || LOSES.stream().anyMatch(w -> said.contains(w.word())))
      return;
    throw UnderpinException.failed(
        FindingCode.REHEARSAL_FAILED,
        """
        The rollback of %s does not restore the rows of %s. Write down.sql so that it does, or \
        approve that it cannot: --allow irreversible"""
            .formatted(
                saved.id(),
                outcome.changedRows().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(", "))));
  }

  /** What it does has to be approved by name, once: from then on its files say so. */
  private Set<Allow> approved(SavedMigration saved, TestRun.Outcome outcome) {
    Set<Allow> needs = EnumSet.noneOf(Allow.class);
    needs.addAll(Edit.needs(saved.edits()));
    if (!outcome.changedRows().isEmpty() && allowed.contains(Allow.IRREVERSIBLE))
      needs.add(Allow.IRREVERSIBLE);
    // A test has shown where it leads.
    needs.remove(Allow.DRIFT);
    Set<Allow> missing = EnumSet.noneOf(Allow.class);
    missing.addAll(needs);
    missing.removeAll(allowed);
    missing.removeIf(word -> saved.migration().allowed().contains(word.word()));
    if (missing.isEmpty()) return needs;
    throw UnderpinException.refused(
        FindingCode.APPROVAL_MISSING,
        """
        The test of %s has passed. It does what has to be approved by name:
        %s
        Nothing was written. Needs approval: --allow %s"""
            .formatted(
                saved.id(),
                saved.edits().stream()
                    .map(e -> "  " + e.sentence())
                    .collect(Collectors.joining("\n")),
                missing.stream().map(Allow::word).collect(Collectors.joining(","))));
  }

  private static void write(
      MigrationFolder folder, Dialect dialect, List<Migration> observed, Schema end) {
    observed.forEach(migration -> folder.write(new TestedText(migration, dialect)));
    boolean changes =
        folder.lock().isEmpty()
            || observed.stream()
                .anyMatch(m -> m.changed().filter(c -> !c.marks().isEmpty()).isPresent());
    if (!changes) return;
    Optional<LockFile> lock = folder.lock();
    Engine engine = lock.map(LockFile::engine).orElse(dialect.engine());
    String namespace = lock.map(LockFile::namespace).orElse(dialect.defaultNamespace());
    Schema known = lock.map(LockFile::schema).orElse(Schema.EMPTY);
    folder.write(
        new LockFile(engine, namespace, dialect.normalize(end).withAccess(known.access())));
  }
}
