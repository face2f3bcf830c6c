package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;

/**
 * A {@code CREATE EXTENSION}, taken apart. The catalog has its name and its namespace; a version
 * and {@code CASCADE} only say how it is created.
 *
 * @param rest what follows the namespace
 */
public record ExtensionText(String name, Optional<String> namespace, String rest) {
  /** Of a statement; empty where it is another. */
  public static Optional<ExtensionText> of(String create) {
    List<Token> tokens = Lexer.tokens(create);
    int at = 0;
    if (!is(tokens, at++, "create") || !is(tokens, at++, "extension")) return Optional.empty();
    if (is(tokens, at, "if")) at += 3;
    if (at >= tokens.size() || !tokens.get(at).identifier()) return Optional.empty();
    String name = tokens.get(at++).name();
    if (is(tokens, at, "with")) at++;
    Optional<String> namespace = Optional.empty();
    StringBuilder rest = new StringBuilder();
    while (at < tokens.size()) {
      if (is(tokens, at, "schema") && at + 1 < tokens.size()) {
        namespace = Optional.of(tokens.get(at + 1).name());
        at += 2;
      } else {
        rest.append(' ').append(tokens.get(at++).text());
      }
    }
    return Optional.of(new ExtensionText(name, namespace, rest.toString()));
  }

  private static boolean is(List<Token> tokens, int at, String word) {
    return at < tokens.size() && tokens.get(at).word(word);
  }

  /** The statement, with the form that the catalog has. */
  SqlText form(String defaultNamespace) {
    String form =
        "CREATE EXTENSION "
            + Identifiers.quoteIfNeeded(name)
            + " WITH SCHEMA "
            + Identifiers.quoteIfNeeded(namespace.orElse(defaultNamespace));
    return SqlText.of(form + rest, form);
  }
}
