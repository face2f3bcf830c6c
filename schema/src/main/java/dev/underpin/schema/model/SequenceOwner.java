package dev.underpin.schema.model;

/**
 * The column that owns a sequence. Its table is in the namespace of the sequence, so it has no
 * namespace of its own.
 */
public record SequenceOwner(String table, String column) {}
