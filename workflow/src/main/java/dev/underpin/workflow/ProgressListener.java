package dev.underpin.workflow;

import java.time.Duration;
import java.util.List;

/**
 * Told what a run does. It is told so while the run waits for it, and perhaps while locks are held:
 * a method should return at once. One that throws is told nothing more, and the run goes on.
 */
public interface ProgressListener {
  /** Nobody listens. */
  ProgressListener NONE = new ProgressListener() {};

  /**
   * A step of a migration.
   *
   * @param number counted from 1
   * @param statements what it runs, or in a rollback what it ran
   */
  record Step(int number, Phase phase, String title, List<String> statements) {
    public Step {
      statements = List.copyOf(statements);
    }
  }

  /** Something that a person should know. */
  default void note(String text) {}

  /** Another run works on this database; this one waits for it to end. */
  default void queued(String holder) {}

  /** A step begins, or its rollback does. */
  default void started(Step step) {}

  /** A step has ended, or its rollback has. */
  default void finished(Step step, Duration took) {}

  /** A step that began has failed, or its rollback has. */
  default void failed(Step step) {}

  /** A step was found to have happened already. */
  default void skipped(Step step) {}

  /**
   * A step that lasts is so far. May be called from another thread than the other methods.
   *
   * @param done so many parts, such as rows
   * @param total of about so many; 0 or less where that is not known
   */
  default void progress(Step step, long done, long total) {}

  /**
   * A step waits.
   *
   * @param reason for what, in words
   */
  default void waiting(Step step, String reason) {}
}
