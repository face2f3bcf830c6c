package dev.underpin.planner.postgresql.kit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a change of type does to the values and to the table's file.
 *
 * <p>Measured on PostgreSQL 11 to 18 by the relation's file node; see the notes of {@code ALTER
 * TABLE} in the manual.
 *
 * @param kind what it does
 * @param assignable true where the server converts by itself, and refuses a value that does not fit
 * @param misfit a condition on the column, with {@code %s} for its quoted name, for values that do
 *     not fit; where one can be said
 */
public record TypeConversion(Kind kind, boolean assignable, Optional<String> misfit) {
  /** What a change of type does. */
  public enum Kind {
    /** The catalog changes, the rows stay as they are. */
    CATALOG,
    /** The table is rewritten, every value stays the same. */
    LOSSLESS,
    /** Values that fit stay the same; values that do not are refused. */
    NARROWING,
    /** Values may change. */
    LOSSY
  }

  private static final Pattern TYPE =
      Pattern.compile(
          "(.*?)(?:\\((\\d+)(?:,(-?\\d+))?\\))?( with(?:out)? time zone)?((?:\\[\\])*)");
  private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
  private static final Set<String> NUMBERS =
      Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");
  private static final Set<String> STRINGS = Set.of("text", "character varying", "character");
  private static final Set<String> DATES =
      Set.of("date", "timestamp without time zone", "timestamp with time zone");

  /** A time of day, and what has one. */
  private static final Map<String, Set<String>> TIMES_OF_DAY =
      Map.of(
          "time without time zone",
          Set.of(
              "time with time zone",
              "timestamp without time zone",
              "timestamp with time zone",
              "interval"),
          "time with time zone",
          Set.of("time without time zone", "timestamp with time zone"));

  private record Name(String base, int first, int second, String array) {
    public static Name of(String type) {
      Matcher m = TYPE.matcher(type);
      if (!m.matches()) return new Name(type, -1, 0, "");
      String zone = m.group(4) == null ? "" : m.group(4);
      return new Name(
          (m.group(1) + zone).toLowerCase(Locale.ROOT),
          number(m.group(2), -1),
          number(m.group(3), 0),
          m.group(5));
    }

    private static int number(String group, int otherwise) {
      return group == null ? otherwise : Integer.parseInt(group);
    }
  }

  /** Judge a change from one type, in the server's spelling, to another. */
  public static TypeConversion of(String before, String after) {
    Name from = Name.of(before);
    Name to = Name.of(after);
    if (before.equals(after)) return new TypeConversion(Kind.CATALOG, true, Optional.empty());
    if (!from.array.equals(to.array)) return lossy();
    boolean array = !from.array.isEmpty();
    TypeConversion change = ofScalars(from, to);
    return array ? new TypeConversion(change.kind, change.assignable, Optional.empty()) : change;
  }

  /** The highest number of an integer type. */
  public static long highest(String type) {
    return switch (type) {
      case "smallint" -> Short.MAX_VALUE;
      case "integer" -> Integer.MAX_VALUE;
      default -> Long.MAX_VALUE;
    };
  }

  /** The lowest number of an integer type. */
  public static long lowest(String type) {
    return -highest(type) - 1;
  }

  /** True for the types that a column which numbers its rows can have. */
  public static boolean isInteger(String type) {
    return INTEGERS.contains(type);
  }

  private static TypeConversion ofScalars(Name from, Name to) {
    if (STRINGS.contains(from.base) && STRINGS.contains(to.base)) return strings(from, to);
    if (NUMBERS.contains(from.base) && NUMBERS.contains(to.base)) return numbers(from, to);
    if (to.base.equals("text") || to.base.equals("character varying") && to.first < 0) {
      return new TypeConversion(Kind.LOSSLESS, true, Optional.empty());
    }
    if (from.base.equals(to.base)) {
      boolean wider = to.first < 0 || from.first >= 0 && to.first >= from.first;
      if (wider)
        return new TypeConversion(
            to.base.startsWith("bit") && !to.base.equals("bit varying") ? Kind.LOSSY : Kind.CATALOG,
            true,
            Optional.empty());
      return lossy();
    }
    if (from.base.equals("cidr") && to.base.equals("inet"))
      return new TypeConversion(Kind.CATALOG, true, Optional.empty());
    if (from.base.equals("date") && to.base.equals("timestamp without time zone")) {
      return new TypeConversion(Kind.LOSSLESS, true, Optional.empty());
    }
    return lossy();
  }

