package dev.underpin.schema.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Helpers for the maps of engine-specific attributes that every model record carries; keys are the
 * YAML's own words.
 */
public final class Options {
  private static final SortedMap<String, String> NONE =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  private Options() {}

  /** No attributes. */
  public static SortedMap<String, String> none() {
    return NONE;
  }

  /** One attribute. */
  public static SortedMap<String, String> of(String key, String value) {
    return copy(Map.of(key, value));
  }

  /** An immutable, sorted copy. */
  public static SortedMap<String, String> copy(Map<String, String> options) {
    return options.isEmpty() ? NONE : Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /** A copy with one attribute set, or removed where the value is empty. */
  public static SortedMap<String, String> with(
      Map<String, String> options, String key, Optional<String> value) {
    TreeMap<String, String> copy = new TreeMap<>(options);
    value.ifPresentOrElse(v -> copy.put(key, v), () -> copy.remove(key));
    return copy(copy);
  }
}
