package dev.underpin.workflow.adopt;

import dev.underpin.schema.error.UnderpinException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files of SQL that make a schema when they are run one after the other: a file by itself, or the
 * migrations of a tool that keeps them as plain SQL.
 *
 * @param tool the tool whose migrations they are; absent for a file by itself
 */
public record SqlFiles(Optional<OtherTool> tool, List<Path> files) {
  private static final Pattern FLYWAY = Pattern.compile("([VBR])([0-9._]*)__.*\\.(sql|java)");
  private static final Pattern GOLANG_MIGRATE = Pattern.compile("([0-9]+)_.*\\.up\\.sql");
  private static final String PRISMA = "migration.sql";

  public SqlFiles {
    files = List.copyOf(files);
  }

  /** What a path names: a file, or a folder of migrations, recognised by the names in it. */
  public static SqlFiles of(Path path) {
    if (!Files.isDirectory(path)) return new SqlFiles(Optional.empty(), List.of(path));
    List<Path> all = all(path);
    List<SqlFiles> found = new ArrayList<>();
    Stream.of(prisma(all), flyway(all), golangMigrate(all))
        .filter(each -> !each.files().isEmpty())
        .forEach(found::add);
    if (found.size() == 1) return found.get(0);
    String known =
        "V1__name.sql (Flyway), 1_name.up.sql (golang-migrate) or 1_name/migration.sql (Prisma Migrate)";
    throw new UnderpinException(
        UnderpinException.Kind.USAGE,
        found.isEmpty()
            ? "%s has no migrations that are plain SQL: %s. For other histories, name the database that has had them: underpin import --url URL"
                .formatted(path, known)
            : "%s has migrations of several tools: %s. Name a folder that has only those of one."
                .formatted(path, known));
  }

  private static List<Path> all(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw UnderpinException.failed(folder + " cannot be read: " + e.getMessage());
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static SqlFiles prisma(List<Path> all) {
    return new SqlFiles(
        Optional.of(OtherTool.PRISMA),
        all.stream().filter(file -> name(file).equals(PRISMA)).toList());
  }

  private static SqlFiles golangMigrate(List<Path> all) {
    return new SqlFiles(
        Optional.of(OtherTool.GOLANG_MIGRATE),
        sorted(all, GOLANG_MIGRATE, m -> List.of(new BigInteger(m.group(1)))));
  }

  /**
   * The newest baseline migration, what has a higher version, and what is repeated after every
   * change. An empty database gets these.
   */
  private static SqlFiles flyway(List<Path> all) {
    List<Path> versions =
        sorted(all, FLYWAY, m -> m.group(1).equals("R") ? List.of() : version(m.group(2)));
    List<Path> files = new ArrayList<>();
    for (Path file : versions) {
      if (name(file).endsWith(".java"))
        throw UnderpinException.refused(
            "%s is a migration in Java, so the history is not plain SQL. Name the database that has had it: underpin import flyway --url URL"
                .formatted(file));
      if (isKind(file, "B")) files.clear();
      if (!isKind(file, "R")) files.add(file);
    }
    versions.stream()
        .filter(file -> isKind(file, "R"))
        .sorted(Comparator.comparing(SqlFiles::name))
        .forEach(files::add);
    return new SqlFiles(Optional.of(OtherTool.FLYWAY), files);
  }

  private static boolean isKind(Path file, String kind) {
    return name(file).startsWith(kind);
  }

  private static List<BigInteger> version(String text) {
    return Arrays.stream(text.split("[._]", -1))
        .filter(part -> !part.isEmpty())
        .map(BigInteger::new)
        .toList();
  }

  private static List<Path> sorted(
      List<Path> all, Pattern pattern, Function<Matcher, List<BigInteger>> version) {
    record Versioned(Path file, List<BigInteger> version) {}
    List<Versioned> found = new ArrayList<>();
    for (Path file : all) {
      Matcher name = pattern.matcher(name(file));
      if (name.matches()) found.add(new Versioned(file, version.apply(name)));
    }
    // Of one version, Flyway prefers the baseline migration (B) to the versioned one (V).
    found.sort(
        Comparator.comparing(Versioned::version, SqlFiles::compare)
            .thenComparing(each -> name(each.file()), Comparator.reverseOrder()));
    return found.stream().map(Versioned::file).toList();
  }

  /** Parts that are missing count as 0: 1 and 1.0 are the same version. */
  private static int compare(List<BigInteger> one, List<BigInteger> two) {
    for (int i = 0; i < Math.max(one.size(), two.size()); i++) {
      BigInteger left = i < one.size() ? one.get(i) : BigInteger.ZERO;
      BigInteger right = i < two.size() ? two.get(i) : BigInteger.ZERO;
      if (!left.equals(right)) return left.compareTo(right);
    }
    return 0;
  }
}
