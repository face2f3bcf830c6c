package dev.underpin.workflow.hook;

/**
 * How a command ended.
 *
 * @param code its exit code; -1 where it did not end in time or could not be started
 * @param output what it printed, both streams as they came
 * @param problem why it counts as failed, as the end of the sentence "The command …"; empty where
 *     it did not fail
 */
record CommandResult(int code, String output, String problem) {
  boolean failed() {
    return !problem.isEmpty();
  }

  /** The last line that it printed; empty where it printed nothing. */
  String lastLine() {
    return output.lines().map(String::strip).filter(l -> !l.isEmpty()).reduce("", (a, b) -> b);
  }
}
