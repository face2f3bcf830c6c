package dev.underpin.workflow.report;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.finding.FindingCode;
import java.util.Optional;

/**
 * A finding as other programs read it: a difference that {@code drift} found, a hazard of a plan, a
 * rule of {@code lint} that is not kept. It knows nothing of the form in which it is written.
 *
 * @param message what was found, a sentence without the code
 * @param remedy what can be done about it; empty where the message says all
 * @param place where it is in a file, as far as that is known
 * @param object what it is about, where that is one object
 */
public record ReportedFinding(
    FindingCode code,
    Level level,
    String message,
    String remedy,
    Optional<Location> place,
    Optional<ReportedObject> object) {

  /** How much it matters. */
  public enum Level {
    ERROR,
    WARNING,
    INFO
  }

  /**
   * The object that a finding is about.
   *
   * @param kind such as {@code column}
   * @param name with the table it belongs to: {@code orders.status}
   */
  public record ReportedObject(String kind, String name) {}

  /** A finding on no place and no object. */
  public static ReportedFinding of(FindingCode code, Level level, String message) {
    return new ReportedFinding(code, level, message, "", Optional.empty(), Optional.empty());
  }

  /** The same with what can be done about it. */
  public ReportedFinding withRemedy(String text) {
    return new ReportedFinding(code, level, message, text, place, object);
  }

  /** The same at a place. */
  public ReportedFinding at(Optional<Location> where) {
    return new ReportedFinding(code, level, message, remedy, where, object);
  }

  /** The same about an object. */
  public ReportedFinding about(String kind, String name) {
    return new ReportedFinding(
        code, level, message, remedy, place, Optional.of(new ReportedObject(kind, name)));
  }

  /** The same about what a schema declares. */
  public ReportedFinding about(ObjectRef ref) {
    String word = ref.part().isEmpty() ? ref.section() : ref.part();
    String kind =
        word.replaceFirst("ies$", "y").replaceFirst("(?<=index)es$|s$", "").replace('_', ' ');
    return about(kind, ref.object() + (ref.name().isEmpty() ? "" : "." + ref.name()));
  }

  /** The message, and what can be done. */
  public String text() {
    return remedy.isEmpty() ? message : message + " " + remedy;
  }
}
