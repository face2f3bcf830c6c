package dev.underpin.schema.model;

import java.util.Optional;

/**
 * A sequence that stands by itself (the one behind an identity or serial column is part of that
 * column).
 *
 * @param owner the column with which it is dropped, though the column does not draw from it
 */
public record Sequence(
    QualifiedName name,
    SequenceOptions options,
    Optional<String> comment,
    Optional<SequenceOwner> owner) {
  /** One that no column owns. */
  public Sequence(QualifiedName name, SequenceOptions options, Optional<String> comment) {
    this(name, options, comment, Optional.empty());
  }

  public Sequence withName(QualifiedName other) {
    return new Sequence(other, options, comment, owner);
  }

  public Sequence withOwner(Optional<SequenceOwner> other) {
    return new Sequence(name, options, comment, other);
  }

  /** The table of the column that owns it. */
  public Optional<QualifiedName> owningTable() {
    return owner.map(o -> name.withName(o.table()));
  }
}
