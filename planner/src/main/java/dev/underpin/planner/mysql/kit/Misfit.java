package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.planner.mysql.kit.TypeConversion.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * With which values of a column the server fails when the column gets another type, in strict mode.
 * A SELECT converts them with a warning, so they are told by what they are.
 *
 * <p>Both servers were asked for every pair of types. Where the two differ, or where a value is
 * taken but means something else afterwards (the text {@code 10} is the year 2010), the value is
 * found too.
 *
 * @param flavor the server, as MySQL and MariaDB differ in some
 * @param before the column as it is
 * @param after the column as it will be
 * @param value the column's quoted name, or another expression that gives its value
 */
record Misfit(MysqlFlavor flavor, Side before, Side after, String value) {
  private static final String NUMBER =
      "'^ *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)? *$'";
  private static final String TIME =
      "'^ *-?([0-7]?[0-9]{1,2}|8[0-2][0-9]|83[0-8])(:[0-5]?[0-9]){1,2}([.][0-9]*)? *$'";
  private static final String MOMENT = "'^ *[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[ T][0-9]'";

  private static final int LAST_TIMESTAMP = Integer.MAX_VALUE;
  private static final Set<String> STRINGS = Set.of("char", "varchar");
  private static final Set<String> DATES = Set.of("date", "datetime", "timestamp");
  private static final Set<String> ADDRESSES = Set.of("uuid", "inet4", "inet6");
  private static final Set<String> REALS = Set.of("float", "double");

  /** The condition, for any expression; absent where every value fits, as NULL does. */
  static Optional<ValueCondition> of(MysqlFlavor flavor, Side before, Side after) {
    return new Misfit(flavor, before, after, "")
        .condition()
        .map(any -> value -> new Misfit(flavor, before, after, value).condition().orElse(any));
  }

  private Optional<String> condition() {
    return ofType().map(c -> holdsForNull(c) ? everyValue() + " AND (" + c + ")" : c);
  }

  /** The condition that always holds: none of these values is taken. */
  private String everyValue() {
    return value + " IS NOT NULL";
  }

  /** A value that is rounded to the next second after it has no day any more. */
  private String lastMoment() {
    return value + " > '9999-12-31 23:59:59'";
  }

  private static boolean holdsForNull(String condition) {
    return condition.contains(" IS NULL") || condition.contains("coalesce(");
  }

  private Optional<String> ofType() {
    TypeName to = to();
    String base = to.base();
    if (to.isInteger()) return Optional.of(toInteger());
    if (base.equals("decimal")) return Optional.of(toDecimal());
    if (REALS.contains(base)) return toReal();
    if (base.equals("json")) return toJson();
    if (base.equals("enum")) return Optional.of(toEnum());
    if (base.equals("set")) return toSet();
    if (to.isText()) return toText();
    if (TypeConversion.isBinary(to)) return toBytes();
    if (base.equals("bit")) return Optional.of(toBits());
    if (base.equals("year")) return Optional.of(toYear());
    if (base.equals("time")) return toTime();
    if (DATES.contains(base)) return toDate();
    return ADDRESSES.contains(base) && isWritten()
        ? Optional.of("CAST(" + text() + " AS " + base + ") IS NULL")
        : Optional.empty();
  }

  private TypeName from() {
    return before.type();
  }

  private TypeName to() {
    return after.type();
  }

  private boolean isFrom(String... bases) {
    return List.of(bases).contains(from().base());
  }

  private boolean isMoment() {
    return DATES.contains(from().base()) || isFrom("time");
  }

  /** True for values whose text the server reads. */
  private boolean isWritten() {
    return from().isText() && !hasLabels() || TypeConversion.isBinary(from()) || isFrom("json");
  }

  private boolean hasLabels() {
    return isFrom("enum", "set");
  }

  private boolean isBytes() {
    return TypeConversion.isBinary(from()) || isFrom("bit");
  }

  // --- a value as a text and as a number

  private String text() {
    if (TypeConversion.isBinary(from())) return "CONVERT(" + value + " USING latin1)";
    return from().isText() && !hasLabels() ? value : "CAST(" + value + " AS CHAR)";
  }

  private String number() {
    if (isWritten()) return "CAST(" + text() + " AS DECIMAL(65,30))";
    return isBytes() || hasLabels() || isMoment() || isFrom("year") ? "(" + value + " + 0)" : value;
  }

