package dev.underpin.workflow.database;

import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.files.MigrationFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a database has had, beside what the folder has.
 *
 * @param items the oldest first
 */
public record MigrationStates(List<Item> items, Optional<HistoryEntry> last) {
  public MigrationStates {
    items = List.copyOf(items);
  }

  /** How a migration stands. */
  public enum State {
    APPLIED,
    BASELINE,
    /** It is in the place of others, and the database has had all of these. */
    SQUASHED,
    PARTIAL,
    PENDING,
    /** It is pending, and its files cannot be read or are for another engine. */
    UNREADABLE,
    /** Its files run something else than what was applied. */
    EDITED,
    /** It is applied, and its files are missing. */
    MISSING,
    ROLLED_BACK;

    /** What to look up where something has to be done about it. */
    public Optional<FindingCode> code() {
      return switch (this) {
        case PARTIAL -> Optional.of(FindingCode.PARTIALLY_APPLIED);
        case EDITED -> Optional.of(FindingCode.MIGRATION_EDITED);
        case MISSING -> Optional.of(FindingCode.MIGRATION_MISSING);
        case APPLIED, BASELINE, SQUASHED, PENDING, UNREADABLE, ROLLED_BACK -> Optional.empty();
      };
    }
  }

  /**
   * One migration.
   *
   * @param entry what the history says of it
   * @param saved true where the folder has it
   * @param problem why it cannot be run on this database
   */
  public record Item(
      String id,
      State state,
      Optional<HistoryEntry> entry,
      boolean saved,
      Optional<UnderpinException> problem) {
    /** True where it is pending or has steps left. */
    public boolean isToRun() {
      return switch (state) {
        case PENDING, UNREADABLE, PARTIAL -> true;
        case APPLIED, BASELINE, SQUASHED, EDITED, MISSING, ROLLED_BACK -> false;
      };
    }

    /** True where it was run without files. */
    public boolean direct() {
      return entry
          .filter(e -> e.checksum().isEmpty() && e.state() != HistoryEntry.State.BASELINE)
          .isPresent();
    }
  }

  /** What it speaks of, the oldest first. */
  public List<String> ids() {
    return items.stream().map(Item::id).toList();
  }

  /** Compare the history with the folder. */
  static MigrationStates of(List<HistoryEntry> history, MigrationFolder folder, Engine engine) {
    List<HistoryEntry> entries = new ArrayList<>(history);
    entries.sort(Comparator.comparing(HistoryEntry::startedAt));
    Map<String, HistoryEntry> byId = new HashMap<>();
    entries.forEach(entry -> byId.put(entry.id(), entry));

    Set<String> saved = new HashSet<>(folder.ids());
    ReplacedStates replaced = new ReplacedStates(folder, history);
    Set<String> ids = new HashSet<>(saved);
    ids.addAll(byId.keySet());
    List<Item> items = new ArrayList<>();
    for (String id : ids.stream().sorted().toList()) {
      Optional<HistoryEntry> entry = Optional.ofNullable(byId.get(id));
      State state = entry.map(e -> state(e, folder, saved.contains(id))).orElse(State.PENDING);
      if (state == State.MISSING && replaced.isReplaced(id)) state = state(entry.orElseThrow());
      if (state == State.PENDING && replaced.isHad(id)) state = State.SQUASHED;
      Optional<UnderpinException> problem =
          state == State.PENDING
              ? folder.problem(id, engine).or(() -> replaced.problem(id))
              : Optional.empty();
      if (problem.isPresent()) state = State.UNREADABLE;
      items.add(new Item(id, state, entry, saved.contains(id), problem));
    }
    List<HistoryEntry> standing =
        entries.stream().filter(e -> e.state() != HistoryEntry.State.ROLLED_BACK).toList();
    return new MigrationStates(
        items,
        standing.isEmpty() ? Optional.empty() : Optional.of(standing.get(standing.size() - 1)));
  }

  private static State state(HistoryEntry entry, MigrationFolder folder, boolean saved) {
    if (entry.state() == HistoryEntry.State.ROLLED_BACK)
      return saved ? State.PENDING : State.ROLLED_BACK;
    if (!entry.checksum().isEmpty()) {
      Optional<String> now = folder.checksum(entry.id());
      if (now.isEmpty()) return State.MISSING;
      if (!now.get().equals(entry.checksum()) && !folder.runsLike(entry.migration()))
        return State.EDITED;
    }
    return state(entry);
  }

  private static State state(HistoryEntry entry) {
    return switch (entry.state()) {
      case APPLIED -> State.APPLIED;
      case BASELINE -> State.BASELINE;
      case PARTIAL -> State.PARTIAL;
      case ROLLED_BACK -> State.ROLLED_BACK;
    };
  }

  /** The items in that state. */
  public List<Item> in(State state) {
    return items.stream().filter(item -> item.state() == state).toList();
  }

  /** Ids of saved migrations that the database has not had and that can be run on it. */
  public List<String> pending() {
    return in(State.PENDING).stream().map(Item::id).toList();
  }

  /** Refuse to go on where a saved migration can never be run on this database. */
  public void requireReadable() {
    for (Item item : in(State.UNREADABLE)) throw item.problem().orElseThrow();
  }

  /** The migration that is partially applied, where there is one. */
  public Optional<HistoryEntry> halfDone() {
    return last.filter(entry -> entry.state() == HistoryEntry.State.PARTIAL);
  }

  /** Refuse to go on where an applied migration's file was changed or is gone. */
  public void requireUntouched(MigrationFolder folder) {
    for (Item item : items) {
      String up = folder.path().resolve(item.id()).resolve("up.sql").toString();
      if (item.state() == State.EDITED) {
        throw UnderpinException.refused(
            FindingCode.MIGRATION_EDITED,
            """
            %s was changed after it was applied, so the file is not what was run on this database.
            Restore it (git checkout -- %s), and save what you want to change as a new migration: \
            underpin plan --save NAME"""
                .formatted(up, up));
      }
      if (item.state() == State.MISSING) {
        throw UnderpinException.refused(
            FindingCode.MIGRATION_MISSING,
            """
            %s is missing, but the migration was applied to this database. Restore the folder from \
            version control, or name the folder that has it: --migrations DIR
            If another project has applied it, give each one a name: project: NAME in underpin.yaml"""
                .formatted(up));
      }
    }
  }
}
