package dev.underpin.schema.yaml.read;

import dev.underpin.schema.yaml.sqltext.NameParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The words that mean an engine where a scalar is a mapping from engine to value.
 *
 * @param target the words of the engine that is read for, the most exact first; empty where none is
 *     chosen, and then every branch is checked
 * @param all every word that any engine has
 * @param missing the keys that the engine does not have, such as {@code table.unlogged}, with the
 *     names of the engines that have them
 * @param quote the engine's quoting of a name
 * @param overloads true where routines of one name differ by their arguments
 */
public record EngineWords(
    List<String> target,
    Set<String> all,
    Map<String, String> missing,
    UnaryOperator<String> quote,
    boolean overloads) {
  public EngineWords {
    missing = Map.copyOf(missing);
    target = List.copyOf(target);
    Set<String> known = new TreeSet<>(all);
    known.addAll(target);
    all = Set.copyOf(known);
  }

  /** Every key is read. */
  public EngineWords(List<String> target, Set<String> all) {
    this(target, all, Map.of(), NameParser::quote, true);
  }

  /** No engine is chosen: each branch of an engine-specific value is checked for its form. */
  public static EngineWords any(Set<String> all) {
    return new EngineWords(List.of(), all);
  }

  /** The same words, read for another engine. */
  EngineWords withTarget(List<String> other) {
    return new EngineWords(other, all, missing, quote, overloads);
  }
}
