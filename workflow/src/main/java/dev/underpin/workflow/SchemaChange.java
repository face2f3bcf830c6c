package dev.underpin.workflow;

import dev.underpin.workflow.report.ChangeLine;
import dev.underpin.workflow.report.DisplayNames;

/**
 * One difference between two schemas.
 *
 * @param kind the kind of object: {@code table}, {@code column}, {@code index} …
 * @param object its name with that of its table, such as {@code orders.status}
 * @param text the whole difference on one line
 */
public record SchemaChange(Type type, String kind, String object, String text) {
  /** What becomes of the object. */
  public enum Type {
    ADD,
    DROP,
    CHANGE,
    RENAME
  }

  static SchemaChange of(ChangeLine line, DisplayNames names) {
    Type type =
        switch (line.sign()) {
          case ADD -> Type.ADD;
          case DROP -> Type.DROP;
          case CHANGE -> Type.CHANGE;
          case RENAME -> Type.RENAME;
        };
    return new SchemaChange(type, line.kind(), line.object(names), line.listing(names));
  }

  /** Its sign and its text, as the commands print them. */
  @Override
  public String toString() {
    String sign =
        switch (type) {
          case ADD -> "+ ";
          case DROP -> "- ";
          case CHANGE -> "~ ";
          case RENAME -> "> ";
        };
    return sign + text;
  }
}
