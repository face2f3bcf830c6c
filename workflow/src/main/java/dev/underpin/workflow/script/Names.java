package dev.underpin.workflow.script;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.schema.Table;

/** Names and texts as they are written in SQL. */
record Names(Dialect dialect) {
  /** What an identifier means. */
  String of(String identifier) {
    return dialect.identifier(identifier);
  }

  List<String> all(List<String> identifiers) {
    return identifiers.stream().map(this::of).toList();
  }

  QualifiedName of(Table table) {
    String schema = table.getSchemaName();
    return new QualifiedName(schema == null ? "" : of(schema), of(table.getName()));
  }

  /** A name with its namespace, where it has one. */
  QualifiedName dotted(String text) {
    List<String> parts = dialect.tokens(text).stream().filter(t -> !t.equals(".")).toList();
    return parts.size() == 2
        ? new QualifiedName(of(parts.get(0)), of(parts.get(1)))
        : QualifiedName.of(of(text));
  }

  /** The names in parentheses. */
  List<String> list(String text) {
    return dialect.tokens(text).stream()
        .filter(t -> !t.equals("(") && !t.equals(")") && !t.equals(","))
        .map(this::of)
        .toList();
  }

  /** The text of a string in quotes. */
  String text(String literal) {
    return literal.substring(1, literal.length() - 1).replace("''", "'");
  }

  /** Without the parentheses around all of it. */
  String withoutParentheses(String text) {
    String inner = text.strip();
    boolean around = inner.startsWith("(") && matching(inner, 0) == inner.length() - 1;
    return around ? inner.substring(1, inner.length() - 1).strip() : inner;
  }

  /** Where the parenthesis closes that opens there; -1 where none does. */
  private static int matching(String text, int open) {
    int depth = 0;
    char quote = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '\'' || c == '"' || c == '`') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Where a word stands outside of parentheses; -1 where it does not. */
  int topLevel(String sql, String word) {
    for (int i = 0; i < sql.length(); i++) {
      if (sql.charAt(i) == '(') {
        int close = matching(sql, i);
        if (close < 0) return -1;
        i = close;
      } else if (Character.isWhitespace(sql.charAt(i))
          && sql.regionMatches(true, i + 1, word, 0, word.length())
          && i + 1 + word.length() < sql.length()
          && !Character.isLetterOrDigit(sql.charAt(i + 1 + word.length()))) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Words as a person would write them one after the other. */
  String joined(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      boolean close = word.startsWith("(") || word.equals("::") || text.toString().endsWith("::");
      if (!text.isEmpty() && !close) text.append(' ');
      text.append(word);
    }
    return text.toString();
  }

  static boolean is(String word, String other) {
    return word.toLowerCase(Locale.ROOT).equals(other);
  }
}
