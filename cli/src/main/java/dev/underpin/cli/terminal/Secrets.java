package dev.underpin.cli.terminal;

import dev.underpin.schema.text.Passwords;

/**
 * The last line of defence before something is printed: whatever looks like a password inside a URL
 * is masked, also in what a driver says.
 */
public final class Secrets {
  private Secrets() {}

  /**
   * A URL that can be typed again where the password comes from elsewhere: a mask would be taken
   * for a password.
   */
  public static String withoutPassword(String url) {
    return Passwords.removed(url);
  }

  /** The text with every password masked. */
  public static String mask(String text) {
    return Passwords.masked(text);
  }
}
