package dev.underpin.runner.session;

import java.util.Locale;

/** What a user of a database is to do with it. Each one includes those before it. */
public enum GrantUse {
  /** {@code inspect}, {@code drift} and {@code status}. */
  READ,
  /** {@code plan} and {@code diff} too, which ask the rows and a scratch place. */
  PLAN,
  /** {@code apply} and all other commands that change the database. */
  APPLY;

  /** The word as it is written on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True for what includes another one. */
  public boolean includes(GrantUse other) {
    return compareTo(other) >= 0;
  }
}
