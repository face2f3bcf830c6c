package dev.underpin.schema.yaml.sqltext;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The arguments of a routine as CREATE has them: a mode, a name, a type and a default each. */
final class RoutineArguments {
  private static final Set<String> MODES = Set.of("in", "out", "inout", "variadic");

  /** The first words of types that are called by several. */
  private static final Set<String> LONG_TYPES =
      Set.of(
          "double",
          "character",
          "char",
          "bit",
          "time",
          "timestamp",
          "national",
          "nchar",
          "interval",
          "setof");

  /** What can follow the first word of such a type. */
  private static final Set<String> REST_OF_TYPES =
      Set.of(
          "precision", "varying", "character", "char", "with", "without", "year", "month", "day");

  private RoutineArguments() {}

  /** The types of the arguments that a call gives, with commas between them. */
  static String types(String arguments) throws SqlTextException {
    List<String> types = new ArrayList<>();
    for (String one : split(arguments)) {
      SqlCursor cursor = new SqlCursor(one);
      if (cursor.takes("out")) continue;
      while (MODES.stream().anyMatch(cursor::takes)) {
        // The next word.
      }
      if (hasName(cursor)) cursor.next();
      types.add(upToDefault(cursor));
    }
    return String.join(", ", types);
  }

  /** The arguments without their defaults, with commas between them. */
  static String withoutDefaults(String arguments) throws SqlTextException {
    List<String> all = new ArrayList<>();
    for (String one : split(arguments)) all.add(upToDefault(new SqlCursor(one)));
    return String.join(", ", all);
  }

  private static boolean hasName(SqlCursor cursor) {
    boolean two =
        cursor.peek(0).filter(SqlToken::isName).isPresent()
            && cursor.peek(1).filter(SqlToken::isName).isPresent();
    if (!two || cursor.peek(1).filter(t -> t.isWord("default")).isPresent()) return false;
    boolean longType =
        cursor.peek(0).filter(t -> LONG_TYPES.contains(t.lower())).isPresent()
            && cursor.peek(1).filter(t -> REST_OF_TYPES.contains(t.lower())).isPresent();
    return !longType;
  }

  private static String upToDefault(SqlCursor cursor) throws SqlTextException {
    int from = cursor.mark();
    while (!cursor.atEnd() && !cursor.sees("default") && !cursor.sees("=")) cursor.skipOne();
    return cursor.oneLineFrom(from);
  }

  /** Cut the text between the outer parentheses at its commas. */
  static List<String> split(String inParentheses) throws SqlTextException {
    String inside = new SqlCursor(inParentheses).inParentheses();
    List<String> parts = new ArrayList<>();
    SqlCursor cursor = new SqlCursor(inside);
    int from = cursor.mark();
    while (!cursor.atEnd()) {
      if (cursor.sees(",")) {
        parts.add(cursor.textFrom(from));
        cursor.next();
        from = cursor.mark();
      } else {
        cursor.skipOne();
      }
    }
    if (cursor.mark() > from) parts.add(cursor.textFrom(from));
    return parts;
  }
}
