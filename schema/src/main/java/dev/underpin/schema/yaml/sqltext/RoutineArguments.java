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

  /**
   * The types of the arguments that a call gives, with commas between them. Those behind ORDER BY
   * in an aggregate are arguments too; where both sides are the same VARIADIC, it is one.
   */
  static String types(String arguments) throws SqlTextException {
    List<String> types = new ArrayList<>();
    List<String> variadic = new ArrayList<>();
    for (String one : split(arguments)) {
      SqlCursor cursor = new SqlCursor(one);
      while (!cursor.atEnd()) {
        cursor.takes("order", "by");
        if (cursor.takes("*") || cursor.takes("out")) break;
        boolean many = cursor.sees("variadic");
        while (MODES.stream().anyMatch(cursor::takes)) {
          // The next word.
        }
        if (hasName(cursor)) cursor.next();
        String type = upToDefault(cursor, true);
        while (!cursor.atEnd() && !cursor.sees("order", "by")) cursor.skipOne();
        if (!many || !variadic.contains(type)) types.add(type);
        if (many) variadic.add(type);
      }
    }
    return String.join(", ", types);
  }

  /** The arguments without their defaults, with commas between them. */
  static String withoutDefaults(String arguments) throws SqlTextException {
    List<String> all = new ArrayList<>();
    for (String one : split(arguments)) all.add(upToDefault(new SqlCursor(one), false));
    return String.join(", ", all);
  }

  private static boolean hasName(SqlCursor cursor) {
    boolean two =
        cursor.peek(0).filter(SqlToken::isName).isPresent()
            && cursor.peek(1).filter(SqlToken::isName).isPresent();
    if (!two || cursor.peek(1).filter(t -> t.isWord("default") || t.isWord("order")).isPresent())
      return false;
    boolean longType =
        cursor.peek(0).filter(t -> LONG_TYPES.contains(t.lower())).isPresent()
            && cursor.peek(1).filter(t -> REST_OF_TYPES.contains(t.lower())).isPresent();
    return !longType;
  }

  private static String upToDefault(SqlCursor cursor, boolean ofType) throws SqlTextException {
    int from = cursor.mark();
    while (!cursor.atEnd()
        && !cursor.sees("default")
        && !cursor.sees("=")
        && !(ofType && cursor.sees("order", "by"))) cursor.skipOne();
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
