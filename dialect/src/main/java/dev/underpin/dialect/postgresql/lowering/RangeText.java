package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Optional;

/**
 * A CREATE TYPE … AS RANGE (…), taken apart.
 *
 * @param create the statement, which others may follow
 */
public record RangeText(String create) {
  private static final String MULTIRANGE = "multirange_type_name";

  /** The place of an option in the text, with its name. */
  private record Option(int start, int valueStart, int end) {}

  /** The type of which there are ranges, as SQL. */
  public Optional<String> subtype() {
    return option("subtype").map(o -> create.substring(o.valueStart, o.end).strip());
  }

  /** The name of the function that gives the distance of two values, without its namespace. */
  public Optional<String> difference() {
    return option("subtype_diff").map(this::names).map(names -> names.get(names.size() - 1));
  }

  /** True where a function brings the values to one form. */
  public boolean hasCanonicalFunction() {
    return option("canonical").isPresent();
  }

  /**
   * The name of the multirange type, which PostgreSQL has from version 14 on.
   *
   * @param range the name of the range type
   * @param namespace that of names without one
   */
  public QualifiedName multirange(QualifiedName range, String namespace) {
    Optional<Option> option = option(MULTIRANGE);
    if (option.isEmpty()) return usualMultirange(range);
    List<String> parts = names(option.get());
    return new QualifiedName(
        parts.size() > 1 ? parts.get(0) : namespace, parts.get(parts.size() - 1));
  }

  /** {@code makeMultirangeTypeName} in the server's source, but for names that it cuts. */
  private static QualifiedName usualMultirange(QualifiedName range) {
    String name = range.name();
    int at = name.indexOf("range");
    return range.withName(
        at < 0 ? name + "_multirange" : name.substring(0, at) + "multi" + name.substring(at));
  }

  /** The text with the name of the multirange type in it. */
  public String withMultirange(QualifiedName range) {
    Optional<Option> subtype = option("subtype");
    if (subtype.isEmpty() || option(MULTIRANGE).isPresent()) return create;
    QualifiedName name = usualMultirange(range);
    return create.substring(0, subtype.get().end)
        + ", MULTIRANGE_TYPE_NAME = "
        + (name.schema().isEmpty() ? "" : Identifiers.quote(name.schema()) + ".")
        + Identifiers.quote(name.name())
        + create.substring(subtype.get().end);
  }

  /** The text without the name of the multirange type, where that is the usual one. */
  public String withoutUsualMultirange(QualifiedName range) {
    Optional<Option> option = option(MULTIRANGE);
    if (option.isEmpty() || !multirange(range, "").equals(usualMultirange(range))) return create;
    int comma = create.lastIndexOf(',', option.get().start);
    return create.substring(0, comma) + create.substring(option.get().end);
  }

  private List<String> names(Option option) {
    return Lexer.tokens(create.substring(option.valueStart, option.end)).stream()
        .filter(Token::identifier)
        .map(Token::name)
        .toList();
  }

  private Optional<Option> option(String name) {
    List<Token> tokens = Lexer.tokens(create);
    int depth = 0;
    int start = -1;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is(";")) break;
      boolean begins =
          i > 0 && depth == 1 && (tokens.get(i - 1).is("(") || tokens.get(i - 1).is(","));
      if (begins && token.identifier() && token.name().equals(name)) start = i;
      if (token.is("(")) depth++;
      boolean ends = depth == 1 && (token.is(",") || token.is(")"));
      if (ends && start >= 0 && i > start + 2)
        return Optional.of(
            new Option(
                tokens.get(start).start(), tokens.get(start + 2).start(), tokens.get(i - 1).end()));
      if (token.is(")")) depth--;
    }
    return Optional.empty();
  }
}
