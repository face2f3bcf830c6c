package dev.underpin.dialect.mysql;

import dev.underpin.schema.model.SqlText;
import java.util.List;

/** The statements that create views, triggers, routines and events, as they are compared. */
public final class ObjectText {
  private ObjectText() {}

  /** White space, the case of key words, and a server's own additions do not count. */
  static SqlText normalized(SqlText create) {
    return create.withCanonical(canonical(create.canonical()));
  }

  private static String canonical(String statement) {
    StringBuilder text = new StringBuilder();
    for (Token token : withoutReplace(Lexer.tokens(statement))) {
      if (!text.isEmpty()) text.append(' ');
      text.append(
          switch (token.kind()) {
            case WORD -> Words.isReserved(token.text()) ? token.lower() : Names.quote(token.text());
            case QUOTED -> Names.quote(token.name());
            case STRING -> MysqlDialect.quotedString(token.value());
            default -> token.lower();
          });
    }
    return text.toString();
  }

  private static List<Token> withoutReplace(List<Token> tokens) {
    boolean replaces =
        tokens.size() > 3 && tokens.get(1).word("or") && tokens.get(2).word("replace");
    if (!replaces) return tokens;
    List<Token> rest = new java.util.ArrayList<>(tokens);
    rest.subList(1, 3).clear();
    return rest;
  }
}
