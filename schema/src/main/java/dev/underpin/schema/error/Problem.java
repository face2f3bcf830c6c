package dev.underpin.schema.error;

import dev.underpin.schema.finding.FindingCode;
import java.util.Optional;

/**
 * One thing that is wrong with an input, and where.
 *
 * @param path the YAML path, such as {@code tables.users.columns.email.type}; empty where there is
 *     none
 * @param hint what to do, or what was probably meant
 * @param code absent where nobody would look it up
 */
public record Problem(
    Severity severity,
    String message,
    Optional<Location> location,
    String path,
    Optional<String> hint,
    Optional<FindingCode> code) {
  /** A problem without a code. */
  public Problem(
      Severity severity,
      String message,
      Optional<Location> location,
      String path,
      Optional<String> hint) {
    this(severity, message, location, path, hint, Optional.empty());
  }

  /** How bad it is. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** An error without a place. */
  public static Problem error(String message) {
    return new Problem(Severity.ERROR, message, Optional.empty(), "", Optional.empty());
  }

  /** An error at a place. */
  public static Problem error(String message, Location location, String path) {
    return new Problem(Severity.ERROR, message, Optional.of(location), path, Optional.empty());
  }

  public Problem withHint(String text) {
    return new Problem(severity, message, location, path, Optional.of(text), code);
  }

  public Problem withCode(FindingCode other) {
    return new Problem(severity, message, location, path, hint, Optional.of(other));
  }

  /** The problem as a person reads it: place, message, the line with a caret, the hint. */
  public String render() {
    StringBuilder text = new StringBuilder();
    location.ifPresent(l -> text.append(l).append(": "));
    text.append(severity == Severity.ERROR ? "error: " : "warning: ").append(message);
    code.ifPresent(c -> text.append(" [").append(c.id()).append(']'));
    if (!path.isEmpty()) text.append("\n  at ").append(path);
    location.ifPresent(
        l -> {
          if (!l.line().isEmpty()) {
            text.append("\n  | ")
                .append(l.line())
                .append("\n  | ")
                .append(" ".repeat(Math.max(0, l.column() - 1)))
                .append('^');
          }
        });
    hint.ifPresent(h -> text.append("\n  ").append(h));
    return text.toString();
  }
}
