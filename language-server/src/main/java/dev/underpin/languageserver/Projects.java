package dev.underpin.languageserver;

import dev.underpin.dialect.Dialects;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.text.Passwords;
import dev.underpin.workflow.lint.LintWorkflow;
import dev.underpin.workflow.settings.ConfigurationFile;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.SettingsResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the configuration and the schema of a file, as a command that is run beside it does. */
final class Projects {
  /** What makes a schema of a file that no configuration names. */
  private static final Pattern TABLES = Pattern.compile("(?m)^[\"']?tables[\"']?\\s*:");

  private final ServerOptions options;

  Projects(ServerOptions options) {
    this.options = options;
  }

  /** True for a file of the configuration. */
  boolean isConfiguration(Path file) {
    return file.endsWith(Settings.FILE)
        || options.overrides().config().filter(file::equals).isPresent();
  }

  /**
   * The project of a file; nothing for a file that is no part of a schema.
   *
   * @param text what the file has in it
   */
  Optional<Project> of(Path file, String text) {
    Path folder = file.getParent();
    if (folder == null) return Optional.empty();
    Path configuration =
        options.overrides().config().orElseGet(() -> ConfigurationFile.nearest(folder));
    configuration = configuration.toAbsolutePath().normalize();
    Path beside = Optional.ofNullable(configuration.getParent()).orElse(folder);
    if (Files.exists(configuration)) {
      Project project = in(beside, configuration);
      if (project.has(file)) return Optional.of(project);
      return TABLES.matcher(text).find() ? Optional.of(alone(project, file)) : Optional.empty();
    }
    // Without a file, a command is run in the folder that has schema.yaml or db/schema.
    for (Path here = folder; here != null; here = here.getParent()) {
      Project project = in(here, here.resolve(Settings.FILE));
      if (project.has(file)) return Optional.of(project);
      if (Files.exists(here.resolve(".git"))) break;
    }
    return TABLES.matcher(text).find()
        ? Optional.of(alone(in(folder, configuration), file))
        : Optional.empty();
  }

  private static Project alone(Project other, Path file) {
    return new Project(
        other.configuration(),
        other.settings().map(s -> s.withSchema(file)),
        other.whyNoDatabase(),
        file,
        other.engine(),
        false);
  }

  private Project in(Path folder, Path configuration) {
    try {
      Settings settings =
          SettingsResolver.resolve(options.overrides(), options.variables(), folder);
      return project(configuration, settings, "");
    } catch (UnderpinException e) {
      return withoutDatabase(folder, configuration, firstLine(e));
    }
  }

  private Project withoutDatabase(Path folder, Path configuration, String why) {
    try {
      Settings settings =
          SettingsResolver.withoutDatabase(options.overrides(), options.variables(), folder);
      return project(configuration, settings, why);
    } catch (UnderpinException e) {
      Path file = folder.resolve("schema.yaml");
      Path schema = Files.exists(file) ? file : folder.resolve("db").resolve("schema");
      return new Project(configuration, Optional.empty(), why, schema, options.engine(), true);
    }
  }

  private Project project(Path configuration, Settings settings, String why) {
    Optional<String> engine =
        options
            .engine()
            .or(() -> settings.url().map(url -> url.engineId()))
            .or(() -> LintWorkflow.savedEngine(settings))
            .filter(Dialects.engineIds()::contains);
    return new Project(
        configuration,
        Optional.of(settings),
        why,
        settings.schema().toAbsolutePath().normalize(),
        engine,
        true);
  }

  /** A message for one line of an editor. */
  static String firstLine(UnderpinException e) {
    return Passwords.masked(e.getMessage().lines().findFirst().orElse(""));
  }
}
