package dev.underpin.schema.error;

import dev.underpin.schema.finding.FindingCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error whose message is written for the person who ran the command; its kind decides the exit
 * code.
 */
public final class UnderpinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, as far as the caller must know. */
  public enum Kind {
    /** The command failed. */
    FAILED,
    /** A safety rule, a policy or a violation in the data refused it; nothing was changed. */
    REFUSED,
    /** A lock could not be acquired, or time ran out. */
    TIMEOUT,
    /** The command line or a file was not as it must be. */
    USAGE
  }

  private final Kind kind;
  private final @Nullable FindingCode code;
  private final transient List<Problem> problems;

  public UnderpinException(Kind kind, String message) {
    this(null, kind, message, null);
  }

  public UnderpinException(Kind kind, String message, Throwable cause) {
    this(null, kind, message, cause);
  }

  /** An error that has a code, where there is one. */
  public UnderpinException(
      @Nullable FindingCode code, Kind kind, String message, @Nullable Throwable cause) {
    this(code, kind, message, cause, List.of());
  }

  private UnderpinException(
      @Nullable FindingCode code,
      Kind kind,
      String message,
      @Nullable Throwable cause,
      List<Problem> problems) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  /** A failure. */
  public static UnderpinException failed(String message) {
    return new UnderpinException(Kind.FAILED, message);
  }

  /** A failure that has a code. */
  public static UnderpinException failed(FindingCode code, String message) {
    return new UnderpinException(code, Kind.FAILED, message, null);
  }

  /** A refusal. */
  public static UnderpinException refused(String message) {
    return new UnderpinException(Kind.REFUSED, message);
  }

  /** A refusal that has a code. */
  public static UnderpinException refused(FindingCode code, String message) {
    return new UnderpinException(code, Kind.REFUSED, message, null);
  }

  /** The same, which says also for a program what is wrong, where, and what to do. */
  public UnderpinException about(List<Problem> found) {
    return new UnderpinException(code, kind, getMessage(), getCause(), found);
  }

  /**
   * What is wrong, one by one: each with its code, its place in the YAML and what to do, as far as
   * there are. Empty where the message is all there is.
   */
  public List<Problem> problems() {
    return problems;
  }

  /** What to tell the person; there always is something. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public Kind kind() {
    return kind;
  }

  /** Absent where nobody would look it up. */
  public Optional<FindingCode> code() {
    return Optional.ofNullable(code);
  }

  /** The message, its first line with the code behind it. */
  public String labelled() {
    return code == null ? getMessage() : code.afterFirstLine(getMessage());
  }
}
