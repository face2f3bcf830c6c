package dev.underpin.dialect.postgresql.lexer;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a script at its semicolons: not those in strings, comments, dollar quotes or the body of a
 * routine.
 */
public final class StatementSplitter {
  private StatementSplitter() {}

  public static List<String> split(String script) {
    List<String> statements = new ArrayList<>();
    int start = 0;
    int depth = 0;
    int bodies = 0;
    boolean any = false;
    for (Token token : Lexer.tokens(script)) {
      if (token.is("(")) depth++;
      if (token.is(")")) depth--;
      if (token.word("atomic") || bodies > 0 && token.word("case")) bodies++;
      if (bodies > 0 && token.word("end")) bodies--;
      if (token.is(";") && depth <= 0 && bodies == 0) {
        if (any) statements.add(script.substring(start, token.start()).strip());
        start = token.end();
        any = false;
      } else {
        any = true;
      }
    }
    if (any) statements.add(script.substring(start).strip());
    return List.copyOf(statements);
  }
}
