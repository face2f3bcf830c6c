package dev.underpin.workflow.files;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.PartChain;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.json.LockEntry;
import dev.underpin.schema.json.SchemaCodec;
import dev.underpin.schema.model.Schema;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes a schema of the lines of a lock file that git may have merged: of two versions of a line
 * the one counts that the last migration left.
 *
 * @param saved the migrations, the oldest first
 */
record LockMerge(Path file, Engine engine, String namespace, List<SavedParts> saved) {
  LockFile of(List<LockEntry> entries) {
    PartChain chain = new PartChain();
    for (SavedParts next : saved) {
      Set<SchemaPart> unmet = chain.unmet(next.needs());
      if (!unmet.isEmpty()) return with(schema(entries), Optional.of(notFitting(next.id(), unmet)));
      chain.add(next.leaves());
    }
    boolean twice = entries.stream().map(LockEntry::identity).distinct().count() < entries.size();
    if (!twice) {
      Schema schema = schema(entries);
      if (chain.state().differing(count(schema)).isEmpty()) return with(schema, Optional.empty());
    }
    List<LockEntry> chosen =
        entries.stream().filter(entry -> isAsLeft(entry, chain.state())).toList();
    Schema merged = schema(chosen);
    Set<SchemaPart> left = new TreeSet<>(chain.state().differing(count(merged)));
    left.addAll(twice(chosen));
    return with(merged, left.isEmpty() ? Optional.empty() : Optional.of(notAgreeing(left)));
  }

  /** What stands there in two versions of which no migration says which one counts. */
  private Set<SchemaPart> twice(List<LockEntry> entries) {
    Set<SchemaPart> twice = new TreeSet<>();
    Set<List<Object>> seen = new HashSet<>();
    for (LockEntry entry : entries) if (!seen.add(entry.identity())) twice.addAll(parts(entry));
    return twice;
  }

  /** What a line says, without the table that it is part of. */
  private Set<SchemaPart> parts(LockEntry entry) {
    List<LockEntry> alone = alone(entry);
    Set<SchemaPart> parts = new TreeSet<>(count(schema(alone)).parts());
    parts.removeAll(count(schema(alone.subList(0, alone.size() - 1))).parts());
    return parts;
  }

  private LockFile with(Schema schema, Optional<UnderpinException> problem) {
    return new LockFile(engine, namespace, schema, problem);
  }

  private static Schema schema(List<LockEntry> entries) {
    return SchemaCodec.fromTree(LockEntry.tree(entries));
  }

  private Fingerprint count(Schema schema) {
    Dialect dialect = Dialects.of(engine);
    return dialect.count(schema);
  }

  /** False for a line that a migration has changed or removed since. */
  private boolean isAsLeft(LockEntry entry, PartMarks state) {
    return state.allows(count(schema(alone(entry))), !entry.table().isEmpty());
  }

  private static List<LockEntry> alone(LockEntry entry) {
    return entry.table().isEmpty()
        ? List.of(entry)
        : List.of(new LockEntry("table", "", Map.of("name", entry.table())), entry);
  }

  private UnderpinException notFitting(String id, Set<SchemaPart> unmet) {
    return UnderpinException.refused(
        FindingCode.LOCK_FILE_CONFLICT,
        """
        %s does not fit the migrations before it: they leave something else than it needs (%s).
        To plan it again from the schema as it is now: underpin rebase %s"""
            .formatted(id, names(unmet), id));
  }

  private UnderpinException notAgreeing(Set<SchemaPart> parts) {
    return UnderpinException.refused(
        FindingCode.LOCK_FILE_CONFLICT,
        """
        %s does not say what the migrations beside it leave (%s). Restore it from version control, \
        or write it again: underpin rebase"""
            .formatted(file, names(parts)));
  }

  private String names(Set<SchemaPart> parts) {
    return parts.stream().map(part -> part.words(namespace)).collect(Collectors.joining(", "));
  }
}
