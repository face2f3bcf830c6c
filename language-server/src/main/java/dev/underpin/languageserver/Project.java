package dev.underpin.languageserver;

import dev.underpin.planner.lint.LintSettings;
import dev.underpin.schema.yaml.read.SchemaReader;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The schema that an open file is a part of, with the configuration that holds for it.
 *
 * @param configuration the file that says it, which need not be there
 * @param settings absent where the configuration cannot be read
 * @param whyNoDatabase why no database is known, as a sentence; empty where one may be
 * @param schema the file or the folder, absolute
 * @param isConfigured false for a file that the configuration does not name
 */
record Project(
    Path configuration,
    Optional<Settings> settings,
    String whyNoDatabase,
    Path schema,
    Optional<String> engine,
    boolean isConfigured) {
  /** True where the file is a part of the schema. */
  boolean has(Path file) {
    return file.equals(schema) || Files.isDirectory(schema) && file.startsWith(schema);
  }

  /** The files of the schema. */
  List<Path> files() {
    return SchemaReader.files(schema);
  }

  LintSettings lint() {
    return settings.map(Settings::lint).orElse(LintSettings.USUAL);
  }
}
