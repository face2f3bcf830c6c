/**
 * The YAML that people write: read with every error at its place, written so that it reads back as
 * the same, and the full-fidelity form that the lock file and the ledger keep.
 */
@NullMarked
package dev.underpin.schema.yaml;

import org.jspecify.annotations.NullMarked;
