package dev.underpin.planner.mysql.kit;

import static java.util.Objects.requireNonNull;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.schema.model.Column;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a change of type or collation does to the values and to the table.
 *
 * @param operation how the server does it
 * @param loss what it does to values
 * @param misfit the condition of values that do not fit; where there is one
 */
public record TypeConversion(Operation operation, Loss loss, Optional<ValueCondition> misfit) {
  /** What becomes of values. */
  public enum Loss {
    /** Every value stays the same. */
    NONE,
    /** Values that fit stay the same; values that do not are refused. */
    NARROWING,
    /** Values may change. */
    VALUES
  }

  private static final Map<String, Integer> BYTES =
      Map.of("tinyint", 1, "smallint", 2, "mediumint", 3, "int", 4, "bigint", 8);
  private static final List<String> TEXTS = List.of("tinytext", "text", "mediumtext", "longtext");
  private static final List<String> BLOBS = List.of("tinyblob", "blob", "mediumblob", "longblob");
  private static final List<Long> LIMITS = List.of(255L, 65_535L, 16_777_215L, 4_294_967_295L);
  private static final String IN_TIME_ZONE = ", in the server's time zone (@@GLOBAL.time_zone)";

  private static final Set<String> WITHOUT_VALUE = Set.of("timestamp", "uuid");
  private static final Set<String> STRINGS = Set.of("char", "varchar");

  /** The most bytes of a character, where it is not four. */
  private static final Map<String, Integer> WIDTHS =
      Map.of(
          "utf8mb3", 3, "latin1", 1, "ascii", 1, "latin2", 1, "cp1251", 1, "cp1252", 1, "binary", 1,
          "ucs2", 2, "gbk", 2);

  /**
   * A column's type with all that its text depends on.
   *
   * @param collation absent where it is not known, because the database's is not
   */
  public record Side(TypeName type, Optional<String> collation) {
    private String characterSet() {
      return collation.map(Collations::characterSet).orElse("");
    }

    /** Every number of bytes that a character may take at most. */
    private Set<Integer> widths() {
      if (!type.isText()) return Set.of(1);
      if (collation.isEmpty()) return Set.of(1, 2, 3, 4);
      return Set.of(WIDTHS.getOrDefault(characterSet(), 4));
    }
  }

  /**
   * Judge a change.
   *
   * @param flavor the server
   * @param inKey true where the column is part of a key
   */
  public static TypeConversion of(MysqlFlavor flavor, Side before, Side after, boolean inKey) {
    if (!before.type.equals(after.type)) {
      return new TypeConversion(
          operation(before, after, inKey), loss(before, after), Misfit.of(flavor, before, after));
    }
    boolean sameSet = before.characterSet().equals(after.characterSet());
    if (sameSet && before.collation.isPresent()) {
      return new TypeConversion(recollating(before.type, inKey), Loss.NONE, Optional.empty());
    }
    boolean widens =
        before.characterSet().equals("utf8mb3") && after.characterSet().equals("utf8mb4");
    if (!widens) return new TypeConversion(Operation.CHANGE_TYPE, Loss.VALUES, Optional.empty());
    boolean sameOrder =
        before.collation.get().substring(7).equals(after.collation.get().substring(7));
    boolean easy =
        sameOrder
            && !inKey
            && before.type.base().equals("varchar")
            && length(before.type) * 3 > 255 == length(before.type) * 4 > 255;
    return new TypeConversion(
        easy ? Operation.WIDEN_CHARACTER_SET : Operation.CHANGE_TYPE, Loss.NONE, Optional.empty());
  }

  /** The most bytes of a character in a collation; one where that is not known. */
  static int width(Optional<String> collation) {
    return collation.map(c -> WIDTHS.getOrDefault(Collations.characterSet(c), 4)).orElse(1);
  }

