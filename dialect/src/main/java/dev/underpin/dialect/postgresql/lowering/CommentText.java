package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.List;
import java.util.Optional;

/** The statement that gives an object its comment. */
public final class CommentText {
  private CommentText() {}

  /** The statement with the object's full name, where it is that of an object of the kind. */
  public static Optional<String> of(String statement, Kind kind, QualifiedName name) {
    String words = ObjectWords.of(kind).written();
    List<Token> tokens = Lexer.tokens(statement);
    if (tokens.size() < 2 || !tokens.get(0).word("comment") || !tokens.get(1).word("on"))
      return Optional.empty();
    String[] expected = words.split(" ");
    for (int i = 0; i < expected.length; i++)
      if (i + 2 >= tokens.size() || !tokens.get(i + 2).text().equalsIgnoreCase(expected[i]))
        return Optional.empty();
    Token last = tokens.get(tokens.size() - 1);
    String quoted = Identifiers.quote(name.schema()) + "." + Identifiers.quote(name.name());
    return Optional.of("COMMENT ON " + words + " " + quoted + " IS " + last.text());
  }
}
