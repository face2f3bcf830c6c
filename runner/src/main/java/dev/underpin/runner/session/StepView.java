package dev.underpin.runner.session;

import java.sql.SQLException;
import java.util.Optional;

/** What the server shows of a step. It is made before the step begins. */
@FunctionalInterface
public interface StepView {
  /** The server shows nothing. */
  StepView NONE = () -> Seen.NOTHING;

  /**
   * What it shows now that the statements of the step have run: before COMMIT, where the step has a
   * transaction.
   */
  Seen now() throws SQLException;

  /**
   * What is seen.
   *
   * @param lock the strongest lock on a table that existed before, by its name on the server;
   *     absent where it cannot be known any more
   * @param rewritten whether a table that existed before has other files now; absent where the
   *     server does not tell
   */
  record Seen(Optional<String> lock, Optional<Boolean> rewritten) {
    public static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty());
  }
}
