package dev.underpin.runner.purge;

import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.runner.apply.Run;
import dev.underpin.runner.apply.TrashRenames;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.ProjectReader;
import dev.underpin.runner.purge.PurgeReport.Item;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.TrashItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Empties the trash. What is gone is noted with the migration it came from, which can then no
 * longer be rolled back completely.
 */
public record PurgeRun(Run run, Instant now) {
  /** What would be dropped. Needs no run: it only looks. */
  public static PurgeReport preview(
      Database database, Catalog catalog, Optional<Duration> olderThan, Instant now) {
    List<TrashItem> trash = ProjectReader.withOwnTrash(database, catalog).trash();
    Map<String, Attempt> byToken = new HashMap<>();
    // A migration's later attempts have the token of the migration; earlier ones were given
    // another.
    for (Attempt attempt : database.asking(() -> HistoryReader.attempts(database))) {
      byToken.put(attempt.token(), attempt);
      byToken.put(TrashNames.backToken(attempt.token()), attempt);
    }
    List<Item> items = new ArrayList<>();
    List<Item> kept = new ArrayList<>();
    for (TrashItem thing : trash) {
      Optional<Attempt> owner = TrashRenames.token(thing).map(byToken::get);
      Optional<Instant> since =
          owner.map(a -> a.entry().finishedAt().orElse(a.entry().startedAt()));
      Item item = new Item(thing, owner.map(a -> a.entry().id()), since);
      boolean oldEnough =
          olderThan
              .map(age -> since.filter(s -> !s.isAfter(now.minus(age))).isPresent())
              .orElse(true);
      (oldEnough ? items : kept).add(item);
    }
    return new PurgeReport(items, kept);
  }

  public PurgeReport purge(Optional<Duration> olderThan) {
    PurgeReport report = preview(run.database(), run.database().read(run.scope()), olderThan, now);
    // Columns first: those of a table that goes as well need no step of their own.
    report.items().stream().filter(i -> i.item().column().isPresent()).forEach(this::drop);
    dropTables(report.items().stream().filter(i -> i.item().column().isEmpty()).toList());
    clear();
    return report;
  }

  /** What nothing needs goes first. What something needs to the end fails with its reason. */
  private void dropTables(List<Item> tables) {
    List<Item> left = new ArrayList<>(tables);
    boolean more = true;
    while (more) {
      List<Item> free = left.stream().filter(i -> !isNeeded(i)).toList();
      free.forEach(this::drop);
      left.removeAll(free);
      more = !free.isEmpty() && !left.isEmpty();
    }
    left.forEach(this::drop);
  }

  private boolean isNeeded(Item item) {
    return run.database().asking(() -> run.session().isNeededInTrash(item.item()));
  }

  private void drop(Item item) {
    TrashItem thing = item.item();
    run.database()
        .asking(
            () ->
                run.tries()
                    .transaction(
                        run.session().discardMode(),
                        Run.SILENT,
                        () -> {
                          run.session().discard(thing, run.options().largeTable());
                          Optional<String> token = TrashRenames.token(thing);
                          if (token.isPresent()) run.journal().purged(token.get(), name(thing));
                          return true;
                        }));
  }

  private void clear() {
    List<String> statements = run.database().asking(() -> run.session().clearTrash());
    if (statements.isEmpty()) return;
    run.write(
        () -> {
          for (String sql : statements) Sql.execute(run.session().connection(), sql);
        });
  }

  /** What it was called when it was in use. */
  private static String name(TrashItem item) {
    String name = item.column().orElse(item.table().name());
    String plain = TrashNames.plainName(name);
    return item.column().isPresent() ? item.table() + "." + plain : plain;
  }
}
