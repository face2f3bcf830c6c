package dev.underpin.schema.catalog;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.SchemaObject;
import java.util.Optional;

/**
 * Something that a person should know of, and that changes nothing: an object that cannot be
 * modelled, a fallback taken.
 *
 * @param subject the object it is about; empty where it is about the database
 * @param rejected what is declared and the server does not accept; a plan stops at it
 * @param unread what exists and this user may not read, so that it is not in the schema
 */
public record Note(
    String subject, String text, Optional<ObjectRef> rejected, Optional<SchemaObject.Key> unread) {
  public Note(String subject, String text) {
    this(subject, text, Optional.empty(), Optional.empty());
  }

  /** What this user may not read, and why. */
  public static Note unread(SchemaObject.Key key, String reason) {
    return new Note(
        key.name().toString(), "cannot be read: " + reason, Optional.empty(), Optional.of(key));
  }

  /** What the server does not accept, and what it says of it. */
  public static Note rejected(ObjectRef ref, String reason) {
    return new Note(ref.object().toString(), reason, Optional.of(ref), Optional.empty());
  }

  @Override
  public String toString() {
    return subject.isEmpty() ? text : subject + ": " + text;
  }
}
