package dev.underpin.testkit;

/**
 * What a database's own shell did with a file.
 *
 * @param exitCode the process's
 * @param out all of its standard output
 * @param err all of its standard error
 */
public record ShellResult(int exitCode, String out, String err) {
  /** Itself, where the shell ended with 0. */
  public ShellResult orFail() {
    if (exitCode != 0) {
      throw new TestServerException("The shell ended with " + exitCode + ".\n" + err + out);
    }
    return this;
  }
}
