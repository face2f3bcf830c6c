package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Options of wrappers, servers and foreign tables that may be a password. Such an object is left
 * alone: neither a YAML nor a history is a place for passwords. The patterns are read by Java and
 * by the server, without regard to case.
 */
public final class SecretOptions {
  /** The name of such an option. */
  public static final String NAME =
      "pass|pwd|secret|token|credential|(api|access|private|ssl|encryption)_?key";

  /** A value with a password in it, such as that of an address. */
  public static final String VALUE = "(password|passwd|pwd)[ ]*=|://[^/ ]*:[^/ ]*@";

  private static final Pattern NAMES = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE);
  private static final Pattern VALUES = Pattern.compile(VALUE, Pattern.CASE_INSENSITIVE);

  private SecretOptions() {}

  /** True where a statement has such an option. */
  static boolean isIn(String create) {
    List<Token> tokens = Lexer.tokens(create);
    boolean options = false;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.word("options") && tokens.get(i + 1).is("(")) options = true;
      if (token.is(")")) options = false;
      boolean isOption = options && tokens.get(i + 1).kind() == Token.Kind.STRING;
      if (isOption
          && (NAMES.matcher(token.text()).find()
              || VALUES.matcher(tokens.get(i + 1).text()).find())) return true;
    }
    return false;
  }
}
