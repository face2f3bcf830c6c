package dev.underpin.dialect;

import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.model.Schema;
import java.util.List;
import java.util.Set;

/** Brings an engine's dialect; found by {@link java.util.ServiceLoader}. */
public interface DialectProvider {
  /** The engine's id, as in {@link Engine#id()}. */
  String engineId();

  /**
   * The words that mean this engine in an engine-specific scalar of the YAML, the most exact first.
   */
  List<String> yamlWords();

  /**
   * The keys of the YAML that not every engine has and this one does, with the name of their
   * mapping: {@code table.unlogged}.
   */
  Set<String> ownKeys();

  /** The types that people write most, for an editor to propose; the engine may have more. */
  List<String> usualTypes();

  /** The methods of indexes that it has by itself, for an editor to propose. */
  List<String> indexMethods();

  /**
   * The oldest version that a saved file is planned for where nothing else is said, as an engine.
   */
  Engine baseline();

  /**
   * True where the engine is a library inside its program: what runs a saved file is then another
   * version than what planned it, so a file is planned for {@link #baseline} unless something else
   * is said.
   */
  default boolean isEmbedded() {
    return false;
  }

  /** The oldest version that can open a database of this schema; at least {@link #baseline}. */
  default Version oldestFor(Schema schema) {
    return baseline().version();
  }

  /** The dialect for one version. */
  Dialect create(Engine engine);
}
