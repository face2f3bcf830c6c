package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.StringLiteral;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The condition that is true for the rows a partition takes, over the columns of the partitioned
 * table (<a href="https://www.postgresql.org/docs/current/sql-createtable.html">CREATE TABLE …
 * PARTITION OF</a>: a list takes rows by equality, a range by the order of all its keys, lower
 * bound included, upper bound not).
 *
 * @param key the text of {@code partition_by}
 * @param of the partitioned table
 */
public record PartitionCondition(String key, QualifiedName of) {
  /**
   * The condition of a bound.
   *
   * @return nothing for the default partition, and for a key whose order is not that of its type
   */
  public Optional<String> of(String bound) {
    Optional<List<String>> keys = keys();
    List<List<String>> values = lists(bound);
    if (keys.isEmpty() || values.isEmpty()) return Optional.empty();
    List<Token> tokens = Lexer.tokens(bound);
    if (has(tokens, "from") && values.size() == 2)
      return range(keys.get(), values.get(0), values.get(1));
    if (has(tokens, "in") && keys.get().size() == 1)
      return Optional.of(in(keys.get().get(0), values.get(0)));
    return has(tokens, "modulus") ? hash(keys.get(), tokens) : Optional.empty();
  }

  /**
   * The condition of a bound as the server takes it for a proof, so that it reads no rows: a check
   * also holds where it is unknown, so it says of a key that it is not NULL.
   *
   * @return nothing for the default partition, for a hash, and for more than one key
   */
  public Optional<String> proof(String bound) {
    if (keys().filter(k -> k.size() == 1).isEmpty() || has(Lexer.tokens(bound), "modulus"))
      return Optional.empty();
    String key = keys().orElseThrow().get(0);
    boolean listed = has(Lexer.tokens(bound), "in");
    return of(bound)
        .map(c -> listed && !c.endsWith(" IS NULL") ? key + " IS NOT NULL AND " + c : c);
  }

  private static String in(String key, List<String> values) {
    String listed =
        values.stream().filter(v -> !isWord(v, "null")).collect(Collectors.joining(", "));
    List<String> either = new ArrayList<>();
    if (!listed.isEmpty()) either.add(key + " IN (" + listed + ")");
    if (values.stream().anyMatch(v -> isWord(v, "null"))) either.add(key + " IS NULL");
    return String.join(" OR ", either);
  }

  private static Optional<String> range(List<String> keys, List<String> from, List<String> to) {
    if (from.size() != keys.size() || to.size() != keys.size()) return Optional.empty();
    List<String> all = new ArrayList<>();
    for (String key : keys) all.add(key + " IS NOT NULL");
    limit(keys, from, "maxvalue", " > ", " >= ").ifPresent(all::add);
    limit(keys, to, "maxvalue", " <= ", " < ").ifPresent(all::add);
    return Optional.of(String.join(" AND ", all));
  }

  /** What follows the first MINVALUE or MAXVALUE has no meaning. */
  private static Optional<String> limit(
      List<String> keys, List<String> values, String above, String ifAbove, String ifNot) {
    int count = 0;
    while (count < keys.size()
        && !isWord(values.get(count), "minvalue")
        && !isWord(values.get(count), "maxvalue")) count++;
    if (count == 0) return Optional.empty();
    boolean endsAbove = count < keys.size() && isWord(values.get(count), above);
    return Optional.of(
        row(keys.subList(0, count))
            + (endsAbove ? ifAbove : ifNot)
            + row(values.subList(0, count)));
  }

  private static String row(List<String> parts) {
    return parts.size() == 1 ? parts.get(0) : "(" + String.join(", ", parts) + ")";
  }

  private Optional<String> hash(List<String> keys, List<Token> tokens) {
    List<String> numbers =
        tokens.stream().filter(t -> t.kind() == Token.Kind.NUMBER).map(Token::text).toList();
    if (numbers.size() != 2) return Optional.empty();
    return Optional.of(
        "satisfies_hash_partition("
            + StringLiteral.of(Identifiers.dotted(of))
            + "::regclass, "
            + String.join(", ", numbers)
            + ", "
            + String.join(", ", keys)
            + ")");
  }

  /** The parts of the key; nothing where one has an operator class of its own. */
  private Optional<List<String>> keys() {
    List<String> keys = new ArrayList<>();
    List<List<String>> lists = lists(key);
    if (lists.isEmpty()) return Optional.empty();
    for (String part : lists.get(0)) {
      List<Token> tokens = Lexer.tokens(part);
      int end = endOfFirst(tokens);
      boolean collated = end < tokens.size() && tokens.get(end).word("collate");
      if (collated) {
        end += 2;
        while (end < tokens.size() && tokens.get(end).is(".")) end += 2;
      }
      if (end != tokens.size()) return Optional.empty();
      keys.add(collated ? "(" + part + ")" : part);
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys);
  }

  /** Where a column, a call or an expression in parentheses ends. */
  private static int endOfFirst(List<Token> tokens) {
    int at = 0;
    while (at < tokens.size() && tokens.get(at).identifier()) {
      at++;
      if (at < tokens.size() && tokens.get(at).is(".")) at++;
      else break;
    }
    return at < tokens.size() && tokens.get(at).is("(") ? closing(tokens, at) + 1 : at;
  }

  private static int closing(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) depth++;
      if (tokens.get(i).is(")") && --depth == 0) return i;
    }
    return tokens.size() - 1;
  }

  /** The lists in parentheses of a text, each with the texts of its parts. */
  private static List<List<String>> lists(String text) {
    List<List<String>> lists = new ArrayList<>();
    List<Token> tokens = Lexer.tokens(text);
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).is("(")) continue;
      int end = closing(tokens, i);
      lists.add(parts(text, tokens, i, end));
      i = end;
    }
    return lists;
  }

  private static List<String> parts(String text, List<Token> tokens, int open, int close) {
    List<String> parts = new ArrayList<>();
    int start = tokens.get(open).end();
    int depth = 0;
    for (int i = open + 1; i <= close; i++) {
      Token token = tokens.get(i);
      if (token.is("(")) depth++;
      if (token.is(")")) depth--;
      boolean ends = depth < 0 || depth == 0 && token.is(",");
      if (!ends) continue;
      parts.add(text.substring(start, token.start()).strip());
      start = token.end();
    }
    return parts;
  }

  private static boolean has(List<Token> tokens, String word) {
    return tokens.stream().anyMatch(t -> t.word(word));
  }

  private static boolean isWord(String text, String word) {
    return text.equalsIgnoreCase(word);
  }
}