  /**
   * A change between json and longtext on MariaDB, which stores both alike: one is checked. The
   * character set of json is utf8mb4.
   */
  public static Optional<TypeConversion> ofCheckedText(
      MysqlContext context, Side before, Side after) {
    String bases = before.type.base() + " " + after.type.base();
    boolean checked = bases.equals("longtext json");
    if (!context.dialect().flavor().isMariaDb() || !checked && !bases.equals("json longtext"))
      return Optional.empty();
    String characterSet = (checked ? before : after).characterSet();
    boolean same =
        checked
            ? Set.of("utf8mb3", "utf8mb4").contains(characterSet)
            : characterSet.equals("utf8mb4");
    if (!same) return Optional.empty();
    return Optional.of(
        new TypeConversion(
            Operation.CHANGE_TYPE,
            checked ? Loss.NARROWING : Loss.NONE,
            checked ? Optional.of(value -> "NOT json_valid(" + value + ")") : Optional.empty()));
  }

  // --- how

  private static Operation recollating(TypeName type, boolean inKey) {
    if (hasLabels(type)) return Operation.CHANGE_LABEL_COLLATION;
    if (!inKey) return Operation.CHANGE_COLLATION;
    return type.isLong() ? Operation.CHANGE_LONG_KEY_COLLATION : Operation.CHANGE_KEY_COLLATION;
  }

  /** What forbidding NULL is for a column of this type. */
  public static Operation settingNotNull(String type) {
    return TypeName.parse(type).filter(t -> WITHOUT_VALUE.contains(t.base())).isPresent()
        ? Operation.SET_NOT_NULL_WITHOUT_VALUE
        : Operation.SET_NOT_NULL;
  }

  private static Operation operation(Side before, Side after, boolean inKey) {
    TypeName from = before.type;
    TypeName to = after.type;
    boolean sameText = before.collation.equals(after.collation);
    boolean sameBase = from.base().equals(to.base());
    if (sameBase && hasLabels(from))
      return sameText && appends(from, to) ? Operation.APPEND_LABEL : Operation.CHANGE_TYPE;
    boolean variable = from.base().equals("varchar") || from.base().equals("varbinary");
    if (!sameBase || !variable || !sameText || length(to) < length(from))
      return Operation.CHANGE_TYPE;
    Operation worst = Operation.WIDEN_TEXT;
    for (int width : before.widths()) {
      long bytes = length(from) * width;
      if (bytes > 255 == length(to) * width > 255) continue;
      if (bytes > 127 || inKey) return Operation.WIDEN_TEXT_BEYOND_A_BYTE;
      worst = Operation.WIDEN_SHORT_TEXT_BEYOND_A_BYTE;
    }
    return worst;
  }

  /** New labels at the end, and no more bytes for the number of a label. */
  private static boolean appends(TypeName from, TypeName to) {
    List<String> before = from.modifiers();
    List<String> after = to.modifiers();
    if (after.size() < before.size() || !after.subList(0, before.size()).equals(before))
      return false;
    if (from.base().equals("enum")) return after.size() > 255 == before.size() > 255;
    return setBytes(before.size()) == setBytes(after.size());
  }

  private static int setBytes(int labels) {
    int bytes = (labels + 7) / 8;
    return bytes > 4 ? 8 : bytes;
  }

  // --- what it does to values

  private static Loss loss(Side before, Side after) {
    TypeName from = before.type;
    TypeName to = after.type;
    if (isText(from) && isText(to)) return text(before, after);
    if (isBinary(from) && isBinary(to)) {
      if (limit(to, 1) < limit(from, 1)) return Loss.NARROWING;
      return to.base().equals("binary") ? Loss.VALUES : Loss.NONE;
    }
    if (from.isInteger()) return ofInteger(from, to);
    if (from.base().equals("decimal") && to.base().equals("decimal")) {
      if (number(to, 1) < number(from, 1)) return Loss.VALUES;
      return unless(wholeDigits(to) >= wholeDigits(from) && keepsSign(from, to));
    }
    if (from.base().equals("float") && to.base().equals("double") && to.modifiers().isEmpty())
      return Loss.NONE;
    boolean sameBase = from.base().equals(to.base());
    boolean toDateTime = from.base().equals("timestamp") && to.base().equals("datetime");
    if (sameBase && from.isTemporal() || toDateTime)
      return to.fraction() >= from.fraction() ? Loss.NONE : Loss.VALUES;
    if (from.base().equals("date") && to.base().equals("datetime")) return Loss.NONE;
    if (sameBase && hasLabels(from)) return unless(to.modifiers().containsAll(from.modifiers()));
    if (from.base().equals("enum") && isText(to))
      return unless(from.modifiers().stream().allMatch(l -> l.length() - 2 <= limit(to, 4)));
    return Loss.VALUES;
  }

