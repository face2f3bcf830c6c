package dev.underpin.workflow.apply;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.ExpectedFingerprint;
import dev.underpin.schema.ExpectedSchema;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.database.LiveDatabase;
import java.util.List;
import java.util.Optional;

/** Whether a database is what its history says, and whether it once was what a migration leaves. */
final class Drifted {
  private Drifted() {}

  /** The schema that the history expects, where the live one is another. */
  static Optional<Schema> from(
      LiveDatabase live, Scope scope, LiveSchema schema, Migration migration) {
    Optional<Schema> expected =
        live.database().asking(() -> HistoryReader.expected(live.database()));
    if (expected.isEmpty() || schema.isAs(expected.get(), migration)) return Optional.empty();
    // The model is of what was looked at then.
    Optional<HistoryEntry> last = live.history().last();
    if (last.isEmpty()) return expected;
    Scope then = live.scope(last.get());
    if (then.namespaces().equals(scope.namespaces())) return expected;
    LiveSchema same = LiveSchema.read(live.database(), then);
    return expected.filter(e -> !same.isAs(e, migration));
  }

  /** True where later migrations have needed what a migration leaves and is otherwise now. */
  static boolean wereOnceMet(Migration migration, LiveSchema schema, List<Migration> later) {
    Optional<PartMarks> leaves = PartMarks.of(migration.to());
    if (leaves.isPresent())
      return leaves.get().differing(schema.count()).stream()
          .allMatch(
              part ->
                  later.stream()
                      .flatMap(m -> PartMarks.of(m.from()).stream())
                      .anyMatch(needs -> needs.agreesWith(leaves.get(), part)));
    ExpectedSchema whole = ExpectedSchema.parse(migration.to());
    return later.stream()
        .map(m -> ExpectedSchema.parse(m.from()))
        .anyMatch(
            from ->
                from instanceof ExpectedFingerprint start
                    && whole instanceof ExpectedFingerprint end
                    && start.agreesWith(end));
  }
}
