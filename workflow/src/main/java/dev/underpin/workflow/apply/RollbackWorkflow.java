package dev.underpin.workflow.apply;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.migration.MigrationText;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.Runner;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.MigrationIds;
import dev.underpin.workflow.database.RunChoices;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Rolls back what was applied, by the rollback of each executed step, from the history. */
public record RollbackWorkflow(
    Settings settings, Set<Allow> allowed, Consent consent, RunListener listener, Clock clock) {
  /** Means: before everything. */
  public static final String START = HistoryEntry.START;

  /**
   * What to roll back.
   *
   * @param to stop after this migration, which stays; only the last one goes where absent
   * @param steps how many of the last migration's executed steps, where not all
   * @param lastApply every migration of the last run of {@code apply}
   */
  public record Choice(Optional<String> to, OptionalInt steps, boolean lastApply) {}

  /**
   * One migration to roll back.
   *
   * @param undo the numbers of the steps that are undone, the last one first
   * @param keep the number of the last step that stays; 0 for none
   */
  public record Item(HistoryEntry entry, List<Integer> undo, int keep) {
    public Item {
      undo = List.copyOf(undo);
    }
  }

  /**
   * What was done, or would be.
   *
   * @param done false after a dry run, or where the person said no
   * @param entries what the history says of each migration now; empty where nothing was run
   * @param run what happened; absent where nothing was run
   */
  public record Result(
      List<Item> items, boolean done, List<HistoryEntry> entries, Optional<RunRecord> run) {
    public Result {
      items = List.copyOf(items);
      entries = List.copyOf(entries);
    }

    Result(List<Item> items) {
      this(items, false, List.of(), Optional.empty());
    }
  }

  /** What would be rolled back. */
  public Result preview(Choice choice) {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      return new Result(items(live, choice));
    }
  }

  /** What a rollback would be that another client runs: the live schema must be where it begins. */
  public Result toWrite(Choice choice) {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      List<Item> items = items(live, choice);
      if (!items.isEmpty()) requireStart(live, items.get(0));
      return new Result(items);
    }
  }

  private static void requireStart(LiveDatabase live, Item item) {
    String left =
        item.entry().migration().steps().stream()
            .filter(s -> item.entry().executed().contains(s.number()))
            .reduce((one, two) -> two)
            .map(MigrationStep::leaves)
            .orElse("");
    if (LiveSchema.read(live.database(), live.scope(item.entry())).is(left)) return;
    throw UnderpinException.refused(
        FindingCode.SCHEMA_DIFFERS,
        """
        The live schema is not the one that %s left, so its rollback does not fit it. Nothing was \
        written.
        What differs:  underpin drift"""
            .formatted(item.entry().id()));
  }

  /** The SQL of a rollback, as a plain client runs it. */
  public static String sql(Result preview) {
    StringBuilder sql = new StringBuilder();
    for (Item item : preview.items()) {
      Migration whole = item.entry().migration();
      Migration part =
          new Migration(
              whole.id(),
              whole.engineId(),
              whole.engineVersion(),
              whole.allowed(),
              whole.from(),
              whole.to(),
              whole.prologue(),
              whole.steps().stream().filter(s -> item.undo().contains(s.number())).toList());
      sql.append(MigrationText.down(part));
    }
    return sql.toString();
  }

  /** Roll it back. */
  public Result rollback(Choice choice) {
    Backups.require(settings);
    try (LiveDatabase live = LiveDatabase.toWrite(settings)) {
      List<Item> items = items(live, choice);
      Protection.of(settings, live).requireForRollback(live, items, allowed);
      for (Item item : items) {
        if (!consent.toRollback(item.entry().migration(), item.undo())) return new Result(items);
      }
      return items.isEmpty() ? new Result(items) : run(live, items);
    }
  }

  private Result run(LiveDatabase live, List<Item> items) {
    List<Migration> migrations = items.stream().map(i -> i.entry().migration()).toList();
    RunSurroundings around =
        RunSurroundings.begin("rollback", settings, live, migrations, listener, clock);
    List<HistoryEntry> entries = new ArrayList<>();
    RunOptions options = RunChoices.of(around.settings(), Phase.CONTRACT);
    try {
      for (Item item : items) {
        around.migration(item.entry().id(), Map.of());
        entries.add(
            new Runner(live.database(), options, live.scope(item.entry()), around.listener(), clock)
                .rollback(item.entry(), item.keep(), allowed));
      }
    } catch (RuntimeException e) {
      around.failed(e);
      throw e;
    }
    return new Result(items, true, entries, Optional.of(around.finished(entries)));
  }

  private List<Item> items(LiveDatabase live, Choice choice) {
    List<HistoryEntry> standing = new ArrayList<>();
    for (HistoryEntry entry : HistoryReader.entries(live.database())) {
      boolean isEnd = entry.state() == HistoryEntry.State.BASELINE && choice.to().isPresent();
      boolean stands =
          entry.state() == HistoryEntry.State.APPLIED
              || entry.state() == HistoryEntry.State.PARTIAL;
      if (stands || isEnd) standing.add(entry);
    }
    standing.sort(Comparator.comparing(HistoryEntry::startedAt).reversed());
    if (choice.to().isPresent()) return downTo(live, choice.to().get(), standing);
    if (choice.lastApply()) return lastApply(live, standing);
    return standing.isEmpty() ? List.of() : List.of(item(live, standing.get(0), choice.steps()));
  }

  /** Those that the last run worked on; of an earlier version's history, the last one alone. */
  private static List<Item> lastApply(LiveDatabase live, List<HistoryEntry> standing) {
    if (standing.isEmpty()) return List.of();
    Optional<String> run = standing.get(0).run();
    List<Item> items = new ArrayList<>();
    for (HistoryEntry entry : standing) {
      boolean isLast = items.isEmpty();
      if (!isLast && (run.isEmpty() || !entry.run().equals(run))) break;
      items.add(item(live, entry, OptionalInt.empty()));
    }
    return items;
  }

  private List<Item> downTo(LiveDatabase live, String id, List<HistoryEntry> standing) {
    List<Item> items = new ArrayList<>();
    String wanted =
        MigrationIds.find(id, standing.stream().map(HistoryEntry::id).toList()).orElse(id);
    for (HistoryEntry entry : standing) {
      if (entry.id().equals(wanted)) return items;
      if (entry.state() == HistoryEntry.State.BASELINE) continue;
      items.add(item(live, entry, OptionalInt.empty()));
    }
    if (id.equals(START)) return items;
    throw new UnderpinException(
        UnderpinException.Kind.USAGE,
        "The history of this database has no migration "
            + id
            + (standing.isEmpty()
                ? "; nothing is applied."
                : "; it has: %s. --to %s rolls everything back."
                    .formatted(
                        String.join(", ", standing.stream().map(HistoryEntry::id).toList()),
                        START)));
  }

  private static Item item(LiveDatabase live, HistoryEntry listed, OptionalInt steps) {
    HistoryEntry entry = HistoryReader.entry(live.database(), listed.id()).orElse(listed);
    List<Integer> executed = entry.executed().stream().sorted(Comparator.reverseOrder()).toList();
    int count = Math.min(steps.orElse(executed.size()), executed.size());
    int keep = count < executed.size() ? executed.get(count) : 0;
    return new Item(entry, executed.subList(0, count), keep);
  }
}