  /** A condition on the number; what is no number does not fit either. */
  private String ofNumber(String condition) {
    String found = condition.replace("#", number());
    return isWritten() ? text() + " NOT REGEXP " + NUMBER + " OR " + found : found;
  }

  // --- numbers

  private String toInteger() {
    // The bare column can be looked up in an index.
    String number = from().isInteger() ? number() : "round(" + number() + ")";
    String found =
        number
            + " NOT BETWEEN "
            + TypeConversion.lowest(to())
            + " AND "
            + TypeConversion.highest(to());
    if (isWritten()) return text() + " NOT REGEXP '^ *[-+]?[0-9]+ *$' OR " + found;
    return isMoment() && from().fraction() > 0 ? found + " OR " + lastMoment() : found;
  }

  private String toDecimal() {
    String limit = "1e" + TypeConversion.wholeDigits(to());
    String found = "abs(round(#, %d)) >= %s".formatted(TypeConversion.number(to(), 1), limit);
    return ofNumber(found + negative());
  }

  private Optional<String> toReal() {
    String found = to().unsigned() ? "# < 0" : "";
    if (to().base().equals("float") && !from().isInteger())
      found = (found.isEmpty() ? "" : found + " OR ") + "abs(#) > 3.4028234e38";
    if (found.isEmpty() && !isWritten()) return Optional.empty();
    return Optional.of(found.isEmpty() ? text() + " NOT REGEXP " + NUMBER : ofNumber(found));
  }

  private String negative() {
    return to().unsigned() ? " OR # < 0" : "";
  }

  private String toBits() {
    BigInteger highest =
        BigInteger.ONE
            .shiftLeft(Math.max(1, TypeConversion.number(to(), 0)))
            .subtract(BigInteger.ONE);
    String found = "round(" + number() + ") NOT BETWEEN 0 AND " + highest;
    return isWritten() ? text() + " NOT REGEXP '^ *[0-9]+ *$' OR " + found : found;
  }

  private String toYear() {
    if (isMoment()) return everyValue();
    String found =
        "# < 0 OR round(#) <> 0 AND round(#) NOT BETWEEN 1901 AND 2155".replace("#", number());
    return isWritten() ? text() + " NOT REGEXP '^ *[0-9]{4} *$' OR " + found : found;
  }

  // --- texts and bytes

  private String characterSet() {
    return after.collation().map(Collations::characterSet).orElse("utf8mb4");
  }

  /** The bytes, read as a text of the new column. */
  private String read(String characterSet) {
    return "CONVERT(CAST(" + value + " AS BINARY) USING " + characterSet + ")";
  }

  private Optional<String> toText() {
    Optional<String> letters = isBytes() ? Optional.of(noText()) : lostLetters();
    String text = isBytes() ? read(characterSet()) : text();
    boolean isCounted = STRINGS.contains(to().base());
    boolean mayBeLong = isCounted || isWritten();
    if (from().isText() && !hasLabels())
      mayBeLong = TypeConversion.limit(to(), 4) < TypeConversion.limit(from(), isCounted ? 1 : 4);
    Optional<String> tooLong =
        mayBeLong
            ? Optional.of(
                (isCounted ? "char_length(" : "length(")
                    + text
                    + ") > "
                    + TypeConversion.limit(to(), 1))
            : Optional.empty();
    return letters.map(l -> tooLong.map(t -> l + " OR " + t).orElse(l)).or(() -> tooLong);
  }

  /** Bytes that are no text. */
  private String noText() {
    return "coalesce(CAST(%s AS BINARY) <> CAST(%s AS BINARY), TRUE)"
        .formatted(read(characterSet()), value);
  }

  /** Letters that the new character set does not have. */
  private Optional<String> lostLetters() {
    boolean hasAll = characterSet().equals("utf8mb4");
    boolean same =
        before.collation().map(Collations::characterSet).equals(Optional.of(characterSet()));
    if (!from().isText() || after.collation().isEmpty() || hasAll || same) return Optional.empty();
    return Optional.of(
        """
        CAST(CONVERT(CONVERT(%1$s USING %2$s) USING utf8mb4) AS BINARY) \
        <> CAST(CONVERT(%1$s USING utf8mb4) AS BINARY)"""
            .formatted(value, characterSet()));
  }

