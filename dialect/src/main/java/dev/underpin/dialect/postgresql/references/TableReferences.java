package dev.underpin.dialect.postgresql.references;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lexer.Token.Kind;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Replaces the mentions of a table in a statement. An unqualified name is the table where a
 * statement names tables (after FROM, JOIN, ON, INTO …, and in a FROM list), or where it qualifies
 * a column.
 */
public final class TableReferences {
  private static final Set<String> BEFORE_TABLE =
      Set.of("from", "join", "into", "update", "only", "table", "references", "on");
  private static final Set<String> ENDS_FROM =
      Set.of(
          "where",
          "group",
          "having",
          "window",
          "order",
          "limit",
          "offset",
          "union",
          "intersect",
          "except",
          "for",
          "select",
          "on",
          "using",
          "set",
          "returning",
          "execute");

  private final List<Token> tokens;
  private final QualifiedName from;
  private final QualifiedName to;

  private TableReferences(List<Token> tokens, QualifiedName from, QualifiedName to) {
    this.tokens = tokens;
    this.from = from;
    this.to = to;
  }

  public static String rename(String statement, QualifiedName from, QualifiedName to) {
    return new TableReferences(Lexer.tokens(statement), from, to).apply(statement);
  }

  private String apply(String statement) {
    StringBuilder text = new StringBuilder();
    int copied = 0;
    boolean inFrom = false;
    Deque<Boolean> outer = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is("(")) outer.push(inFrom);
      else if (token.is(")") && !outer.isEmpty()) inFrom = outer.pop();
      else if (token.word("from") && !inExtract(i)) inFrom = true;
      else if (token.kind() == Kind.WORD && ENDS_FROM.contains(token.name())) inFrom = false;
      if (!token.identifier() || !token.name().equals(from.name())) continue;
      String replacement = replacement(i, inFrom);
      if (replacement.isEmpty()) continue;
      int start = qualified(i) ? tokens.get(i - 2).start() : token.start();
      text.append(statement, copied, start).append(replacement);
      copied = token.end();
    }
    return text.append(statement, copied, statement.length()).toString();
  }

  /** What stands for the mention at an index; empty where it is none. */
  private String replacement(int i, boolean inFrom) {
    String full = quoted(to.schema()) + "." + Identifiers.quoteIfNeeded(to.name());
    if (qualified(i)) return tokens.get(i - 2).name().equals(from.schema()) ? full : "";
    if (at(i - 1, ".")) return "";
    boolean named = namesTable(i, inFrom);
    if (!named && at(i + 1, ".")) return Identifiers.quoteIfNeeded(to.name());
    if (!named) return "";
    return from.schema().equals(to.schema()) ? Identifiers.quoteIfNeeded(to.name()) : full;
  }

  private static String quoted(String schema) {
    return Identifiers.quoteIfNeeded(schema);
  }

  private boolean namesTable(int i, boolean inFrom) {
    int before = i - 1;
    while (before >= 0 && tokens.get(before).is("(")) before--;
    if (before < 0) return false;
    Token previous = tokens.get(before);
    boolean call =
        at(i + 1, "(")
            && !previous.word("into")
            && !previous.word("on")
            && !previous.word("references");
    if (call) return false;
    if (previous.word("on")) return before == i - 1 && !at(i + 1, ".");
    if (previous.kind() == Kind.WORD && BEFORE_TABLE.contains(previous.name()))
      return !inExtract(before);
    return inFrom && previous.is(",");
  }

  /** {@code EXTRACT(year FROM x)}, {@code SUBSTRING(x FROM 2)}, {@code TRIM(BOTH FROM x)}. */
  private boolean inExtract(int i) {
    int depth = 0;
    for (int k = i - 1; k > 0; k--) {
      if (tokens.get(k).is(")")) depth++;
      if (tokens.get(k).is("(") && depth-- == 0) {
        return Set.of("extract", "substring", "trim", "overlay", "position")
            .contains(tokens.get(k - 1).name());
      }
    }
    return false;
  }

  private boolean qualified(int i) {
    return at(i - 1, ".") && i >= 2 && tokens.get(i - 2).identifier();
  }

  private boolean at(int i, String mark) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(mark);
  }
}
