package dev.underpin.cli.terminal;

import java.util.regex.Pattern;

/**
 * The last line of defence before something is printed: whatever looks like a password inside a URL
 * is masked, also in what a driver says.
 */
public final class Secrets {
  private static final Pattern USER_INFO = Pattern.compile("(://[^/@\\s:]*):[^/\\s]*@");
  private static final Pattern PARAMETER = Pattern.compile("(?i)((?:ssl)?password=)[^&\\s\"']+");

  private static final Pattern QUERY =
      Pattern.compile("(?i)([?&])(?:ssl)?password=[^&\\s\"']*(&|(?=$|[\\s\"']))");

  private Secrets() {}

  /**
   * A URL that can be typed again where the password comes from elsewhere: a mask would be taken
   * for a password.
   */
  public static String withoutPassword(String url) {
    String text = QUERY.matcher(USER_INFO.matcher(url).replaceAll("$1@")).replaceAll("$1");
    return text.matches(".*[?&]") ? text.substring(0, text.length() - 1) : text;
  }

  /** The text with every password masked. */
  public static String mask(String text) {
    return PARAMETER.matcher(USER_INFO.matcher(text).replaceAll("$1:***@")).replaceAll("$1***");
  }
}
