package dev.underpin.schema.yaml.write;

import dev.underpin.schema.text.Printable;
import java.util.regex.Pattern;

/** Writes texts so that every reader of YAML takes them for the text that they are. */
public final class YamlQuotes {
  /** What a reader of YAML 1.1 or 1.2 takes for a flag, nothing, a merge, a number or a date. */
  private static final Pattern SPECIAL =
      Pattern.compile(
          "(?i)null|~|true|false|yes|no|on|off|y|n|<<|=|[-+]?[.]?[0-9][-+0-9a-fxo_.,:tz]*|[-+]?\\.(inf|nan)");

  /**
   * How such a text begins: the pattern costs too much to be tried on every text of a large schema.
   */
  private static final String SPECIAL_STARTS = "nNtTfFyYoO~<=+-.0123456789";

  private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`";

  private YamlQuotes() {}

  /** A key, or a value inside of {@code [ … ]} and <code>{ … }</code>. */
  public static String key(String text) {
    return isPlain(text, true) ? text : quoted(text);
  }

  /** A value on a line of its own. */
  public static String value(String text) {
    return isPlain(text, false) ? text : quoted(text);
  }

  /** True for a text of several lines that reads back the same from a block of lines. */
  static boolean fitsBlock(String text) {
    return text.indexOf('\n') >= 0
        && !text.endsWith("\n")
        && !text.startsWith(" ")
        && !text.startsWith("\n")
        && !text.startsWith("\t")
        && text.codePoints().allMatch(c -> c == '\n' || c == '\t' || isPrintable(c));
  }

  private static boolean isPlain(String text, boolean inFlow) {
    return !text.isEmpty()
        && !isSpace(text.charAt(0))
        && !isSpace(text.charAt(text.length() - 1))
        && INDICATORS.indexOf(text.charAt(0)) < 0
        && isPrintable(text)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.endsWith(":")
        && !(inFlow && holdsFlowIndicator(text))
        && !(SPECIAL_STARTS.indexOf(text.charAt(0)) >= 0 && SPECIAL.matcher(text).matches())
        && !text.startsWith("---")
        && !text.startsWith("...");
  }

  /** In single quotes where the text has double quotes or backslashes, which would need escapes. */
  private static String quoted(String text) {
    boolean escapes = !isPrintable(text);
    boolean awkward = text.indexOf('"') >= 0 || text.indexOf('\\') >= 0;
    return awkward && !escapes ? "'" + text.replace("'", "''") + "'" : doubleQuoted(text);
  }

  public static String doubleQuoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') out.append('\\').appendCodePoint(c);
              else if (c == '\n') out.append("\\n");
              else if (c == '\t') out.append("\\t");
              else if (c == '\r') out.append("\\r");
              else if (isPrintable(c)) out.appendCodePoint(c);
              else out.append(c > 0xFFFF ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
            });
    return out.append('"').toString();
  }

  private static boolean holdsFlowIndicator(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (",[]{}:?".indexOf(text.charAt(i)) >= 0) return true;
    }
    return false;
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (!isPrintable(text.codePointAt(i))) return false;
    }
    return true;
  }

  /** Without line ends of any kind, which a quoted text would fold. */
  private static boolean isPrintable(int c) {
    return !Printable.isHidden(c) && c != 0xFFFE && c != 0xFFFF;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\u00A0';
  }
}
