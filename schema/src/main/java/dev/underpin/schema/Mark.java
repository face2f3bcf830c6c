package dev.underpin.schema;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of a part of a schema: that it is absent, a short hash of it, or no more than that
 * it exists.
 *
 * @param digits 16 hexadecimal digits
 * @param isAbsent true where there is no such part
 * @param earlier the digits that it no longer has; empty where nothing is known of that
 */
public record Mark(Optional<String> digits, boolean isAbsent, String earlier) {
  static final Mark ABSENT = new Mark(Optional.empty(), true, "");
  static final Mark EXISTS = open("");

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{16}");

  static Mark of(String digits) {
    return new Mark(Optional.of(digits), false, "");
  }

  static Mark open(String earlier) {
    return new Mark(Optional.empty(), false, earlier);
  }

  static Optional<Mark> parse(String text) {
    if (text.equals("-")) return Optional.of(ABSENT);
    if (DIGITS.matcher(text).matches()) return Optional.of(of(text));
    if (text.equals("*")) return Optional.of(EXISTS);
    return text.startsWith("*-") ? Optional.of(open(text.substring(2))) : Optional.empty();
  }

  /**
   * True where what is found is what is expected.
   *
   * @param proof true where it must no longer be what it was
   */
  boolean fits(Mark found, boolean proof) {
    if (isAbsent || found.isAbsent) return isAbsent == found.isAbsent;
    if (digits.isEmpty()) return !proof || !found.digits.equals(Optional.of(earlier));
    // Of what is open at most the text is known that it no longer has.
    if (found.digits.isEmpty()) return !digits.equals(Optional.of(found.earlier));
    return digits.equals(found.digits);
  }

  @Override
  public String toString() {
    if (isAbsent) return "-";
    return digits.orElse(earlier.isEmpty() ? "*" : "*-" + earlier);
  }
}
