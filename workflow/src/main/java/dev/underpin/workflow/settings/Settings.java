package dev.underpin.workflow.settings;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.planner.lint.LintSettings;
import dev.underpin.planner.step.Risk;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.session.Limits;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where things are and what may be done, decided: the command line before the environment's
 * variables before {@code underpin.yaml}'s environment before its top level.
 *
 * @param url the database, absent where none was named
 * @param scratchUrl another server that is asked how texts are written, so that the live one need
 *     not make anything for it
 * @param schema the YAML file or folder
 * @param migrations the folder of saved migrations
 * @param environment the name given with {@code --env}
 * @param protectedBy the environment that protects this database: the one that is named, or another
 *     of {@code underpin.yaml} whose URL leads to the same database
 * @param project the name of the project among those that use the database; empty for none
 * @param onlyListed tables that the schema does not list are left alone
 * @param largeTable from how many bytes on a rewrite under a lock must be allowed
 * @param copyByTool large tables are copied by pt-online-schema-change where the server could only
 *     copy them under a lock
 * @param compat per engine id: the oldest version that saved files must run on
 * @param lint what is said of the rules of lint
 * @param waitFor how long to wait for another run, or for a lock
 * @param guards what must hold before a migration runs
 * @param passwordCommand what says the password of the database
 * @param scratchPasswordCommand what says the password of the scratch server
 * @param message what is said of the run in the history; empty for nothing
 * @param remarks what a person should know about how this was decided
 * @param hooks commands of the user's own around a run
 * @param backup the backup before a run
 * @param events the file that the events of a run are written to
 * @param limits what a run waits for before a step and between batches
 */
