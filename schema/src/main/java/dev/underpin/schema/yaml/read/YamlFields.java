package dev.underpin.schema.yaml.read;

import dev.underpin.schema.yaml.keys.KeyTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of a mapping whose keys are known. */
record YamlFields(YamlValue owner, KeyTable table, Map<String, YamlValue> values) {
  private static final String IGNORE = "x-ignore";

  static YamlFields of(YamlValue owner, KeyTable table) {
    Map<String, YamlValue> values = new LinkedHashMap<>();
    for (YamlEntries.Entry entry : owner.entries()) {
      if (table.has(entry.name())) {
        refuseMissing(table, entry);
        values.put(entry.name(), entry.value());
      } else if (entry.name().equals(IGNORE)) {
        entry.value().ignores(owner.path());
      } else if (!entry.name().startsWith("x-")) {
        entry
            .key()
            .unknownKey("\"" + entry.name() + "\" is not known here", table.hint(entry.name()));
      }
    }
    return new YamlFields(owner, table, values);
  }

  /** A key that the engine does not have, unless other engines alone are said to have it. */
  private static void refuseMissing(KeyTable table, YamlEntries.Entry entry) {
    EngineWords engines = entry.key().reading().engines();
    String owners = engines.missing().get(table.name() + "." + entry.name());
    if (owners == null || isForOthers(entry.value(), engines)) return;
    String word = engines.target().get(0);
    entry
        .key()
        .notInEngine(
            "\"%s\" is a key of %s, and %s does not have it".formatted(entry.name(), owners, word),
            "leave it out, or write it for these engines alone:  %s: { <engine>: … }"
                .formatted(entry.name()));
  }

  private static boolean isForOthers(YamlValue value, EngineWords engines) {
    if (!value.isMapping()) return false;
    List<String> keys = YamlEntries.keyTexts(value);
    return !keys.isEmpty()
        && engines.all().containsAll(keys)
        && keys.stream().noneMatch(engines.target()::contains);
  }

  Optional<YamlValue> get(String key) {
    if (!table.has(key)) throw new IllegalArgumentException(key + " is no key of " + table.name());
    return Optional.ofNullable(values.get(key));
  }

  Optional<String> text(String key) {
    return get(key).flatMap(YamlValue::text);
  }

  Optional<String> sql(String key) {
    return get(key).flatMap(YamlValue::sql);
  }

  boolean flag(String key) {
    return get(key).flatMap(YamlValue::flag).orElse(false);
  }

  List<String> names(String key) {
    return get(key).map(YamlValue::names).orElse(List.of());
  }

  /** The value of a key that must be there. */
  Optional<YamlValue> require(String key) {
    Optional<YamlValue> item = get(key);
    if (item.isEmpty())
      owner.error(
          "\"" + key + "\" is missing",
          Objects.requireNonNull(table.keys().get(key)).description());
    return item;
  }

  /**
   * The engine-specific attributes: those with a key of their own, and those under {@code options}
   * or {@code with}.
   */
  SortedMap<String, String> options(String container) {
    SortedMap<String, String> options = parameters(container);
    for (KeyTable.Key key : table.options()) {
      Optional<YamlValue> item = get(key.word());
      if (item.isEmpty()) continue;
      boolean flag = key.shape() == KeyTable.Shape.FLAG;
      Optional<String> value =
          flag ? item.get().flag().filter(f -> f).map(f -> "true") : item.get().text();
      value.ifPresent(v -> options.put(key.word(), v));
    }
    return options;
  }

  /** A mapping of free names to texts. */
  SortedMap<String, String> parameters(String container) {
    SortedMap<String, String> parameters = new TreeMap<>();
    get(container)
        .ifPresent(
            item ->
                item.entries()
                    .forEach(
                        e -> {
                          refuseMissing(table, e);
                          e.value().text().ifPresent(v -> parameters.put(e.name(), v));
                        }));
    return parameters;
  }
}
