package dev.underpin.dialect;

import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The dialects on the class path. */
public final class Dialects {
  private Dialects() {}

  private static ServiceLoader<DialectProvider> providers() {
    // An application's threads may have another class loader in their context.
    return ServiceLoader.load(DialectProvider.class, DialectProvider.class.getClassLoader());
  }

  /** The dialect of an engine. */
  public static Dialect of(Engine engine) {
    return provider(engine.id()).create(engine);
  }

  /** The provider of an engine's dialect, by the engine's id. */
  public static DialectProvider provider(String engineId) {
    for (DialectProvider provider : providers()) {
      if (provider.engineId().equals(engineId)) return provider;
    }
    throw UnderpinException.failed(
        "There is no engine called \"%s\" here; known: %s."
            .formatted(engineId, String.join(", ", engineIds())));
  }

  /** The ids of all engines. */
  public static List<String> engineIds() {
    List<String> ids = new ArrayList<>();
    for (DialectProvider provider : providers()) ids.add(provider.engineId());
    ids.sort(null);
    return List.copyOf(ids);
  }

  /** All words that may stand for an engine in a YAML, so that one file serves several engines. */
  public static Set<String> yamlWords() {
    Set<String> words = new TreeSet<>();
    for (DialectProvider provider : providers()) words.addAll(provider.yamlWords());
    return words;
  }

  /**
   * The kinds of objects that an engine has beside tables, and partitions where it declares them.
   */
  public static Set<SchemaObject.Kind> kinds(String engineId) {
    Set<String> missing = missingKeys(engineId).keySet();
    Set<SchemaObject.Kind> kinds = EnumSet.copyOf(SchemaObject.Kind.OBJECTS);
    kinds.removeIf(kind -> missing.contains("file." + kind.key()));
    if (!missing.contains("table.partitions")) kinds.add(SchemaObject.Kind.PARTITION);
    return kinds;
  }

  /** The keys of the YAML that an engine does not have, with the names of those that have them. */
  public static Map<String, String> missingKeys(String engineId) {
    Set<String> own = provider(engineId).ownKeys();
    Map<String, String> missing = new TreeMap<>();
    for (DialectProvider provider : providers()) {
      for (String key : provider.ownKeys()) {
        if (!own.contains(key))
          missing.merge(key, provider.baseline().product(), (a, b) -> a + ", " + b);
      }
    }
    return missing;
  }
}
