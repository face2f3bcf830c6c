package dev.underpin.workflow.database;

import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.List;
import java.util.Optional;

/** What exists in a database and the user may not read: it would be taken for missing. */
public final class UnreadObjects {
  private UnreadObjects() {}

  /**
   * Refuse to compare with a schema that has one of them.
   *
   * @param notes of the catalog that was read
   */
  public static void refuse(List<Note> notes, Schema expected) {
    for (Note note : notes) {
      Optional<SchemaObject.Key> key = note.unread().filter(expected.objects()::containsKey);
      if (key.isEmpty()) continue;
      throw UnderpinException.refused(
          FindingCode.PRIVILEGE_MISSING,
          "The %s %s %s. It cannot be compared, and nothing was changed."
              .formatted(key.get().kind().words(), note.subject(), note.text()));
    }
  }
}
