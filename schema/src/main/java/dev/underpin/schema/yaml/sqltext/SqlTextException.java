package dev.underpin.schema.yaml.sqltext;

import java.util.Optional;

/** A SQL text that cannot be read, and where in it. */
public final class SqlTextException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final String hint;

  SqlTextException(String message, int position, String hint) {
    super(message);
    this.position = position;
    this.hint = hint;
  }

  SqlTextException(String message, int position) {
    this(message, position, "");
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  /** The index of the character in the text, from 0. */
  public int position() {
    return position;
  }

  public Optional<String> hint() {
    return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
  }
}
