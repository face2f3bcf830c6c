package dev.underpin.dialect.mysql.canonical;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.StringLiteral;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.dialect.mysql.lowering.DefaultNormalizer;
import dev.underpin.dialect.mysql.lowering.ExpressionNormalizer;
import dev.underpin.dialect.mysql.lowering.Normalizer;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the server prints, as the model holds it. */
public final class CanonicalForm {
  private CanonicalForm() {}

  /** A condition or a value, without the outer parentheses and the server's introducers. */
  public static SqlText expression(String printed) {
    String readable = ExpressionNormalizer.readable(printed);
    return SqlText.of(readable, ExpressionNormalizer.canonical(printed));
  }

  /**
   * A default.
   *
   * @param printed SQL
   * @return absence where it says what would be without it
   */
  public static Optional<SqlText> defaultValue(String printed, String columnType) {
    TypeName type = TypeName.parse(columnType).orElse(TypeName.of(columnType, List.of()));
    return DefaultNormalizer.canonical(printed, type)
        .map(
            canonical -> {
              boolean constant = Lexer.tokens(canonical).size() == 1;
              return SqlText.of(
                  constant ? canonical : ExpressionNormalizer.readable(printed), canonical);
            });
  }

  /** A value that MySQL's catalog holds without quotes, as the SQL that means it. */
  public static String constant(String value, String columnType) {
    TypeName type = TypeName.parse(columnType).orElse(TypeName.of(columnType, List.of()));
    boolean bare =
        type.isInteger()
            || Set.of("decimal", "float", "double", "bit", "year").contains(type.base())
            || Set.of("binary", "varbinary").contains(type.base()) && value.startsWith("0x");
    return bare ? value : StringLiteral.of(value);
  }

  /**
   * The default of a column of bytes as MySQL's {@code SHOW CREATE TABLE} has it: a text where its
   * bytes are one, else a number. The server fills up a {@code binary} with zeros by itself.
   */
  static String bytes(String printed, String columnType) {
    Token token = Lexer.tokens(printed).get(0);
    if (token.kind() != Token.Kind.STRING) return printed;
    String digits = HexFormat.of().formatHex(token.value().getBytes(StandardCharsets.UTF_8));
    return "0x" + (columnType.startsWith("binary") ? digits.replaceFirst("(00)+$", "") : digits);
  }

  /** True for a type of which MySQL's catalog cuts a default at the first zero. */
  public static boolean isBytes(String columnType) {
    return columnType.startsWith("binary") || columnType.startsWith("varbinary");
  }

  /**
   * An expression as MySQL's catalog holds it: with a backslash before quotes and backslashes, and
   * its bytes of UTF-8 each taken for a character.
   */
  public static String unescaped(String printed) {
    String text = decoded(printed);
    if (text.indexOf('\\') < 0) return text;
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        plain.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      plain.append(
          switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> '\0';
            default -> escaped;
          });
    }
    return plain.toString();
  }

  /** A text that is no UTF-8 when its characters are taken for bytes is what it seems to be. */
  private static String decoded(String text) {
    if (text.chars().allMatch(c -> c < 0x80) || text.chars().anyMatch(c -> c > 0xFF)) return text;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return text;
    }
  }

  /** A type as the model has it. */
  public static String type(String printed) {
    return TypeName.parse(printed).map(t -> t.canonical().toString()).orElse(printed);
  }

  /** A statement in which no string has a backslash before a quote, for every reader of SQL. */
  public static String portable(String statement) {
    StringBuilder result = new StringBuilder();
    int copied = 0;
    for (Token token : Lexer.tokens(statement)) {
      boolean escapes = token.text().contains("\\'") || token.text().contains("\\\"");
      if (token.kind() != Token.Kind.STRING || !escapes) continue;
      result.append(statement, copied, token.start());
      result.append(StringLiteral.of(token.value()));
      copied = token.end();
    }
    return result.append(statement.substring(copied)).toString();
  }

  /** The names of the form {@code database.name} in a statement that the server printed. */
  public static Set<QualifiedName> qualifiedNames(String printed) {
    Set<QualifiedName> names = new LinkedHashSet<>();
    List<Token> tokens = Lexer.tokens(printed);
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (tokens.get(i).isName() && tokens.get(i + 1).is(".") && tokens.get(i + 2).isName())
        names.add(new QualifiedName(tokens.get(i).name(), tokens.get(i + 2).name()));
    }
    return names;
  }

  /** A statement that the server printed, without that database before names. */
  public static String withoutDatabase(String printed, String database) {
    StringBuilder result = new StringBuilder();
    int copied = 0;
    List<Token> tokens = Lexer.tokens(printed);
    for (int i = 0; i + 2 < tokens.size(); i++) {
      Token name = tokens.get(i);
      boolean qualifies =
          name.kind() == Token.Kind.QUOTED
              && name.name().equals(database)
              && tokens.get(i + 1).is(".")
              && (i == 0 || !tokens.get(i - 1).is("."));
      if (!qualifies || isColumn(tokens, i)) continue;
      result.append(printed, copied, name.start());
      copied = tokens.get(i + 2).start();
    }
    return result.append(printed.substring(copied)).toString();
  }

  /**
   * True for {@code alias.column} where the alias is called like the database: a table's name is
   * followed by a column's, or stands where a table is read.
   */
  private static boolean isColumn(List<Token> tokens, int i) {
    boolean longer = i + 3 < tokens.size() && tokens.get(i + 3).is(".");
    Token before = tokens.get(Math.max(0, i - 1));
    boolean source = before.word("from") || before.word("join") || before.is(",") || before.is("(");
    return !longer && !source;
  }

  /**
   * True where the canonical text of a column is surely what the server would say: its type is
   * known, and its default a constant or now.
   */
  public static boolean isCertain(Column column) {
    if (column.generated().isPresent()) return false;
    Optional<TypeName> type = TypeName.parse(column.type());
    return type.isPresent()
        && column.defaultValue().map(d -> DefaultNormalizer.isCertain(d, type.get())).orElse(true);
  }

  /** A table with every text in the spelling that can be known without a server. */
  public static Table normalize(Table table, MysqlFlavor flavor) {
    return new Normalizer(flavor).table(table);
  }
}
