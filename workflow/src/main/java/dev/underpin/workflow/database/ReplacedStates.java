package dev.underpin.workflow.database;

import dev.underpin.planner.migration.Replaced;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.files.MigrationFolder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How far a database is in the migrations that a saved one replaces. */
public final class ReplacedStates {
  private final MigrationFolder folder;
  private final Map<String, Replaced> replacing;
  private final Set<String> had = new HashSet<>();
  private final Set<String> begun = new HashSet<>();

  public ReplacedStates(MigrationFolder folder, List<HistoryEntry> history) {
    this.folder = folder;
    this.replacing = folder.replacing();
    for (HistoryEntry entry : history) {
      switch (entry.state()) {
        case APPLIED, BASELINE -> had.add(entry.id());
        case PARTIAL -> begun.add(entry.id());
        case ROLLED_BACK -> {}
      }
    }
  }

  /** True where a saved migration is in the place of this one. */
  boolean isReplaced(String id) {
    return replacing.values().stream().anyMatch(r -> r.all().contains(id));
  }

  /** True for a saved migration where the database has had all that it replaces. */
  public boolean isHad(String id) {
    return replaced(id).isHad(had);
  }

  /** Why it cannot run: the database has had a part of what it replaces. */
  Optional<UnderpinException> problem(String id) {
    Replaced replaced = replaced(id);
    Set<String> seen = new HashSet<>(had);
    seen.addAll(begun);
    if (replaced.all().stream().noneMatch(seen::contains)) return Optional.empty();
    List<String> missing = replaced.missing(had);
    String up = folder.path().resolve(id).resolve("up.sql").toString();
    return Optional.of(
        UnderpinException.refused(
            FindingCode.SQUASHED_IN_PART,
            """
            %s replaces %d migrations, and this database has had only a part of them. It lacks %s.
            Run these first, in a checkout of the commit before they were replaced (git log --diff-filter=A -- %s \
            shows the commit that did it): underpin apply
            To build the database from the beginning instead, roll all of it back: underpin rollback --to START"""
                .formatted(id, replaced.ids().size(), names(missing), up)));
  }

  private Replaced replaced(String id) {
    return replacing.getOrDefault(id, Replaced.NONE);
  }

  private static String names(List<String> ids) {
    int more = ids.size() - 5;
    return ids.stream().limit(5).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
