package dev.underpin.schema.text;

import java.util.regex.Pattern;

/** Finds what looks like a password inside a URL, also in what a driver says. */
public final class Passwords {
  private static final Pattern USER_INFO = Pattern.compile("(://[^/@\\s:]*):[^/\\s]*@");
  private static final Pattern PARAMETER = Pattern.compile("(?i)((?:ssl)?password=)[^&\\s\"']+");

  private static final Pattern QUERY =
      Pattern.compile("(?i)([?&])(?:ssl)?password=[^&\\s\"']*(&|(?=$|[\\s\"']))");

  private Passwords() {}

  /**
   * A URL that can be typed again where the password comes from elsewhere: a mask would be taken
   * for a password.
   */
  public static String removed(String url) {
    String text = QUERY.matcher(USER_INFO.matcher(url).replaceAll("$1@")).replaceAll("$1");
    return text.matches(".*[?&]") ? text.substring(0, text.length() - 1) : text;
  }

  /** The text with every password masked. */
  public static String masked(String text) {
    return PARAMETER.matcher(USER_INFO.matcher(text).replaceAll("$1:***@")).replaceAll("$1***");
  }
}
