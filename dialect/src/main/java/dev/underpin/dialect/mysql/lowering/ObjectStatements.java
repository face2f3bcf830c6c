package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.StringLiteral;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.dialect.mysql.lexer.Token.Kind;
import dev.underpin.schema.model.SqlText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The statements that create views, triggers, routines and events, as they are compared. */
public final class ObjectStatements {
  /** What a statement may say though it holds anyway, word by word. */
  private static final List<List<String>> USUAL =
      List.of(
          List.of("algorithm", "=", "undefined"),
          List.of("sql", "security", "definer"),
          List.of("or", "replace"),
          List.of("if", "not", "exists"),
          List.of("not", "deterministic"),
          List.of("contains", "sql"),
          List.of("language", "sql"),
          List.of("on", "completion", "not", "preserve"));

  private ObjectStatements() {}

  /** Without white space, comments, the case of words, and what holds anyway. */
  public static SqlText normalized(SqlText create) {
    return create.withCanonical(canonical(create.canonical()));
  }

  private static String canonical(String statement) {
    List<Token> tokens = Lexer.tokens(statement);
    StringBuilder text = new StringBuilder();
    boolean head = true;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      head = head && !beginsBody(token);
      int usual = head ? usual(tokens, i) : 0;
      if (usual > 0) {
        i += usual - 1;
        continue;
      }
      if (!text.isEmpty()) text.append(' ');
      text.append(print(tokens, i));
    }
    return text.toString();
  }

  private static boolean beginsBody(Token token) {
    return token.word("begin") || token.word("do") || token.word("return") || token.word("select");
  }

  private static int usual(List<Token> tokens, int at) {
    for (List<String> words : USUAL) {
      boolean same = at + words.size() <= tokens.size();
      for (int i = 0; same && i < words.size(); i++)
        same = tokens.get(at + i).lower().equals(words.get(i));
      if (same) return words.size();
    }
    return isMode(tokens, at) ? 1 : 0;
  }

  /** The {@code IN} of a parameter, which is so where no mode is said. */
  private static boolean isMode(List<Token> tokens, int at) {
    if (at == 0 || !tokens.get(at).word("in")) return false;
    String before = tokens.get(at - 1).lower();
    return before.equals("(") || before.equals(",");
  }

  /** A name is the same with and without quotes; that of a user may be a string as well. */
  private static String print(List<Token> tokens, int i) {
    Token token = tokens.get(i);
    boolean user = i + 1 < tokens.size() && tokens.get(i + 1).kind() == Kind.VARIABLE;
    return switch (token.kind()) {
      case WORD, QUOTED -> Identifiers.quote(Identifiers.lower(token.name()));
      case STRING ->
          user
              ? Identifiers.quote(Identifiers.lower(token.value()))
              : StringLiteral.of(token.value());
      case VARIABLE -> token.lower().replace("`", "").replace("'", "").replace("\"", "");
      default -> token.lower();
    };
  }

  /** True where the statement says as whom the object acts. */
  public static boolean hasDefiner(SqlText create) {
    return !withoutDefiner(create).equals(normalized(create).canonical());
  }

  /** The statement in its normal form, without saying as whom the object acts. */
  public static String withoutDefiner(SqlText create) {
    return normalized(create).canonical().replaceFirst("`definer` = \\S+( @\\S*)?( \\( \\))? ", "");
  }

  /**
   * A normal form without the moment from which an event is counted: where none is said, it is now.
   */
  public static String withoutStart(String canonical) {
    return canonical.replaceFirst(" `starts` ('(?:[^']|'')*'|`current_timestamp`( \\( \\))?)", "");
  }

  /** Every name in a statement. */
  public static Set<String> names(String statement) {
    Set<String> names = new HashSet<>();
    for (Token token : Lexer.tokens(statement)) if (token.isName()) names.add(token.name());
    return names;
  }
}
