package dev.underpin.schema.catalog;

import dev.underpin.schema.declared.ObjectRef;
import java.util.Optional;

/**
 * Something that a person should know of, and that changes nothing: an object that cannot be
 * modelled, a fallback taken.
 *
 * @param subject the object it is about; empty where it is about the database
 * @param rejected what is declared and the server does not accept; a plan stops at it
 */
public record Note(String subject, String text, Optional<ObjectRef> rejected) {
  public Note(String subject, String text) {
    this(subject, text, Optional.empty());
  }

  /** What the server does not accept, and what it says of it. */
  public static Note rejected(ObjectRef ref, String reason) {
    return new Note(ref.object().toString(), reason, Optional.of(ref));
  }

  @Override
  public String toString() {
    return subject.isEmpty() ? text : subject + ": " + text;
  }
}
