package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.planner.recipe.DataChecks.Excluded;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an exclusion constraint compares, read from its text: {@code EXCLUDE [USING method] (
 * element WITH operator, … ) … [WHERE (predicate)]}. An element is a column, a call or an
 * expression in parentheses; a collation and an operator class after it say only how the index is
 * built.
 */
public final class ExclusionText {
  private final String text;
  private final List<Token> tokens;

  public ExclusionText(ExclusionConstraint constraint) {
    this.text = constraint.definition().written();
    this.tokens = Lexer.tokens(text);
  }

  /** The elements with their operators; empty where the text has another form. */
  public List<Excluded> elements() {
    int open = opening(0);
    int close = open < 0 ? -1 : closing(open);
    if (close < 0) return List.of();
    List<Excluded> elements = new ArrayList<>();
    int from = open + 1;
    for (int i = from; i <= close; i++) {
      if (tokens.get(i).is("(")) i = closing(i);
      if (i != close && !tokens.get(i).is(",")) continue;
      Optional<Excluded> element = element(from, i);
      if (element.isEmpty()) return List.of();
      elements.add(element.get());
      from = i + 1;
    }
    return elements;
  }

  /** The rows that it is about; empty for all of them. */
  public Optional<SqlText> where() {
    for (int i = closing(opening(0)); i > 0 && i + 1 < tokens.size(); i++) {
      if (tokens.get(i).word("WHERE") && tokens.get(i + 1).is("("))
        return Optional.of(SqlText.of(slice(i + 1, closing(i + 1) + 1)));
    }
    return Optional.empty();
  }

  private Optional<Excluded> element(int from, int to) {
    int with = -1;
    for (int i = from; i < to; i++) {
      if (tokens.get(i).is("(")) i = closing(i);
      else if (tokens.get(i).word("WITH")) with = i;
    }
    if (with <= from || with + 1 >= to) return Optional.empty();
    int end = tokens.get(from).is("(") ? closing(from) : from;
    while (end + 1 < with && (tokens.get(end + 1).is(".") || tokens.get(end + 1).is("(")))
      end = tokens.get(end + 1).is("(") ? closing(end + 1) : end + 2;
    return Optional.of(
        new Excluded(SqlText.of(slice(from, end + 1)), SqlText.of(slice(with + 1, to))));
  }

  private int opening(int from) {
    for (int i = from; i < tokens.size(); i++) if (tokens.get(i).is("(")) return i;
    return -1;
  }

  /** The parenthesis that ends what another one begins; the last token where there is none. */
  private int closing(int open) {
    int depth = 0;
    for (int i = Math.max(open, 0); i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) depth++;
      if (tokens.get(i).is(")") && --depth == 0) return i;
    }
    return tokens.size() - 1;
  }

  private String slice(int from, int to) {
    return text.substring(tokens.get(from).start(), tokens.get(to - 1).end());
  }
}
