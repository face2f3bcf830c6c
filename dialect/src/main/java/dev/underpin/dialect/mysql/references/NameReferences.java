package dev.underpin.dialect.mysql.references;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.ReservedWords;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.dialect.mysql.lexer.Token.Kind;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Names of columns and tables inside SQL, by token. Names of columns are the same in whatever
 * letters, on both products.
 */
public final class NameReferences {
  private static final Set<String> BEFORE_TABLE =
      Set.of("from", "join", "into", "update", "table", "references", "straight_join", "on");

  private static final Set<String> END_OF_TABLES =
      Set.of(
          "where", "set", "select", "group", "order", "having", "limit", "using", "values",
          "window");

  private NameReferences() {}

  public static boolean ofColumn(String expression, String column) {
    List<Token> tokens = Lexer.tokens(expression);
    for (int i = 0; i < tokens.size(); i++) if (isColumn(tokens, i, column)) return true;
    return false;
  }

  public static String renameColumn(String expression, String from, String to) {
    List<Token> tokens = Lexer.tokens(expression);
    return replaced(expression, tokens, i -> isColumn(tokens, i, from), Identifiers.quote(to));
  }

  public static String renameTable(String statement, QualifiedName from, QualifiedName to) {
    List<Token> tokens = Lexer.tokens(statement);
    boolean[] named = tables(tokens, from.name());
    return replaced(statement, tokens, i -> named[i], Identifiers.quote(to.name()));
  }

  private static boolean isColumn(List<Token> tokens, int i, String column) {
    Token token = tokens.get(i);
    if (!token.isName() || !Identifiers.isSame(token.name(), column)) return false;
    if (i + 1 < tokens.size() && tokens.get(i + 1).is(".")) return false;
    if (token.kind() == Kind.QUOTED) return true;
    boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
    return !called && !ReservedWords.isReserved(token.text());
  }

  /**
   * The tokens that can only mean the table: behind a word that a table follows, or before a dot.
   */
  private static boolean[] tables(List<Token> tokens, String table) {
    boolean[] named = new boolean[tokens.size()];
    boolean list = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.WORD && END_OF_TABLES.contains(token.lower())) list = false;
      if (token.word("from")) list = true;
      if (!token.isName() || !token.name().equals(table)) continue;
      boolean qualifies = i + 1 < tokens.size() && tokens.get(i + 1).is(".");
      int before = i - 1;
      boolean qualified = before >= 1 && tokens.get(before).is(".");
      if (qualified) before -= 2;
      while (before >= 0 && tokens.get(before).is("(")) before--;
      boolean follows = before >= 0 && BEFORE_TABLE.contains(tokens.get(before).lower());
      boolean listed = list && before >= 0 && tokens.get(before).is(",");
      named[i] = qualifies || follows || listed;
    }
    return named;
  }

  private static String replaced(
      String text, List<Token> tokens, IntPredicate which, String replacement) {
    StringBuilder result = new StringBuilder();
    int copied = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (!which.test(i)) continue;
      result.append(text, copied, tokens.get(i).start()).append(replacement);
      copied = tokens.get(i).end();
    }
    return copied == 0 ? text : result.append(text.substring(copied)).toString();
  }
}
