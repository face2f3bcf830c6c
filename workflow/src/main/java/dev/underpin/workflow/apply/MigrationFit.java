package dev.underpin.workflow.apply;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.apply.TakenName;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.message.DifferenceNames;
import dev.underpin.schema.ExpectedFingerprint;
import dev.underpin.schema.ExpectedSchema;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.LiveDrift;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.files.MigrationFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a migration fits a database that has not begun it: the live schema must be what the history
 * says, and have what the migration needs. Where a person approves another one, nothing can be
 * promised.
 *
 * @param needed false where the migration is only recorded
 * @param promised false where nobody can say what it leads to
 * @param drifted the schema that should be live, where it is another one
 */
record MigrationFit(boolean needed, boolean promised, Optional<Schema> drifted) {
  /**
   * Where it is to run.
   *
   * @param scope what of the database is looked at
   */
  record Place(LiveDatabase live, Scope scope, MigrationFolder folder) {}

  /**
   * Find out, or refuse.
   *
   * @param driftAllowed true where a person approves another schema
   */
  static MigrationFit of(
      Migration migration, LiveSchema schema, Place place, boolean driftAllowed) {
    boolean fits = schema.is(migration.from());
    Optional<Schema> drifted =
        new LiveDrift(place.live()).expected(schema, place.scope(), migration.kinds());
    if (fits && (drifted.isEmpty() || migration.mayBeInPlace())) {
      Optional<TakenName> taken = TakenName.of(migration, schema);
      if (taken.isPresent()) throw nameTaken(migration.id(), taken.get(), place);
      return new MigrationFit(true, true, drifted);
    }
    if (migration.mayBeInPlace() && hasNoDrift(migration, schema, place))
      return new MigrationFit(false, true, Optional.empty());
    // Another run may have begun it since the history was read: the runner waits for that one and
    // finds the work done.
    if (isBegun(migration.id(), place.live()))
      return new MigrationFit(true, true, Optional.empty());
    if (driftAllowed) return new MigrationFit(true, fits, drifted);
    Set<SchemaPart> unmet = schema.unmet(migration);
    throw drifted.isPresent() || unmet.isEmpty()
        ? drift(migration.id(), drifted, schema)
        : notFitting(migration, unmet, place);
  }

  private static UnderpinException nameTaken(String id, TakenName taken, Place place) {
    String namespace = place.live().namespace();
    return UnderpinException.refused(
        FindingCode.NAME_TAKEN,
        """
        %s creates the %s, and the %s has the name by now. Nothing was changed.
        Give one of the two another name in the YAML, and plan it again: underpin rebase %s"""
            .formatted(id, taken.created().words(namespace), taken.holder().words(namespace), id));
  }

  private static UnderpinException drift(String id, Optional<Schema> expected, LiveSchema live) {
    String names = expected.map(e -> DifferenceNames.between(e, live.schema())).orElse("");
    return UnderpinException.refused(
        FindingCode.SCHEMA_DIFFERS,
        """
        The live schema is not the one that %s starts from%s; nothing was changed.
        What differs from the last migration: underpin drift
        To undo what was changed by hand: underpin drift --save NAME
        If another client has run it already: underpin resolve %s --applied
        To run it anyway, without a promise about the result: --allow drift"""
            .formatted(id, names.isEmpty() ? "" : " (" + names + ")", id));
  }

  /** What it was planned from was changed by a migration of somebody else. */
  private static UnderpinException notFitting(
      Migration migration, Set<SchemaPart> unmet, Place place) {
    String id = migration.id();
    String names =
        unmet.stream()
            .map(part -> part.words(place.live().namespace()))
            .collect(Collectors.joining(", "));
    return UnderpinException.refused(
        FindingCode.SCHEMA_DIFFERS,
        """
        %s was planned from another schema than the live one, and needs what differs: %s. \
        Nothing was changed.
        To plan it again from the schema as it is now: underpin rebase %s
        %sIf another client has run it already: underpin resolve %s --applied
        To run it anyway, without a promise about the result: --allow drift"""
            .formatted(id, names, id, otherOrder(migration, unmet, place), id));
  }

  /** A database may have had the migration that the others have yet to get. */
  private static String otherOrder(Migration migration, Set<SchemaPart> unmet, Place place) {
    for (MigrationStates.Item item : later(migration, place)) {
      boolean changed =
          PartMarks.of(migration(item, place).to())
              .filter(leaves -> leaves.touchesAny(unmet))
              .isPresent();
      if (!changed || item.entry().isEmpty()) continue;
      return "If other databases have had it, undo %s here first, and plan that again: underpin rollback --to %s\n"
          .formatted(item.id(), item.entry().get().previous());
    }
    return "";
  }

  /**
   * A database has nothing to do in such a migration where it is at the schema that the migration
   * leads to, or was: a later migration that starts there has been applied.
   */
  private static boolean hasNoDrift(Migration migration, LiveSchema schema, Place place) {
    if (schema.is(migration.to())) return true;
    List<String> starts =
        later(migration, place).stream().map(item -> migration(item, place).from()).toList();
    Optional<PartMarks> leaves = PartMarks.of(migration.to());
    if (leaves.isPresent())
      return leaves.get().differing(schema.whole()).stream()
          .allMatch(
              part ->
                  starts.stream()
                      .flatMap(start -> PartMarks.of(start).stream())
                      .anyMatch(needs -> needs.agreesWith(leaves.get(), part)));
    return ExpectedSchema.parse(migration.to()) instanceof ExpectedFingerprint end
        && starts.stream()
            .map(ExpectedSchema::parse)
            .anyMatch(start -> start instanceof ExpectedFingerprint s && s.agreesWith(end));
  }

  /** The saved migrations after one that the database has had, the oldest first. */
  private static List<MigrationStates.Item> later(Migration migration, Place place) {
    List<MigrationStates.Item> later = new ArrayList<>(place.live().history().items());
    later.removeIf(
        item ->
            item.state() != MigrationStates.State.APPLIED
                || item.id().compareTo(migration.id()) <= 0
                || !item.saved());
    return later;
  }

  private static Migration migration(MigrationStates.Item item, Place place) {
    return place.folder().read(item.id(), place.live().database().engine()).migration();
  }

  private static boolean isBegun(String id, LiveDatabase live) {
    return HistoryReader.entry(live.database(), id)
        .filter(entry -> entry.state() != HistoryEntry.State.ROLLED_BACK)
        .isPresent();
  }
}
