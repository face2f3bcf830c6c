package dev.underpin.workflow.apply;

import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.workflow.apply.Protection.Added;
import dev.underpin.workflow.database.LiveDatabase;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds rows in the trash that something had before it was created again. */
final class FormerRows {
  private FormerRows() {}

  /** The tables and columns that were added now and have former rows in the trash. */
  static List<String> of(LiveDatabase live, List<HistoryEntry> entries) {
    Set<String> added = new TreeSet<>();
    for (HistoryEntry entry : entries) {
      if (entry.before().isEmpty() || entry.left().isEmpty()) continue;
      Added now = Added.of(entry, entry.before().get(), entry.left().get(), live);
      added.addAll(now.tables());
      added.addAll(now.columns());
    }
    if (added.isEmpty()) return List.of();
    Set<String> former = new TreeSet<>();
    for (TrashItem item : live.read(live.everything()).trash()) {
      String plain = TrashNames.plainName(item.column().orElse(item.table().name()));
      String end = item.column().isPresent() ? item.table() + "." + plain : plain;
      added.stream().filter(n -> n.equals(end) || n.endsWith("." + end)).forEach(former::add);
    }
    String unsaid = live.namespace().isEmpty() ? "" : live.namespace() + ".";
    return former.stream()
        .map(n -> n.startsWith(unsaid) ? n.substring(unsaid.length()) : n)
        .toList();
  }
}
