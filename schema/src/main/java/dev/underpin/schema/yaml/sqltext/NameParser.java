package dev.underpin.schema.yaml.sqltext;

import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names as they are written in the YAML: exact, a dot qualifies, and a name that has a dot in it
 * stands in double quotes as in SQL.
 */
public final class NameParser {
  private NameParser() {}

  /** The name that a text means; one without a namespace gets the given one. */
  public static QualifiedName parse(String text, String namespace) throws SqlTextException {
    List<String> parts = parts(text);
    if (parts.size() > 2) {
      throw new SqlTextException(
          "\"" + text + "\" has more than one dot",
          0,
          "put a name that has a dot in it in double quotes: '\"a.b\"'");
    }
    return parts.size() == 2
        ? new QualifiedName(parts.get(0), parts.get(1))
        : new QualifiedName(namespace, parts.get(0));
  }

  /** The text for a name that is read with this default namespace. */
  public static String of(QualifiedName name, String namespace) {
    return name.schema().isEmpty() || name.schema().equals(namespace)
        ? part(name.name())
        : part(name.schema()) + "." + part(name.name());
  }

  /** Cut at the dots, and take off the double quotes. */
  static List<String> parts(String text) throws SqlTextException {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder part = new StringBuilder();
      at = text.startsWith("\"", at) ? quotedPart(text, at, part) : barePart(text, at, part);
      if (part.isEmpty()) throw new SqlTextException("a name is empty", at);
      parts.add(part.toString());
      if (at == text.length()) return parts;
      at++;
    }
  }

  /** The names between commas, each in double quotes or not. */
  static String list(List<String> names) {
    return names.stream().map(n -> isSimple(n) ? n : quote(n)).collect(Collectors.joining(", "));
  }

  /** True for a name that stands in SQL text as it is. */
  public static boolean isSimple(String name) {
    return name.matches("[\\p{L}_][\\p{L}\\p{Nd}_$]*");
  }

  public static String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String part(String name) {
    return name.startsWith("\"") || name.contains(".") ? quote(name) : name;
  }

  private static int barePart(String text, int from, StringBuilder part) {
    int dot = text.indexOf('.', from);
    int end = dot < 0 ? text.length() : dot;
    part.append(text, from, end);
    return end;
  }

  private static int quotedPart(String text, int from, StringBuilder part) throws SqlTextException {
    int at = from + 1;
    while (at < text.length()) {
      if (text.charAt(at) != '"') {
        part.append(text.charAt(at++));
      } else if (text.startsWith("\"\"", at)) {
        part.append('"');
        at += 2;
      } else if (at + 1 == text.length() || text.charAt(at + 1) == '.') {
        return at + 1;
      } else {
        throw new SqlTextException(
            "after the closing quote of a name only a dot can follow", at + 1);
      }
    }
    throw new SqlTextException("the double quote of a name is not closed", from);
  }
}