public record Settings(
    Optional<DatabaseUrl> url,
    Optional<DatabaseUrl> scratchUrl,
    Path schema,
    Path migrations,
    Optional<String> environment,
    Optional<String> protectedBy,
    boolean allowReset,
    String project,
    boolean onlyListed,
    List<String> ignore,
    long largeTable,
    boolean copyByTool,
    Map<String, Version> compat,
    int batchSize,
    LintSettings lint,
    Optional<Duration> waitFor,
    Guards guards,
    Optional<PasswordCommand> passwordCommand,
    Optional<PasswordCommand> scratchPasswordCommand,
    String message,
    List<String> remarks,
    Hooks hooks,
    Backup backup,
    Optional<Path> events,
    Limits limits) {
  /** The file's name where {@code --config} names no other. */
  public static final String FILE = "underpin.yaml";

  private static final int BATCH_SIZE = 5_000;

  public Settings {
    ignore = List.copyOf(ignore);
    compat = Map.copyOf(compat);
    remarks = List.copyOf(remarks);
  }

  /**
   * Decide.
   *
   * @param variables the process's environment
   * @param directory where relative paths of the command line start
   */
  public static Settings resolve(
      Overrides overrides, Map<String, String> variables, Path directory) {
    Configuration file = configuration(overrides, directory);
    Environment environment =
        overrides.environment().map(name -> named(file, name)).orElse(Environment.EMPTY);
    Variables text = new Variables(variables);
    UrlChoice url = UrlChoice.choose(overrides, variables, environment, file.top(), text);

    Optional<Path> schema =
        overrides
            .schema()
            .map(directory::resolve)
            .or(() -> path(environment.schema(), file, text))
            .or(() -> path(file.top().schema(), file, text));
    Path migrations =
        overrides
            .migrations()
            .map(directory::resolve)
            .or(() -> path(environment.migrations(), file, text))
            .or(() -> path(file.top().migrations(), file, text))
            .orElse(file.directory().resolve("migrations"));

    java.util.ArrayList<String> ignore = new java.util.ArrayList<>(file.ignore());
    ignore.addAll(overrides.ignore());
    java.util.HashMap<String, Version> compat = new java.util.HashMap<>(file.compat());
    compat.putAll(overrides.compat());
    Optional<DatabaseUrl> database =
        url.text()
            .map(u -> Introspectors.parseUrl(u, url.saidByFile() ? file.directory() : directory));
    Optional<String> protectedBy =
        environment.isProtected()
            ? overrides.environment()
            : database.flatMap(d -> protecting(d, file, text));
    // A URL that leads to a protected environment has the hooks and the backup of it too.
    Operations operations =
        overrides.environment().or(() -> protectedBy).flatMap(file::environment).stream()
            .map(Environment::operations)
            .findFirst()
            .orElse(Operations.EMPTY);
    return new Settings(
        database,
        overrides
            .scratchUrl()
            .or(() -> environment.scratchUrl().or(file.top()::scratchUrl).map(text::expand))
            .map(u -> Introspectors.parseUrl(u, directory)),
        schema.orElseGet(() -> defaultSchema(file.directory())),
        migrations,
        overrides.environment(),
        protectedBy,
        environment.allowReset(),
        file.project(),
        file.onlyListed(),
        ignore,
        file.largeTable().orElse(RunOptions.DEFAULT.largeTable()),
        file.copyByTool(),
        compat,
        file.batchSize().orElse(BATCH_SIZE),
        file.lint(),
        overrides.waitFor(),
        guards(environment, database, file, text),
        url.text().filter(u -> url.saidByFile() && !PasswordCommand.isIn(u)).isPresent()
            ? password(environment, file)
            : Optional.empty(),
        overrides.scratchUrl().isEmpty() ? scratchPassword(environment, file) : Optional.empty(),
        "",
        remarks(protectedBy, overrides),
        operations.hooks(file.top().operations(), text, file.directory()),
        operations.backup(file.top().operations(), text, file.directory()),
        operations.events(file.top().operations(), text, file.directory()),
        operations.limits().resolved(file.top().operations().limits(), text, file.directory()));
  }

  /** The names of all environments of the file. */
  public static List<String> environments(Overrides overrides, Path directory) {
    return List.copyOf(configuration(overrides, directory).environments().keySet());
  }

  /**
   * A protected environment of the file whose URL leads to a database; one that has no URL now does
   * not.
   */
  private static Optional<String> protecting(
      DatabaseUrl database, Configuration file, Variables variables) {
    return file.environments().entrySet().stream()
        .filter(e -> e.getValue().isProtected())
        .filter(
            e ->
                url(e.getValue(), file, variables)
                    .filter(u -> u.jdbcUrl().equals(database.jdbcUrl()))
                    .isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * Those of the environment that is named, or of one whose URL leads to the same database; a
   * database is guarded whatever names it.
   */
  private static Guards guards(
      Environment named, Optional<DatabaseUrl> database, Configuration file, Variables variables) {
    Guards guards = named.guards();
    if (guards.isEmpty() && named.equals(Environment.EMPTY))
      guards =
          file.environments().values().stream()
              .filter(e -> !e.guards().isEmpty())
              .filter(
                  e ->
                      url(e, file, variables)
                          .map(DatabaseUrl::jdbcUrl)
                          .equals(database.map(DatabaseUrl::jdbcUrl)))
              .map(Environment::guards)
              .findFirst()
              .orElse(Guards.NONE);
    return guards
        .or(file.top().guards())
        .requiring(
            guards.requireAppliedIn().stream()
                .map(
                    place ->
                        new RequiredEnvironment(
                            place.name(),
                            file.environment(place.name()).flatMap(e -> url(e, file, variables)),
                            file.environment(place.name())
                                .filter(
                                    e ->
                                        e.url()
                                            .filter(u -> PasswordCommand.isIn(u.written()))
                                            .isEmpty())
                                .flatMap(e -> password(e, file))))
                .toList());
  }

  /** A URL from elsewhere gets no password that the file has for its own. */
  private static Optional<PasswordCommand> password(Environment environment, Configuration file) {
    return environment
        .passwordCommand()
        .or(() -> file.top().passwordCommand())
        .map(text -> password(PasswordCommand.OF_DATABASE, text, file));
  }

  /** A URL from elsewhere, or one with a password of its own, gets none. */
  private static Optional<PasswordCommand> scratchPassword(
      Environment environment, Configuration file) {
    return environment
        .scratchUrl()
        .or(() -> file.top().scratchUrl())
        .filter(u -> !PasswordCommand.isIn(u.written()))
        .flatMap(
            u -> environment.scratchPasswordCommand().or(() -> file.top().scratchPasswordCommand()))
        .map(text -> password(PasswordCommand.OF_SCRATCH, text, file));
  }

  private static PasswordCommand password(String key, Environment.Text text, Configuration file) {
    return new PasswordCommand(key, text.written(), file.directory());
  }

  private static Optional<DatabaseUrl> url(
      Environment environment, Configuration file, Variables variables) {
    return environment
        .url()
        .flatMap(variables::expandIfSet)
        .map(u -> Introspectors.parseUrl(u, file.directory()));
  }

  private static List<String> remarks(Optional<String> protectedBy, Overrides overrides) {
    return protectedBy
        .filter(name -> !overrides.environment().equals(protectedBy))
        .map(
            name ->
                List.of(
                    "This database is that of the protected environment \"%s\".".formatted(name)))
        .orElse(List.of());
  }

  /** True where only saved migrations run, and nothing is reset. */
  public boolean isProtected() {
    return protectedBy.isPresent();
  }

  /** The database, or the error that says how to name one. */
  public DatabaseUrl requireUrl() {
    return url.orElseThrow(
        () ->
            new UnderpinException(
                UnderpinException.Kind.USAGE,
                environment.isPresent()
                    ? "The environment \"%s\" has no url in underpin.yaml. With --env, UNDERPIN_URL and DATABASE_URL are not read; write url: under it, or give --url."
                        .formatted(environment.get())
                    : "No database is named. Give --url postgresql://user@host:5432/database (or mysql://…, mariadb://…, sqlite:file.db),"
                        + " set UNDERPIN_URL or DATABASE_URL, or write url: into underpin.yaml."));
  }

  /** The same with another database, and what says its password. */
  public Settings withUrl(DatabaseUrl other, Optional<PasswordCommand> password) {
    return with(Optional.of(other), onlyListed, guards, password, message, backup, events);
  }

  /** The database with its password. */
  public DatabaseUrl connectable() {
    DatabaseUrl named = requireUrl();
    return passwordCommand.map(command -> command.added(named)).orElse(named);
  }

  /** The scratch server with its password, where one is named. */
  public Optional<DatabaseUrl> connectableScratch() {
    return scratchUrl.map(
        named -> scratchPasswordCommand.map(command -> command.added(named)).orElse(named));
  }

  /** What a run waits for; a replica has the users of its server, and so their passwords. */
  public Limits limitsOfRun() {
    return limits.withReplicas(
        limits.replicas().stream()
            .map(
                url ->
                    url.properties().containsKey("password")
                        ? url
                        : passwordCommand.map(command -> command.added(url)).orElse(url))
            .toList());
  }

  /** The same with another database. */
  public Settings withUrl(DatabaseUrl other) {
    return with(Optional.of(other), onlyListed, guards, Optional.empty(), message, backup, events);
  }

  /** The same, with every table managed. */
  public Settings managingAll() {
    return with(url, false, guards, passwordCommand, message, backup, events);
  }

  /** The same, with something said of the run. */
  public Settings withMessage(String said) {
    return with(url, onlyListed, guards, passwordCommand, said, backup, events);
  }

  /** The same, with a limit of the risk where one is given. */
  public Settings limited(Optional<Risk> maxRisk) {
    return with(url, onlyListed, guards.limited(maxRisk), passwordCommand, message, backup, events);
  }

  /** The same, with the reference of a backup. */
  public Settings withBackupReference(String reference) {
    return with(url, onlyListed, guards, passwordCommand, message, backup.with(reference), events);
  }

  /** The same, with the file of events where one is named. */
  public Settings withEvents(Optional<Path> file) {
    return with(url, onlyListed, guards, passwordCommand, message, backup, file.or(() -> events));
  }

  private Settings with(
      Optional<DatabaseUrl> url,
      boolean onlyListed,
      Guards guards,
      Optional<PasswordCommand> passwordCommand,
      String message,
      Backup backup,
      Optional<Path> events) {
    return new Settings(
        url,
        scratchUrl,
        schema,
        migrations,
        environment,
        protectedBy,
        allowReset,
        project,
        onlyListed,
        ignore,
        largeTable,
        copyByTool,
        compat,
        batchSize,
        lint,
        waitFor,
        guards,
        passwordCommand,
        scratchPasswordCommand,
        message,
        remarks,
        hooks,
        backup,
        events,
        limits);
  }

  private static Configuration configuration(Overrides overrides, Path directory) {
    Path file = overrides.config().map(directory::resolve).orElseGet(() -> nearest(directory));
    if (Files.exists(file)) return ConfigurationReader.read(file);
    if (overrides.config().isPresent()) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "There is no file " + overrides.config().get() + " (--config).");
    }
    return Configuration.none(directory);
  }

  /** The file of a folder, or of the nearest one above it; none above a repository is looked at. */
  private static Path nearest(Path directory) {
    Path here = directory;
    Path folder = directory.toAbsolutePath().normalize();
    while (!Files.exists(folder.resolve(FILE))) {
      Path above = folder.getParent();
      if (above == null || Files.exists(folder.resolve(".git"))) return directory.resolve(FILE);
      folder = above;
      here = here.resolve("..");
    }
    return here.resolve(FILE);
  }

  private static Environment named(Configuration file, String name) {
    return file.environment(name)
        .orElseThrow(
            () ->
                new UnderpinException(
                    UnderpinException.Kind.USAGE,
                    "underpin.yaml has no environment \"%s\"%s"
                        .formatted(
                            name,
                            file.environments().isEmpty()
                                ? "; it declares none."
                                : "; it has: "
                                    + String.join(", ", file.environments().keySet())
                                    + ".")));
  }

  private static Optional<Path> path(
      Optional<Environment.Text> written, Configuration file, Variables variables) {
    return written.map(text -> file.directory().resolve(variables.expand(text)));
  }

  private static Path defaultSchema(Path directory) {
    Path file = directory.resolve("schema.yaml");
    Path folder = directory.resolve("db").resolve("schema");
    return !Files.exists(file) && Files.isDirectory(folder) ? folder : file;
  }
}
