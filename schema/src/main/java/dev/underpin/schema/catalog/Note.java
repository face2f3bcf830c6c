package dev.underpin.schema.catalog;

/**
 * Something that a person should know of, and that changes nothing: an object that cannot be
 * modelled, a fallback taken.
 *
 * @param subject the object it is about; empty where it is about the database
 */
public record Note(String subject, String text) {
  @Override
  public String toString() {
    return subject.isEmpty() ? text : subject + ": " + text;
  }
}
