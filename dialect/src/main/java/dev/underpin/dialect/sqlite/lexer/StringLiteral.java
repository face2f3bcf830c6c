package dev.underpin.dialect.sqlite.lexer;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text as a string literal of SQLite. */
public final class StringLiteral {
  private StringLiteral() {}

  /** The literal; a text with a NUL, which no literal can hold, is cast from its bytes. */
  public static String of(String value) {
    if (value.indexOf('\0') >= 0) {
      return "CAST(x'%s' AS TEXT)"
          .formatted(HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)));
    }
    return "'" + value.replace("'", "''") + "'";
  }
}
