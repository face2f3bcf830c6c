package dev.underpin.planner.recipe;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names in the trash: {@code underpin_trash_<token>_<name>}, so that the same thing can be dropped
 * twice.
 */
public final class TrashNames {
  /** What every name in the trash begins with. */
  public static final String PREFIX = "underpin_trash_";

  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(PREFIX) + "([0-9a-f]{8})_(.*)", Pattern.DOTALL);

  private TrashNames() {}

  /**
   * The trash name of an object.
   *
   * @param token eight hexadecimal digits of the migration
   * @param maxBytes the engine's limit on identifiers, in bytes of UTF-8
   */
  public static String of(String token, String name, int maxBytes) {
    return PREFIX + token + "_" + cut(name, maxBytes - bytes(PREFIX + token + "_"));
  }

  /** A name that is not longer than a limit: its end is a hash of what was cut off. */
  public static String cut(String name, int maxBytes) {
    if (bytes(name) <= maxBytes) return name;
    String tail = "_" + String.format(Locale.ROOT, "%08x", name.hashCode());
    int end = name.length();
    while (end > 0
        && (bytes(name.substring(0, end) + tail) > maxBytes
            || Character.isHighSurrogate(name.charAt(end - 1)))) {
      end--;
    }
    return name.substring(0, end) + tail;
  }

  /**
   * The token that marks what the rollback of a migration puts into the trash: never that of what
   * the migration itself has put there, and found from it.
   */
  public static String backToken(String token) {
    return String.format(Locale.ROOT, "%08x", ~Integer.parseUnsignedInt(token, 16));
  }

  /** The token in a name, where the name is one of the trash. */
  public static Optional<String> token(String name) {
    Matcher m = NAME.matcher(name);
    return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
  }

  /** A name in the trash without what marks it as one. */
  public static String plainName(String name) {
    Matcher m = NAME.matcher(name);
    return m.matches() ? m.group(2) : name;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
