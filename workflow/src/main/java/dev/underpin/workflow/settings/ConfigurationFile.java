package dev.underpin.workflow.settings;

import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.schema.yaml.read.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file {@code underpin.yaml}: where it is, and what is wrong with it. */
public final class ConfigurationFile {
  private ConfigurationFile() {}

  /** The file of a folder, or of the nearest one above it; none above a repository is looked at. */
  public static Path nearest(Path directory) {
    Path here = directory;
    Path folder = directory.toAbsolutePath().normalize();
    while (!Files.exists(folder.resolve(Settings.FILE))) {
      Path above = folder.getParent();
      if (above == null || Files.exists(folder.resolve(".git")))
        return directory.resolve(Settings.FILE);
      folder = above;
      here = here.resolve("..");
    }
    return here.resolve(Settings.FILE);
  }

  /** What is wrong with the text of such a file. */
  public static List<Problem> problems(Path file, String text) {
    ConfigurationReader reader = reader(file, text);
    reader.configuration(folder(file));
    return reader.problems();
  }

  /** Read a file; all that is wrong with it is in the message of the exception. */
  static Configuration read(Path file) {
    String text;
    try {
      text = TextFiles.text(file);
    } catch (TextFiles.UnreadableFile e) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "%s cannot be read: %s; %s.".formatted(file, e.getMessage(), e.remedy()));
    }
    ConfigurationReader reader = reader(file, text);
    Configuration configuration = reader.configuration(folder(file));
    List<Problem> problems = reader.problems();
    if (problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR)) {
      String all = problems.stream().map(Problem::render).collect(Collectors.joining("\n\n"));
      throw new UnderpinException(
          UnderpinException.Kind.USAGE, ConfigurationReader.withoutSecrets(all));
    }
    return configuration;
  }

  private static ConfigurationReader reader(Path file, String text) {
    return new ConfigurationReader(new SourceText(String.valueOf(file.getFileName()), text));
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
  }
}
