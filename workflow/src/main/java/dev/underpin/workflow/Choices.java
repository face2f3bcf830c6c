package dev.underpin.workflow;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.planner.step.Allow;
import dev.underpin.workflow.settings.Overrides;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.SettingsResolver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an application has said.
 *
 * @param lent the database, where the application lends the connections
 * @param overrides the rest of what a command line would say
 */
record Choices(
    Optional<DatabaseUrl> lent,
    Overrides overrides,
    Set<Allow> allowed,
    ProgressListener listener,
    String message,
    boolean newFile) {
  static Choices of(DatabaseUrl lent) {
    return new Choices(
        Optional.of(lent), Overrides.NONE, Set.of(), ProgressListener.NONE, "", false);
  }

  static Choices of(String url) {
    Introspectors.parseUrl(url);
    Choices choices =
        new Choices(Optional.empty(), Overrides.NONE, Set.of(), ProgressListener.NONE, "", false);
    return choices.with(
        Optional.of(url), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What they come to. */
  Settings settings() {
    return of(SettingsResolver.embedded(overrides, System.getenv(), Path.of(""), lent));
  }

  /** The same settings with what is said of a run. */
  Settings of(Settings settings) {
    return message.isEmpty() ? settings : settings.withMessage(message);
  }

  Choices withMigrations(Path folder) {
    Overrides o = overrides;
    return with(o.url(), o.scratchUrl(), o.environment(), o.config(), Optional.of(folder));
  }

  Choices withConfiguration(Path file, Optional<String> environment) {
    Overrides o = overrides;
    return with(o.url(), o.scratchUrl(), environment, Optional.of(file), o.migrations());
  }

  Choices withScratch(String url) {
    Introspectors.parseUrl(url);
    Overrides o = overrides;
    return with(o.url(), Optional.of(url), o.environment(), o.config(), o.migrations());
  }

  Choices withPatience(Duration patience) {
    Overrides o = overrides;
    return with(
        new Overrides(
            o.url(),
            o.scratchUrl(),
            o.environment(),
            o.config(),
            o.schema(),
            o.migrations(),
            o.compat(),
            Optional.of(patience),
            o.ignore()));
  }

  Choices withAllowed(Set<Allow> words) {
    return new Choices(lent, overrides, Set.copyOf(words), listener, message, newFile);
  }

  Choices withListener(ProgressListener other) {
    return new Choices(lent, overrides, allowed, other, message, newFile);
  }

  Choices withMessage(String said) {
    return new Choices(lent, overrides, allowed, listener, said, newFile);
  }

  Choices withNewFile() {
    return new Choices(lent, overrides, allowed, listener, message, true);
  }

  private Choices with(
      Optional<String> url,
      Optional<String> scratch,
      Optional<String> environment,
      Optional<Path> config,
      Optional<Path> migrations) {
    return with(
        new Overrides(
            url,
            scratch,
            environment,
            config,
            Optional.empty(),
            migrations,
            Map.of(),
            overrides.waitFor(),
            List.of()));
  }

  private Choices with(Overrides other) {
    return new Choices(lent, other, allowed, listener, message, newFile);
  }
}
