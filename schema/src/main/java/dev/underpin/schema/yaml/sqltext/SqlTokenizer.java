package dev.underpin.schema.yaml.sqltext;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL text into tokens as far as all engines agree: words, quoted names, strings, numbers,
 * symbols. Comments and space stand between tokens. Parentheses and brackets must match.
 */
public final class SqlTokenizer {
  private final String text;
  private final List<SqlToken> tokens = new ArrayList<>();
  private final List<SqlToken> open = new ArrayList<>();
  private int at;

  private SqlTokenizer(String text) {
    this.text = text;
  }

  /** The tokens of a text. */
  public static List<SqlToken> of(String text) throws SqlTextException {
    return new SqlTokenizer(text).run();
  }

  private List<SqlToken> run() throws SqlTextException {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) at++;
      else if (text.startsWith("--", at)) skipLine();
      else if (text.startsWith("/*", at)) skipComment();
      else if (c == '\'') quoted(SqlToken.Kind.STRING, '\'', followsEscapePrefix());
      else if (c == '"' || c == '`') quoted(SqlToken.Kind.QUOTED_NAME, c, false);
      else if (c == '$' && dollarTag() > 0) dollarQuoted(dollarTag());
      else if (Character.isDigit(c) || c == '.' && isDigit(at + 1)) number();
      else if (isWordPart(c)) word();
      else symbol(c);
    }
    if (!open.isEmpty()) {
      SqlToken last = open.get(open.size() - 1);
      throw new SqlTextException("\"" + last.text() + "\" is not closed", last.start());
    }
    return tokens;
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') at++;
  }

  private void skipComment() throws SqlTextException {
    int end = text.indexOf("*/", at + 2);
    if (end < 0) throw new SqlTextException("the comment is not closed", at);
    at = end + 2;
  }

  /** {@code E'…'} is the one string in which a backslash escapes on every engine that has it. */
  private boolean followsEscapePrefix() {
    if (tokens.isEmpty()) return false;
    SqlToken last = tokens.get(tokens.size() - 1);
    return last.end() == at && last.isWord("e");
  }

  private void quoted(SqlToken.Kind kind, char quote, boolean backslash) throws SqlTextException {
    int start = at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (backslash && c == '\\') at += 2;
      else if (c == quote && at + 1 < text.length() && text.charAt(at + 1) == quote) at += 2;
      else if (c == quote) {
        at++;
        add(kind, start);
        return;
      } else at++;
    }
    throw new SqlTextException("the quote " + quote + " is not closed", start);
  }

  private int dollarTag() {
    if (at > 0 && isWordPart(text.charAt(at - 1))) return 0;
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '$' && isWordPart(text.charAt(end))) end++;
    boolean tag = end < text.length() && text.charAt(end) == '$' && !isDigit(at + 1);
    return tag ? end + 1 - at : 0;
  }

  private void dollarQuoted(int tagLength) throws SqlTextException {
    int start = at;
    String tag = text.substring(at, at + tagLength);
    int end = text.indexOf(tag, at + tagLength);
    if (end < 0) throw new SqlTextException("the quote " + tag + " is not closed", start);
    at = end + tagLength;
    add(SqlToken.Kind.STRING, start);
  }

  private void number() {
    int start = at;
    while (at < text.length()
        && (isWordPart(text.charAt(at)) || text.charAt(at) == '.' || isExponentSign())) at++;
    add(SqlToken.Kind.NUMBER, start);
  }

  private boolean isExponentSign() {
    char sign = text.charAt(at);
    char before = text.charAt(at - 1);
    return (sign == '-' || sign == '+') && (before == 'e' || before == 'E') && isDigit(at + 1);
  }

  private void word() {
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) at++;
    add(SqlToken.Kind.WORD, start);
  }

  private void symbol(char c) throws SqlTextException {
    int start = at;
    at += text.startsWith("::", at) ? 2 : 1;
    add(SqlToken.Kind.SYMBOL, start);
    SqlToken token = tokens.get(tokens.size() - 1);
    if (c == '(' || c == '[') open.add(token);
    if (c == ')' || c == ']') {
      String opening = c == ')' ? "(" : "[";
      if (open.isEmpty() || !open.get(open.size() - 1).isSymbol(opening)) {
        throw new SqlTextException("\"" + c + "\" closes nothing", start);
      }
      open.remove(open.size() - 1);
    }
  }

  private void add(SqlToken.Kind kind, int start) {
    tokens.add(new SqlToken(kind, text.substring(start, at), start, at));
  }

  private boolean isDigit(int index) {
    return index < text.length() && Character.isDigit(text.charAt(index));
  }

  private static boolean isWordPart(char c) {
    return c == '_' || c == '$' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }
}
