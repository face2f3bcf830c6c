package dev.underpin.schema.model;

import java.util.Optional;

/**
 * A sequence that stands by itself (the one behind an identity or serial column is part of that
 * column).
 */
public record Sequence(QualifiedName name, SequenceOptions options, Optional<String> comment) {}
