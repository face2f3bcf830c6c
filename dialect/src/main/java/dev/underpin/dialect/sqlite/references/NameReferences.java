package dev.underpin.dialect.sqlite.references;

import dev.underpin.dialect.sqlite.canonical.ExpressionNormalizer;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.ReservedWords;
import dev.underpin.dialect.sqlite.lexer.StringLiteral;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.dialect.sqlite.lexer.Token.Kind;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Finds and replaces names inside SQLite's texts, by token; like SQLite, without regard to case.
 */
public final class NameReferences {
  private static final Set<String> BEFORE_TABLE =
      Set.of("FROM", "JOIN", "INTO", "IN", "UPDATE", "REFERENCES", "TABLE");
  private static final Set<String> ENDS_FROM =
      Set.of(
          "WHERE",
          "GROUP",
          "ORDER",
          "LIMIT",
          "SET",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "SELECT",
          "HAVING",
          "WINDOW",
          "ON",
          "USING",
          "VALUES",
          "RETURNING",
          "DEFAULT");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private NameReferences() {}

  /** True where the expression names the column. */
  public static boolean mentionsColumn(String expression, String column) {
    return !columnMentions(Lexer.tokens(expression), column).isEmpty();
  }

  /**
   * The expression with each mention of a column in the letters of its declaration.
   *
   * @param columns their names, by their names in lower case
   */
  public static String inLetters(String expression, Map<String, String> columns) {
    return inLetters(expression, columns, NameReferences::mayBeColumn);
  }

  /** The statement with each mention of a table or column in the letters of its declaration. */
  public static String statementInLetters(String statement, Map<String, String> names) {
    return inLetters(statement, names, (tokens, i) -> !isAfterAs(tokens, i));
  }

