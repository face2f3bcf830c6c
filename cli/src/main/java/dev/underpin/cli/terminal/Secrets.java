package dev.underpin.cli.terminal;

import java.util.regex.Pattern;

/**
 * The last line of defence before something is printed: whatever looks like a password inside a URL
 * is masked, also in what a driver says.
 */
public final class Secrets {
  private static final Pattern USER_INFO = Pattern.compile("(://[^/@\\s:]*):[^/\\s]*@");
  private static final Pattern PARAMETER = Pattern.compile("(?i)((?:ssl)?password=)[^&\\s\"']+");

  private Secrets() {}

  /** The text with every password masked. */
  public static String mask(String text) {
    return PARAMETER.matcher(USER_INFO.matcher(text).replaceAll("$1:***@")).replaceAll("$1***");
  }
}
