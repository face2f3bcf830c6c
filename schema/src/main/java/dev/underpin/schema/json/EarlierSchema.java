package dev.underpin.schema.json;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOwner;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What earlier versions wrote in another form. */
final class EarlierSchema {
  private EarlierSchema() {}

  /** Earlier versions had the column that owns a sequence only in words. */
  static Schema withOwners(Schema schema) {
    if (schema.unmanaged().isEmpty()) return schema;
    SortedMap<String, String> words = schema.unmanaged().get();
    TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>(schema.sequences());
    sequences.replaceAll(
        (name, sequence) -> {
          String owner = words.get(Schema.OWNING_COLUMN + name);
          if (owner == null || sequence.owner().isPresent()) return sequence;
          return schema.tables().values().stream()
              .filter(table -> table.name().schema().equals(name.schema()))
              .flatMap(table -> table.columns().stream().map(c -> Map.entry(table, c)))
              .filter(e -> owner.equals(e.getKey().name() + "." + e.getValue().name()))
              .findFirst()
              .map(e -> new SequenceOwner(e.getKey().name().name(), e.getValue().name()))
              .map(o -> sequence.withOwner(Optional.of(o)))
              .orElse(sequence);
        });
    return schema.withSequences(sequences);
  }
}
