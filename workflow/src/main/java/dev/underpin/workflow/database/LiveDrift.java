package dev.underpin.workflow.database;

import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.message.DifferenceNames;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Schema;
import java.util.Optional;

/** Whether a database is what its history says. */
public final class LiveDrift {
  private LiveDrift() {}

  /** What differs from the history, in a few words; empty where nothing does. */
  public static String from(LiveDatabase live, Catalog catalog) {
    Optional<Schema> expected =
        live.database().asking(() -> HistoryReader.expected(live.database()));
    if (expected.isEmpty()) return "";
    Schema then = live.history().last().map(e -> live.read(live.scope(e))).orElse(catalog).schema();
    return DifferenceNames.between(expected.get(), then);
  }
}
