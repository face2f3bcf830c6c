package dev.underpin.schema.text;

/**
 * Text from outside as it may be shown: what a terminal, an editor or a reader could take for
 * something else (control characters, marks that turn the direction of writing, invisible
 * characters) is written as an escape.
 */
public final class Printable {
  private Printable() {}

  /** Text of one line: line ends and tabs are escaped too. */
  public static String line(String text) {
    return escaped(text, true);
  }

  /** Text of any number of lines. */
  public static String text(String text) {
    return escaped(text, false);
  }

  /** True for a character that is never shown as it is. */
  public static boolean isHidden(int c) {
    return c < 0x20
        || c >= 0x7F && c < 0xA0
        || c == 0x061C
        || c >= 0x200B && c <= 0x200F
        || c >= 0x2028 && c <= 0x202E
        || c >= 0x2060 && c <= 0x206F
        || c == 0xFEFF
        || c >= 0xD800 && c <= 0xDFFF
        || c >= 0xE0000 && c <= 0xE007F;
  }

  private static String escaped(String text, boolean oneLine) {
    if (text.codePoints().noneMatch(c -> isEscaped(c, oneLine))) return text;
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> append(out, c, oneLine));
    return out.toString();
  }

  private static boolean isEscaped(int c, boolean oneLine) {
    return isHidden(c) && (oneLine || c != '\n' && c != '\t');
  }

  private static void append(StringBuilder out, int c, boolean oneLine) {
    if (!isEscaped(c, oneLine)) out.appendCodePoint(c);
    else if (c == '\n') out.append("\\n");
    else if (c == '\t') out.append("\\t");
    else if (c == '\r') out.append("\\r");
    else out.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c));
  }
}
