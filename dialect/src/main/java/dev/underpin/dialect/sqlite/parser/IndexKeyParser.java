package dev.underpin.dialect.sqlite.parser;

import dev.underpin.dialect.sqlite.lexer.SqliteSyntaxException;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one key part of an index, a primary key or a unique constraint. */
final class IndexKeyParser {
  private IndexKeyParser() {}

  static IndexKey read(TokenCursor in, List<Token> part) {
    List<Token> rest = part;
    if (rest.isEmpty()) throw new SqliteSyntaxException("an index key is empty");
    boolean descending = last(rest).isWord("DESC");
    if (rest.size() > 1 && (descending || last(rest).isWord("ASC")))
      rest = rest.subList(0, rest.size() - 1);
    Optional<String> collation = Optional.empty();
    if (rest.size() > 2 && rest.get(rest.size() - 2).isWord("COLLATE")) {
      collation = Optional.of(last(rest).name());
      rest = rest.subList(0, rest.size() - 2);
    }
    boolean column =
        rest.size() == 1 && (rest.get(0).isName() || rest.get(0).kind() == Token.Kind.STRING);
    return new IndexKey(
        column ? Optional.of(rest.get(0).name()) : Optional.empty(),
        column ? Optional.empty() : Optional.of(SqlText.of(in.text(rest))),
        descending,
        Optional.empty(),
        collation,
        Optional.empty(),
        OptionalInt.empty());
  }

  static boolean saysAscending(List<Token> part) {
    return part.size() > 1 && last(part).isWord("ASC");
  }

  static IndexKey descending(IndexKey key, boolean descending) {
    return new IndexKey(
        key.column(),
        key.expression(),
        descending,
        key.nulls(),
        key.collation(),
        key.operatorClass(),
        key.prefixLength());
  }

  private static Token last(List<Token> tokens) {
    return tokens.get(tokens.size() - 1);
  }
}
