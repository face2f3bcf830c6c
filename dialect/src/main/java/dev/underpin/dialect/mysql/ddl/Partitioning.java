package dev.underpin.dialect.mysql.ddl;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What follows {@code PARTITION BY}, in its parts.
 *
 * @param head how rows are divided: {@code RANGE (`id`)}, {@code HASH (`id`) PARTITIONS 4}
 * @param parts the partitions in their order; none where only their number is said
 */
public record Partitioning(String head, List<Part> parts) {
  /**
   * One partition.
   *
   * @param text what follows its name: bound, attributes and subpartitions
   */
  public record Part(String name, String text) {
    /** The partition as in {@code CREATE TABLE}. */
    public String definition() {
      String named = "PARTITION " + Identifiers.quote(name);
      return text.isEmpty() ? named : named + " " + text;
    }
  }

  public Partitioning {
    parts = List.copyOf(parts);
  }

  /** Take the text apart. One without a list of partitions is all head. */
  public static Partitioning of(String text) {
    List<Token> tokens = Lexer.tokens(text);
    int depth = 0;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (depth == 0 && token.is("(") && tokens.get(i + 1).word("PARTITION"))
        return new Partitioning(
            text.substring(0, token.start()).strip(), parts(text, tokens, i + 1));
      depth += step(token);
    }
    return new Partitioning(text.strip(), List.of());
  }

  private static List<Part> parts(String text, List<Token> tokens, int first) {
    List<Part> parts = new ArrayList<>();
    int begin = first;
    int depth = 0;
    for (int i = first; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean ends = depth == 0 && (token.is(",") || token.is(")"));
      if (ends && begin + 1 < i) {
        Token name = tokens.get(begin + 1);
        parts.add(new Part(name.name(), text.substring(name.end(), token.start()).strip()));
        begin = i + 1;
      }
      if (ends && token.is(")")) break;
      depth += step(token);
    }
    return parts;
  }

  private static int step(Token token) {
    if (token.is("(")) return 1;
    return token.is(")") ? -1 : 0;
  }

  public boolean isRange() {
    return head.startsWith("RANGE");
  }

  public boolean isList() {
    return head.startsWith("LIST");
  }

  /**
   * The condition that a row is in none of the partitions; absent where one takes all rows that no
   * other takes, and where each row is in one.
   */
  public Optional<String> outside() {
    List<Token> tokens = Lexer.tokens(head);
    int open = 1;
    while (open < tokens.size() && !tokens.get(open).is("(")) open++;
    if (parts.isEmpty() || open == tokens.size() || !isRange() && !isList())
      return Optional.empty();
    String divided = inParentheses(head, tokens, open);
    List<String> values = new ArrayList<>();
    for (Part part : isRange() ? parts.subList(parts.size() - 1, parts.size()) : parts) {
      List<Token> bound = Lexer.tokens(part.text());
      int at = isRange() ? 3 : 2;
      boolean takesRest =
          bound.size() <= at
              || !bound.get(at).is("(")
              || bound.stream().anyMatch(t -> t.word("MAXVALUE"));
      if (takesRest) return Optional.empty();
      values.add(inParentheses(part.text(), bound, at));
    }
    return Optional.of(
        isRange()
            ? "NOT ((%s) < (%s))".formatted(divided, values.get(0))
            : "(%s) NOT IN (%s)".formatted(divided, String.join(", ", values)));
  }

  private static String inParentheses(String text, List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += step(tokens.get(i));
      if (depth == 0) return text.substring(tokens.get(open).end(), tokens.get(i).start()).strip();
    }
    return text.substring(tokens.get(open).end()).strip();
  }

  /** These partitions as a list in parentheses. */
  public static String list(List<Part> parts) {
    return parts.stream().map(Part::definition).collect(Collectors.joining(", ", "(", ")"));
  }

  /** The names of these partitions, in quotes. */
  public static String names(List<Part> parts) {
    return parts.stream().map(p -> Identifiers.quote(p.name())).collect(Collectors.joining(", "));
  }

  /** The whole as one text. */
  public String text() {
    return parts.isEmpty() ? head : head + " " + list(parts);
  }
}
