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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    Schema merged = schema(chosen(entries, chain.state()));
    Set<SchemaPart> left = chain.state().differing(count(merged));
    return with(merged, left.isEmpty() ? Optional.empty() : Optional.of(notAgreeing(left)));
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

  /** The entries without those that a migration has changed or removed since. */
  private List<LockEntry> chosen(List<LockEntry> entries, PartMarks state) {
    List<LockEntry> chosen = new ArrayList<>();
    Set<List<Object>> taken = new HashSet<>();
    for (LockEntry entry : entries)
      if (isAsLeft(entry, state) && taken.add(entry.identity())) chosen.add(entry);
    return chosen;
  }

  private boolean isAsLeft(LockEntry entry, PartMarks state) {
    List<LockEntry> alone = new ArrayList<>();
    if (!entry.table().isEmpty())
      alone.add(new LockEntry("table", "", Map.of("name", entry.table())));
    alone.add(entry);
    return state.allows(count(schema(alone)), !entry.table().isEmpty());
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
