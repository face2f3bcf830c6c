package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The statements of an event trigger in one form. They take effect in the whole database at once,
 * so no scratch place can be asked how the server writes them.
 */
final class EventTriggerText {
  private EventTriggerText() {}

  /** The text, with the form that decides equality. */
  static SqlText of(String create, String namespace) {
    return StatementForm.of(create, sql -> canonical(sql, namespace));
  }

  /** The function that it calls. */
  static Optional<QualifiedName> function(String create, String namespace) {
    List<Token> tokens = Lexer.tokens(create);
    int at = function(tokens);
    if (at < 0 || at >= tokens.size()) return Optional.empty();
    boolean qualified = at + 2 < tokens.size() && tokens.get(at + 1).is(".");
    return Optional.of(
        qualified
            ? new QualifiedName(tokens.get(at).name(), tokens.get(at + 2).name() + "()")
            : new QualifiedName(namespace, tokens.get(at).name() + "()"));
  }

  private static int function(List<Token> tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean kind = tokens.get(i + 1).word("function") || tokens.get(i + 1).word("procedure");
      if (tokens.get(i).word("execute") && kind) return i + 2;
    }
    return -1;
  }

  private static String canonical(String sql, String namespace) {
    List<Token> tokens = Lexer.tokens(sql);
    int function = function(tokens);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean qualified = i + 1 < tokens.size() && tokens.get(i + 1).is(".");
      if (i == function && !qualified && !namespace.isEmpty())
        words.addAll(List.of(Identifiers.quoteIfNeeded(namespace), "."));
      boolean tag = token.kind() == Token.Kind.STRING;
      String word = StatementForm.word(token);
      if (i == function - 1) word = "function";
      // The server keeps tags in capitals.
      words.add(tag ? word.toUpperCase(Locale.ROOT) : word);
    }
    return StatementForm.join(words);
  }
}
