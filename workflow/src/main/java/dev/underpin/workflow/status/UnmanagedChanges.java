package dev.underpin.workflow.status;

import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has changed of what is not managed: partitions, owners, grants, objects of other kinds.
 *
 * @param lost partitions that are gone or not as they were; rows may be gone with them
 * @param notes the rest, which people may change as they like
 */
record UnmanagedChanges(List<Note> lost, List<Note> notes) {
  static final UnmanagedChanges NONE = new UnmanagedChanges(List.of(), List.of());

  /** How the keys begin of what earlier versions recorded here, and what is an object now. */
  private static final List<String> OBJECTS_NOW =
      List.of(
          "collation ", "extended statistics ", "range type ", "foreign table ", "text search ");

  /** Nothing where it was not recorded, or cannot be read here. */
  static UnmanagedChanges between(Schema left, Schema found) {
    if (left.unmanaged().isEmpty() || found.unmanaged().isEmpty()) return NONE;
    SortedMap<String, String> before = left.unmanaged().get();
    SortedMap<String, String> now = found.unmanaged().get();
    UnmanagedChanges changes = new UnmanagedChanges(new ArrayList<>(), new ArrayList<>());
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      if (Objects.equals(before.get(key), now.get(key))) continue;
      if (OBJECTS_NOW.stream().anyMatch(key::startsWith)) continue;
      boolean isPartition = key.startsWith(Schema.PARTITION) && before.containsKey(key);
      if (isPartition && isTable(key, found)) continue;
      (isPartition ? changes.lost : changes.notes)
          .add(new Note(key, what(before.get(key), now.get(key))));
    }
    for (Table table : found.tables().values())
      if (table.partition().isPresent() && !isKnown(table, left, before))
        changes.notes.add(new Note(Schema.PARTITION + table.name(), what(null, bound(table))));
    return changes;
  }

  /** A partition that earlier versions recorded in words is a table now. */
  private static boolean isTable(String key, Schema found) {
    return found.tables().values().stream()
        .anyMatch(t -> t.partition().isPresent() && key.equals(Schema.PARTITION + t.name()));
  }

  private static boolean isKnown(Table table, Schema left, SortedMap<String, String> before) {
    return left.table(table.name()).isPresent()
        || before.containsKey(Schema.PARTITION + table.name());
  }

  private static String bound(Table table) {
    return table.partition().map(p -> p.bound().written()).orElse("");
  }

  private static String what(@Nullable String before, @Nullable String now) {
    if (now == null) return "is gone since the last apply" + (empty(before) ? "" : ": " + before);
    if (before == null) return "is new since the last apply" + (empty(now) ? "" : ": " + now);
    return "has changed since the last apply, from: " + before + " to: " + now;
  }

  private static boolean empty(@Nullable String text) {
    return text == null || text.isEmpty();
  }
}
