package dev.underpin.schema.model;

import java.util.Optional;

/**
 * The settings of a sequence; an absent setting is the engine's default.
 *
 * @param name the sequence behind an identity or serial column, where it is not the server's
 *     default name
 */
public record SequenceOptions(
    Optional<QualifiedName> name,
    Optional<String> type,
    Optional<Long> start,
    Optional<Long> increment,
    Optional<Long> min,
    Optional<Long> max,
    Optional<Long> cache,
    boolean cycle) {
  /** Every setting at its default. */
  public static final SequenceOptions DEFAULT =
      new SequenceOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /** The same settings under another name. */
  public SequenceOptions withName(Optional<QualifiedName> other) {
    return new SequenceOptions(other, type, start, increment, min, max, cache, cycle);
  }
}
