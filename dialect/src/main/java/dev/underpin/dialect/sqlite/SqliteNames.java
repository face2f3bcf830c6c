package dev.underpin.dialect.sqlite;

import dev.underpin.dialect.sqlite.Token.Kind;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds and replaces names inside SQLite's texts, by token; like SQLite, without regard to case.
 */
final class SqliteNames {
  private static final Set<String> BEFORE_TABLE =
      Set.of("FROM", "JOIN", "INTO", "UPDATE", "REFERENCES", "TABLE");
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

  private SqliteNames() {}

  /** True where the expression names the column. */
  static boolean mentionsColumn(String expression, String column) {
    return !columnMentions(Tokenizer.tokens(expression), column).isEmpty();
  }

  /**
   * The expression with the column under another name, which is always quoted, as SQLite's own
   * RENAME COLUMN does for one that was given in quotes.
   */
  static SqlText renameColumn(SqlText expression, String from, String to) {
    return replace(
        expression, columnMentions(Tokenizer.tokens(expression.written()), from), to, false);
  }

  /** The statement with the table under another name. */
  static SqlText renameTable(SqlText statement, String from, String to) {
    List<Token> tokens =
        tableNames(Tokenizer.tokens(statement.written())).stream()
            .filter(t -> t.name().equalsIgnoreCase(from))
            .toList();
    return replace(statement, tokens, to, true);
  }

  /** The names that stand where a statement can only mean a table or a view. */
  static Set<String> tables(String statement) {
    Set<String> names = new LinkedHashSet<>();
    for (Token token : tableNames(Tokenizer.tokens(statement))) names.add(token.name());
    return names;
  }

  private static List<Token> columnMentions(List<Token> tokens, String column) {
    List<Token> found = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (!token.isName() || !token.name().equalsIgnoreCase(column)) continue;
      if (token.kind() == Kind.WORD && Keywords.isOfExpressions(token.text())) continue;
      boolean qualifierOrCall =
          i + 1 < tokens.size()
              && (tokens.get(i + 1).isSymbol("(") || tokens.get(i + 1).isSymbol("."));
      boolean collationOrType =
          i > 0 && (tokens.get(i - 1).isWord("COLLATE") || tokens.get(i - 1).isWord("AS"));
      if (!qualifierOrCall && !collationOrType) found.add(token);
    }
    return found;
  }

  private static List<Token> tableNames(List<Token> tokens) {
    List<Token> found = new ArrayList<>();
    Deque<Boolean> inFrom = new ArrayDeque<>(List.of(false));
    boolean header = isOnTable(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean fromList = inFrom.peek();
      if (token.isSymbol("(")) {
        // In FROM (a, b) the parentheses hold more of the list; in f(a, b) and IN (a, b) they do
        // not.
        inFrom.push(
            fromList
                && i > 0
                && (tokens.get(i - 1).isSymbol(",") || startsFrom(tokens.get(i - 1))));
      } else if (token.isSymbol(")")) {
        if (inFrom.size() > 1) inFrom.pop();
      } else if (token.isSymbol(";")) {
        set(inFrom, false);
      } else if (token.kind() == Kind.WORD && startsFrom(token)) {
        set(inFrom, true);
      } else if (token.kind() == Kind.WORD
          && ENDS_FROM.contains(token.upper())
          && !(header && token.isWord("ON"))) {
        set(inFrom, false);
      }
      if (!token.isName() || i == 0) continue;
      Token before = tokens.get(i - 1);
      boolean qualifier = i + 1 < tokens.size() && tokens.get(i + 1).isSymbol(".");
      boolean afterWord =
          before.kind() == Kind.WORD
              && BEFORE_TABLE.contains(before.upper())
              && !isEventWord(token);
      boolean onTable = header && before.isWord("ON");
      boolean listed = fromList && (before.isSymbol(",") || before.isSymbol("("));
      if (qualifier || afterWord || onTable || listed) found.add(token);
      if (onTable) header = false;
    }
    return found;
  }

  /** True for CREATE INDEX and CREATE TRIGGER, whose first ON is followed by the table. */
  private static boolean isOnTable(List<Token> tokens) {
    return tokens.stream().limit(4).anyMatch(t -> t.isWord("INDEX") || t.isWord("TRIGGER"));
  }

  private static boolean startsFrom(Token token) {
    return token.isWord("FROM") || token.isWord("JOIN");
  }

  /**
   * {@code AFTER UPDATE ON t}, {@code UPDATE OF c ON t} and {@code DO UPDATE SET} name no table
   * after UPDATE; {@code UPDATE OR x t} is seen below.
   */
  private static boolean isEventWord(Token token) {
    return token.isWord("ON") || token.isWord("OF") || token.isWord("SET") || token.isWord("OR");
  }

  private static void set(Deque<Boolean> stack, boolean value) {
    stack.pop();
    stack.push(value);
  }

  private static SqlText replace(SqlText text, List<Token> tokens, String to, boolean statement) {
    if (tokens.isEmpty()) return text;
    StringBuilder result = new StringBuilder();
    int at = 0;
    for (Token token : tokens) {
      result.append(text.written(), at, token.start()).append(SqliteDialect.quoted(to));
      at = token.end();
    }
    String written = result.append(text.written().substring(at)).toString();
    return SqlText.of(
        written, statement ? SqliteText.statement(written) : SqliteText.expression(written));
  }
}
