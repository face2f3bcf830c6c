package dev.underpin.workflow.plan;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.CreateTable;
import dev.underpin.runner.apply.TrashRenames;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.TrashItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a plan adds empty while an earlier one of the same name lies in the trash, with rows. */
final class TrashOffers {
  private TrashOffers() {}

  static List<Note> of(List<Change> changes, List<TrashItem> trash, String namespace) {
    List<Note> notes = new ArrayList<>();
    if (trash.isEmpty()) return notes;
    for (Change change : changes) {
      added(change, namespace)
          .filter(
              name ->
                  trash.stream().anyMatch(i -> TrashRenames.formerName(i, namespace).equals(name)))
          .ifPresent(
              name ->
                  notes.add(
                      new Note(
                          name,
                          "an earlier one is in the trash, with its rows; this plan adds an empty one."
                              + " To have the earlier one again: underpin trash restore "
                              + name)));
    }
    return notes;
  }

  private static Optional<String> added(Change change, String namespace) {
    if (change instanceof CreateTable create)
      return Optional.of(String.valueOf(create.table().without(namespace)));
    if (change instanceof AddColumn add)
      return Optional.of(add.table().without(namespace) + "." + add.column().name());
    return Optional.empty();
  }
}
