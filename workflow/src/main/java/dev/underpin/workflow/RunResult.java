package dev.underpin.workflow;

import dev.underpin.runner.history.HistoryEntry;
import java.util.List;

/**
 * What a run has done.
 *
 * @param migrations in the order in which it worked on them; empty where there was nothing to do
 */
public record RunResult(List<Migration> migrations) {
  public RunResult {
    migrations = List.copyOf(migrations);
  }

  /**
   * One migration, as the history has it now.
   *
   * @param id of a plan that was run without files it ends in {@code _direct}
   * @param remaining the numbers of its steps that have not run; all of them where it was rolled
   *     back
   */
  public record Migration(String id, State state, List<Integer> remaining) {
    public Migration {
      remaining = List.copyOf(remaining);
    }
  }

  /** How far a migration has come. */
  public enum State {
    APPLIED,
    /** Steps of later phases remain. */
    PARTIAL,
    ROLLED_BACK
  }

  static RunResult of(List<HistoryEntry> entries) {
    return new RunResult(entries.stream().map(RunResult::migration).toList());
  }

  private static Migration migration(HistoryEntry entry) {
    State state =
        switch (entry.state()) {
          case APPLIED, BASELINE -> State.APPLIED;
          case PARTIAL -> State.PARTIAL;
          case ROLLED_BACK -> State.ROLLED_BACK;
        };
    return new Migration(entry.id(), state, entry.remaining());
  }

  /** True where there was nothing to do. */
  public boolean isEmpty() {
    return migrations.isEmpty();
  }
}
