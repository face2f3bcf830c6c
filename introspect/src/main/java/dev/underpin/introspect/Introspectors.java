package dev.underpin.introspect;

import dev.underpin.schema.error.UnderpinException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** The introspectors on the class path. */
public final class Introspectors {
  private Introspectors() {}

  /** The introspector of an engine, by its id. */
  public static Introspector of(String engineId) {
    for (Introspector introspector : ServiceLoader.load(Introspector.class)) {
      if (introspector.engineId().equals(engineId)) return introspector;
    }
    throw UnderpinException.failed("There is no engine called \"" + engineId + "\" here.");
  }

  /** Read a URL that a person wrote. */
  public static DatabaseUrl parseUrl(String url) {
    return parseUrl(url, Path.of(""));
  }

  /** Read a URL that a person wrote; a path in it that is relative starts at a directory. */
  public static DatabaseUrl parseUrl(String url, Path directory) {
    for (Introspector introspector : ServiceLoader.load(Introspector.class)) {
      Optional<DatabaseUrl> parsed = introspector.parseUrl(url, directory);
      if (parsed.isPresent()) return parsed.get();
    }
    int colon = url.indexOf(':');
    throw new UnderpinException(
        UnderpinException.Kind.USAGE,
        "The URL does not say which database it is"
            + (colon > 0
                ? " (it begins with \"" + url.substring(0, Math.min(colon, 20)) + ":\")"
                : "")
            + ". Expected: postgresql://user@host:5432/database, mysql://user@host:3306/database, mariadb://… or"
            + " sqlite:file.db.");
  }
}
