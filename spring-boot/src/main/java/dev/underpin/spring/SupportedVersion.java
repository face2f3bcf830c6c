package dev.underpin.spring;

import dev.underpin.schema.error.UnderpinException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The oldest Spring Boot whose other libraries Underpin runs with. Spring Boot 3.2 has a Jackson
 * that is too old, which is found in the middle of a start, by a message about a method.
 */
final class SupportedVersion {
  private static final int MAJOR = 3;
  private static final int MINOR = 3;
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\..*");

  private SupportedVersion() {}

  /** Refuses a version that is known to be too old. */
  static void check(@Nullable String version) {
    if (version == null) return;
    Matcher parts = VERSION.matcher(version);
    if (!parts.matches()) return;
    int major = Integer.parseInt(parts.group(1));
    int minor = Integer.parseInt(parts.group(2));
    if (major > MAJOR || major == MAJOR && minor >= MINOR) return;
    throw new UnderpinException(
        UnderpinException.Kind.USAGE,
        "Underpin needs Spring Boot %d.%d or newer. This application has %s. Nothing was changed.\nUpdate Spring Boot, or set underpin.enabled to false and run the migrations by the program underpin."
            .formatted(MAJOR, MINOR, version));
  }
}
