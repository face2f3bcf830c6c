package dev.underpin.dialect.postgresql.lexer;

import dev.underpin.schema.model.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Identifiers: when they need quotes, how dotted names are written, how the server cuts them. */
public final class Identifiers {
  /** {@code NAMEDATALEN - 1}. */
  public static final int MAX_BYTES = 63;

  private Identifiers() {}

  public static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** Quoted only where the server's {@code quote_identifier} would. */
  public static String quoteIfNeeded(String identifier) {
    return isPlain(identifier) && !ReservedWords.needsQuotes(identifier)
        ? identifier
        : quote(identifier);
  }

  /**
   * A dotted name such as {@code auth.users} or {@code "a.b".c} to its parts, exactly as written.
   */
  public static List<String> parts(String dotted) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean inQuotes = false;
    for (int i = 0; i < dotted.length(); i++) {
      char c = dotted.charAt(i);
      if (c == '"' && inQuotes && i + 1 < dotted.length() && dotted.charAt(i + 1) == '"') {
        part.append(c);
        i++;
      } else if (c == '"') {
        inQuotes = !inQuotes;
      } else if (c == '.' && !inQuotes) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /** The dotted form of {@link #parts}: a part with a dot or a quote in it stands in quotes. */
  public static String dotted(QualifiedName name) {
    return (name.schema().isEmpty() ? List.of(name.name()) : List.of(name.schema(), name.name()))
        .stream()
            .map(p -> p.indexOf('.') >= 0 || p.indexOf('"') >= 0 ? quote(p) : p)
            .collect(Collectors.joining("."));
  }

  /** A dotted name with every part quoted, to be put into SQL. */
  public static String quoteDotted(String dotted) {
    return parts(dotted).stream().map(Identifiers::quote).collect(Collectors.joining("."));
  }

  /**
   * The name the server makes of a table's name, columns' names and a label, cut to fit: it
   * shortens the longer of the two until all has room ({@code makeObjectName} in the server's
   * source).
   */
  public static String objectName(String table, String middle, String label) {
    int overhead = bytes(label) + 1 + (middle.isEmpty() ? 0 : 1);
    int available = MAX_BYTES - overhead;
    int first = bytes(table);
    int second = bytes(middle);
    while (first + second > available) {
      if (first > second) first--;
      else second--;
    }
    String head = clip(table, first);
    return middle.isEmpty() ? head + "_" + label : head + "_" + clip(middle, second) + "_" + label;
  }

  /** The longest beginning that has at most so many bytes and cuts no character. */
  public static String clip(String text, int maxBytes) {
    if (bytes(text) <= maxBytes) return text;
    int used = 0;
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      used += bytes(Character.toString(codePoint));
      if (used > maxBytes) break;
      i += Character.charCount(codePoint);
    }
    return text.substring(0, i);
  }

  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean isPlain(String identifier) {
    if (identifier.isEmpty()) return false;
    for (int i = 0; i < identifier.length(); i++) {
      char c = identifier.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) return false;
    }
    return true;
  }
}
