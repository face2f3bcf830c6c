package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.RegConfig;
import dev.underpin.dialect.postgresql.lexer.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The text search configurations and dictionaries that a text names, without their namespaces. */
final class TextSearchNames {
  private TextSearchNames() {}

  static Set<String> in(String sql) {
    Set<String> names = new HashSet<>();
    List<Token> tokens = Lexer.tokens(sql);
    for (int i = 0; i < tokens.size(); i++) {
      if (!RegConfig.isAt(tokens, i)) continue;
      List<String> parts = RegConfig.parts(tokens.get(i));
      names.add(parts.get(parts.size() - 1));
    }
    return names;
  }
}
