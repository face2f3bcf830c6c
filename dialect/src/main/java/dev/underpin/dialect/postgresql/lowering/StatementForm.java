package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.StatementSplitter;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One form of statements that the server cannot be asked about: blanks, quotes, small letters. */
public final class StatementForm {
  private static final Set<String> JOINED = Set.of("(", ")", ",", ".");
  private static final Set<String> OPENING = Set.of("(", ".");

  private StatementForm() {}

  /**
   * The text of an object, with the form that decides equality where the server cannot be asked.
   *
   * @param namespace that of names without one
   */
  public static SqlText of(Kind kind, String create, String namespace) {
    return switch (kind) {
      case EVENT_TRIGGER -> EventTriggerText.of(create, namespace);
      case CAST -> CastText.form(create, namespace);
      case PUBLICATION -> PublicationText.form(create, namespace);
      case FOREIGN_DATA_WRAPPER, FOREIGN_SERVER -> ForeignText.form(create, namespace);
      default -> SqlText.of(create);
    };
  }

  /**
   * A text of several statements.
   *
   * @param first the form of the statement that creates the object
   */
  static SqlText of(String create, UnaryOperator<String> first) {
    List<String> rest = new ArrayList<>();
    List<String> all = StatementSplitter.split(create);
    if (all.isEmpty()) return SqlText.of(create);
    for (String sql : all.subList(1, all.size()))
      rest.add(join(Lexer.tokens(sql).stream().map(StatementForm::word).toList()));
    rest.sort(null);
    StringBuilder text = new StringBuilder(first.apply(all.get(0)));
    rest.forEach(sql -> text.append(";\n").append(sql));
    return SqlText.of(create, text.toString());
  }

  static String word(Token token) {
    return switch (token.kind()) {
      case QUOTED -> Identifiers.quoteIfNeeded(token.name());
      case WORD -> token.name();
      default -> token.text();
    };
  }

  static String join(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      boolean joined =
          i == 0 || JOINED.contains(words.get(i)) || OPENING.contains(words.get(i - 1));
      text.append(joined ? "" : " ").append(words.get(i));
    }
    return text.toString();
  }
}
