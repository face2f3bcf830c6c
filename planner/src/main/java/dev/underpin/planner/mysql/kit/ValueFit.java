package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.lowering.TypeName;
import java.util.Optional;
import java.util.Set;

/**
 * Which values an assignment in strict mode refuses. A SELECT converts them with a warning, so they
 * are told by their text.
 */
final class ValueFit {
  private static final String NUMBER =
      "CAST(%s AS CHAR) NOT REGEXP '^ *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)? *$'";

  /** Bytes that are no letters. */
  private static final String NO_TEXT =
      "charset(%s) = 'binary' AND coalesce(CAST(CONVERT(%s USING utf8mb4) AS BINARY) <> %s, TRUE) OR ";

  private static final Set<String> ADDRESSES = Set.of("uuid", "inet4", "inet6");
  private static final Set<String> MOMENTS = Set.of("date", "datetime", "timestamp");

  private ValueFit() {}

  /**
   * The condition of values that do not fit; absent where every value does.
   *
   * @param value an expression in parentheses
   */
  static Optional<String> misfit(TypeName type, String value) {
    return condition(type)
        .map(c -> isPlainText(value) ? c.replace(NO_TEXT, "") : c)
        .map(c -> value + " IS NOT NULL AND (" + c.replace("%s", value) + ")");
  }

  /** True for a text in quotes alone, in as many parentheses as there are. */
  private static boolean isPlainText(String value) {
    return value.matches("\\(+'[^']*'\\)+");
  }

  private static Optional<String> condition(TypeName type) {
    String base = type.base();
    if (type.isInteger())
      return Optional.of(
          NUMBER
              + " OR round(%s) NOT BETWEEN "
              + TypeConversion.lowest(type)
              + " AND "
              + TypeConversion.highest(type));
    if (base.equals("decimal"))
      return Optional.of(
          "%s OR abs(round(%%s, %s)) >= 1e%s%s"
              .formatted(
                  NUMBER,
                  TypeConversion.number(type, 1),
                  TypeConversion.wholeDigits(type),
                  negative(type)));
    if (base.equals("float") || base.equals("double")) return Optional.of(NUMBER + negative(type));
    if (base.equals("char") || base.equals("varchar"))
      return Optional.of(NO_TEXT + "char_length(rtrim(%s)) > " + TypeConversion.limit(type, 1));
    if (type.isText() && !base.equals("enum") && !base.equals("set"))
      return Optional.of(NO_TEXT + "length(%s) > " + TypeConversion.limit(type, 1));
    if (isBinary(base)) return Optional.of("length(%s) > " + TypeConversion.limit(type, 1));
    if (base.equals("enum"))
      return Optional.of(
          "CAST(%%s AS CHAR) NOT IN (%s) AND CAST(%%s AS CHAR) NOT REGEXP '^[0-9]+$'"
              .formatted(String.join(", ", type.modifiers())));
    return ofOther(base);
  }

  private static Optional<String> ofOther(String base) {
    if (base.equals("timestamp"))
      return Optional.of("CAST(%s AS DATETIME) IS NULL OR coalesce(unix_timestamp(%s), 0) = 0");
    if (MOMENTS.contains(base)) return Optional.of("CAST(%s AS DATETIME) IS NULL");
    if (base.equals("time")) return Optional.of("CAST(%s AS TIME) IS NULL");
    if (base.equals("json")) return Optional.of("NOT json_valid(CAST(%s AS CHAR))");
    return ADDRESSES.contains(base)
        ? Optional.of("CAST(%s AS " + base + ") IS NULL")
        : Optional.empty();
  }

  private static String negative(TypeName type) {
    return type.unsigned() ? " OR %s < 0" : "";
  }

  private static boolean isBinary(String base) {
    return base.endsWith("binary") || base.endsWith("blob");
  }
}
