package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.StringLiteral;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.dialect.mysql.lexer.Token.Kind;
import dev.underpin.schema.model.SqlText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Defaults: a constant in the form in which a column of its type keeps it, or an expression. */
public final class DefaultNormalizer {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DATE_TIME =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}:\\d{2})(\\.\\d+)?");

  private DefaultNormalizer() {}

  /**
   * The canonical spelling of a default.
   *
   * @return absence for NULL, which is what holds without a default
   */
  public static Optional<String> canonical(String text, TypeName type) {
    List<Token> tokens = ExpressionNormalizer.withoutOuterParentheses(Lexer.tokens(text));
    if (tokens.size() == 1 && tokens.get(0).word("null")) return Optional.empty();
    if (ExpressionNormalizer.isNow(tokens)) return Optional.of(ExpressionNormalizer.now(tokens));
    return Optional.of(
        constant(tokens)
            .map(value -> literal(value, type))
            .orElseGet(() -> ExpressionNormalizer.canonical(asCall(text, tokens))));
  }

  /** MariaDB shows {@code next value for x} as {@code nextval(x)}. */
  private static String asCall(String text, List<Token> tokens) {
    boolean isStandard =
        tokens.size() > 3
            && (tokens.get(0).word("next") || tokens.get(0).word("previous"))
            && tokens.get(1).word("value")
            && tokens.get(2).word("for");
    if (!isStandard) return text;
    String name = text.substring(tokens.get(3).start(), tokens.get(tokens.size() - 1).end());
    return (tokens.get(0).word("next") ? "nextval(" : "lastval(") + name + ")";
  }

  /**
   * A default as it stands in a column's definition. A constant and now stand alone where the
   * server wants them so, everything else in parentheses.
   */
  public static String sql(SqlText value, TypeName type, MysqlFlavor flavor) {
    String written = value.written();
    List<Token> tokens = ExpressionNormalizer.withoutOuterParentheses(Lexer.tokens(written));
    if (ExpressionNormalizer.isNow(tokens) && type.isTemporal() && !type.base().equals("date"))
      return ExpressionNormalizer.now(tokens).toUpperCase(Locale.ROOT);
    Optional<Token> constant = constant(tokens);
    if (constant.isEmpty()) return "(" + ExpressionNormalizer.unwrapped(written) + ")";
    String literal = literal(constant.get(), type);
    return type.isLong() && !flavor.isMariaDb() ? "(" + literal + ")" : literal;
  }

  /** A default of now has as many digits of a second as its column, or the server refuses it. */
  static SqlText withFraction(SqlText value, TypeName type) {
    List<Token> tokens =
        ExpressionNormalizer.withoutOuterParentheses(Lexer.tokens(value.written()));
    boolean inexact =
        ExpressionNormalizer.isNow(tokens) && tokens.size() < 4 && type.fraction() > 0;
    return inexact ? SqlText.of(ExpressionNormalizer.now(type.fraction())) : value;
  }

  /** True for a constant, and for now. */
  public static boolean isOneValue(SqlText value) {
    List<Token> tokens =
        ExpressionNormalizer.withoutOuterParentheses(Lexer.tokens(value.written()));
    return ExpressionNormalizer.isNow(tokens) || constant(tokens).isPresent();
  }

  /** True where the canonical spelling is surely what the server would say. */
  public static boolean isCertain(SqlText value, TypeName type) {
    List<Token> tokens = Lexer.tokens(value.canonical());
    if (ExpressionNormalizer.isNow(tokens)) return type.isTemporal();
    Optional<Token> constant = constant(tokens);
    if (constant.isEmpty()) return false;
    return switch (type.base()) {
      case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "bit", "year" ->
          constant.get().kind() != Kind.STRING;
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json" ->
          constant.get().kind() == Kind.STRING;
      case "date" -> DATE.matcher(constant.get().value()).matches();
      case "datetime", "timestamp" -> DATE_TIME.matcher(constant.get().value()).matches();
      default -> false;
    };
  }

  /** The one token that a constant is, its sign included in its text. */
  private static Optional<Token> constant(List<Token> all) {
    List<Token> tokens = all;
    if (tokens.size() == 2 && tokens.get(0).word("_utf8mb4")) tokens = tokens.subList(1, 2);
    if (tokens.size() == 2
        && (tokens.get(0).is("-") || tokens.get(0).is("+"))
        && tokens.get(1).kind() == Kind.NUMBER) {
      String sign = tokens.get(0).is("-") ? "-" : "";
      Token number = tokens.get(1);
      return Optional.of(new Token(Kind.NUMBER, sign + number.text(), number.start()));
    }
    if (tokens.size() != 1) return Optional.empty();
    Token token = tokens.get(0);
    if (token.word("true")) return Optional.of(new Token(Kind.NUMBER, "1", 0));
    if (token.word("false")) return Optional.of(new Token(Kind.NUMBER, "0", 0));
    return switch (token.kind()) {
      case STRING, NUMBER, BITS -> Optional.of(token);
      default -> Optional.empty();
    };
  }

  private static String literal(Token constant, TypeName type) {
    String text = constant.kind() == Kind.STRING ? constant.value() : constant.text();
    // The catalog's form of bytes, in the one in which there may be none of them.
    if (constant.kind() == Kind.NUMBER && text.startsWith("0x"))
      return "x'" + text.substring(2).toLowerCase(Locale.ROOT) + "'";
    return switch (type.base()) {
      case "tinyint",
          "smallint",
          "mediumint",
          "int",
          "bigint",
          "decimal",
          "float",
          "double",
          "year" ->
          number(constant, text, type);
      case "bit" -> bits(constant, text);
      case "datetime", "timestamp" -> StringLiteral.of(dateTime(text, type.fraction()));
      default -> constant.kind() == Kind.BITS ? constant.lower() : StringLiteral.of(text);
    };
  }

  private static String number(Token constant, String text, TypeName type) {
    if (constant.kind() == Kind.BITS) return constant.lower();
    try {
      BigDecimal value = new BigDecimal(text.strip());
      return switch (type.base()) {
        case "decimal" ->
            value
                .setScale(
                    Integer.parseInt(type.canonical().modifiers().get(1)), RoundingMode.HALF_UP)
                .toPlainString();
        case "float", "double" ->
            value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        default -> value.setScale(0, RoundingMode.HALF_UP).toPlainString();
      };
    } catch (NumberFormatException e) {
      return StringLiteral.of(text);
    }
  }

  private static String bits(Token constant, String text) {
    String digits = text;
    if (constant.kind() == Kind.BITS) {
      int radix = constant.lower().startsWith("x") ? 16 : 2;
      digits = new BigInteger(text.substring(2, text.length() - 1), radix).toString(2);
    } else if (constant.kind() == Kind.NUMBER) {
      digits = text.startsWith("0b") ? text.substring(2) : new BigInteger(text).toString(2);
    } else {
      return StringLiteral.of(text);
    }
    return "b'" + new BigInteger(digits, 2).toString(2) + "'";
  }

  private static String dateTime(String text, int fraction) {
    String whole = DATE.matcher(text).matches() ? text + " 00:00:00" : text;
    var m = DATE_TIME.matcher(whole);
    if (!m.matches()) return text;
    String digits = m.group(3) == null ? "" : m.group(3).substring(1);
    while (digits.length() < fraction) digits += "0";
    return m.group(1) + " " + m.group(2) + (digits.isEmpty() ? "" : "." + digits);
  }
}
