package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * A CREATE TYPE … AS (…) in the server's words, taken apart.
 *
 * @param name the type's name as SQL
 * @param attributes each with its name and type, as SQL
 */
public record CompositeText(String name, List<String> attributes) {
  public static CompositeText of(String create) {
    List<Token> tokens = Lexer.tokens(create);
    List<String> attributes = new ArrayList<>();
    int as = 0;
    int depth = 0;
    int start = 0;
    for (Token token : tokens) {
      if (as == 0 && token.word("as")) as = tokens.indexOf(token);
      boolean ends = depth == 1 && (token.is(",") || token.is(")"));
      if (ends && token.start() > start)
        attributes.add(create.substring(start, token.start()).strip());
      if (token.is("(")) depth++;
      if (token.is(")")) depth--;
      if (ends || depth == 1 && token.is("(")) start = token.end();
    }
    if (as < 3) return new CompositeText("", List.of());
    String name = create.substring(tokens.get(2).start(), tokens.get(as - 1).end());
    return new CompositeText(name, attributes);
  }

  /** True where the other has the same attributes, and more behind them. */
  public boolean isExtendedBy(CompositeText other) {
    int size = attributes.size();
    return !name.isEmpty()
        && other.attributes.size() >= size
        && other.attributes.subList(0, size).equals(attributes);
  }

  /** The names of the attributes that another does not have, as SQL. */
  public List<String> more(CompositeText than) {
    return attributes.subList(than.attributes.size(), attributes.size()).stream()
        .map(attribute -> Lexer.tokens(attribute).get(0).text())
        .toList();
  }

  /** The statements that add what another does not have. */
  public List<String> add(CompositeText than) {
    return attributes.subList(than.attributes.size(), attributes.size()).stream()
        .map(attribute -> "ALTER TYPE " + name + " ADD ATTRIBUTE " + attribute)
        .toList();
  }

  /** The statements that drop what another does not have. */
  public List<String> drop(CompositeText than) {
    return more(than).stream().map(a -> "ALTER TYPE " + name + " DROP ATTRIBUTE " + a).toList();
  }
}
