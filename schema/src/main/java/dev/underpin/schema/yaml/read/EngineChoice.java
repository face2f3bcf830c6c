package dev.underpin.schema.yaml.read;

import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.keys.KeyTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Picks the branch of a mapping from engine to value. */
final class EngineChoice {
  /** Where only a scalar may stand, a mapping can be nothing else than such a choice. */
  static final KeyTable SCALAR = new KeyTable("scalar", Map.of());

  private EngineChoice() {}

  static Optional<YamlValue> of(YamlValue item, KeyTable structure) {
    if (!item.isMapping()) return Optional.of(item);
    Set<String> engines = item.reading().engines().all();
    List<String> keys = YamlEntries.keyTexts(item);
    boolean choice =
        keys.stream().anyMatch(engines::contains) && keys.stream().noneMatch(structure::has);
    if (!choice)
      return structure.equals(SCALAR) ? misspelt(item, keys, engines) : Optional.of(item);
    item.reading().sawChoice().set(true);
    return pick(item, engines);
  }

  private static Optional<YamlValue> pick(YamlValue item, Set<String> engines) {
    List<YamlEntries.Entry> branches = item.entries();
    for (YamlEntries.Entry branch : branches) {
      if (!engines.contains(branch.name())) {
        branch
            .key()
            .error(
                "\"" + branch.name() + "\" is not an engine",
                DidYouMean.hint(branch.name(), new TreeSet<>(engines)));
      }
    }
    for (String word : item.reading().engines().target()) {
      for (YamlEntries.Entry branch : branches)
        if (branch.name().equals(word)) return Optional.of(branch.value());
    }
    return item.reading().probing()
        ? branches.stream().findFirst().map(YamlEntries.Entry::value)
        : Optional.empty();
  }

  private static Optional<YamlValue> misspelt(
      YamlValue item, List<String> keys, Set<String> engines) {
    Optional<String> near =
        keys.stream().flatMap(k -> DidYouMean.nearest(k, engines).stream()).findFirst();
    item.error(
        "text is expected here, not a mapping",
        near.map(n -> "did you mean the engine \"" + n + "\"?"));
    return Optional.empty();
  }
}