  private static Loss ofInteger(TypeName from, TypeName to) {
    if (to.isInteger())
      return unless(
          lowest(to).compareTo(lowest(from)) <= 0 && highest(to).compareTo(highest(from)) >= 0);
    int digits = highest(from).toString().length();
    if (to.base().equals("decimal"))
      return unless(digits <= wholeDigits(to) && keepsSign(from, to));
    return isText(to) && !from.zerofill() ? unless(digits < limit(to, 4)) : Loss.VALUES;
  }

  private static Loss unless(boolean fits) {
    return fits ? Loss.NONE : Loss.NARROWING;
  }

  private static boolean keepsSign(TypeName from, TypeName to) {
    return !to.unsigned() || from.unsigned();
  }

  private static Loss text(Side before, Side after) {
    boolean sameSet = before.characterSet().equals(after.characterSet());
    boolean unicode = after.characterSet().equals("utf8mb4");
    if (!sameSet && !unicode || before.collation.isEmpty() != after.collation.isEmpty())
      return Loss.VALUES;
    // Blanks at the end are padding there, so they would not come back.
    if (after.type.base().equals("char") && !before.type.base().equals("char")) return Loss.VALUES;
    return limit(after.type, 4) < limit(before.type, 4) ? Loss.NARROWING : Loss.NONE;
  }

  // --- sizes

  static BigInteger lowest(TypeName type) {
    if (type.unsigned()) return BigInteger.ZERO;
    return BigInteger.ONE.shiftLeft(8 * bytes(type) - 1).negate();
  }

  static BigInteger highest(TypeName type) {
    int bits = 8 * bytes(type) - (type.unsigned() ? 0 : 1);
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }

  private static int bytes(TypeName type) {
    return requireNonNull(BYTES.get(type.base()));
  }

  private static boolean isText(TypeName type) {
    return STRINGS.contains(type.base()) || TEXTS.contains(type.base());
  }

  private static boolean hasLabels(TypeName type) {
    return type.base().equals("enum") || type.base().equals("set");
  }

  static boolean isBinary(TypeName type) {
    return type.base().equals("binary")
        || type.base().equals("varbinary")
        || BLOBS.contains(type.base());
  }

  /** How many characters fit for certain, where one takes so many bytes. */
  static long limit(TypeName type, int width) {
    int text = TEXTS.indexOf(type.base());
    if (text >= 0) return LIMITS.get(text) / width;
    int blob = BLOBS.indexOf(type.base());
    return blob >= 0 ? LIMITS.get(blob) : length(type);
  }

  static int wholeDigits(TypeName type) {
    return number(type, 0) - number(type, 1);
  }

  private static long length(TypeName type) {
    return number(type, 0);
  }

  static int number(TypeName type, int at) {
    return type.modifiers().size() > at ? Integer.parseInt(type.modifiers().get(at)) : 0;
  }

  /** What the title of a step says besides, where the values depend on the time zone. */
  public static String zone(Column before, Column after) {
    return isMoment(before) != isMoment(after) ? IN_TIME_ZONE : "";
  }

  private static boolean isMoment(Column column) {
    return TypeName.parse(column.type()).filter(t -> t.base().equals("timestamp")).isPresent();
  }
}
