package dev.underpin.workflow.database;

import dev.underpin.introspect.Scope;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.Optional;
import java.util.Set;

/** Whether a database is what its history says. */
public record LiveDrift(LiveDatabase live) {
  /**
   * The schema that the history expects, where the live one is another.
   *
   * @param scope what of the database was looked at for the live schema
   * @param kinds the kinds of objects that are compared
   */
  public Optional<Schema> expected(LiveSchema schema, Scope scope, Set<Kind> kinds) {
    Optional<Schema> expected =
        live.database().asking(() -> HistoryReader.expected(live.database()));
    expected.ifPresent(e -> UnreadObjects.refuse(schema.catalog().notes(), e));
    if (expected.isEmpty() || schema.isAs(expected.get(), kinds)) return Optional.empty();
    // The model is of what was looked at then.
    Optional<HistoryEntry> last = live.history().last();
    if (last.isEmpty()) return expected;
    Scope then = live.scope(last.get());
    if (then.namespaces().equals(scope.namespaces())) return expected;
    LiveSchema same = LiveSchema.read(live.database(), then);
    return expected.filter(e -> !same.isAs(e, kinds));
  }
}
