package dev.underpin.workflow.settings;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides the settings of a command: the command line before the environment's variables before
 * {@code underpin.yaml}'s environment before its top level.
 */
public final class SettingsResolver {
  private static final int BATCH_SIZE = 5_000;

  private SettingsResolver() {}

  /**
   * A database that is chosen already, and not by a text.
   *
   * @param needsPassword true where {@code password_command} of the file says its password
   * @param isNone true where none is wanted at all
   */
  private record Chosen(Optional<DatabaseUrl> url, boolean needsPassword, boolean isNone) {
    /** Nothing is chosen yet. */
    static final Chosen NONE = new Chosen(Optional.empty(), false);

    /** No database is wanted. */
    static final Chosen NO_DATABASE = new Chosen(Optional.empty(), false, true);

    Chosen(Optional<DatabaseUrl> url, boolean needsPassword) {
      this(url, needsPassword, false);
    }
  }

  /**
   * Decide.
   *
   * @param variables the process's environment
   * @param directory where relative paths of the command line start
   */
  public static Settings resolve(
      Overrides overrides, Map<String, String> variables, Path directory) {
    return resolve(
        overrides, variables, directory, configuration(overrides, directory), Chosen.NONE);
  }

  /** Decide what holds without a database, so that a variable of its URL may be missing. */
  public static Settings withoutDatabase(
      Overrides overrides, Map<String, String> variables, Path directory) {
    return resolve(
        overrides, variables, directory, configuration(overrides, directory), Chosen.NO_DATABASE);
  }

  /** Decide for one of the databases that {@code targets} names. */
  public static Settings resolve(
      Overrides overrides, Map<String, String> variables, Path directory, Target target) {
    return resolve(
        overrides,
        variables,
        directory,
        configuration(overrides, directory),
        new Chosen(Optional.of(target.url()), !target.hasPassword()));
  }

  /**
   * Decide for an application that embeds the program: no file is read but the one that it names.
   *
   * @param lent the database, where the application lends the connections
   */
  public static Settings embedded(
      Overrides overrides,
      Map<String, String> variables,
      Path directory,
      Optional<DatabaseUrl> lent) {
    Configuration file =
        overrides.config().isPresent()
            ? configuration(overrides, directory)
            : Configuration.none(directory);
    return resolve(overrides, variables, directory, file, new Chosen(lent, false));
  }

  private static Settings resolve(
      Overrides overrides,
      Map<String, String> variables,
      Path directory,
      Configuration file,
      Chosen chosen) {
    Environment environment =
        overrides.environment().map(name -> named(file, name)).orElse(Environment.EMPTY);
    Variables text = new Variables(variables);
    UrlChoice url =
        chosen.url().isPresent() || chosen.isNone()
            ? UrlChoice.NONE
            : UrlChoice.choose(overrides, variables, environment, file.top(), text);

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

    ArrayList<String> ignore = new ArrayList<>(file.ignore());
    ignore.addAll(overrides.ignore());
    HashMap<String, Version> compat = new HashMap<>(file.compat());
    compat.putAll(overrides.compat());
    Optional<DatabaseUrl> database =
        chosen
            .url()
            .or(
                () ->
                    url.text()
                        .map(
                            u ->
                                Introspectors.parseUrl(
                                    u, url.isFromFile() ? file.directory() : directory)));
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
        url.targets(text, file),
        overrides
            .scratchUrl()
            .or(() -> environment.scratchUrl().or(file.top()::scratchUrl).map(text::expand))
            .map(u -> Introspectors.parseUrl(u, directory)),
        schema.orElseGet(() -> defaultSchema(file.directory())),
        Optional.empty(),
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
        chosen.needsPassword()
                || url.isFromFile() && url.text().filter(PasswordCommand::isIn).isEmpty()
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
        .filter(e -> leadsTo(e.getValue(), database, file, variables))
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
              .filter(e -> database.filter(d -> leadsTo(e, d, file, variables)).isPresent())
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

  /**
   * True where an environment's URL is that of a database, or one of its targets is, as far as the
   * file alone says which these are.
   */
  private static boolean leadsTo(
      Environment environment, DatabaseUrl database, Configuration file, Variables variables) {
    return Stream.concat(
            url(environment, file, variables).stream(),
            environment.targets().stream().flatMap(targets -> targets(targets, file, variables)))
        .anyMatch(u -> u.jdbcUrl().equals(database.jdbcUrl()));
  }

  private static Stream<DatabaseUrl> targets(
      WrittenTargets targets, Configuration file, Variables variables) {
    Stream<DatabaseUrl> urls =
        targets.of(Targets.Kind.URLS).stream()
            .flatMap(text -> variables.expandIfSet(text).stream())
            .map(u -> Introspectors.parseUrl(u, file.directory()));
    Stream<DatabaseUrl> files =
        targets.of(Targets.Kind.FILES).stream()
            .flatMap(text -> variables.expandIfSet(text).stream())
            .flatMap(pattern -> new FilePattern(pattern, file.directory()).files().stream())
            .map(Introspectors::ofFile);
    return Stream.concat(urls, files);
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

  private static Configuration configuration(Overrides overrides, Path directory) {
    Path file =
        overrides
            .config()
            .map(directory::resolve)
            .orElseGet(() -> ConfigurationFile.nearest(directory));
    if (Files.exists(file)) return ConfigurationFile.read(file);
    if (overrides.config().isPresent()) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "There is no file " + overrides.config().get() + " (--config).");
    }
    return Configuration.none(directory);
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
