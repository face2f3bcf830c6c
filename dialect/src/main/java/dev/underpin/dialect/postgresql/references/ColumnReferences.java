package dev.underpin.dialect.postgresql.references;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.ReservedWords;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lexer.Token.Kind;
import dev.underpin.dialect.postgresql.lowering.ExpressionNormalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tokens of an expression name a column of the table that the expression belongs to.
 *
 * <p>A token is no column where the grammar wants something else there: a function before its
 * parenthesis, a type after {@code ::} or in a typed constant, a collation, a field of {@code
 * EXTRACT}, the name of an argument, a qualifier, the word of a key phrase such as {@code AT TIME
 * ZONE}.
 */
public final class ColumnReferences {
  private static final Set<String> TYPE_PHRASE =
      Set.of(
          "precision",
          "varying",
          "with",
          "without",
          "time",
          "zone",
          "year",
          "month",
          "day",
          "hour",
          "minute",
          "second",
          "to",
          "array");

  private final List<Token> tokens;
  private final boolean[] excluded;

  private ColumnReferences(List<Token> tokens) {
    this.tokens = tokens;
    this.excluded = new boolean[tokens.size()];
    for (int i = 0; i < tokens.size(); i++) exclude(i);
  }

  /** The column names that an expression mentions, of those given. */
  public static Set<String> of(String expression, Set<String> columns) {
    List<Token> tokens = Lexer.tokens(expression);
    Set<String> found = new LinkedHashSet<>();
    for (int i : new ColumnReferences(tokens).indexes()) {
      String name = tokens.get(i).name();
      if (columns.contains(name)) found.add(name);
    }
    return found;
  }

  /** The text with every mention of one column replaced. */
  public static String rename(String expression, String from, String to) {
    List<Token> tokens = Lexer.tokens(expression);
    StringBuilder text = new StringBuilder();
    int copied = 0;
    for (int i : new ColumnReferences(tokens).indexes()) {
      Token token = tokens.get(i);
      if (!token.name().equals(from)) continue;
      text.append(expression, copied, token.start()).append(Identifiers.quoteIfNeeded(to));
      copied = token.end();
    }
    return text.append(expression, copied, expression.length()).toString();
  }

  private List<Integer> indexes() {
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).identifier() && !excluded[i]) indexes.add(i);
    }
    return indexes;
  }

  private void exclude(int i) {
    Token token = tokens.get(i);
    if (token.is("::")) excludeType(i + 1);
    if (!token.identifier()) return;
    boolean keyword = token.kind() == Kind.WORD;
    if (keyword && ReservedWords.neverColumn(token.name())) excluded[i] = true;
    if (at(i + 1, "(") || at(i + 1, "=>") || at(i + 1, ":=")) excluded[i] = true;
    if (at(i + 1, ".")) excluded[i] = true;
    if (at(i - 1, ".") && !at(i - 2, Kind.WORD) && !at(i - 2, Kind.QUOTED)) excluded[i] = true;
    if (at(i + 1, Kind.STRING) || at(i - 1, Kind.STRING)) excluded[i] = true;
    if (word(i - 1, "is") || word(i - 1, "not") && word(i - 2, "is"))
      excluded[i] |= keyword && isKind(token);
    if (token.word("collate")) excludePath(i + 1);
    if (token.word("as")) excludeType(i + 1);
    if (token.word("extract") && at(i + 1, "(") && i + 2 < tokens.size()) excluded[i + 2] = true;
    if (token.word("operator") && at(i + 1, "(") && i + 2 < tokens.size()) excluded[i + 2] = true;
    if (token.word("at") && (word(i + 1, "time") || word(i + 1, "local")))
      excludeRun(i, word(i + 1, "time") ? 3 : 2);
  }

  /** {@code IS UNKNOWN}, {@code IS DOCUMENT}, {@code IS NFC NORMALIZED}, {@code IS JSON …}. */
  private static boolean isKind(Token token) {
    return Set.of("unknown", "document", "normalized", "nfc", "nfd", "nfkc", "nfkd", "json")
        .contains(token.name());
  }

  private void excludeType(int from) {
    excludePath(from);
    int i = from;
    while (i < tokens.size()
        && excluded[i]
        && (tokens.get(i).identifier() || tokens.get(i).is("."))) i++;
    boolean modifiersSeen = false;
    while (i < tokens.size()) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.WORD && TYPE_PHRASE.contains(token.name())) {
        excluded[i++] = true;
      } else if (token.is("(") && !modifiersSeen) {
        modifiersSeen = true;
        int close = ExpressionNormalizer.closing(tokens, i);
        if (close < 0) return;
        excludeRun(i, close - i + 1);
        i = close + 1;
      } else {
        return;
      }
    }
  }

  /** A name with its qualifiers. */
  private void excludePath(int from) {
    int i = from;
    while (i < tokens.size() && tokens.get(i).identifier()) {
      excluded[i] = true;
      if (!at(i + 1, ".")) return;
      excluded[i + 1] = true;
      i += 2;
    }
  }

  private void excludeRun(int from, int count) {
    for (int i = from; i < Math.min(from + count, tokens.size()); i++) excluded[i] = true;
  }

  private boolean at(int i, String mark) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(mark);
  }

  private boolean at(int i, Kind kind) {
    return i >= 0 && i < tokens.size() && tokens.get(i).kind() == kind;
  }

  private boolean word(int i, String keyword) {
    return i >= 0 && i < tokens.size() && tokens.get(i).word(keyword);
  }
}
