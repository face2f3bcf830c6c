package dev.underpin.schema.yaml;

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

  static Optional<Item> of(Item item, KeyTable structure) {
    if (!item.isMapping()) return Optional.of(item);
    Set<String> engines = item.reading().engines().all();
    List<String> keys = Entries.keyTexts(item);
    boolean choice =
        keys.stream().anyMatch(engines::contains) && keys.stream().noneMatch(structure::has);
    if (!choice)
      return structure.equals(SCALAR) ? misspelt(item, keys, engines) : Optional.of(item);
    item.reading().sawChoice().set(true);
    return pick(item, engines);
  }

  private static Optional<Item> pick(Item item, Set<String> engines) {
    List<Entries.Entry> branches = item.entries();
    for (Entries.Entry branch : branches) {
      if (!engines.contains(branch.name())) {
        branch
            .key()
            .error(
                "\"" + branch.name() + "\" is not an engine",
                DidYouMean.hint(branch.name(), new TreeSet<>(engines)));
      }
    }
    for (String word : item.reading().engines().target()) {
      for (Entries.Entry branch : branches)
        if (branch.name().equals(word)) return Optional.of(branch.value());
    }
    return item.reading().probing()
        ? branches.stream().findFirst().map(Entries.Entry::value)
        : Optional.empty();
  }

  private static Optional<Item> misspelt(Item item, List<String> keys, Set<String> engines) {
    Optional<String> near =
        keys.stream().flatMap(k -> DidYouMean.nearest(k, engines).stream()).findFirst();
    item.error(
        "text is expected here, not a mapping",
        near.map(n -> "did you mean the engine \"" + n + "\"?"));
    return Optional.empty();
  }
}
