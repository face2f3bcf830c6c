package dev.underpin.dialect.postgresql.references;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.StringLiteral;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.lexer.Token.Kind;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;

/**
 * What a table says of a label of an enum: the server keeps labels by number, so that a label's new
 * name shows in every constant of the type.
 */
public final class LabelReferences {
  private final QualifiedName type;
  private final String from;
  private final String to;

  public LabelReferences(QualifiedName type, String from, String to) {
    this.type = type;
    this.from = StringLiteral.of(from);
    this.to = StringLiteral.of(to);
  }

  /** The table after the label was renamed; the very same object where it does not mention it. */
  public Table renamed(Table table) {
    Table renamed =
        table
            .mapColumns(this::column)
            .mapConstraints(this::constraint)
            .mapIndexes(
                i ->
                    i.withKeys(
                        i.keys().stream().map(this::key).toList(),
                        i.include(),
                        i.where().map(this::expression)));
    return renamed.equals(table) ? table : renamed;
  }

  private Column column(Column column) {
    return column
        .withDefault(column.defaultValue().map(d -> isOf(column) ? defaultValue(d) : expression(d)))
        .withGenerated(
            column.generated().map(g -> new Generated(expression(g.expression()), g.stored())));
  }

  private boolean isOf(Column column) {
    List<String> parts = Identifiers.parts(column.type());
    return parts.get(parts.size() - 1).equals(type.name())
        && (parts.size() == 1 || parts.get(0).equals(type.schema()));
  }

  /** A default that is a lone constant of the column's type has no cast. */
  private SqlText defaultValue(SqlText text) {
    return text.canonical().equals(from) ? SqlText.of(to) : expression(text);
  }

  private Constraint constraint(Constraint constraint) {
    if (constraint instanceof CheckConstraint check)
      return check.withExpression(expression(check.expression()));
    return constraint instanceof ExclusionConstraint e
        ? new ExclusionConstraint(e.name(), expression(e.definition()), e.options())
        : constraint;
  }

  private IndexKey key(IndexKey key) {
    return key.expression().map(e -> key.withExpression(expression(e))).orElse(key);
  }

  private SqlText expression(SqlText text) {
    return SqlText.of(replaced(text.written()), replaced(text.canonical()));
  }

  /** The text with each constant of the type, {@code 'label'::type}, replaced. */
  private String replaced(String text) {
    if (!text.contains(from)) return text;
    List<Token> tokens = Lexer.tokens(text);
    StringBuilder result = new StringBuilder();
    int copied = 0;
    for (int i = 0; i + 2 < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean constant = token.kind() == Kind.STRING && token.text().equals(from);
      if (!constant || !tokens.get(i + 1).is("::")) continue;
      int last = i + 2;
      while (last + 2 < tokens.size() && tokens.get(last + 1).is(".")) last += 2;
      if (!tokens.get(last).identifier() || !tokens.get(last).name().equals(type.name())) continue;
      result.append(text, copied, token.start()).append(to);
      copied = token.end();
    }
    return result.append(text, copied, text.length()).toString();
  }
}
