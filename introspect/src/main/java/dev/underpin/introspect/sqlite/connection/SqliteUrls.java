package dev.underpin.introspect.sqlite.connection;

import dev.underpin.dialect.sqlite.SqliteDialectProvider;
import dev.underpin.introspect.DatabaseUrl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the URLs of SQLite databases.
 *
 * <ul>
 *   <li>{@code sqlite:PATH}, {@code sqlite://PATH}: a path, relative to the working directory, in
 *       which every character means itself: blanks, {@code ?}, {@code #} and {@code %} too;
 *   <li>{@code file:…}, {@code sqlite:file:…}: a <a href="https://sqlite.org/uri.html">SQLite
 *       URI</a> with its parameters, such as {@code file:shop.db?mode=ro};
 *   <li>{@code jdbc:sqlite:…}: either of them, with the driver's parameters behind a {@code ?};
 *   <li>{@code sqlite::memory:}: a database that lives as long as its connection.
 * </ul>
 */
public final class SqliteUrls {
  private static final String JDBC = "jdbc:sqlite:";
  private static final String MEMORY = ":memory:";

  private SqliteUrls() {}

  public static Optional<DatabaseUrl> parse(String url) {
    return parse(url, Path.of(""));
  }

  /**
   * A path that is relative starts at the directory; one inside a URI is SQLite's to understand.
   */
  public static Optional<DatabaseUrl> parse(String url, Path directory) {
    String text = url.strip();
    boolean jdbc = startsWith(text, JDBC);
    if (jdbc) return Optional.of(jdbc(text, text.substring(JDBC.length()), directory));
    if (startsWith(text, "sqlite:"))
      return Optional.of(of(text, text.substring("sqlite:".length()), Map.of(), directory));
    if (startsWith(text, "file:")) return Optional.of(of(text, text, Map.of(), directory));
    return Optional.empty();
  }

  /** A database in memory, new with every connection. */
  static String inMemory() {
    return JDBC + MEMORY;
  }

  /** The file that a driver's URL names, or absence where the database is in memory. */
  public static Optional<Path> file(DatabaseUrl url) {
    String name = url.jdbcUrl().substring(JDBC.length());
    if (!name.startsWith("file:")) return Optional.empty();
    int query = name.indexOf('?');
    String parameters = query < 0 ? "" : name.substring(query + 1);
    String path = name.substring("file:".length(), query < 0 ? name.length() : query);
    if (path.startsWith("//")) path = path.substring(Math.max(2, path.indexOf('/', 2)));
    path = decode(path);
    boolean memory =
        path.isEmpty() || path.equals(MEMORY) || ("&" + parameters).contains("&mode=memory");
    return memory ? Optional.empty() : Optional.of(Path.of(path).toAbsolutePath());
  }

  /** The driver's URL for who only looks: SQLite refuses {@code mode=rw} to a read-only handle. */
  static String readOnly(DatabaseUrl url) {
    return url.jdbcUrl().replaceFirst("([?&]mode=)rwc?(?=&|$)", "$1ro");
  }

  private static DatabaseUrl jdbc(String display, String name, Path directory) {
    int query = name.startsWith("file:") ? -1 : name.indexOf('?');
    if (query < 0) return of(display, name, Map.of(), directory);
    Map<String, String> properties = new HashMap<>();
    for (String parameter : name.substring(query + 1).split("&")) {
      int equals = parameter.indexOf('=');
      if (equals > 0)
        properties.put(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return of(masked(display), name.substring(0, query), properties, directory);
  }

  private static DatabaseUrl of(
      String display, String name, Map<String, String> properties, Path directory) {
    return new DatabaseUrl(
        SqliteDialectProvider.ENGINE_ID, JDBC + driverName(name, directory), properties, display);
  }

  /**
   * What the driver is given: always a URI for a file, since it takes the {@code ?} of a plain path
   * for the start of parameters.
   */
  private static String driverName(String name, Path directory) {
    if (name.isEmpty() || name.equals(MEMORY)) return MEMORY;
    if (startsWith(name, "file:")) return "file:" + name.substring("file:".length());
    String path = name.startsWith("//") ? name.substring(2) : name;
    return "file:" + encode(directory.resolve(path).toAbsolutePath().normalize().toString());
  }

  private static String encode(String path) {
    StringBuilder text = new StringBuilder();
    String slashed = path.replace('\\', '/');
    if (!slashed.startsWith("/")) text.append('/');
    for (char c : slashed.toCharArray()) {
      if (c == '%' || c == '?' || c == '#' || c == ' ')
        text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      else text.append(c);
    }
    return text.toString();
  }

  private static String decode(String path) {
    if (path.indexOf('%') < 0) return path;
    // URLDecoder would make a blank of each plus.
    return java.net.URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String masked(String display) {
    return display.replaceAll("(?i)([?&](?:password|key|hexkey|textkey)=)[^&]*", "$1***");
  }

  private static boolean startsWith(String text, String prefix) {
    return text.regionMatches(true, 0, prefix, 0, prefix.length());
  }
}
