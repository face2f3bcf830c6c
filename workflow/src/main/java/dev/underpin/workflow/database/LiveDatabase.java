package dev.underpin.workflow.database;

import dev.underpin.dialect.Dialects;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.planner.diff.ManagedAccess;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.Runner;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.ProjectReader;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Project;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.settings.Ignored;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An open database as the settings see it. */
public final class LiveDatabase implements AutoCloseable {
  private final Database database;
  private final Settings settings;

  private LiveDatabase(Database database, Settings settings) {
    this.database = database;
    this.settings = settings;
  }

  /** Connect to look, never to change. */
  public static LiveDatabase toRead(Settings settings) {
    requireFile(settings);
    return open(settings, true);
  }

  /** Connect to change. */
  public static LiveDatabase toWrite(Settings settings) {
    requireFile(settings);
    return open(settings, false);
  }

  /** Connect to look; a file that does not exist is an empty database. */
  public static LiveDatabase toPlan(Settings settings) {
    return open(settings, true);
  }

  /** Connect to change; a file that does not exist is created where a person said so. */
  public static LiveDatabase toApply(Settings settings, boolean create) {
    Optional<Path> missing = missingFile(settings);
    if (missing.filter(LiveDatabase::hasFolder).isPresent() && !create) {
      throw UnderpinException.refused(
          "There is no file %s. Nothing was changed. To create the database: --create"
              .formatted(missing.get()));
    }
    return open(settings, false);
  }

  /** The database's file, where the database is a file that does not exist. */
  public static Optional<Path> missingFile(Settings settings) {
    return settings.url().flatMap(url -> Introspectors.of(url.engineId()).missingFile(url));
  }

  /** True where the database that is named is one of a server. */
  public static boolean isOnServer(Settings settings) {
    return settings.url().filter(u -> !Dialects.provider(u.engineId()).isEmbedded()).isPresent();
  }

