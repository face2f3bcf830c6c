package dev.underpin.schema;

import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.Set;

/** What a schema is expected to be, as migrations and the history have it. */
public sealed interface ExpectedSchema permits ExpectedFingerprint, PartMarks {
  /** Read what {@code toString} of one of them has written, also in an earlier version. */
  static ExpectedSchema parse(String text) {
    return PartMarks.isOne(text) ? PartMarks.parse(text) : ExpectedFingerprint.parse(text);
  }

  /** True where a schema is the expected one, as far as can be told. */
  boolean fits(Fingerprint live);

  /**
   * True where a schema is the expected one and has none of the texts that it should no longer
   * have: what a claim needs that something has been run.
   */
  boolean isProvedBy(Fingerprint live);

  /** The kinds of objects that are promised. */
  Set<Kind> kinds();

  /** False where an earlier version wrote it, which knew nothing of objects. */
  boolean countsObjects();
}
