package dev.underpin.runner.purge;

import dev.underpin.schema.catalog.TrashItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What of the trash was dropped for good, or would be.
 *
 * @param items what was dropped
 * @param kept what was not, because it has not lain there long enough, or nobody knows for how long
 */
public record PurgeReport(List<Item> items, List<Item> kept) {
  public PurgeReport {
    items = List.copyOf(items);
    kept = List.copyOf(kept);
  }

  /**
   * Something in the trash.
   *
   * @param migrationId the migration that put it there, where the history has it
   * @param since since when it has lain there
   */
  public record Item(TrashItem item, Optional<String> migrationId, Optional<Instant> since) {}
}
