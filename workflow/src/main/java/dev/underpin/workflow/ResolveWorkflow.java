package dev.underpin.workflow;

import dev.underpin.introspect.Scope;
import dev.underpin.runner.Ledger;
import dev.underpin.runner.LedgerEntry;
import dev.underpin.runner.RunListener;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.util.List;

/**
 * Corrects the ledger after somebody ran, or took back, a migration with other means. Verified
 * against the catalog.
 */
public final class ResolveWorkflow {
  private final Settings settings;
  private final Clock clock;

  public ResolveWorkflow(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** The migration's files were run by another client: record it as applied. */
  public LedgerEntry applied(String named) {
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    String id = Ids.find(named, folder.ids()).orElse(named);
    if (!folder.ids().contains(id)) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "There is no migration " + id + " in " + settings.migrations() + ".");
    }
    SavedMigration saved = folder.read(id);
    try (Live live = Live.toWrite(settings)) {
      Scope scope = folder.lock().map(l -> live.scope(l.schema())).orElseGet(live::everything);
      return live.runner(scope, RunListener.NONE, clock)
          .resolveApplied(saved.migration(), saved.checksum());
    }
  }

  /** The migration was taken back by another client: record that. */
  public LedgerEntry rolledBack(String named) {
    try (Live live = Live.toWrite(settings)) {
      List<String> ids = Ledger.entries(live.database()).stream().map(LedgerEntry::id).toList();
      String id = Ids.find(named, ids).orElse(named);
      LedgerEntry entry =
          Ledger.entry(live.database(), id)
              .orElseThrow(
                  () ->
                      new UnderpinException(
                          UnderpinException.Kind.USAGE,
                          "This database has not had a migration " + id + "."));
      return live.runner(live.scope(entry), RunListener.NONE, clock).resolveRolledBack(entry);
    }
  }
}
