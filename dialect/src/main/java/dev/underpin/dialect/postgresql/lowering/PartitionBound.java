package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The text that says which rows a partition takes, spelled as the server does as far as that can be
 * known without it: the values are constants of the key's types, and only the server knows those.
 */
final class PartitionBound {
  private static final Set<String> WORDS =
      Set.of(
          "for", "values", "in", "from", "to", "with", "default", "minvalue", "maxvalue", "null");

  private PartitionBound() {}

  static String canonical(String text) {
    List<String> words = Lexer.tokens(text).stream().map(PartitionBound::word).toList();
    // A parenthesis after a word has a space before it here, unlike in a call.
    return StatementForm.join(words).replaceAll("\\b(IN|FROM|TO|WITH)\\(", "$1 (");
  }

  private static String word(Token token) {
    String word = StatementForm.word(token);
    return WORDS.contains(word.toLowerCase(Locale.ROOT)) ? word.toUpperCase(Locale.ROOT) : word;
  }
}
