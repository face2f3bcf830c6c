package dev.underpin.planner.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A statement, or a part of one, as its tokens say it. The tokens come from the engine's own lexer
 * ({@code Dialect.tokens}), so that nothing in a string or a comment is taken for a word.
 *
 * @param tokens as they are written
 * @param words the same in capital letters; a name in quotes keeps its quotes
 */
public record SqlStatement(List<String> tokens, List<String> words) {
  private static final Set<String> TRANSACTION =
      Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE");

  public SqlStatement {
    tokens = List.copyOf(tokens);
    words = List.copyOf(words);
  }

  /** Of the tokens of a dialect. */
  public static SqlStatement of(List<String> tokens) {
    return new SqlStatement(tokens, tokens.stream().map(t -> t.toUpperCase(Locale.ROOT)).toList());
  }

  /** Where the first word is that is no parenthesis; the size where there is none. */
  public int start() {
    int start = 0;
    while (start < words.size() && words.get(start).equals("(")) start++;
    return start;
  }

  /** The first word; empty where there is none. */
  public String first() {
    return word(start());
  }

  /** The word at a place; empty behind the end. */
  public String word(int at) {
    return at >= 0 && at < words.size() ? words.get(at) : "";
  }

  /** True for a statement that begins or ends a transaction, or a part of one. */
  public boolean isTransaction() {
    return TRANSACTION.contains(first());
  }

  /** True where it begins with these words. */
  public boolean is(String... beginning) {
    return matches(0, beginning);
  }

  /** True where these words follow each other somewhere. */
  public boolean has(String... sequence) {
    return indexOf(0, sequence) >= 0;
  }

  /** Where these words follow each other first, from a place on; negative for nowhere. */
  public int indexOf(int from, String... sequence) {
    for (int i = Math.max(0, from); i + sequence.length <= words.size(); i++)
      if (matches(i, sequence)) return i;
    return -1;
  }

  /** Where a word is outside of all parentheses; negative for nowhere. */
  public int outside(String word) {
    int depth = 0;
    for (int i = 0; i < words.size(); i++) {
      String here = words.get(i);
      if (here.equals("(")) depth++;
      else if (here.equals(")")) depth--;
      else if (depth == 0 && here.equals(word)) return i;
    }
    return -1;
  }

  /** What follows a place. */
  public SqlStatement from(int at) {
    int begin = Math.min(Math.max(0, at), tokens.size());
    return new SqlStatement(
        tokens.subList(begin, tokens.size()), words.subList(begin, words.size()));
  }

  /** The parts between the commas that are outside of all parentheses. */
  public List<SqlStatement> parts() {
    List<SqlStatement> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("(")) depth++;
      if (word.equals(")")) depth--;
      if (depth != 0 || !word.equals(",")) continue;
      parts.add(part(begin, i));
      begin = i + 1;
    }
    if (begin < words.size()) parts.add(part(begin, words.size()));
    return parts;
  }

  /** What is in the first parentheses from a place on; empty where there are none. */
  public SqlStatement inParentheses(int from) {
    int open = indexOf(from, "(");
    if (open < 0) return part(0, 0);
    int depth = 0;
    for (int i = open; i < words.size(); i++) {
      if (words.get(i).equals("(")) depth++;
      if (words.get(i).equals(")") && --depth == 0) return part(open + 1, i);
    }
    return part(open + 1, words.size());
  }

  /**
   * A name, and where the text goes on behind it.
   *
   * @param name its last part, without quotes
   * @param next the place of what follows
   */
  public record Named(String name, int next) {}

  /** The name at a place, behind {@code IF EXISTS} and the like. */
  public Optional<Named> name(int at) {
    int i = at;
    while (Set.of("IF", "NOT", "EXISTS", "ONLY", "CONCURRENTLY").contains(word(i))) i++;
    if (i >= tokens.size() || !isName(word(i))) return Optional.empty();
    while (word(i + 1).equals(".") && i + 2 < tokens.size()) i += 2;
    return Optional.of(new Named(bare(tokens.get(i)), i + 1));
  }

  /** An {@code ALTER TABLE}: its table and what it does. */
  public record AlterTable(String table, List<SqlStatement> actions) {
    public AlterTable {
      actions = List.copyOf(actions);
    }
  }

  /** The table and the actions, where it is an {@code ALTER TABLE}. */
  public Optional<AlterTable> alterTable() {
    if (!is("ALTER")) return Optional.empty();
    int table = indexOf(1, "TABLE");
    if (table < 0 || table > 2) return Optional.empty();
    return name(table + 1).map(n -> new AlterTable(n.name(), from(n.next()).parts()));
  }

  /** The table that a {@code CREATE TABLE} makes. */
  public Optional<Named> createdTable() {
    if (!is("CREATE")) return Optional.empty();
    int table = indexOf(1, "TABLE");
    return table < 0 || table > 3 ? Optional.empty() : name(table + 1);
  }

  /** The view that a {@code CREATE VIEW} makes, materialized or not. */
  public Optional<Named> createdView() {
    if (!is("CREATE")) return Optional.empty();
    int view = indexOf(1, "VIEW");
    return view < 0 || view > 4 ? Optional.empty() : name(view + 1);
  }

  private SqlStatement part(int begin, int end) {
    return new SqlStatement(tokens.subList(begin, end), words.subList(begin, end));
  }

  private boolean matches(int at, String... sequence) {
    for (int i = 0; i < sequence.length; i++) if (!word(at + i).equals(sequence[i])) return false;
    return true;
  }

  private static boolean isName(String word) {
    char c = word.isEmpty() ? ' ' : word.charAt(0);
    return Character.isLetter(c) || c == '_' || c == '"' || c == '`' || c == '[';
  }

  private static String bare(String token) {
    char c = token.charAt(0);
    if (c != '"' && c != '`' && c != '[') return token;
    String inside = token.substring(1, Math.max(1, token.length() - 1));
    return inside.replace(String.valueOf(c) + c, String.valueOf(c));
  }
}
