package dev.underpin.workflow.files;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.planner.migration.HandWritten;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationReader;
import dev.underpin.planner.migration.MigrationReader.Author;
import dev.underpin.planner.migration.MigrationText;
import dev.underpin.planner.migration.Replaced;
import dev.underpin.planner.migration.TestedText;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.schema.finding.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of saved migrations: one folder a migration, with {@code up.sql} and {@code down.sql},
 * and the lock.
 */
public record MigrationFolder(Path path) {
  private static final Pattern ID = Pattern.compile("\\d{14}_[A-Za-z0-9_.-]{1,100}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

  /** Refuse a name that could not be part of a folder's name everywhere. */
  public static void checkName(String name) {
    if (NAME.matcher(name).matches()) return;
    throw new UnderpinException(
        UnderpinException.Kind.USAGE,
        "\"%s\" cannot be the name of a migration: use letters, digits, \"_\", \"-\" and \".\", such as add_order_status."
            .formatted(name));
  }

  /**
   * The ids of all saved migrations, the oldest first. Anything else in the folder is left alone.
   */
  public List<String> ids() {
    if (!Files.exists(path)) return List.of();
    if (!Files.isDirectory(path)) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE, path + " is a file; --migrations names a folder.");
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(Files::isDirectory)
          .map(p -> p.getFileName().toString())
          .filter(name -> ID.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw UnderpinException.failed(path + " cannot be read: " + e.getMessage());
    }
  }

  /** True where an id begins with that time. */
  public boolean hasTime(String time) {
    return ids().stream().anyMatch(id -> id.startsWith(time));
  }

  /** The text of {@code up.sql} of a migration. */
  public String up(String id) {
    return text(path.resolve(id).resolve("up.sql"));
  }

  /** Read one migration as it stands now. */
  public SavedMigration read(String id) {
    Path folder = path.resolve(id);
    String up = text(folder.resolve("up.sql"));
    MigrationReader.Files files =
        MigrationReader.read(
            folder.toString(), up, text(folder.resolve("down.sql")), MigrationFolder::dialect);
    Migration migration = files.migration();
    if (!migration.id().equals(id)) {
      throw UnderpinException.refused(
          """
          %s/up.sql says in its header that it is %s. The folder and the header must agree: was it \
          copied? Save it again: underpin plan --save NAME"""
              .formatted(folder, migration.id()));
    }
    return new SavedMigration(
        migration, folder, MigrationText.checksum(up), files.edits(), files.author());
  }

  /** Read one migration that is to run on a database. */
  public SavedMigration read(String id, Engine engine) {
    Path folder = path.resolve(id);
    String up = text(folder.resolve("up.sql"));
    text(folder.resolve("down.sql"));
    MigrationReader.Header header = MigrationReader.header(folder.toString(), up);
    if (!header.engineId().equals(engine.id())) {
      throw UnderpinException.refused(
          FindingCode.OTHER_ENGINE,
          "%s is for %s, and this database is %s. Keep one folder an engine: --migrations DIR"
              .formatted(folder, header.engineId(), engine));
    }
    Version needed = Version.parse(header.engineVersion());
    if (engine.version().compareTo(new Version(needed.major(), needed.minor(), 0)) < 0) {
      throw UnderpinException.refused(
          FindingCode.OTHER_ENGINE,
          "%s needs %s %s or newer, and this is %s."
              .formatted(folder, engine.product(), needed, engine));
    }
    return read(id);
  }

  /** Why a migration cannot be run on a database; empty where it can. */
  public Optional<UnderpinException> problem(String id, Engine engine) {
    try {
      read(id, engine);
      return Optional.empty();
    } catch (UnderpinException e) {
      return Optional.of(e);
    }
  }

  /** The migrations in whose place one is. */
  public Replaced replaced(String id) {
    Path up = path.resolve(id).resolve("up.sql");
    return Files.exists(up) ? Replaced.in(text(up)) : Replaced.NONE;
  }

  /** The saved migrations that are in the place of others, with these. */
  public Map<String, Replaced> replacing() {
    Map<String, Replaced> replacing = new TreeMap<>();
    for (String id : ids()) {
      Replaced replaced = replaced(id);
      if (!replaced.isEmpty()) replacing.put(id, replaced);
    }
    return replacing;
  }

