package dev.underpin.cli.command;

import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import java.util.Map;
import java.util.Optional;

/** Reads the version that saved files must run on. */
final class CompatibilityVersion {
  private CompatibilityVersion() {}

  static Map<String, Version> of(String engineId, Optional<String> version) {
    if (version.isEmpty()) return Map.of();
    try {
      return Map.of(engineId, Version.parse(version.get()));
    } catch (IllegalArgumentException e) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE, "\"" + version.get() + "\" is not a version such as 3.35.");
    }
  }
}
