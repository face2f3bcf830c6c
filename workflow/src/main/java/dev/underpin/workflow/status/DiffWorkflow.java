package dev.underpin.workflow.status;

import static java.util.Objects.requireNonNull;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.runner.session.Database;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.LockCanonicalizer;
import dev.underpin.workflow.database.ScratchPlace;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.report.DisplayNames;
import dev.underpin.workflow.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares any two of: a YAML, a database, a migrations folder, a file of SQL. */
public final class DiffWorkflow {
  private final Settings settings;
  private final Path directory;
  private final Optional<String> engineId;
  private final List<Note> notes = new ArrayList<>();

  /**
   * @param directory where relative paths start
   * @param engineId the engine that a YAML or a file of SQL is read for, where neither side says
   */
  public DiffWorkflow(Settings settings, Path directory, Optional<String> engineId) {
    this.settings = settings;
    this.directory = directory;
    this.engineId = engineId;
  }

  /** Compare; a difference's "before" is the first side, its "after" the second. */
  public DriftResult diff(String from, String to) {
    Source one = source(from);
    Source two = source(to);
    Engine engine = engine(one, two);
    Dialect dialect = Dialects.of(engine);
    String namespace = dialect.defaultNamespace();
    Schema first = schema(one, dialect, two);
    Schema second = schema(two, dialect, one);
    DisplayNames names = new DisplayNames(namespace);
    return new DriftResult(
        engine,
        to,
        from,
        names,
        two instanceof Source.Yaml
            ? DriftWorkflow.towards(dialect, names, first, second, false)
            : DriftWorkflow.differences(dialect, names, first, second, false),
        List.of(),
        notes,
        List.of(),
        Optional.empty());
  }

  /** True where a comparison needs another server than those of its sides. */
  public boolean asksScratch(String from, String to) {
    Source one = source(from);
    Source two = source(to);
    boolean isLock = one instanceof Source.Lock || two instanceof Source.Lock;
    return List.of(one, two).stream()
        .anyMatch(s -> s instanceof Source.Sql || s instanceof Source.Yaml && !isLock);
  }

  private sealed interface Source {
    record Yaml(Path path) implements Source {}

    record Url(DatabaseUrl url) implements Source {}

    record Lock(LockFile lock) implements Source {}

    record Sql(Path path) implements Source {}
  }

  private Source source(String text) {
    Path path = path(text);
    if (path != null && Files.exists(path)) {
      if (text.endsWith(".sql")) return new Source.Sql(path);
      if (Files.isDirectory(path) && !holdsYamlOnly(path)) {
        return new Source.Lock(
            new MigrationFolder(path)
                .lock()
                .orElseThrow(
                    () ->
                        usage(
                            "%s has no %s. To write it: underpin plan --save NAME"
                                .formatted(text, LockFile.NAME))));
      }
      if (text.endsWith(LockFile.NAME))
        return source(requireNonNull(path.toAbsolutePath().getParent()).toString());
      if (!text.contains("://")) return new Source.Yaml(path);
    }
    boolean looksLikeUrl = text.matches("[a-z][a-z0-9+]+:.*");
    if (!looksLikeUrl) {
      throw usage(
          """
          There is no file or folder %s. A side is a YAML file or folder, a URL, a migrations \
          folder, or a .sql file."""
              .formatted(text));
    }
    return new Source.Url(Introspectors.parseUrl(text, directory));
  }

  private Path path(String text) {
    try {
      return directory.resolve(text);
    } catch (java.nio.file.InvalidPathException e) {
      return directory.resolve("no such path");
    }
  }

  private static boolean holdsYamlOnly(Path folder) {
    if (Files.exists(folder.resolve(LockFile.NAME)) || !new MigrationFolder(folder).ids().isEmpty())
      return false;
    try (Stream<Path> entries = Files.walk(folder, 5)) {
      return entries.anyMatch(p -> p.toString().endsWith(".yaml") || p.toString().endsWith(".yml"));
    } catch (IOException e) {
      throw UnderpinException.failed(folder + " cannot be read: " + e.getMessage());
    }
  }

  /** The engine that one of the sides says, or the one that was named. */
  private Engine engine(Source one, Source two) {
    for (Source source : List.of(one, two)) {
      if (source instanceof Source.Url url) {
        requireSame(url.url().engineId());
        try (Database database = Database.open(url.url(), true)) {
          return database.engine();
        }
      }
    }
    for (Source source : List.of(one, two)) {
      if (source instanceof Source.Lock lock) {
        requireSame(lock.lock().engine().id());
        return lock.lock().engine();
      }
    }
    Optional<String> id =
        engineId
            .or(() -> settings.scratchUrl().map(DatabaseUrl::engineId))
            .or(() -> settings.url().map(DatabaseUrl::engineId));
    return Dialects.provider(
            id.orElseThrow(
                () ->
                    usage(
                        "Neither side says which engine it is for: --engine "
                            + String.join("|", Dialects.engineIds()))))
        .baseline();
  }

  private void requireSame(String id) {
    engineId
        .filter(named -> !named.equals(id))
        .ifPresent(
            named -> {
              throw usage("--engine %s does not go with a side that is %s.".formatted(named, id));
            });
  }

  private Schema schema(Source source, Dialect dialect, Source other) {
    if (source instanceof Source.Lock lock) return lock.lock().schema();
    if (source instanceof Source.Url url) {
      try (LiveDatabase live = LiveDatabase.toRead(settings.withUrl(url.url()))) {
        Scope scope =
            other instanceof Source.Yaml yaml
                ? live.scope(
                    DesiredSchema.of(yaml.path(), live.database().dialect(), live.namespace()))
                : live.everything();
        return live.ownership().withUnlisted().own(live.readWithAccess(scope).schema());
      }
    }
    if (source instanceof Source.Yaml yaml) return yaml(yaml.path(), dialect, other);
    if (source instanceof Source.Sql sql) {
      DatabaseUrl place = ScratchPlace.require(settings.connectableScratch(), dialect);
      Catalog loaded = ScratchPlace.load(place, sql.path(), dialect);
      notes.addAll(loaded.notes());
      return loaded.schema();
    }
    throw new IllegalStateException("a kind of source that is not read: " + source);
  }

  /** A YAML is spelled by the server on the other side, or by a scratch one, where there is one. */
  private Schema yaml(Path path, Dialect dialect, Source other) {
    DesiredSchema desired = DesiredSchema.of(path, dialect, dialect.defaultNamespace());
    Schema schema = desired.declared().schema();
    if (other instanceof Source.Lock lock)
      return LockCanonicalizer.of(schema, lock.lock().schema(), lock.lock().namespace());
    if (other instanceof Source.Url url) {
      try (LiveDatabase live = LiveDatabase.toRead(settings.withUrl(url.url()))) {
        return live.spell(schema, live.readWithAccess(live.scope(desired)), notes::add);
      }
    }
    Optional<DatabaseUrl> asked = ScratchPlace.url(settings.connectableScratch(), dialect);
    if (asked.isEmpty()) return schema;
    try (Database database = Database.open(asked.get(), true)) {
      Catalog nothing = Catalog.of(database.engine(), "", dialect.defaultNamespace(), Schema.EMPTY);
      return database.spell(schema, nothing, notes::add);
    }
  }

  private static UnderpinException usage(String message) {
    return new UnderpinException(UnderpinException.Kind.USAGE, message);
  }
}