  private Optional<String> toBytes() {
    boolean isText = from().isText() && !hasLabels();
    boolean fits =
        (isText || TypeConversion.isBinary(from()))
            && TypeConversion.limit(to(), 1) >= TypeConversion.limit(from(), isText ? 4 : 1);
    if (fits) return Optional.empty();
    long limit = TypeConversion.limit(to(), 1);
    // The server takes the bits as they are, or writes their number.
    if (isFrom("bit"))
      return Optional.of(
          longer("CAST(" + value + " AS BINARY)", limit) + " OR " + longer(number(), limit));
    return Optional.of(longer(isText || isBytes() ? value : text(), limit));
  }

  private static String longer(String bytes, long limit) {
    return "length(" + bytes + ") > " + limit;
  }

  private Optional<String> toJson() {
    boolean isNumber = from().isInteger() || isFrom("decimal", "float", "double", "year");
    if (isNumber) return Optional.empty();
    boolean isRefused = isFrom("bit") || isBytes() && !flavor.isMariaDb();
    return Optional.of(isRefused ? everyValue() : "NOT json_valid(" + text() + ")");
  }

  // --- labels

  /** True for values that the server takes for the number of a label. */
  private boolean countsLabels() {
    return from().isInteger() || isFrom("bit", "year", "float", "double");
  }

  private String ofLabelNumber(int lowest, BigInteger highest) {
    return "%1$s <> floor(%1$s) OR %1$s NOT BETWEEN %2$s AND %3$s"
        .formatted(number(), lowest, highest);
  }

  private String toEnum() {
    List<String> labels = to().modifiers();
    return countsLabels()
        ? ofLabelNumber(1, BigInteger.valueOf(labels.size()))
        : (hasLabels() ? text() : "rtrim(" + text() + ")")
            + " NOT IN ("
            + String.join(", ", labels)
            + ")";
  }

  private Optional<String> toSet() {
    List<String> labels = to().modifiers();
    if (countsLabels())
      return Optional.of(
          ofLabelNumber(0, BigInteger.ONE.shiftLeft(labels.size()).subtract(BigInteger.ONE)));
    if (isFrom("set")) {
      List<String> lost = new ArrayList<>(from().modifiers());
      lost.removeAll(labels);
      return lost.isEmpty() ? Optional.empty() : Optional.of(has(lost, " OR "));
    }
    String parts =
        "length(#) > 0 AND char_length(#) - char_length(replace(#, ',', '')) + 1 <> "
            .replace("#", text());
    return Optional.of(parts + has(labels, " + "));
  }

  private String has(List<String> labels, String between) {
    return labels.stream()
        .map(label -> "(find_in_set(" + label + ", " + text() + ") > 0)")
        .collect(Collectors.joining(between));
  }

  // --- days and times

  private Optional<String> toTime() {
    if (isMoment()) return Optional.empty();
    if (isWritten() || hasLabels())
      return Optional.of(
          "# NOT REGEXP %s AND (# NOT REGEXP %s OR CAST(# AS DATETIME) IS NULL)"
              .formatted(TIME, MOMENT)
              .replace("#", text()));
    return Optional.of(
        "abs(#) > 8385959 OR mod(floor(abs(#)), 100) > 59 OR mod(floor(abs(#) / 100), 100) > 59"
            .replace("#", number()));
  }

  private Optional<String> toDate() {
    if (isFrom("year", "json")) return Optional.of(everyValue());
    if (isFrom("time")) return Optional.empty();
    boolean isStamp = to().base().equals("timestamp");
    if (isMoment()) {
      if (isStamp && !isFrom("timestamp")) return Optional.of(outside(value));
      boolean isRounded = !isFrom("timestamp") && from().fraction() > to().fraction();
      return isRounded ? Optional.of(lastMoment()) : Optional.empty();
    }
    boolean isText = isWritten() || hasLabels();
    String moment = "CAST(" + (isText ? text() : number()) + " AS DATETIME)";
    String found = moment + " IS NULL" + (isStamp ? " OR " + outside(moment) : "");
    return Optional.of(isText ? found : number() + " < 10000101 OR " + found);
  }

  private static String outside(String moment) {
    return "coalesce(unix_timestamp(" + moment + "), 0) NOT BETWEEN 1 AND " + LAST_TIMESTAMP;
  }
}
