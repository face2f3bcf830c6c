package dev.underpin.dialect.sqlite.lexer;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script at its semicolons, but not at those inside a trigger: like SQLite's own <a
 * href="https://sqlite.org/c3ref/complete.html">sqlite3_complete</a>, it takes a CREATE TRIGGER to
 * end with {@code ; END ;}.
 */
public final class StatementSplitter {
  private StatementSplitter() {}

  public static List<String> split(String script) {
    List<String> statements = new ArrayList<>();
    List<Token> tokens = Lexer.tokens(script);
    int from = 0;
    int first = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).isSymbol(";")) continue;
      if (isTrigger(tokens.subList(first, i)) && !isEndOfTrigger(tokens.subList(first, i)))
        continue;
      if (i > first) statements.add(script.substring(from, tokens.get(i).start()).strip());
      from = tokens.get(i).end();
      first = i + 1;
    }
    if (first < tokens.size()) statements.add(script.substring(from).strip());
    return statements;
  }

  private static boolean isTrigger(List<Token> tokens) {
    if (tokens.isEmpty() || !tokens.get(0).isWord("CREATE")) return false;
    int at = tokens.size() > 1 && isTemporary(tokens.get(1)) ? 2 : 1;
    return tokens.size() > at && tokens.get(at).isWord("TRIGGER");
  }

  private static boolean isTemporary(Token token) {
    return token.isWord("TEMP") || token.isWord("TEMPORARY");
  }

  private static boolean isEndOfTrigger(List<Token> tokens) {
    int last = tokens.size() - 1;
    return last > 1 && tokens.get(last).isWord("END") && tokens.get(last - 1).isSymbol(";");
  }
}
