package dev.underpin.runner.postgresql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An index that a statement builds concurrently.
 *
 * @param name its name, as the catalog has it
 * @param table its table, as it is written in the statement
 */
record ConcurrentIndex(String name, String table) {
  private static final String IDENTIFIER = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
  private static final String COMMENTS = "^(?:\\s|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)*";
  private static final Pattern BUILD =
      Pattern.compile(
          COMMENTS
              + "CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?("
              + IDENTIFIER
              + ")\\s+ON\\s+(?:ONLY\\s+)?("
              + IDENTIFIER
              + "(?:\\s*\\.\\s*"
              + IDENTIFIER
              + ")?)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern CONCURRENT =
      Pattern.compile(
          "%s(?:(?:CREATE\\s+(?:UNIQUE\\s+)?|DROP\\s+)INDEX|REINDEX\\b.*?|ALTER\\s+TABLE\\b.*?\\bDETACH\\s+PARTITION\\b.*?)\\s+CONCURRENTLY\\b"
              .formatted(COMMENTS),
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** The index that a statement builds, where it is CREATE INDEX CONCURRENTLY with a name. */
  static Optional<ConcurrentIndex> builtBy(String statement) {
    Matcher m = BUILD.matcher(statement);
    return m.find()
        ? Optional.of(new ConcurrentIndex(plain(m.group(1)), m.group(2)))
        : Optional.empty();
  }

  /** True for a statement that waits for other transactions as it goes. */
  static boolean isConcurrent(String statement) {
    return CONCURRENT.matcher(statement).find();
  }

  private static String plain(String identifier) {
    return identifier.startsWith("\"")
        ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
        : identifier.toLowerCase(java.util.Locale.ROOT);
  }
}
