package dev.underpin.dialect.sqlite.lexer;

import java.util.Comparator;

/**
 * Identifiers of SQLite. It ignores the case of ASCII letters and of no others: Ä and ä are two
 * names. Everything that compares names or words of SQLite asks here.
 */
public final class Identifiers {
  /** Sorts names; two that SQLite takes for one are equal. */
  public static final Comparator<String> ORDER = Comparator.comparing(Identifiers::lower);

  private Identifiers() {}

  /** The name in double quotes. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** True where SQLite takes two names for one. */
  public static boolean isSame(String one, String other) {
    return one.length() == other.length() && (one.equals(other) || lower(one).equals(lower(other)));
  }

  /** The form that is equal for all names that SQLite takes for one. */
  public static String lower(String name) {
    return shifted(name, 'A', 'Z', 'a' - 'A');
  }

  /** The same in capitals, as words of the language are listed. */
  public static String upper(String word) {
    return shifted(word, 'a', 'z', 'A' - 'a');
  }

  private static String shifted(String name, char first, char last, int by) {
    StringBuilder text = new StringBuilder(name);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= first && c <= last) text.setCharAt(i, (char) (c + by));
    }
    return text.toString();
  }
}
