package dev.underpin.workflow.apply;

import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.runner.apply.TrashRenames;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.purge.PurgeReport;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Shows what lies in the trash, and takes it out again. */
public record TrashWorkflow(Settings settings, Consent consent, Clock clock) {
  /**
   * Something in the trash.
   *
   * @param name what it was called: {@code orders}, or {@code orders.status}
   * @param item what it is called now, and which migration put it there
   */
  public record Entry(String name, PurgeReport.Item item) {
    private boolean isCalled(String wanted) {
      TrashItem thing = item.item();
      String now = thing.column().orElse(thing.table().name());
      return name.equals(wanted) || now.equals(wanted);
    }
  }

  /**
   * What was restored.
   *
   * @param name the name that it has now
   * @param done false where the person said no
   */
  public record Restored(Entry entry, String name, boolean done) {}

  /** All that lies in the trash. */
  public List<Entry> list() {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      return entries(live);
    }
  }

  /**
   * Take something out of the trash, with its rows.
   *
   * @param wanted its former name, or the name that it has in the trash
   * @param as another name than its former one
   */
  public Restored restore(String wanted, Optional<String> as) {
    try (LiveDatabase live = LiveDatabase.toWrite(settings)) {
      PlanWorkflow.refuseHalfDone(live.history());
      Entry entry = find(entries(live), wanted);
      TrashItem thing = entry.item().item();
      Catalog catalog = live.read(live.everything());
      QualifiedName table = thing.column().isPresent() ? thing.table() : table(thing, catalog, as);
      if (thing.column().isEmpty()) refuseWithoutNamespace(live, thing, catalog);
      Optional<String> column = thing.column().map(c -> as.orElse(TrashNames.plainName(c)));
      String ns = live.namespace();
      String name = table.without(ns) + column.map(c -> "." + c).orElse("");
      refuseTaken(catalog, table, column, name, wanted);
      if (!consent.to("Restore " + name + " from the trash?"))
        return new Restored(entry, name, false);
      live.runner(clock).restore(thing, table, column);
      return new Restored(entry, name, true);
    }
  }

  private List<Entry> entries(LiveDatabase live) {
    return live.runner(clock).purge(Optional.empty(), true).items().stream()
        .map(item -> new Entry(TrashRenames.formerName(item.item(), live.namespace()), item))
        .toList();
  }

  private static Entry find(List<Entry> entries, String wanted) {
    List<Entry> found = entries.stream().filter(e -> e.isCalled(wanted)).toList();
    if (found.size() == 1) return found.get(0);
    if (found.isEmpty()) {
      throw new UnderpinException(
          Kind.USAGE,
          "There is no %s in the trash. What there is: underpin trash list".formatted(wanted));
    }
    List<String> names =
        found.stream()
            .map(e -> e.item().item())
            .map(i -> i.column().orElse(i.table().name()))
            .toList();
    throw new UnderpinException(
        Kind.USAGE,
        "%s of them were called %s. Name one as it is called in the trash: %s"
            .formatted(found.size(), wanted, String.join(", ", names)));
  }

  /** A table of another namespace than the usual one has it in its name in the trash. */
  private static QualifiedName table(TrashItem item, Catalog catalog, Optional<String> as) {
    String plain = TrashNames.plainName(item.table().name());
    int dot = plain.indexOf('.');
    boolean elsewhere = dot > 0 && catalog.schema().namespaces().contains(plain.substring(0, dot));
    String namespace = elsewhere ? plain.substring(0, dot) : catalog.defaultNamespace();
    return new QualifiedName(namespace, as.orElse(elsewhere ? plain.substring(dot + 1) : plain));
  }

  /** Its namespace may have been dropped after it. */
  private static void refuseWithoutNamespace(LiveDatabase live, TrashItem item, Catalog catalog) {
    String plain = TrashNames.plainName(item.table().name());
    int dot = plain.indexOf('.');
    if (dot <= 0) return;
    String namespace = plain.substring(0, dot);
    boolean dropped =
        !catalog.schema().namespaces().contains(namespace)
            && HistoryReader.entries(live.database()).stream()
                .flatMap(entry -> entry.before().stream())
                .anyMatch(before -> before.namespaces().contains(namespace));
    if (!dropped) return;
    throw UnderpinException.refused(
        "%s was in schema %s, which is not there now. Nothing was changed. Create the schema first, with  schemas: [%s]  in the YAML and underpin apply, then restore it."
            .formatted(plain, namespace, namespace));
  }

  private static void refuseTaken(
      Catalog catalog, QualifiedName table, Optional<String> column, String name, String wanted) {
    Optional<Table> there = catalog.schema().table(table);
    boolean taken =
        column.isPresent()
            ? there.flatMap(t -> t.column(column.get())).isPresent()
            : there.isPresent();
    if (!taken) return;
    throw UnderpinException.refused(
        "There is another %s now. Nothing was changed. Restore it under another name: underpin trash restore %s --as NEW"
            .formatted(name, wanted));
  }
}
