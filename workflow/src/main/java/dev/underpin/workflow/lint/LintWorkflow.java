package dev.underpin.workflow.lint;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.planner.Planner;
import dev.underpin.planner.lint.LintFinding;
import dev.underpin.planner.lint.sql.ScriptFile;
import dev.underpin.planner.lint.sql.StatementLint;
import dev.underpin.planner.migration.MigrationReader;
import dev.underpin.planner.migration.SavedStatements;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a review would point out. It asks no server and changes nothing. */
public final class LintWorkflow {
  private static final String DOWN = "down.sql";

  private final Settings settings;
  private final List<LintFinding> found = new ArrayList<>();
  private Optional<String> engine = Optional.empty();
  private int tables;
  private int files;

  public LintWorkflow(Settings settings) {
    this.settings = settings;
  }

  /**
   * Look at YAML, SQL files and saved migrations.
   *
   * @param paths files and folders; the configured schema and the saved migrations where there are
   *     none
   * @param engineId named on the command line; else the URL's is meant, or the one that a saved
   *     migration names
   */
  public LintResult lint(List<Path> paths, Optional<String> engineId) {
    engine = engineId.or(() -> settings.url().map(u -> u.engineId()));
    engine.ifPresent(Dialects::provider);
    if (paths.isEmpty()) {
      Path migrations = settings.migrations();
      if (engine.isEmpty()) engine = savedEngine(settings);
      if (Files.exists(migrations)) look(migrations);
      if (files == 0 || Files.exists(settings.schema())) schema(settings.schema());
    }
    paths.forEach(this::look);
    return new LintResult(found.stream().sorted(LintFinding.ORDER).toList(), tables, files);
  }

  private void look(Path path) {
    if (!Files.exists(path))
      throw new UnderpinException(
          UnderpinException.Kind.USAGE, "There is no file and no folder " + path + ".");
    if (!Files.isDirectory(path)) {
      if (isSql(path)) sql(path);
      else schema(path);
      return;
    }
    List<String> ids = new MigrationFolder(path).ids();
    List<Path> scripts = scripts(path);
    for (String id : ids) scripts(path.resolve(id)).forEach(this::sql);
    scripts.forEach(this::sql);
    if (ids.isEmpty() && scripts.isEmpty() && !path.equals(settings.migrations())) schema(path);
  }

  /** The engine that the newest saved migration names. */
  public static Optional<String> savedEngine(Settings settings) {
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    List<String> ids = folder.ids();
    if (ids.isEmpty()) return Optional.empty();
    Path up = folder.path().resolve(ids.get(ids.size() - 1)).resolve("up.sql");
    return Files.exists(up)
        ? MigrationReader.headerIn(TextFiles.read(up)).map(MigrationReader.Header::engineId)
        : Optional.empty();
  }

  /** The SQL files of a folder. */
  private static List<Path> scripts(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(LintWorkflow::isSql).sorted().toList();
    } catch (IOException e) {
      throw UnderpinException.failed(folder + " cannot be read: " + e.getMessage());
    }
  }

  private static boolean isSql(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".sql");
  }

  private void sql(Path path) {
    String text = TextFiles.read(path);
    Optional<MigrationReader.Header> header = MigrationReader.headerIn(text);
    Dialect dialect =
        header
            .map(
                h ->
                    Dialects.of(
                        new Engine(h.engineId(), h.engineId(), Version.parse(h.engineVersion()))))
            .or(() -> engine.map(e -> Dialects.provider(e).create(Dialects.provider(e).baseline())))
            .orElseThrow(
                () ->
                    new UnderpinException(
                        UnderpinException.Kind.USAGE,
                        path + " does not say for which engine it is. Give --engine NAME."));
    ScriptFile file = ScriptFile.of(path.toString(), text, dialect);
    Predicate<ScriptFile.Part> saved = part -> false;
    if (header.isPresent()) {
      SavedStatements statements = SavedStatements.of(text, dialect);
      saved = part -> statements.has(part.text()) || statements.has(part.raw());
    }
    List<LintFinding> ofFile =
        StatementLint.findings(
            file, dialect, Planner.recipes(dialect.engine().id()).lint(), settings.lint(), saved);
    found.addAll(path.endsWith(DOWN) ? withoutSaved(ofFile, file, saved) : ofFile);
    files++;
  }

  /** A rollback brings an old name back, which is no news to who has read up.sql. */
  private static List<LintFinding> withoutSaved(
      List<LintFinding> findings, ScriptFile file, Predicate<ScriptFile.Part> saved) {
    Set<Location> places =
        file.parts().stream().filter(saved).map(ScriptFile.Part::place).collect(Collectors.toSet());
    return findings.stream().filter(f -> f.place().filter(places::contains).isEmpty()).toList();
  }

  private void schema(Path path) {
    SchemaCheck check = SchemaCheck.of(path, engine, settings.lint(), Map.of());
    if (check.declared().isEmpty()) throw DesiredSchema.broken(check.problems());
    found.addAll(check.findings());
    tables += check.declared().get().schema().tables().size();
  }
}
