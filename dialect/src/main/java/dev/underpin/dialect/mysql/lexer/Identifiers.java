package dev.underpin.dialect.mysql.lexer;

import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.Optional;

/**
 * Identifiers: their quotes, their length, which of them the server takes for one, and the names of
 * what was left without one.
 *
 * <p>The server compares names of columns, indexes and constraints letter by letter in lower case
 * ({@code my_strcasecmp} with the case table of {@code utf8mb3_general_ci}). Ä and ä are one name,
 * ä and a are two. Its table is that of Unicode 3.0: letters that came later have no case.
 */
public final class Identifiers {
  /** Characters, not bytes, of any object's name. */
  public static final int MAX_LENGTH = 64;

  /** Where letters lie that were given a case after Unicode 3.0: first and last, in pairs. */
  private static final char[] WITHOUT_CASE = {
    '\u0220', '\u0220', '\u023A', '\u024E', '\u0370', '\u037F', '\u03CF', '\u03D8',
    '\u03F4', '\u03FF', '\u048A', '\u048A', '\u04C0', '\u04C0', '\u04C5', '\u04C5',
    '\u04C9', '\u04C9', '\u04CD', '\u04CD', '\u04F6', '\u04F6', '\u04FA', '\u052E',
    '\u10A0', '\u1CBF', '\u1E9E', '\u1E9E', '\u1EFA', '\u1EFE', '\u2132', '\u2132',
    '\u2183', '\u2183', '\u2C00', '\uABFF'
  };

  private Identifiers() {}

  /** True where the server takes two names of a table for one. */
  public static boolean isSame(String one, String other) {
    return one.length() == other.length() && (one.equals(other) || lower(one).equals(lower(other)));
  }

  /** The form that is equal for all names that the server takes for one. */
  public static String lower(String name) {
    StringBuilder text = new StringBuilder(name);
    for (int i = 0; i < text.length(); i++) text.setCharAt(i, lower(text.charAt(i)));
    return text.toString();
  }

  private static char lower(char letter) {
    for (int i = 0; letter >= WITHOUT_CASE[0] && i < WITHOUT_CASE.length; i += 2)
      if (letter >= WITHOUT_CASE[i] && letter <= WITHOUT_CASE[i + 1]) return letter;
    return Character.toLowerCase(letter);
  }

  public static String quote(String identifier) {
    return '`' + identifier.replace("`", "``") + '`';
  }

  public static String quote(QualifiedName name) {
    String last = quote(name.name());
    return name.schema().isEmpty() ? last : quote(name.schema()) + "." + last;
  }

  /**
   * The name of a constraint that is declared without one. The server's own names are numbers in
   * order of creation; these say what they stand for, and are the same on every database.
   */
  public static Optional<String> of(Table table, Constraint constraint) {
    String name = table.name().name();
    return constraint.match(
        key -> Optional.empty(),
        unique -> Optional.of(cut(name + columns(unique), "_key")),
        foreign -> Optional.of(cut(name + columns(foreign), "_fkey")),
        check ->
            CheckOptions.column(check).isPresent()
                ? Optional.empty()
                : Optional.of(cut(name, "_check")),
        exclusion -> Optional.of(cut(name + columns(exclusion), "_key")));
  }

  private static String columns(Constraint constraint) {
    return constraint.columns().isEmpty() ? "" : "_" + String.join("_", constraint.columns());
  }

  /** What follows a cut name keeps its room. */
  private static String cut(String name, String suffix) {
    int room = MAX_LENGTH - suffix.length();
    if (name.codePointCount(0, name.length()) <= room) return name + suffix;
    return name.substring(0, name.offsetByCodePoints(0, room)) + suffix;
  }
}
