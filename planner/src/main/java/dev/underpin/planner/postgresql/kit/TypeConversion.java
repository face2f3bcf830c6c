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

    /** True where a length or precision is at least as high. */
    boolean fits(Name to) {
      return to.first < 0 || first >= 0 && to.first >= first;
    }

    private static int number(String group, int otherwise) {
      return group == null ? otherwise : Integer.parseInt(group);
    }
  }

  /** Judge a change from one type, in the server's spelling, to another. */
  public static TypeConversion of(String before, String after) {
    Name from = Name.of(before);
    Name to = Name.of(after);
    if (before.equals(after)) return assigned(Kind.CATALOG);
    if (!from.array.equals(to.array)) return lossy();
    TypeConversion change = ofScalars(from, to);
    return !from.array.isEmpty()
        ? new TypeConversion(change.kind, change.assignable, Optional.empty())
        : change;
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
    if (to.base.equals("text") || to.base.equals("character varying") && to.first < 0)
      return assigned(Kind.LOSSLESS);
    if (from.base.equals(to.base)) {
      boolean padded = to.base.startsWith("bit") && !to.base.equals("bit varying");
      return from.fits(to) ? assigned(padded ? Kind.LOSSY : Kind.CATALOG) : lossy();
    }
    if (from.base.equals("cidr") && to.base.equals("inet")) return assigned(Kind.CATALOG);
    boolean midnight = from.base.equals("date") && to.base.equals("timestamp without time zone");
    return midnight ? assigned(Kind.LOSSLESS) : lossy();
  }

  private static TypeConversion strings(Name from, Name to) {
    // Blanks at the end are padding in a character, so they would not come back.
    boolean padded = to.base.equals("character") && !from.base.equals("character");
    if (!from.fits(to)) {
      String misfit = "length(%s::text) > " + to.first;
      return assigned(padded ? Kind.LOSSY : Kind.NARROWING, misfit);
    }
    if (padded) return assigned(Kind.LOSSY);
    return assigned(from.base.equals("character") ? Kind.LOSSLESS : Kind.CATALOG);
  }

  private static TypeConversion numbers(Name from, Name to) {
    int fromSize = INTEGERS.indexOf(from.base);
    int toSize = INTEGERS.indexOf(to.base);
    if (fromSize >= 0 && toSize >= 0) {
      if (fromSize <= toSize) return assigned(Kind.LOSSLESS);
      return assigned(
          Kind.NARROWING,
          toSize == 0
              ? "%s NOT BETWEEN -32768 AND 32767"
              : "%s NOT BETWEEN -2147483648 AND 2147483647");
    }
    if (to.base.equals("numeric")) return toNumeric(from, fromSize, to);
    boolean exact = from.base.equals("real") || fromSize == 0 || fromSize == 1;
    return assigned(to.base.equals("double precision") && exact ? Kind.LOSSLESS : Kind.LOSSY);
  }

  private static TypeConversion toNumeric(Name from, int fromSize, Name to) {
    String tooBig = "abs(%s) >= 1e" + (to.first - to.second);
    if (!from.base.equals("numeric")) {
      if (fromSize < 0) return assigned(Kind.LOSSY);
      if (to.first < 0) return assigned(Kind.LOSSLESS);
      return assigned(to.second >= 0 ? Kind.NARROWING : Kind.LOSSY, tooBig);
    }
    if (to.first < 0) return assigned(Kind.CATALOG);
    if (from.first < 0 || to.second < from.second) return assigned(Kind.LOSSY);
    if (to.second == from.second && to.first >= from.first) return assigned(Kind.CATALOG);
    return to.first - to.second >= from.first - from.second
        ? assigned(Kind.LOSSLESS)
        : assigned(Kind.NARROWING, tooBig);
  }

  private static TypeConversion assigned(Kind kind) {
    return new TypeConversion(kind, true, Optional.empty());
  }

  private static TypeConversion assigned(Kind kind, String misfit) {
    return new TypeConversion(kind, true, Optional.of(misfit));
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
