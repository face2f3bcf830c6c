package dev.underpin.dialect.mysql.references;

import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.schema.model.CheckConstraint;
import java.util.List;

/** The columns of an application-time period, which is a check that one is before the other. */
public final class ApplicationPeriod {
  private ApplicationPeriod() {}

  /** The column with the start and that with the end; none where the check says something else. */
  public static List<String> columns(CheckConstraint check) {
    List<Token> tokens =
        Lexer.tokens(check.expression().written()).stream()
            .filter(t -> !t.is("(") && !t.is(")"))
            .toList();
    boolean isOne =
        tokens.size() == 3
            && tokens.get(0).isName()
            && tokens.get(1).is("<")
            && tokens.get(2).isName();
    return isOne ? List.of(tokens.get(0).name(), tokens.get(2).name()) : List.of();
  }
}
