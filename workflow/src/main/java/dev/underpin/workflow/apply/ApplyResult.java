package dev.underpin.workflow.apply;

import dev.underpin.planner.migration.Migration;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.workflow.database.ContractGate;
import dev.underpin.workflow.plan.PlanResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an apply did, or would do.
 *
 * @param planned what there was to run
 * @param entries what the history says of each migration that was run; empty after a dry run
 * @param plan the plan, where it was made from the YAML
 * @param declined true where the person said no
 * @param former the tables and columns that were created while rows that they had before are in the
 *     trash
 * @param waiting the migration whose CONTRACT steps wait
 * @param run what happened; absent where nothing was run
 */
public record ApplyResult(
    String database,
    List<Migration> planned,
    List<HistoryEntry> entries,
    Optional<PlanResult> plan,
    boolean declined,
    List<String> former,
    Optional<ContractGate.Waiting> waiting,
    Optional<RunRecord> run) {
  public ApplyResult {
    former = List.copyOf(former);
    planned = List.copyOf(planned);
    entries = List.copyOf(entries);
  }

  ApplyResult with(RunRecord happened) {
    return new ApplyResult(
        database, planned, entries, plan, declined, former, waiting, Optional.of(happened));
  }

  /** The same with what was done before it. */
  ApplyResult after(List<HistoryEntry> earlier) {
    if (earlier.isEmpty()) return this;
    List<Migration> all = new ArrayList<>(earlier.stream().map(HistoryEntry::migration).toList());
    all.addAll(planned);
    List<HistoryEntry> done = new ArrayList<>(earlier);
    done.addAll(entries);
    return new ApplyResult(database, all, done, plan, declined, former, waiting, run);
  }
}
