package dev.underpin.workflow.apply;

import dev.underpin.introspect.Scope;
import dev.underpin.runner.Runner;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.MigrationIds;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Corrects the history after another client ran a migration or rolled it back. Verified against the
 * catalog.
 */
public record ResolveWorkflow(Settings settings, Clock clock) {
  /** The migration's files were run by another client: record it as applied. */
  public HistoryEntry applied(String named) {
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    String id = MigrationIds.find(named, folder.ids()).orElse(named);
    if (!folder.ids().contains(id)) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "There is no migration " + id + " in " + settings.migrations() + ".");
    }
    try (LiveDatabase live = LiveDatabase.toWrite(settings)) {
      SavedMigration saved = folder.read(id, live.database().engine());
      new EditApproval(Set.of(), RunListener.NONE).approved(saved);
      Scope scope = live.scope(folder.lock(), List.of(saved.migration()));
      HistoryEntry entry =
          live.runner(scope, RunListener.NONE, clock)
              .resolveApplied(saved.migration(), saved.checksum());
      // Where it was run, those before it were.
      for (String earlier : live.history().pending()) {
        if (earlier.compareTo(id) >= 0) break;
        SavedMigration before = folder.read(earlier);
        live.runner(scope, RunListener.NONE, clock)
            .notNeeded(before.migration(), before.checksum(), Optional.empty());
      }
      return entry;
    }
  }

  /** The migration was rolled back by another client: record that. */
  public HistoryEntry rolledBack(String named) {
    return recorded(named, Runner::resolveRolledBack);
  }

  /** The live schema is right: it becomes what the migration has left. */
  public HistoryEntry accept(String named) {
    return recorded(named, Runner::accept);
  }

  private HistoryEntry recorded(String named, BiFunction<Runner, HistoryEntry, HistoryEntry> how) {
    try (LiveDatabase live = LiveDatabase.toWrite(settings)) {
      List<String> ids =
          HistoryReader.entries(live.database()).stream().map(HistoryEntry::id).toList();
      String id = MigrationIds.find(named, ids).orElse(named);
      HistoryEntry entry =
          HistoryReader.entry(live.database(), id)
              .orElseThrow(
                  () ->
                      new UnderpinException(
                          UnderpinException.Kind.USAGE,
                          "The history of this database has no migration " + id + "."));
      return how.apply(live.runner(live.scope(entry), RunListener.NONE, clock), entry);
    }
  }
}
