package dev.underpin.workflow.apply;

import dev.underpin.planner.step.Allow;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.settings.Settings;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a protected database refuses. It is protected by the settings, or by the mark that an
 * earlier run left in its history: another URL or another file leads to the same database.
 */
record Protection(Optional<String> environment) {
  static Protection of(Settings settings) {
    return new Protection(settings.protectedBy());
  }

  static Protection of(Settings settings, LiveDatabase live) {
    return new Protection(
        settings.protectedBy().or(() -> HistoryReader.protectedBy(live.database())));
  }

  /** Refuse what nobody may do on a protected database. */
  void refuse(String why) {
    environment.ifPresent(
        name -> {
          throw UnderpinException.refused(
              FindingCode.PROTECTED, "The environment \"%s\" is protected%s".formatted(name, why));
        });
  }

  /** Refuse what needs approval on a protected database, unless it was given. */
  void require(Collection<Allow> needed, Set<Allow> allowed, String what) {
    TreeSet<String> missing = new TreeSet<>();
    for (Allow allow : needed) if (!allowed.contains(allow)) missing.add(allow.word());
    if (!missing.isEmpty())
      refuse(
          ": %s. Nothing was changed. To do it all the same: --allow %s"
              .formatted(what, String.join(",", missing)));
  }

  /** What a rollback takes out of reach: tables and columns that the migration added. */
  void requireForRollback(
      LiveDatabase live, List<RollbackWorkflow.Item> items, Set<Allow> allowed) {
    List<String> foreign = withoutFiles(live, items);
    if (environment.isEmpty() && foreign.isEmpty()) return;
    EnumSet<Allow> needed = EnumSet.noneOf(Allow.class);
    TreeSet<String> names = new TreeSet<>();
    for (RollbackWorkflow.Item item : items) {
      Optional<Schema> before = item.entry().before();
      Optional<Schema> left = item.entry().left().or(item.entry()::target);
      if (before.isEmpty() || left.isEmpty()) {
        needed.addAll(List.of(Allow.DROP_TABLE, Allow.DROP_COLUMN));
        names.add("what " + item.entry().id() + " added");
        continue;
      }
      Added added = Added.of(item.entry(), before.get(), left.get(), live);
      if (!added.tables().isEmpty()) needed.add(Allow.DROP_TABLE);
      if (!added.columns().isEmpty()) needed.add(Allow.DROP_COLUMN);
      names.addAll(added.tables());
      names.addAll(added.columns());
    }
    String what =
        "the rollback moves rows out of service, to the trash: " + String.join(", ", names);
    require(needed, allowed, what);
    needed.removeAll(allowed);
    if (foreign.isEmpty() || needed.isEmpty()) return;
    throw UnderpinException.refused(
        FindingCode.MIGRATION_MISSING,
        """
        %s was applied from other files than these: another project, or another checkout. %s. \
        Nothing was changed.
        If its files are elsewhere, name their folder: --migrations DIR
        To roll it back all the same: --allow %s"""
            .formatted(
                String.join(", ", foreign),
                what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1),
                needed.stream().map(Allow::word).sorted().collect(Collectors.joining(","))));
  }

  /** What somebody else has applied: the files that were run are not in the folder. */
  private static List<String> withoutFiles(LiveDatabase live, List<RollbackWorkflow.Item> items) {
    Set<String> missing =
        live.history().in(MigrationStates.State.MISSING).stream()
            .map(MigrationStates.Item::id)
            .collect(Collectors.toSet());
    return items.stream().map(i -> i.entry().id()).filter(missing::contains).toList();
  }

  /**
   * What a migration has added, but not renamed.
   *
   * @param renames its statements that give another name to something
   */
  record Added(List<String> renames, Schema before, Schema left, LiveDatabase live) {
    static Added of(HistoryEntry entry, Schema before, Schema left, LiveDatabase live) {
      List<String> renames =
          entry.migration().steps().stream()
              .flatMap(s -> s.up().stream())
              .filter(sql -> sql.toUpperCase(Locale.ROOT).contains("RENAME"))
              .toList();
      return new Added(renames, before, left, live);
    }

    Set<String> tables() {
      return left.tables().keySet().stream()
          .filter(t -> before.table(t).isEmpty() && !isRenamed(t.name()))
          .map(QualifiedName::toString)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> columns() {
      TreeSet<String> columns = new TreeSet<>();
      for (Table table : left.tables().values()) {
        Optional<Table> old = before.table(table.name());
        if (old.isEmpty()) continue;
        for (Column column : table.columns()) {
          boolean added = old.get().column(column.name()).isEmpty();
          if (added && !isRenamed(column.name())) columns.add(table.name() + "." + column.name());
        }
      }
      return columns;
    }

    private boolean isRenamed(String name) {
      String quoted = "TO " + live.database().dialect().quote(name);
      // SQLite's texts get the new name as it is written.
      String bare = "TO " + name;
      return renames.stream().anyMatch(sql -> sql.contains(quoted) || sql.endsWith(bare));
    }
  }
}
