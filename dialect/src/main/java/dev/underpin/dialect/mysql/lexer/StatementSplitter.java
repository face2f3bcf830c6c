package dev.underpin.dialect.mysql.lexer;

import dev.underpin.dialect.mysql.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a script at its semicolons: not those in strings, comments, or the compound body of a
 * trigger, a routine or an event. The client's {@code DELIMITER} is not known here, because a
 * compound body is seen as one.
 */
public final class StatementSplitter {
  private final String script;
  private final List<Token> tokens;
  private final List<String> statements = new ArrayList<>();

  private StatementSplitter(String script) {
    this.script = script;
    this.tokens = Lexer.tokens(script);
  }

  public static List<String> split(String script) {
    return new StatementSplitter(script).run();
  }

  private List<String> run() {
    int start = 0;
    int depth = 0;
    boolean any = false;
    boolean program = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (!any) program = isProgram(i);
      if (program) depth += step(i);
      if (token.is(";") && depth <= 0) {
        if (any) statements.add(script.substring(start, token.start()).strip());
        start = token.end();
        any = false;
        depth = 0;
      } else {
        any = true;
      }
    }
    if (any) statements.add(script.substring(start).strip());
    return List.copyOf(statements);
  }

  /** True for the beginning of a statement that may have a compound body. */
  private boolean isProgram(int first) {
    if (!tokens.get(first).word("create") && !tokens.get(first).word("alter")) return false;
    for (int i = first + 1; i < tokens.size() && i < first + 12; i++) {
      Token token = tokens.get(i);
      if (token.word("trigger")
          || token.word("procedure")
          || token.word("function")
          || token.word("event")) return true;
      if (token.word("table")
          || token.word("view")
          || token.word("index")
          || token.is("(")
          || token.is(";")) return false;
    }
    return false;
  }

  /** How much deeper in a compound statement the text is behind this token than before it. */
  private int step(int i) {
    Token token = tokens.get(i);
    if (token.kind() != Kind.WORD) return 0;
    boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
    switch (token.lower()) {
      case "begin":
        return 1;
      case "case":
        return isWord(i - 1, "end") ? 0 : 1;
      case "loop":
        return isWord(i - 1, "end") ? 0 : 1;
      case "if", "repeat":
        return isWord(i - 1, "end")
                || !startsStatement(i)
                    && (called
                        || isWord(i + 1, "exists")
                        || isWord(i + 1, "not") && isWord(i + 2, "exists"))
            ? 0
            : 1;
      case "while":
        return isWord(i - 1, "end") ? 0 : 1;
      case "end":
        return -1;
      default:
        return 0;
    }
  }

  /**
   * {@code IF (…)} and {@code REPEAT (…)} are functions, and {@code IF EXISTS} is a part of another
   * statement, but for where a statement begins.
   */
  private boolean startsStatement(int i) {
    if (i == 0) return true;
    Token before = tokens.get(i - 1);
    return before.is(";")
        || before.is(":")
        || before.word("begin")
        || before.word("then")
        || before.word("else")
        || before.word("do")
        || before.word("loop")
        || before.word("repeat")
        || before.word("row");
  }

  private boolean isWord(int i, String word) {
    return i >= 0 && i < tokens.size() && tokens.get(i).word(word);
  }
}
