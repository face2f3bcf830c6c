package dev.underpin.schema.error;

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

  public UnderpinException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public UnderpinException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** A failure. */
  public static UnderpinException failed(String message) {
    return new UnderpinException(Kind.FAILED, message);
  }

  /** A refusal. */
  public static UnderpinException refused(String message) {
    return new UnderpinException(Kind.REFUSED, message);
  }

  /** What to tell the person; there always is something. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public Kind kind() {
    return kind;
  }
}
