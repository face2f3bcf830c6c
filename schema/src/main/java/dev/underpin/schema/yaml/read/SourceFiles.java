package dev.underpin.schema.yaml.read;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.schema.yaml.keys.YamlKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Finds the files of a schema and reads their text. */
final class SourceFiles {

  /** The parser's time grows with the square of a word. */
  private static final int LONGEST_LINE = 1_000_000;

  /** A line that begins one of the sections that make a file of a folder a part of the schema. */
  private static final Pattern SECTION =
      Pattern.compile("(?m)^[\"']?(" + String.join("|", YamlKeys.SECTIONS) + ")[\"']?\\s*:");

  private SourceFiles() {}

  /** The file, or the files of the folder that declare something, by name. */
  static List<SourceText> of(Path path, Map<Path, String> unsaved, ProblemCollector problems) {
    if (!Files.isDirectory(path)) return text(path, unsaved, problems).stream().toList();
    List<Path> files = files(path, problems);
    List<SourceText> sources =
        files.stream().flatMap(f -> text(f, unsaved, problems).stream()).toList();
    List<SourceText> declaring = sources.stream().filter(s -> declares(s.text())).toList();
    if (declaring.isEmpty() && !problems.hasErrors()) {
      problems.add(
          Problem.error("no file in the folder " + path + " declares anything")
              .withHint("a file that does is named *.yaml and has a key such as  tables:"));
    }
    return declaring;
  }

  /** The file, or all files of the folder that are YAML, by name; none where it cannot be read. */
  static List<Path> files(Path path) {
    return Files.isDirectory(path) ? files(path, new ProblemCollector()) : List.of(path);
  }

  /** True for the text of a file that is a part of the schema of its folder. */
  static boolean declares(String text) {
    return SECTION.matcher(text).find();
  }

  /** True for a document with nothing in it but comments. */
  static boolean isEmpty(Node node) {
    return node instanceof ScalarNode s && s.isPlain() && s.getValue().isEmpty();
  }

  private static List<Path> files(Path folder, ProblemCollector problems) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(SourceFiles::isYaml)
          .filter(Files::isRegularFile)
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException | UncheckedIOException e) {
      problems.add(Problem.error("the folder " + folder + " cannot be read: " + e.getMessage()));
      return List.of();
    }
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && !name.startsWith(".");
  }

  private static Optional<SourceText> text(
      Path file, Map<Path, String> unsaved, ProblemCollector problems) {
    try {
      String open = unsaved.get(file.toAbsolutePath().normalize());
      SourceText source =
          new SourceText(file.toString(), open == null ? TextFiles.text(file) : open);
      Optional<Location> tooLong = source.lineOver(LONGEST_LINE);
      if (tooLong.isEmpty()) return Optional.of(source);
      problems.error(
          "the line has more than " + LONGEST_LINE + " characters",
          tooLong.get(),
          "",
          Optional.of("break it into several lines"));
      return Optional.empty();
    } catch (TextFiles.UnreadableFile e) {
      Location start = new Location(file.toString(), 1, 1, "");
      problems.error(String.valueOf(e.getMessage()), start, "", Optional.of(e.remedy()));
      return Optional.empty();
    }
  }
}
