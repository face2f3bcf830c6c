package dev.underpin.dialect.mysql.references;

import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The sequences that an expression draws from (MariaDB). */
public final class SequenceReferences {
  private static final Set<String> CALLS = Set.of("nextval", "lastval", "setval");

  private SequenceReferences() {}

  /** Their names, as they are written. */
  public static Set<QualifiedName> of(SqlText expression) {
    Set<QualifiedName> found = new LinkedHashSet<>();
    List<Token> tokens = Lexer.tokens(expression.written());
    for (int i = 1; i + 1 < tokens.size(); i++) {
      boolean called =
          tokens.get(i).is("(")
              && CALLS.contains(tokens.get(i - 1).text().toLowerCase(Locale.ROOT));
      boolean standard = tokens.get(i).word("FOR") && tokens.get(i - 1).word("VALUE");
      if (called || standard) found.add(name(tokens, i + 1));
    }
    return found;
  }

  private static QualifiedName name(List<Token> tokens, int at) {
    String first = tokens.get(at).name();
    boolean qualified = at + 2 < tokens.size() && tokens.get(at + 1).is(".");
    return qualified
        ? new QualifiedName(first, tokens.get(at + 2).name())
        : QualifiedName.of(first);
  }
}