  /** The ids of all saved migrations and of those that they replace. */
  public Set<String> knownIds() {
    Set<String> known = new HashSet<>(ids());
    replacing().values().forEach(replaced -> known.addAll(replaced.all()));
    return known;
  }

  /** The checksum of a migration's up.sql as it stands now, absent where it is gone. */
  public Optional<String> checksum(String id) {
    Path up = path.resolve(id).resolve("up.sql");
    return Files.exists(up) ? Optional.of(MigrationText.checksum(text(up))) : Optional.empty();
  }

  /** True where the files run what was applied, though something else in them was changed. */
  public boolean runsLike(Migration applied) {
    try {
      Migration now = read(applied.id()).migration();
      Dialect dialect =
          dialect(new MigrationReader.Header(now.id(), now.engineId(), now.engineVersion()));
      return now.runsLike(applied, dialect);
    } catch (UnderpinException e) {
      return false;
    }
  }

  /**
   * Write a migration's two files.
   *
   * @param rehearsal where it was rehearsed, or why not
   */
  public SavedMigration write(Migration migration, Optional<String> rehearsal) {
    return write(migration, rehearsal, Replaced.NONE);
  }

  /**
   * Write the two files of a migration that is in the place of others.
   *
   * @param rehearsal where it was rehearsed, or why not
   */
  public SavedMigration write(Migration migration, Optional<String> rehearsal, Replaced replaced) {
    Path folder = path.resolve(migration.id());
    String up = MigrationText.up(migration, rehearsal, replaced);
    TextFiles.writeFolder(folder, Map.of("up.sql", up, "down.sql", MigrationText.down(migration)));
    return new SavedMigration(
        migration, folder, MigrationText.checksum(up), List.of(), Author.PLAN);
  }

  /** Write the two files of a migration that a person is going to write. */
  public Path write(HandWritten begun) {
    Path to = path.resolve(begun.id());
    TextFiles.writeFolder(to, Map.of("up.sql", begun.up(), "down.sql", begun.down()));
    return to;
  }

  /** Write into a migration's files what a test has shown. */
  public void write(TestedText tested) {
    Path to = path.resolve(tested.migration().id());
    String up = tested.up(text(to.resolve("up.sql")));
    String down = tested.down(text(to.resolve("down.sql")));
    TextFiles.writeFolder(to, Map.of("up.sql", up, "down.sql", down));
  }

  /** The lock, where there is one. */
  public Optional<LockFile> lock() {
    Path file = path.resolve(LockFile.NAME);
    return Files.exists(file)
        ? Optional.of(LockFile.parse(file, text(file), parts()))
        : Optional.empty();
  }

  /** What the migrations need and leave; those of earlier versions do not say it. */
  private List<SavedParts> parts() {
    List<SavedParts> parts = new ArrayList<>();
    for (String id : ids()) {
      Path up = path.resolve(id).resolve("up.sql");
      if (!Files.exists(up)) continue;
      String text = text(up);
      Optional<PartMarks> needs = MigrationReader.needs(text);
      Optional<PartMarks> leaves = MigrationReader.leaves(text);
      if (needs.isPresent() && leaves.isPresent())
        parts.add(
            new SavedParts(
                id,
                // It leads back to what the others have left.
                MigrationReader.mayBeInPlace(text) ? PartMarks.NONE : needs.get(),
                leaves.get()));
    }
    return parts;
  }

  /** Write the lock. */
  public void write(LockFile lock) {
    TextFiles.write(path.resolve(LockFile.NAME), lock.text());
    GitAttributes.writeIn(path);
  }

  /** Remove a migration's files. */
  public void delete(String id) {
    Path folder = path.resolve(id);
    try {
      for (String name : List.of("up.sql", "down.sql")) Files.deleteIfExists(folder.resolve(name));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw UnderpinException.failed(folder + " cannot be removed: " + e.getMessage());
    }
  }

  private static Dialect dialect(MigrationReader.Header header) {
    return Dialects.of(
        new Engine(header.engineId(), header.engineId(), Version.parse(header.engineVersion())));
  }

  private static String text(Path file) {
    if (Files.exists(file)) return TextFiles.read(file);
    throw UnderpinException.failed(file + " is missing. A migration has up.sql and down.sql.");
  }
}
