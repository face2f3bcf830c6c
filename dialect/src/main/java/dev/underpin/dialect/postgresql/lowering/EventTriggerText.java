package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.StatementSplitter;
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
public final class EventTriggerText {
  private EventTriggerText() {}

  /** The text, with the form that decides equality. */
  public static SqlText of(String create, String namespace) {
    List<String> statements = new ArrayList<>();
    for (String sql : StatementSplitter.split(create)) statements.add(canonical(sql, namespace));
    if (statements.size() > 2) statements.subList(1, statements.size()).sort(null);
    return SqlText.of(create, String.join(";\n", statements));
  }

  /** The function that it calls. */
  public static Optional<QualifiedName> function(String create, String namespace) {
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
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean joined =
          i == 0
              || token.is("(")
              || token.is(")")
              || token.is(",")
              || token.is(".")
              || tokens.get(i - 1).is("(")
              || tokens.get(i - 1).is(".");
      if (!joined) text.append(' ');
      boolean qualified = i + 1 < tokens.size() && tokens.get(i + 1).is(".");
      if (i == function && !qualified && !namespace.isEmpty())
        text.append(Identifiers.quoteIfNeeded(namespace)).append('.');
      text.append(i == function - 1 ? "function" : word(token, function > 0));
    }
    return text.toString();
  }

  /** The server keeps tags in capitals. */
  private static String word(Token token, boolean creates) {
    return switch (token.kind()) {
      case QUOTED -> Identifiers.quoteIfNeeded(token.name());
      case WORD -> token.name();
      case STRING -> creates ? token.text().toUpperCase(Locale.ROOT) : token.text();
      default -> token.text();
    };
  }
}
