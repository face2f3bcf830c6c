package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.Migration;
import dev.underpin.schema.ExpectedFingerprint;
import dev.underpin.schema.ExpectedSchema;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.StepMarks;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.workflow.database.AsWritten;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.settings.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whether a database is what the lock says of it.
 *
 * @param pending the migrations that the database has not had yet
 */
record LockFit(Settings settings, List<Migration> pending) {
  LockFit {
    // What a person wrote and nobody has tested says nothing of what it leads to.
    pending = pending.stream().filter(m -> !m.from().isEmpty() || !m.to().isEmpty()).toList();
  }

  /**
   * The schema of the lock, with the namespaces of the live one that it does not know: the YAML has
   * not named them before, so nobody has looked at what is in them.
   */
  Schema withNewNamespaces(Schema locked, Schema live) {
    TreeSet<String> unknown = new TreeSet<>(live.namespaces());
    unknown.removeAll(locked.namespaces());
    pending.forEach(migration -> unknown.removeAll(migration.namespaces()));
    Map<String, String> comments = new TreeMap<>(live.namespaceComments());
    comments.keySet().removeAll(locked.namespaces());
    // Earlier versions did not read comments.
    comments.putAll(
        locked.namespaceComments().isEmpty()
            ? live.namespaceComments()
            : locked.namespaceComments());
    if (unknown.isEmpty()) return locked.withNamespaceComments(comments);
    TreeSet<String> namespaces = new TreeSet<>(locked.namespaces());
    namespaces.addAll(unknown);
    Predicate<QualifiedName> isNew = name -> unknown.contains(name.schema());
    return locked
        .withNamespaces(namespaces)
        .withNamespaceComments(comments)
        .withTables(union(locked.tables(), live.tables(), Function.identity(), isNew))
        .withEnums(union(locked.enums(), live.enums(), Function.identity(), isNew))
        .withSequences(union(locked.sequences(), live.sequences(), Function.identity(), isNew))
        .withObjects(union(locked.objects(), live.objects(), SchemaObject.Key::name, isNew));
  }

  private static <K extends Comparable<K>, V> Map<K, V> union(
      Map<K, V> locked,
      Map<K, V> live,
      Function<K, QualifiedName> name,
      Predicate<QualifiedName> isNew) {
    TreeMap<K, V> all = new TreeMap<>(locked);
    live.forEach(
        (key, value) -> {
          if (isNew.test(name.apply(key))) all.put(key, value);
        });
    return all;
  }

  /** The live schema, and what is pending on top of it, must be what the lock says. */
  void require(Schema locked, Dialect dialect, Schema live) {
    if (isMet(locked, dialect, live)) return;
    throw UnderpinException.refused(
        FindingCode.SCHEMA_DIFFERS,
        """
        The live schema%s is not what %s says: somebody changed the database by hand, or ran apply \
        --direct.
        What differs:  underpin diff %s %s
        To keep what was changed by hand:  underpin drift --accept
        To undo it:  underpin drift --save NAME
        If a migration that was written by hand did it:  underpin test NAME --save
        To plan from the lock anyway: --allow drift"""
            .formatted(
                pending.isEmpty() ? "" : " with the " + pending.size() + " pending migration(s)",
                LockFile.NAME,
                settings.migrations(),
                settings.requireUrl().displayWithoutPassword()));
  }

  /** True where the live schema, and what is pending on top of it, is what the lock says. */
  boolean isMet(Schema locked, Dialect dialect, Schema live) {
    return reaches(dialect, live, locked);
  }

  /** True where the pending migrations lead from a schema to the other. */
  private boolean reaches(Dialect dialect, Schema from, Schema to) {
    Fingerprint live = dialect.count(dialect.normalize(from));
    Fingerprint locked = dialect.count(dialect.normalize(AsWritten.unlessAlike(to, from)));
    Set<SchemaObject.Kind> kinds = EnumSet.noneOf(SchemaObject.Kind.class);
    kinds.addAll(kinds(to));
    if (pending.stream().anyMatch(m -> PartMarks.of(m.from()).isEmpty()))
      return reachesAsAWhole(live, pending, locked)
          || reachesAsAWhole(live, pending, dialect.count(dialect.normalize(to)));
    Fingerprint reached = live.copy();
    for (Migration migration : pending) {
      kinds.addAll(ExpectedSchema.parse(migration.from()).kinds());
      migration.steps().stream()
          .flatMap(step -> StepMarks.parse(step.leaves()).stream())
          .forEach(marks -> reached.follow(marks, Ownership.EVERYTHING));
    }
    return reached.agreesWith(locked, kinds);
  }

  /** An earlier version wrote of the whole schema before and after a migration. */
  private static boolean reachesAsAWhole(
      Fingerprint live, List<Migration> pending, Fingerprint locked) {
    Optional<ExpectedFingerprint> reached = Optional.empty();
    for (Migration next : pending) {
      // What follows speaks of its own parts: nothing is known of the rest.
      if (PartMarks.of(next.from()).isPresent()) return true;
      ExpectedFingerprint begins = ExpectedFingerprint.parse(next.from());
      boolean follows = reached.map(begins::agreesWith).orElseGet(() -> begins.fits(live));
      if (follows) reached = Optional.of(ExpectedFingerprint.parse(next.to()));
    }
    return reached.isPresent() && reached.get().fits(locked);
  }

  private static Set<SchemaObject.Kind> kinds(Schema schema) {
    EnumSet<SchemaObject.Kind> kinds = EnumSet.noneOf(SchemaObject.Kind.class);
    schema.objects().keySet().forEach(key -> kinds.add(key.kind()));
    return kinds;
  }
}
