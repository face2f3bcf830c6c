package dev.underpin.cli.command;

/**
 * What a command says of itself where it is run on one of many databases.
 *
 * @param words what happened, in a few words
 * @param todo true where something would be run
 * @param sameAs equal for two databases for which the same is planned
 * @param problem why it is refused, where no exception says so
 */
record Outcome(String words, boolean todo, String sameAs, String problem) {
  /** Nothing was said. */
  static final Outcome NONE = new Outcome("", false, "", "");

  /** What happened. */
  static Outcome of(String words) {
    return new Outcome(words, false, "", "");
  }

  /** What would be run; it is the same where these texts are. */
  static Outcome todo(String words, String sameAs) {
    return new Outcome(words, true, sameAs, "");
  }
}
