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

  /**
   * Where two statements begin to differ: an index in each text. The quotes of names, OR REPLACE
   * and a namespace that one of them writes are no difference.
   */
  public static int[] firstDifference(String one, String other) {
    try {
      return firstDifference(one, SqlTokenizer.of(one), other, SqlTokenizer.of(other));
    } catch (SqlTextException e) {
      return new int[] {0, 0};
    }
  }

  private static int[] firstDifference(
      String one, List<SqlToken> first, String other, List<SqlToken> second) {
    int i = 0;
    int j = 0;
    while (i < first.size() && j < second.size()) {
      if (isReplace(first, i)) i += 2;
      else if (isReplace(second, j)) j += 2;
      else if (isSame(first, i, second, j)) {
        i++;
        j++;
      } else if (isQualifier(first, i) && isSame(first, i + 2, second, j)) i += 2;
      else if (isQualifier(second, j) && isSame(first, i, second, j + 2)) j += 2;
      else break;
    }
    return new int[] {
      i < first.size() ? first.get(i).start() : one.length(),
      j < second.size() ? second.get(j).start() : other.length()
    };
  }

  private static boolean isReplace(List<SqlToken> tokens, int at) {
    return at == 1 && tokens.size() > 2 && tokens.get(1).isWord("or");
  }

  private static boolean isQualifier(List<SqlToken> tokens, int at) {
    return at + 2 < tokens.size() && tokens.get(at + 1).isSymbol(".");
  }

  private static boolean isSame(List<SqlToken> one, int i, List<SqlToken> other, int j) {
    return word(one.get(i), true).equals(word(other.get(j), true));
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
