package dev.underpin.dialect.postgresql.canonical;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lexer.Token.Kind;
import dev.underpin.dialect.postgresql.lowering.ExpressionNormalizer;
import dev.underpin.dialect.postgresql.lowering.Normalizer;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What the server deparses, as the model holds it. */
public final class CanonicalForm {
  private CanonicalForm() {}

  /** A condition or a value, without the outer parentheses. */
  public static SqlText expression(String deparsed) {
    List<Token> all = Lexer.tokens(deparsed);
    List<Token> tokens = ExpressionNormalizer.withoutOuterParentheses(all);
    String written =
        tokens.isEmpty()
            ? deparsed
            : deparsed.substring(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    return SqlText.of(written, ExpressionNormalizer.canonical(deparsed));
  }

  /**
   * A default. A lone constant loses the cast to the column's own type, also for people's eyes.
   *
   * @return absence where it says what would be without it
   */
  public static Optional<SqlText> defaultValue(String deparsed, String columnType) {
    return ExpressionNormalizer.canonicalDefault(deparsed, columnType)
        .map(
            canonical -> {
              List<Token> tokens = Lexer.tokens(canonical);
              boolean constant =
                  tokens.size() == 1 && tokens.get(0).kind() != Kind.WORD
                      || tokens.size() == 2 && tokens.get(0).is("-");
              String written = constant ? canonical : expression(deparsed).written();
              return SqlText.of(written, canonical);
            });
  }

  /** A table with every text in the spelling that can be known without a server. */
  public static Table normalize(Table table) {
    return Normalizer.table(table);
  }

  /**
   * A normalized table in which the conditions that the live table has in other words have the live
   * table's words, as far as that can be known without a server.
   */
  public static Table recognize(Table table, Table live) {
    KnownConditions known = new KnownConditions(table);
    return table
        .mapConstraints(
            constraint ->
                constraint instanceof CheckConstraint check
                    ? check.withExpression(
                        recognize(
                            check.expression(),
                            known,
                            text ->
                                live.constraintsOf(CheckConstraint.class).stream()
                                    .anyMatch(c -> c.expression().canonical().equals(text))))
                    : constraint)
        .mapIndexes(
            index ->
                index.withWhere(
                    index
                        .where()
                        .map(
                            where ->
                                recognize(
                                    where,
                                    known,
                                    text ->
                                        live.indexes().stream()
                                            .flatMap(i -> i.where().stream())
                                            .anyMatch(w -> w.canonical().equals(text))))));
  }

  /**
   * What the server surely makes of a condition on a table.
   *
   * @param canonical the condition, normalized
   * @return absence where only the server can tell
   */
  public static Optional<String> knownCondition(Table table, String canonical) {
    return new KnownConditions(table).deparsed(canonical);
  }

  private static SqlText recognize(SqlText text, KnownConditions known, Predicate<String> isLive) {
    return known.deparsed(text.canonical()).filter(isLive).map(text::withCanonical).orElse(text);
  }

  /**
   * A name as the YAML writes it: {@code name} in the searched namespace, else {@code schema.name}.
   */
  public static String dotted(QualifiedName name) {
    return Identifiers.dotted(name);
  }

  /** An identifier as the server deparses it: in quotes only where it needs them. */
  public static String identifier(String name) {
    return Identifiers.quoteIfNeeded(name);
  }

  /** The text with each identifier that is a key of the map replaced by the SQL it stands for. */
  public static String replaceIdentifiers(String text, Map<String, String> replacements) {
    if (replacements.isEmpty()) return text;
    StringBuilder result = new StringBuilder();
    int copied = 0;
    for (Token token : Lexer.tokens(text)) {
      String replacement = token.identifier() ? replacements.get(token.name()) : null;
      if (replacement == null) continue;
      result.append(text, copied, token.start()).append(replacement);
      copied = token.end();
    }
    return result.append(text, copied, text.length()).toString();
  }

  /** The text with each name of the form {@code schema.name} that is a key of the map replaced. */
  public static String replaceQualified(String text, Map<QualifiedName, String> replacements) {
    if (replacements.isEmpty()) return text;
    StringBuilder result = new StringBuilder();
    int copied = 0;
    List<Token> tokens = Lexer.tokens(text);
    for (int i = 0; i + 2 < tokens.size(); i++) {
      Token schema = tokens.get(i);
      Token name = tokens.get(i + 2);
      if (!schema.identifier() || !tokens.get(i + 1).is(".") || !name.identifier()) continue;
      String replacement = replacements.get(new QualifiedName(schema.name(), name.name()));
      if (replacement == null) continue;
      result.append(text, copied, schema.start()).append(replacement);
      copied = name.end();
    }
    return result.append(text, copied, text.length()).toString();
  }

  /**
   * True where the canonical text of a column is surely what the server would say: its type is the
   * server's own, or one of the enums named, and its default a constant that no input function
   * changes.
   */
  public static boolean isCertain(Column column, Set<String> enums) {
    return CanonicalFormKnown.of(column, enums);
  }
}
