package dev.underpin.workflow.test;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.migration.Replaced;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.apply.Consent;
import dev.underpin.workflow.database.MigrationIds;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.plan.MigrationWriter;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.plan.PlanFromNothing;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.plan.Refusals;
import dev.underpin.workflow.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes one migration of many: it creates in an empty database what they create, and is not run
 * where they were. A scratch database shows what that is, and another one that it is the same.
 */
public record SquashWorkflow(Settings settings, Consent consent, Clock clock) {
  /**
   * What was done, or would be.
   *
   * @param saved the new migration; absent where the person said no
   * @param replaced the migrations whose files were removed
   * @param byHand those of them that a person wrote
   * @param rows how many rows it inserts
   */
  public record Result(
      Optional<SavedMigration> saved, List<String> replaced, List<String> byHand, int rows) {
    public Result {
      replaced = List.copyOf(replaced);
      byHand = List.copyOf(byHand);
    }
  }

  /** The new migration before it is written. */
  private record Made(Migration migration, Optional<String> rehearsal, Replaced replaced) {
    Made writing(List<SeededRows.Entry> rows) {
      return new Made(migration.withSeeds(rows), rehearsal, replaced);
    }
  }

  /**
   * Replace migrations by one.
   *
   * @param to the last of them; absent for all
   */
  public Result squash(Optional<String> to, String name) {
    MigrationFolder.checkName(name);
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    List<String> ids = folder.ids();
    List<String> old = old(to, ids, folder);
    String last = old.get(old.size() - 1);
    String id = last.substring(0, last.indexOf('_') + 1) + name;
    requireFree(id, old, ids);
    Map<String, Replaced> each = new LinkedHashMap<>();
    List<String> byHand = new ArrayList<>();
    for (String one : old) {
      SavedMigration saved = folder.read(one);
      saved.requireStatements();
      requireOnlyOwnFiles(saved.folder());
      if (saved.isByHand()) byHand.add(one);
      each.put(one, folder.replaced(one));
    }
    Dialect dialect = TestWorkflow.dialect(folder, ids);
    Made made = made(folder, dialect, id, old, Replaced.of(each));
    int rows = made.migration().steps().stream().mapToInt(SquashWorkflow::rows).sum();
    Result result = new Result(Optional.empty(), old, byHand, rows);
    if (!consent.to(sentence(id, old, byHand))) return result;
    SavedMigration saved = folder.write(made.migration(), made.rehearsal(), made.replaced());
    old.forEach(folder::delete);
    return new Result(Optional.of(saved), old, byHand, rows);
  }

  private static String sentence(String id, List<String> old, List<String> byHand) {
    String hand =
        byHand.isEmpty()
            ? ""
            : " Of them a person wrote %s: what these do to a schema and its rows is in it, and nothing else."
                .formatted(String.join(", ", byHand));
    return "%s will replace %d migrations, %s to %s, whose files are removed.%s"
        .formatted(id, old.size(), old.get(0), old.get(old.size() - 1), hand);
  }

  private static List<String> old(Optional<String> to, List<String> ids, MigrationFolder folder) {
    String last =
        to.map(
                named ->
                    MigrationIds.find(named, ids)
                        .orElseThrow(
                            () ->
                                usage(
                                    "There is no migration %s (--to) in %s."
                                        .formatted(named, folder.path()))))
            .orElseGet(() -> ids.isEmpty() ? "" : ids.get(ids.size() - 1));
    List<String> old = ids.subList(0, ids.indexOf(last) + 1);
    if (old.size() < 2)
      throw usage(
          "There are fewer than two migrations to make one of in %s. Nothing was changed."
              .formatted(folder.path()));
    return old;
  }

  private static UnderpinException usage(String text) {
    return new UnderpinException(UnderpinException.Kind.USAGE, text);
  }

  /** It comes where the last of the others was. */
  private static void requireFree(String id, List<String> old, List<String> ids) {
    boolean inOrder = old.size() == ids.size() || id.compareTo(ids.get(old.size())) < 0;
    if (!old.contains(id) && inOrder) return;
    throw usage(
        "The new migration would be %s, and its place is taken. Choose another --name."
            .formatted(id));
  }

