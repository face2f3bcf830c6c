package dev.underpin.workflow.report;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.text.Printable;
import java.util.Optional;

/**
 * One difference between two schemas, in words.
 *
 * @param kind the kind of object: {@code column}, {@code index}, {@code table} …
 * @param group the table or object that it is shown under
 * @param name the object's own name within the group; empty where it is the group itself
 * @param before what it was, absent where it is new
 * @param after what it is to be, absent where it goes
 * @param detail only what differs, where before and after are long
 * @param target what it is about, by which its steps and its place in the YAML are found
 */
public record ChangeLine(
    Sign sign,
    String kind,
    QualifiedName group,
    String name,
    Optional<String> before,
    Optional<String> after,
    Optional<String> detail,
    ObjectRef target) {
  public ChangeLine {
    name = Printable.line(name);
  }

  /** What becomes of the object; the signs read the same without colour. */
  public enum Sign {
    ADD("+"),
    DROP("-"),
    CHANGE("~"),
    RENAME(">");

    private final String mark;

    Sign(String mark) {
      this.mark = mark;
    }

    /** The sign as it is printed. */
    public String mark() {
      return mark;
    }
  }

  /** The object in words: {@code column orders.status}. */
  public String subject(DisplayNames names) {
    return kind + " " + object(names);
  }

  /** Its name with that of the table it belongs to: {@code orders.status}. */
  public String object(DisplayNames names) {
    return names.of(group) + (name.isEmpty() ? "" : "." + name);
  }

  /** The line under the group's heading, without the sign. */
  public String line() {
    String head = kind.equals("column") ? name : (kind + " " + name).strip();
    return switch (sign) {
      case ADD -> join(head, after);
      case DROP -> join(head, before);
      case RENAME ->
          Printable.line((kind + " " + before.orElse("")).strip() + " → " + after.orElse(""));
      case CHANGE ->
          head
              + ": "
              + detail.orElseGet(() -> before.orElse("none") + " → " + after.orElse("none"));
    };
  }

  /** The difference on one line, with the object's full name and without the sign. */
  public String listing(DisplayNames names) {
    return switch (sign) {
      case ADD -> listed(subject(names), after);
      case DROP -> listed(subject(names), before);
      case RENAME -> renamed(names) + " → " + Printable.line(after.orElse(""));
      case CHANGE ->
          listed(
              subject(names),
              detail.or(() -> Optional.of(before.orElse("none") + " → " + after.orElse("none"))));
    };
  }

  private String renamed(DisplayNames names) {
    String old = Printable.line(before.orElse(""));
    if (kind.equals("table")) return kind + " " + old;
    return kind + " " + names.of(group) + (name.isEmpty() ? ": " : ".") + old;
  }

  private static String listed(String subject, Optional<String> text) {
    return text.filter(t -> !t.isEmpty())
        .map(t -> subject + (t.startsWith("(") ? " " : "  ") + t)
        .orElse(subject);
  }

  private String join(String head, Optional<String> text) {
    String between = kind.equals("check") && !name.isEmpty() ? ": " : " ";
    return text.filter(t -> !t.isEmpty()).map(t -> head + between + t).orElse(head);
  }
}
