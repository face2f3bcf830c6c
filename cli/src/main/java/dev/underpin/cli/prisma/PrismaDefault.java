package dev.underpin.cli.prisma;

import dev.underpin.dialect.PrismaType;
import dev.underpin.schema.json.Json;
import dev.underpin.schema.model.Column;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a column's default is in Prisma's schema. */
final class PrismaDefault {
  private static final Pattern NOW =
      Pattern.compile(
          "(now\\(\\)|(current_timestamp|localtimestamp)(\\(\\d?\\))?)", Pattern.CASE_INSENSITIVE);
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  /** A text without escapes, and the type that PostgreSQL writes behind it. */
  private static final Pattern TEXT =
      Pattern.compile("'((?:[^'\\\\]|'')*)'(::[\\w \".()]+)?", Pattern.DOTALL);

  private static final Set<String> NUMBERED = Set.of("Int", "BigInt");

  private PrismaDefault() {}

  /**
   * The attribute; absent where there is no default.
   *
   * @param values the names of the values of the column's enum
   */
  static Optional<String> of(
      Column column, Optional<PrismaType> type, Map<String, String> values, boolean isNumbered) {
    if (isNumbered && type.filter(t -> NUMBERED.contains(t.name())).isPresent())
      return Optional.of("@default(autoincrement())");
    if (column.generated().isPresent())
      return Optional.of(expression(column.generated().get().expression().written()));
    if (column.defaultValue().isEmpty()) return Optional.empty();
    String written = column.defaultValue().get().written().strip();
    if (written.equalsIgnoreCase("null")) return Optional.empty();
    return Optional.of(
        type.flatMap(t -> t.list() ? list(written) : literal(t, written, values))
            .map(value -> "@default(" + value + ")")
            .orElseGet(() -> expression(written)));
  }

  private static String expression(String written) {
    return "@default(dbgenerated(" + Json.compact(written) + "))";
  }

  private static Optional<String> list(String written) {
    return text(written).filter("{}"::equals).map(empty -> "[]");
  }

  private static Optional<String> literal(
      PrismaType type, String written, Map<String, String> values) {
    return switch (type.name()) {
      case "" -> text(written).map(values::get);
      case "String" -> text(written).map(Json::compact);
      case "DateTime" ->
          NOW.matcher(written).matches() && !type.attribute().equals("Date")
              ? Optional.of("now()")
              : Optional.empty();
      case "Boolean" -> truth(written);
      case "Int", "BigInt" -> matching(WHOLE, written);
      case "Float", "Decimal" -> matching(NUMBER, written);
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(String written) {
    Matcher text = TEXT.matcher(written);
    return text.matches() ? Optional.of(text.group(1).replace("''", "'")) : Optional.empty();
  }

  private static Optional<String> truth(String written) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "true", "1", "'1'", "b'1'" -> Optional.of("true");
      case "false", "0", "'0'", "b'0'" -> Optional.of("false");
      default -> Optional.empty();
    };
  }

  private static Optional<String> matching(Pattern pattern, String written) {
    String bare = text(written).orElse(written);
    return pattern.matcher(bare).matches() ? Optional.of(bare) : Optional.empty();
  }
}
