package dev.underpin.dialect.sqlite.lexer;

/** Identifiers of SQLite. */
public final class Identifiers {
  private Identifiers() {}

  /** The name in double quotes. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** True where SQLite takes two names for one: it ignores the case of ASCII letters. */
  public static boolean isSame(String one, String other) {
    return one.equals(other) || one.equalsIgnoreCase(other) && lower(one).equals(lower(other));
  }

  private static String lower(String name) {
    StringBuilder text = new StringBuilder(name);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') text.setCharAt(i, (char) (c + ('a' - 'A')));
    }
    return text.toString();
  }
}