  /** What else lies there is not removed. */
  private static void requireOnlyOwnFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(f -> !Set.of("up.sql", "down.sql").contains(String.valueOf(f.getFileName())))
          .findFirst()
          .ifPresent(
              other -> {
                throw UnderpinException.refused(
                    "%s is no part of the migration, and its folder is to be removed. Move it elsewhere. Nothing was changed."
                        .formatted(other));
              });
    } catch (IOException e) {
      throw UnderpinException.failed(folder + " cannot be read: " + e.getMessage());
    }
  }

  private Made made(
      MigrationFolder folder, Dialect dialect, String id, List<String> old, Replaced replaced) {
    try (ScratchDatabase before = ScratchDatabase.open(dialect, settings.connectableScratch());
        ScratchDatabase after = ScratchDatabase.open(dialect, settings.connectableScratch())) {
      TestRun run = new TestRun(before.settings(settings), folder.path(), clock);
      old.forEach(run::apply);
      Made made = planned(run.catalog(), dialect, id, replaced, run).writing(rows(folder, old));
      Path files = after.folder().resolve("squashed");
      MigrationFolder with = new MigrationFolder(files);
      with.write(made.migration(), made.rehearsal(), replaced);
      TestRun same = new TestRun(after.settings(settings), files, clock);
      same.apply(id);
      run.requireSame(id, same);
      List<String> later = new ArrayList<>(folder.ids());
      later.removeAll(old);
      for (String next : later) {
        copy(folder, with, next);
        run.apply(next);
        same.apply(next);
      }
      run.requireSame(id, same);
      requireLock(folder, with);
      return made;
    }
  }

  private Made planned(
      Catalog catalog, Dialect dialect, String id, Replaced replaced, TestRun rows) {
    Engine engine = dialect.engine();
    Dialect files =
        new PlanWorkflow(settings, PlanChoices.NONE, clock)
            .fileDialect(engine, Schema.EMPTY, catalog.schema());
    PlanResult plan = new PlanFromNothing(settings, files).plan(catalog, id);
    if (plan.isRefused()) throw Refusals.plan(plan);
    if (plan.isEmpty())
      throw UnderpinException.refused(
          "The migrations leave nothing in the end, so there is nothing to make one of them for. Nothing was changed.");
    MigrationWriter writer =
        new MigrationWriter(
            new MigrationFolder(settings.migrations()), files, plan, Ownership.EVERYTHING);
    Migration planned = writer.migration(id).asBaseline();
    List<MigrationStep> steps = new ArrayList<>(planned.steps());
    steps.addAll(rows.insertingRows(steps.get(steps.size() - 1)));
    return new Made(planned.withSteps(steps), plan.rehearsal(), replaced);
  }

  /** The reference rows that the old migrations have written are those of the new one. */
  private static List<SeededRows.Entry> rows(MigrationFolder folder, List<String> old) {
    SeededRows rows = SeededRows.NONE;
    for (String id : old) rows = rows.after(folder.read(id).migration().seeds());
    return SeededRows.NONE.to(rows);
  }

  private static void copy(MigrationFolder from, MigrationFolder to, String id) {
    Path source = from.path().resolve(id);
    TextFiles.writeFolder(
        to.path().resolve(id),
        Map.of(
            "up.sql", TextFiles.read(source.resolve("up.sql")),
            "down.sql", TextFiles.read(source.resolve("down.sql"))));
  }

  /** The lock stays as it is. */
  private static void requireLock(MigrationFolder folder, MigrationFolder with) {
    Path lock = folder.path().resolve(LockFile.NAME);
    if (!Files.exists(lock)) return;
    TextFiles.write(with.path().resolve(LockFile.NAME), TextFiles.read(lock));
    with.lock().flatMap(LockFile::problem).ifPresent(SquashWorkflow::fail);
  }

  private static void fail(UnderpinException problem) {
    throw problem;
  }

  private static int rows(MigrationStep step) {
    return (int) step.up().stream().filter(sql -> sql.startsWith("INSERT INTO")).count();
  }
}