  private static boolean hasFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder);
  }

  private static void requireFile(Settings settings) {
    missingFile(settings)
        .ifPresent(
            file -> {
              throw UnderpinException.failed(
                  FindingCode.NO_CONNECTION,
                  "There is no file %s. Check the name; to make a new database: underpin apply --create"
                      .formatted(file));
            });
  }

  private static LiveDatabase open(Settings settings, boolean readOnly) {
    return new LiveDatabase(
        Database.open(
            settings.connectable(),
            readOnly,
            settings.waitFor().orElse(Duration.ZERO),
            project(settings)),
        settings);
  }

  private static Project project(Settings settings) {
    // Without a name an entry without one is the project's, whatever its folder has.
    Set<String> saved =
        settings.project().isEmpty()
            ? Set.of()
            : new MigrationFolder(settings.migrations()).knownIds();
    return new Project(settings.project(), settings.onlyListed(), saved);
  }

  public Database database() {
    return database;
  }

  /** The namespace of unqualified names on this connection. */
  public String namespace() {
    return database.dialect().defaultNamespace();
  }

  /** What to look at when the YAML says what is wanted. */
  public Scope scope(DesiredSchema desired) {
    if (desired.declared().hints().onlyNamespaces() && !settings.onlyListed())
      return new Scope(
          Set.of(),
          Optional.of(namespace()).filter(n -> !n.isEmpty()),
          Ignored.of(settings.ignore(), desired.tableNames()));
    Set<String> namespaces = desired.namespaces();
    if (namespaces.isEmpty() && !namespace().isEmpty()) namespaces.add(namespace());
    return new Scope(
        namespaces,
        Optional.of(namespace()).filter(n -> !n.isEmpty()),
        Ignored.of(settings.ignore(), desired.tableNames()));
  }

  /** What to look at when earlier models say which objects existed. */
  public Scope scope(Schema... models) {
    Set<String> tables = new HashSet<>();
    Set<String> namespaces = new TreeSet<>();
    for (Schema model : models) {
      namespaces.addAll(model.namespaces());
      for (QualifiedName table : model.tables().keySet()) {
        tables.add(table.name());
        namespaces.add(table.schema());
      }
    }
    namespaces.remove("");
    if (namespaces.isEmpty() && !namespace().isEmpty()) namespaces.add(namespace());
    return new Scope(
        namespaces,
        Optional.of(namespace()).filter(n -> !n.isEmpty()),
        Ignored.of(settings.ignore(), tables));
  }

  /** What saved migrations run within: what the lock has, and what they speak of. */
  public Scope scope(Optional<LockFile> lock, List<Migration> migrations) {
    if (lock.isEmpty()) return everything();
    Scope locked = scope(lock.get().schema());
    Set<String> namespaces = new TreeSet<>(locked.namespaces());
    migrations.forEach(migration -> namespaces.addAll(migration.namespaces()));
    return new Scope(namespaces, locked.defaultNamespace(), locked.ignored());
  }

  /** What an entry of the history was run within. */
  public Scope scope(HistoryEntry entry) {
    Schema[] models =
        Stream.of(entry.before(), entry.target(), entry.left())
            .flatMap(Optional::stream)
            .toArray(Schema[]::new);
    return models.length == 0 ? everything() : scope(models);
  }

  /** All that is a person's own, but for what is ignored. */
  public Scope everything() {
    return new Scope(Set.of(), Optional.empty(), Ignored.of(settings.ignore(), Set.of()));
  }

  /** What of the database belongs to the project. */
  public Ownership ownership() {
    return ProjectReader.ownership(database);
  }

  /** What of the catalog belongs to the project, with all grants, owners and default privileges. */
  public Catalog readOwn(Scope scope) {
    Catalog catalog = readWithAccess(scope);
    return catalog.withSchema(ownership().own(catalog.schema()));
  }

  /**
   * The catalog, with what other projects have made, and without their trash; a note names what is
   * left alone without being asked to. Grants, owners and default privileges are not in it.
   */
  public Catalog read(Scope scope) {
    Catalog catalog = readWithAccess(scope);
    return catalog.withSchema(catalog.schema().withAccess(Map.of()));
  }

  /** The same with grants, owners and default privileges: all of them, managed or not. */
  public Catalog readWithAccess(Scope scope) {
    Catalog catalog = ProjectReader.withOwnTrash(database, database.read(scope));
    if (!(scope.ignored() instanceof Ignored ignored) || ignored.leftAlone().isEmpty())
      return catalog;
    List<Note> notes = new ArrayList<>(catalog.notes());
    for (String table : ignored.leftAlone())
      notes.add(
          new Note(
              table,
              "has the name of another tool's history and is left alone. Declare it in the YAML to manage it, or name it under ignore: in underpin.yaml."));
    return catalog.withNotes(notes);
  }

  /** A desired schema in the spelling of the live server, or of the one that is asked for it. */
  public Schema spell(Schema desired, Catalog catalog, Consumer<Note> notes) {
    return ManagedAccess.spelled(
        database.dialect(), catalog, spelledObjects(desired, catalog, notes));
  }

  private Schema spelledObjects(Schema desired, Catalog catalog, Consumer<Note> notes) {
    if (desired.objects().isEmpty()) return spelled(desired, catalog, notes);
    Schema all =
        new LeftAloneParts(catalog.schema(), ownership(), settings.onlyListed()).addedTo(desired);
    Set<ObjectRef> added = LeftAloneParts.refs(all);
    added.removeAll(LeftAloneParts.refs(desired));
    // What is left alone may be invalid as it is.
    Consumer<Note> own =
        note -> {
          boolean isAdded =
              note.rejected()
                  .filter(ref -> added.contains(ref) || added.contains(ref.root()))
                  .isPresent();
          if (!isAdded) notes.accept(note);
        };
    return LeftAloneParts.removedFrom(spelled(all, catalog, own), all, desired);
  }

  private Schema spelled(Schema desired, Catalog catalog, Consumer<Note> notes) {
    Optional<DatabaseUrl> scratch = settings.connectableScratch();
    if (scratch.isEmpty()) return database.spell(desired, catalog, notes);
    return ScratchPlace.spell(scratch.get(), database, desired, catalog, notes);
  }

  /** What runs all phases on everything, and tells nobody. */
  public Runner runner(Clock clock) {
    return runner(everything(), RunListener.NONE, clock);
  }

  /** What runs all phases. */
  public Runner runner(Scope scope, RunListener listener, Clock clock) {
    return new Runner(database, RunChoices.of(settings, Phase.CONTRACT), scope, listener, clock);
  }

  /** Who works on the database at this moment, in words. */
  public Optional<String> underWay() {
    return database.asking(() -> database.engineRunner().runUnderWay(database.connection()));
  }

  /**
   * Where the server's log of changes is at this moment; empty where it has none or does not tell.
   */
  public Optional<String> logPosition() {
    try {
      return database.engineRunner().logPosition(database.connection());
    } catch (SQLException e) {
      // Only some users may know it, and nothing depends on it.
      return Optional.empty();
    }
  }

  /** Write a copy of the whole database to a file; false where the engine has no such thing. */
  public boolean copyTo(Path file) {
    return database.asking(() -> database.engineRunner().copyTo(database.connection(), file));
  }

  /** What the database has had, beside what the folder has. */
  public MigrationStates history() {
    return MigrationStates.of(
        HistoryReader.entries(database),
        new MigrationFolder(settings.migrations()),
        database.engine());
  }

  @Override
  public void close() {
    database.close();
  }
}