  private static String inLetters(
      String text, Map<String, String> names, BiPredicate<List<Token>, Integer> counts) {
    StringBuilder result = new StringBuilder();
    List<Token> tokens = Lexer.tokens(text);
    int at = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      String name = token.isName() ? names.get(Identifiers.lower(token.name())) : null;
      if (name == null || name.equals(token.name()) || !counts.test(tokens, i)) continue;
      result
          .append(text, at, token.start())
          .append(token.kind() == Kind.WORD ? name : Identifiers.quote(name));
      at = token.end();
    }
    return at == 0 ? text : result.append(text.substring(at)).toString();
  }

  /** A name without quotes where it needs none. */
  public static String bare(String name) {
    return PLAIN.matcher(name).matches() && !ReservedWords.isKeyword(name)
        ? name
        : Identifiers.quote(name);
  }

  /**
   * The expression with the column under another name, in quotes where it was so, as SQLite's own
   * RENAME COLUMN does for one that was given without.
   */
  public static SqlText renameColumn(SqlText expression, String from, String to) {
    String written = renameColumn(expression.written(), from, to);
    // Of its own: it may have other columns in other letters than the text.
    String canonical = renameColumn(expression.canonical(), from, to);
    return written.equals(expression.written()) && canonical.equals(expression.canonical())
        ? expression
        : SqlText.of(written, ExpressionNormalizer.expression(canonical));
  }

  private static String renameColumn(String expression, String from, String to) {
    return replace(expression, columnMentions(Lexer.tokens(expression), from), to, false);
  }

  /** The statement with the table under another name. */
  public static SqlText renameTable(SqlText statement, String from, String to) {
    String written = renameTable(statement.written(), from, to);
    return written.equals(statement.written())
        ? statement
        : SqlText.of(
            written, ExpressionNormalizer.statement(renameTable(statement.canonical(), from, to)));
  }

  private static String renameTable(String statement, String from, String to) {
    Optional<VirtualTableText> virtual = VirtualTableText.of(statement);
    if (virtual.isPresent()) return renameSource(statement, virtual.get(), from, to);
    List<Token> tokens =
        tableNames(Lexer.tokens(statement)).stream()
            .filter(t -> Identifiers.isSame(t.name(), from))
            .toList();
    return replace(statement, tokens, to, true);
  }

  /** The name of what a virtual table reads may be a string, and stays one. */
  private static String renameSource(
      String statement, VirtualTableText virtual, String from, String to) {
    return virtual
        .sourceToken()
        .filter(token -> Identifiers.isSame(token.name(), from))
        .map(
            token ->
                statement.substring(0, token.start())
                    + written(token.kind(), to)
                    + statement.substring(token.end()))
        .orElse(statement);
  }

  private static String written(Kind kind, String name) {
    if (kind == Kind.STRING) return StringLiteral.of(name);
    return kind == Kind.WORD ? bare(name) : Identifiers.quote(name);
  }

  /** The names that stand where a statement can only mean a table or a view. */
  public static Set<String> tables(String statement) {
    Optional<VirtualTableText> virtual = VirtualTableText.of(statement);
    if (virtual.isPresent()) return virtual.get().source().map(Set::of).orElse(Set.of());
    Set<String> names = new LinkedHashSet<>();
    for (Token token : tableNames(Lexer.tokens(statement))) names.add(token.name());
    return names;
  }

  private static List<Token> columnMentions(List<Token> tokens, String column) {
    List<Token> found = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isName() && Identifiers.isSame(token.name(), column) && mayBeColumn(tokens, i))
        found.add(token);
    }
    return found;
  }

  private static boolean mayBeColumn(List<Token> tokens, int i) {
    Token token = tokens.get(i);
    if (token.kind() == Kind.WORD && ReservedWords.isOfExpressions(token.text())) return false;
    boolean qualifierOrCall =
        i + 1 < tokens.size()
            && (tokens.get(i + 1).isSymbol("(") || tokens.get(i + 1).isSymbol("."));
    return !qualifierOrCall && !isAfterAs(tokens, i);
  }

  /** The name of a collation, a type or a result. */
  private static boolean isAfterAs(List<Token> tokens, int i) {
    return i > 0 && (tokens.get(i - 1).isWord("COLLATE") || tokens.get(i - 1).isWord("AS"));
  }

  private static List<Token> tableNames(List<Token> tokens) {
    List<Token> found = new ArrayList<>();
    Deque<Boolean> inFrom = new ArrayDeque<>(List.of(false));
    boolean header = isOnTable(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean listed = i > 0 && inFrom.peek() && isOfList(tokens.get(i - 1));
      followFrom(inFrom, tokens, i, header);
      if (!token.isName() || i == 0) continue;
      boolean onTable = header && tokens.get(i - 1).isWord("ON");
      boolean qualifier = i + 1 < tokens.size() && tokens.get(i + 1).isSymbol(".");
      if (qualifier || onTable || listed || followsTableWord(tokens, i) || isOfMain(tokens, i)) {
        found.add(token);
      }
      if (onTable) header = false;
    }
    return found;
  }

  /** Keep account, for each level of parentheses, of whether the list of a FROM goes on. */
  private static void followFrom(Deque<Boolean> inFrom, List<Token> tokens, int i, boolean header) {
    Token token = tokens.get(i);
    if (token.isSymbol("(")) {
      // FROM (a, b) has more of the list in its parentheses; f(a, b) and IN (a, b) have not.
      boolean more = i > 0 && (tokens.get(i - 1).isSymbol(",") || startsFrom(tokens.get(i - 1)));
      inFrom.push(inFrom.peek() && more);
    } else if (token.isSymbol(")")) {
      if (inFrom.size() > 1) inFrom.pop();
    } else if (startsFrom(token)) {
      set(inFrom, true);
    } else if (token.isSymbol(";")) {
      set(inFrom, false);
    } else if (token.kind() == Kind.WORD && ENDS_FROM.contains(token.upper())) {
      if (!(header && token.isWord("ON"))) set(inFrom, false);
    }
  }

  private static boolean isOfList(Token before) {
    return before.isSymbol(",") || before.isSymbol("(");
  }

  /** {@code main.t}. */
  private static boolean isOfMain(List<Token> tokens, int i) {
    return i > 1 && tokens.get(i - 1).isSymbol(".") && tokens.get(i - 2).isWord("main");
  }

  /** True for CREATE INDEX and CREATE TRIGGER, whose first ON is followed by the table. */
  private static boolean isOnTable(List<Token> tokens) {
    return tokens.stream().limit(4).anyMatch(t -> t.isWord("INDEX") || t.isWord("TRIGGER"));
  }

  private static boolean startsFrom(Token token) {
    return token.isWord("FROM") || token.isWord("JOIN");
  }

  /**
   * {@code UPDATE t} and {@code UPDATE OR IGNORE t} name a table; {@code AFTER UPDATE ON t}, {@code
   * UPDATE OF c ON t} and {@code DO UPDATE SET} do not.
   */
  private static boolean followsTableWord(List<Token> tokens, int i) {
    Token token = tokens.get(i);
    if (token.isWord("ON") || token.isWord("OF") || token.isWord("SET") || token.isWord("OR")) {
      return false;
    }
    Token before = tokens.get(i - 1);
    if (before.kind() == Kind.WORD && BEFORE_TABLE.contains(before.upper())) return true;
    return i > 2 && tokens.get(i - 2).isWord("OR") && tokens.get(i - 3).isWord("UPDATE");
  }

  private static void set(Deque<Boolean> stack, boolean value) {
    stack.pop();
    stack.push(value);
  }

  private static String replace(String text, List<Token> tokens, String to, boolean statement) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    for (Token token : tokens) {
      boolean bare = !statement && token.kind() == Kind.WORD;
      result.append(text, at, token.start()).append(bare ? bare(to) : Identifiers.quote(to));
      at = token.end();
    }
    return result.append(text.substring(at)).toString();
  }
}
