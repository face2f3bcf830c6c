package dev.underpin.workflow.settings;

import dev.underpin.schema.error.UnderpinException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files of a name such as {@code tenants/*.db}: {@code *} and {@code ?} stand for what is between
 * two slashes, {@code **} also for folders, {@code {a,b}} for one of several.
 *
 * @param text the pattern
 * @param directory where it starts, unless it begins with a slash
 */
public record FilePattern(String text, Path directory) {
  private static final String SPECIAL = "*?[{\\";

  /** What SQLite keeps beside a file is no database of its own. */
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

  /**
   * The files, in the order of their names.
   *
   * @throws UnderpinException USAGE where the pattern cannot be read; FAILED where a folder cannot
   */
  public List<Path> files() {
    List<String> fixed = new ArrayList<>();
    List<String> parts = List.of(text.split("/", -1));
    for (String part : parts) {
      if (isPattern(part) || fixed.size() == parts.size() - 1) break;
      fixed.add(part);
    }
    String start = String.join("/", fixed);
    // An absolute pattern begins with an empty part.
    Path folder = directory.resolve(text.startsWith("/") ? start + "/" : start);
    String rest = String.join("/", parts.subList(fixed.size(), parts.size()));
    if (!Files.isDirectory(folder)) return List.of();
    int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/", -1).length;
    PathMatcher matcher = matcher(folder, rest);
    try (Stream<Path> found = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      Set<Path> files =
          found
              .filter(file -> matcher.matches(folder.relativize(file)))
              .filter(Files::isRegularFile)
              .collect(Collectors.toCollection(TreeSet::new));
      return files.stream().filter(file -> !isCompanion(file, files)).toList();
    } catch (IOException | UncheckedIOException e) {
      throw UnderpinException.failed(
          "The files of targets.files cannot be listed: " + e.getMessage());
    }
  }

  private PathMatcher matcher(Path folder, String rest) {
    try {
      return folder.getFileSystem().getPathMatcher("glob:" + rest);
    } catch (PatternSyntaxException e) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "targets.files is no pattern of files: %s (%s)".formatted(text, e.getDescription()));
    }
  }

  private static boolean isPattern(String part) {
    return part.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
  }

  private static boolean isCompanion(Path file, Set<Path> files) {
    String name = String.valueOf(file.getFileName());
    for (String end : COMPANIONS) {
      if (!name.endsWith(end)) continue;
      String main = name.substring(0, name.length() - end.length());
      if (files.contains(file.resolveSibling(main))) return true;
    }
    return false;
  }
}
