package dev.underpin.planner.golden;

import dev.underpin.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two schemas, and the facts with which the way from the first to the second is planned.
 *
 * @param name what its files are called
 * @param folder where the schemas are: an engine's folder, or {@code common}
 */
public record GoldenCase(String name, String folder, String before, String after, Facts facts) {
  static final Path ROOT = Path.of("..", "planner", "src", "test", "resources", "recipes");
  private static final String BEFORE = ".before.yaml";

  /** Every case, in the order of folders and names. */
  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>();
    for (String folder : folders()) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files
            .map(f -> f.getFileName().toString())
            .filter(f -> f.endsWith(BEFORE))
            .sorted()
            .forEach(f -> cases.add(read(folder, f.substring(0, f.length() - BEFORE.length()))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return cases;
  }

  /** The cases that are marked for a page, in the order in which it shows them. */
  public static List<GoldenCase> marked(String page) {
    return all().stream()
        .filter(c -> c.facts.one(page).isPresent())
        .sorted(Comparator.comparing(c -> c.facts.one(page).orElseThrow()))
        .toList();
  }

  /** What the case is called on a page. */
  public String title(String page) {
    return facts.one(page).orElseThrow().replaceFirst("^\\d+ ", "");
  }

  /** The statements that put rows into the tables of a server. */
  public List<String> inserts() {
    return facts.lines("insert").stream().map(l -> "INSERT INTO " + l).toList();
  }

  /** The engines that the case is planned for. */
  public List<String> engines() {
    if (!facts.lines("engines").isEmpty()) return facts.items("engines");
    return folder.equals("common") ? Dialects.engineIds() : List.of(folder);
  }

  /** The file that says what is planned on an engine. */
  Path plan(String engine) {
    return ROOT.resolve(engine).resolve(name + ".plan.txt");
  }

  @Override
  public String toString() {
    return folder + "/" + name;
  }

  private static List<String> folders() {
    return Stream.concat(Stream.of("common"), Dialects.engineIds().stream())
        .filter(f -> Files.isDirectory(ROOT.resolve(f)))
        .toList();
  }

  private static GoldenCase read(String folder, String name) {
    try {
      Path root = ROOT.resolve(folder);
      String before = Files.readString(root.resolve(name + BEFORE));
      String after = Files.readString(root.resolve(name + ".after.yaml"));
      return new GoldenCase(name, folder, before, after, Facts.of(name, before));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
