package dev.underpin.workflow.export;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.migration.Replaced;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Writes the saved migrations as files of another tool. No database is asked. */
public record ExportWorkflow(Settings settings) {
  /**
   * What was written.
   *
   * @param migrations how many migrations of Underpin
   * @param parts how many migrations of the other tool
   * @param outside the parts that are run outside of a transaction
   * @param checks how many data checks the files do not have
   * @param batches how many backfills run as one statement
   */
  public record Result(
      List<Path> files, int migrations, int parts, int outside, int checks, int batches) {
    public Result {
      files = List.copyOf(files);
    }
  }

  /**
   * Write all of them.
   *
   * @param folder a new or an empty one
   */
  public Result export(ExportTool tool, Path folder) {
    List<SavedMigration> saved = saved();
    List<ExportPart> parts = new ArrayList<>();
    for (SavedMigration one : saved)
      parts.addAll(ExportParts.of(one.migration(), tool.form().sendsWholeFiles()));
    SortedMap<String, String> files = tool.form().files(parts);
    requireEmpty(folder);
    TextFiles.writeFolder(folder, files);
    return new Result(
        files.keySet().stream().map(folder::resolve).toList(),
        saved.size(),
        parts.size(),
        (int) parts.stream().filter(p -> !p.up().inTransaction()).count(),
        count(saved, step -> step.checks().size()),
        count(saved, step -> step.batch().isPresent() ? 1 : 0));
  }

  private static int count(List<SavedMigration> saved, ToIntFunction<MigrationStep> number) {
    return saved.stream().flatMap(s -> s.migration().steps().stream()).mapToInt(number).sum();
  }

  private List<SavedMigration> saved() {
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    List<String> ids = folder.ids();
    if (ids.isEmpty())
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "There are no migrations in %s to export. To make one: underpin plan --save NAME"
              .formatted(settings.migrations()));
    List<SavedMigration> saved = new ArrayList<>();
    for (String id : ids) {
      Replaced replaced = folder.replaced(id);
      for (String old : replaced.ids())
        if (ids.contains(old))
          throw UnderpinException.refused(
              "%s is in the place of %s, and %s has both. An export needs one of them: delete the folders of the migrations that it replaces."
                  .formatted(id, old, settings.migrations()));
      SavedMigration one = folder.read(id);
      one.requireStatements();
      saved.add(one);
    }
    return saved;
  }

  private static void requireEmpty(Path folder) {
    if (!Files.exists(folder)) return;
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findFirst().isEmpty()) return;
    } catch (IOException e) {
      throw UnderpinException.failed(folder + " cannot be read: " + e.getMessage());
    }
    throw UnderpinException.refused(
        folder + " has files already. Nothing was written. Name a new folder, or an empty one.");
  }
}
