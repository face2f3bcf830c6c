package dev.underpin.workflow.settings;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.planner.lint.LintSettings;
import dev.underpin.planner.step.Risk;
import dev.underpin.runner.session.Limits;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
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
 * @param targets what says which databases there are, where there are many and none is chosen
 * @param scratchUrl another server that is asked how texts are written, so that the live one need
 *     not make anything for it
 * @param schema the YAML file or folder
 * @param schemaText the schema itself, where it is in no file
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
    Optional<Targets> targets,
    Optional<DatabaseUrl> scratchUrl,
    Path schema,
    Optional<String> schemaText,
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

  public Settings {
    ignore = List.copyOf(ignore);
    compat = Map.copyOf(compat);
    remarks = List.copyOf(remarks);
  }

  /** True where only saved migrations run, and nothing is reset. */
  public boolean isProtected() {
    return protectedBy.isPresent();
  }

  /** The database, or the error that says how to name one. */
  public DatabaseUrl requireUrl() {
    return url.orElseThrow(() -> new UnderpinException(UnderpinException.Kind.USAGE, whyNone()));
  }

  private String whyNone() {
    String place = environment.map("The environment \"%s\""::formatted).orElse(FILE);
    if (targets.isPresent())
      return """
      %s has targets, and this works on one database. Name it: --target NAME, or --url. These work \
      on all of them: plan, apply, status, drift, rollback"""
          .formatted(place);
    return environment.isPresent()
        ? place
            + " has no url in underpin.yaml. With --env, UNDERPIN_URL and DATABASE_URL are not read; write url: under it, or give --url."
        : "No database is named. Give --url postgresql://user@host:5432/database (or mysql://…, mariadb://…, sqlite:file.db),"
            + " set UNDERPIN_URL or DATABASE_URL, or write url: into underpin.yaml.";
  }

  /** The same with another database, and what says its password. */
  public Settings withUrl(DatabaseUrl other, Optional<PasswordCommand> password) {
    return with(
        Optional.of(other),
        schema,
        schemaText,
        onlyListed,
        guards,
        password,
        message,
        backup,
        events);
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
    return with(
        Optional.of(other),
        schema,
        schemaText,
        onlyListed,
        guards,
        Optional.empty(),
        message,
        backup,
        events);
  }

  /** The same database, with connections from somebody else. */
  public Settings withLent(DatabaseUrl same) {
    return with(
        Optional.of(same),
        schema,
        schemaText,
        onlyListed,
        guards,
        passwordCommand,
        message,
        backup,
        events);
  }

  /** The same with another schema. */
  public Settings withSchema(Path other) {
    return with(
        url, other, Optional.empty(), onlyListed, guards, passwordCommand, message, backup, events);
  }

  /** The same with a schema that is in no file; an error names it by this name. */
  public Settings withSchemaText(String name, String text) {
    return with(
        url,
        Path.of(name),
        Optional.of(text),
        onlyListed,
        guards,
        passwordCommand,
        message,
        backup,
        events);
  }

  /** The same, with every table managed. */
  public Settings managingAll() {
    return with(url, schema, schemaText, false, guards, passwordCommand, message, backup, events);
  }

  /** The same, with something said of the run. */
  public Settings withMessage(String said) {
    return with(url, schema, schemaText, onlyListed, guards, passwordCommand, said, backup, events);
  }

  /** The same, with a limit of the risk where one is given. */
  public Settings limited(Optional<Risk> maxRisk) {
    return with(
        url,
        schema,
        schemaText,
        onlyListed,
        guards.limited(maxRisk),
        passwordCommand,
        message,
        backup,
        events);
  }

  /** The same, with the reference of a backup. */
  public Settings withBackupReference(String reference) {
    return with(
        url,
        schema,
        schemaText,
        onlyListed,
        guards,
        passwordCommand,
        message,
        backup.with(reference),
        events);
  }

  /** The same, with the file of events where one is named. */
  public Settings withEvents(Optional<Path> file) {
    return with(
        url,
        schema,
        schemaText,
        onlyListed,
        guards,
        passwordCommand,
        message,
        backup,
        file.or(() -> events));
  }

  private Settings with(
      Optional<DatabaseUrl> url,
      Path schema,
      Optional<String> schemaText,
      boolean onlyListed,
      Guards guards,
      Optional<PasswordCommand> passwordCommand,
      String message,
      Backup backup,
      Optional<Path> events) {
    return new Settings(
        url,
        targets,
        scratchUrl,
        schema,
        schemaText,
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
}
