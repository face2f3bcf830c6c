package dev.underpin.schema;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text, to find out whether it may mention a name. It errs on the side of yes: a
 * word in a literal or a comment counts.
 */
public final class NameWords {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$]+");

  private final String text;
  private final Set<String> words = new HashSet<>();

  /** The words of a text. */
  public NameWords(String text) {
    this.text = text.toLowerCase(Locale.ROOT);
    Matcher matcher = WORD.matcher(this.text);
    while (matcher.find()) words.add(matcher.group());
  }

  /** Each word, in lower case. */
  public Set<String> all() {
    return words;
  }

  /** True where a name is a single word, so that it is among {@link #all} if it is mentioned. */
  public static boolean isWord(String name) {
    return WORD.matcher(name).matches();
  }

  /** True where the text may mention a name. */
  public boolean mentions(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return isWord(small) ? words.contains(small) : text.contains(small);
  }
}
