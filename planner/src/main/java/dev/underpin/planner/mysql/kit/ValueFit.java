package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.lowering.TypeName;
import java.util.Optional;
import java.util.Set;

/**
 * Which values an assignment in strict mode refuses. A SELECT converts them with a warning, so they
 * are told by their text.
 *
 * @param type the type that is assigned to
 * @param value an expression in parentheses
 */
record ValueFit(TypeName type, String value) {
  private static final Set<String> ADDRESSES = Set.of("uuid", "inet4", "inet6");
  private static final Set<String> MOMENTS = Set.of("date", "datetime", "timestamp");

  /**
   * The condition of values that do not fit; absent where every value does.
   *
   * @param value an expression in parentheses
   */
  static Optional<String> misfit(TypeName type, String value) {
    return new ValueFit(type, value).condition().map(c -> value + " IS NOT NULL AND (" + c + ")");
  }

  private Optional<String> condition() {
    String base = type.base();
    if (type.isInteger())
      return Optional.of(
          noNumber()
              + " OR round(%s) NOT BETWEEN %s AND %s"
                  .formatted(value, TypeConversion.lowest(type), TypeConversion.highest(type)));
    if (base.equals("decimal"))
      return Optional.of(
          noNumber()
              + " OR abs(round(%s, %s)) >= 1e%s"
                  .formatted(
                      value, TypeConversion.number(type, 1), TypeConversion.wholeDigits(type))
              + negative());
    if (base.equals("float") || base.equals("double")) return Optional.of(noNumber() + negative());
    if (base.equals("char") || base.equals("varchar"))
      return Optional.of(
          noText() + "char_length(rtrim(" + value + ")) > " + TypeConversion.limit(type, 1));
    if (type.isText() && !base.equals("enum") && !base.equals("set"))
      return Optional.of(noText() + longer());
    if (isBinary(base)) return Optional.of(longer());
    if (base.equals("enum"))
      return Optional.of(
          "CAST(%1$s AS CHAR) NOT IN (%2$s) AND CAST(%1$s AS CHAR) NOT REGEXP '^[0-9]+$'"
              .formatted(value, String.join(", ", type.modifiers())));
    return ofOther(base);
  }

  private Optional<String> ofOther(String base) {
    if (base.equals("timestamp"))
      return Optional.of(
          noValueAs("DATETIME") + " OR coalesce(unix_timestamp(" + value + "), 0) = 0");
    if (MOMENTS.contains(base)) return Optional.of(noValueAs("DATETIME"));
    if (base.equals("time")) return Optional.of(noValueAs("TIME"));
    if (base.equals("json")) return Optional.of("NOT json_valid(CAST(" + value + " AS CHAR))");
    return ADDRESSES.contains(base) ? Optional.of(noValueAs(base)) : Optional.empty();
  }

  private String noNumber() {
    return "CAST("
        + value
        + " AS CHAR) NOT REGEXP '^ *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)? *$'";
  }

  /** Bytes that are no letters, or else; empty for a text in quotes, which has only letters. */
  private String noText() {
    return isPlainText()
        ? ""
        : "charset(%1$s) = 'binary' AND coalesce(CAST(CONVERT(%1$s USING utf8mb4) AS BINARY) <> %1$s, TRUE) OR "
            .formatted(value);
  }

  /** True for a text in quotes alone, in as many parentheses as there are. */
  private boolean isPlainText() {
    return value.matches("\\(+'[^']*'\\)+");
  }

  private String longer() {
    return "length(" + value + ") > " + TypeConversion.limit(type, 1);
  }

  private String noValueAs(String type) {
    return "CAST(" + value + " AS " + type + ") IS NULL";
  }

  private String negative() {
    return type.unsigned() ? " OR " + value + " < 0" : "";
  }

  private static boolean isBinary(String base) {
    return base.endsWith("binary") || base.endsWith("blob");
  }
}