  private static TypeConversion strings(Name from, Name to) {
    boolean wider = to.first < 0 || from.first >= 0 && to.first >= from.first;
    if (to.base.equals("character") && !from.base.equals("character")) {
      // Blanks at the end are padding there, so they would not come back.
      return new TypeConversion(Kind.LOSSY, true, wider ? Optional.empty() : tooLong(to.first));
    }
    if (from.base.equals("character")) {
      return wider
          ? new TypeConversion(Kind.LOSSLESS, true, Optional.empty())
          : new TypeConversion(Kind.NARROWING, true, tooLong(to.first));
    }
    return wider
        ? new TypeConversion(Kind.CATALOG, true, Optional.empty())
        : new TypeConversion(Kind.NARROWING, true, tooLong(to.first));
  }

  private static Optional<String> tooLong(int length) {
    return Optional.of("length(%s::text) > " + length);
  }

  private static TypeConversion numbers(Name from, Name to) {
    int fromSize = INTEGERS.indexOf(from.base);
    int toSize = INTEGERS.indexOf(to.base);
    if (fromSize >= 0 && toSize >= 0) {
      return fromSize <= toSize
          ? new TypeConversion(Kind.LOSSLESS, true, Optional.empty())
          : new TypeConversion(
              Kind.NARROWING,
              true,
              Optional.of(
                  toSize == 0
                      ? "%s NOT BETWEEN -32768 AND 32767"
                      : "%s NOT BETWEEN -2147483648 AND 2147483647"));
    }
    if (to.base.equals("numeric")) return toNumeric(from, fromSize, to);
    if (to.base.equals("double precision")) {
      return from.base.equals("real") || fromSize == 0 || fromSize == 1
          ? new TypeConversion(Kind.LOSSLESS, true, Optional.empty())
          : new TypeConversion(Kind.LOSSY, true, Optional.empty());
    }
    return new TypeConversion(Kind.LOSSY, true, Optional.empty());
  }

  private static TypeConversion toNumeric(Name from, int fromSize, Name to) {
    if (from.base.equals("numeric")) {
      if (to.first < 0) return new TypeConversion(Kind.CATALOG, true, Optional.empty());
      if (from.first >= 0 && to.second == from.second && to.first >= from.first) {
        return new TypeConversion(Kind.CATALOG, true, Optional.empty());
      }
      if (from.first >= 0
          && to.second >= from.second
          && to.first - to.second >= from.first - from.second) {
        return new TypeConversion(Kind.LOSSLESS, true, Optional.empty());
      }
      return from.first >= 0 && to.second >= from.second
          ? new TypeConversion(Kind.NARROWING, true, tooBig(to))
          : new TypeConversion(Kind.LOSSY, true, Optional.empty());
    }
    if (fromSize >= 0) {
      return to.first < 0
          ? new TypeConversion(Kind.LOSSLESS, true, Optional.empty())
          : new TypeConversion(to.second >= 0 ? Kind.NARROWING : Kind.LOSSY, true, tooBig(to));
    }
    return new TypeConversion(Kind.LOSSY, true, Optional.empty());
  }

  private static Optional<String> tooBig(Name to) {
    return Optional.of("abs(%s) >= 1e" + (to.first - to.second));
  }

  private static TypeConversion lossy() {
    return new TypeConversion(Kind.LOSSY, false, Optional.empty());
  }

  /**
   * The expression that turns a value, given as quoted SQL, from one type into another by an
   * explicit cast.
   */
  public static String cast(String value, String before, String after) {
    Name from = Name.of(before);
    Name to = Name.of(after);
    boolean direct =
        from.base.equals(to.base)
            || NUMBERS.contains(from.base) && NUMBERS.contains(to.base)
            || DATES.contains(from.base) && DATES.contains(to.base)
            || TIMES_OF_DAY.getOrDefault(to.base, Set.of()).contains(from.base)
            || STRINGS.contains(from.base)
            || STRINGS.contains(to.base)
            || from.base.startsWith("json") && to.base.startsWith("json")
            || from.base.equals("boolean") && to.base.equals("integer")
            || from.base.equals("integer") && to.base.equals("boolean")
            || from.base.startsWith("bit") && to.base.startsWith("bit")
            || from.base.equals("bit") && INTEGERS.indexOf(to.base) > 0
            || to.base.equals("bit") && INTEGERS.indexOf(from.base) > 0;
    if (!from.array.isEmpty() && from.array.equals(to.array)) return value + "::text[]::" + after;
    if (!from.array.equals(to.array)) return value + "::text::" + after;
    return value + (direct ? "::" : "::text::") + after;
  }
}
