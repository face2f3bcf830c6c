package dev.underpin.schema.yaml.sqltext;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of statements, without what means the same where it is written or not: blanks,
 * comments, the quotes of plain names, OR REPLACE, and the namespace of names without one.
 */
public final class StatementWords {
  private StatementWords() {}

  /**
   * True where two texts are the same statements. The order of those behind the first makes no
   * difference.
   *
   * @param namespace that of names without one
   * @param areNames true where double quotes are around names, and never around text
   */
  public static boolean areSame(String one, String other, String namespace, boolean areNames) {
    Optional<List<String>> words = of(one, namespace, areNames);
    return one.equals(other) || words.isPresent() && words.equals(of(other, namespace, areNames));
  }

  private static Optional<List<String>> of(String text, String namespace, boolean areNames) {
    try {
      return Optional.of(words(SqlTokenizer.of(text), namespace, areNames));
    } catch (SqlTextException e) {
      return Optional.empty();
    }
  }

  private static List<String> words(List<SqlToken> tokens, String namespace, boolean areNames) {
    List<String> statements = new ArrayList<>(List.of(""));
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean replace = i == 1 && token.isWord("or") || i == 2 && token.isWord("replace");
      boolean qualifier =
          i + 1 < tokens.size()
              && tokens.get(i + 1).isSymbol(".")
              && token.isName()
              && token.value().equals(namespace);
      int last = statements.size() - 1;
      if (qualifier) i++;
      else if (token.isSymbol(";")) statements.add("");
      else if (!replace) statements.set(last, statements.get(last) + " " + word(token, areNames));
    }
    statements.subList(1, statements.size()).sort(null);
    return statements;
  }

  private static String word(SqlToken token, boolean areNames) {
    if (token.kind() == SqlToken.Kind.QUOTED_NAME && (areNames || token.text().startsWith("`")))
      return token.value();
    return token.kind() == SqlToken.Kind.WORD ? token.lower() : token.text();
  }
}
