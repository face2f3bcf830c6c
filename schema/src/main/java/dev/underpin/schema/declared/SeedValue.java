package dev.underpin.schema.declared;

/**
 * A value of a reference row, as the YAML has it.
 *
 * @param text what is written; empty for NULL
 */
public record SeedValue(Kind kind, String text) {
  /** What a text stands for. */
  public enum Kind {
    NULL,
    /** A text without quotes, such as {@code 1.50} or {@code true}. */
    PLAIN,
    /** A text in quotes. */
    QUOTED,
    /** An expression. */
    SQL
  }

  /** NULL. */
  public static final SeedValue NULL = new SeedValue(Kind.NULL, "");

  /** The same as it would be written without quotes. */
  public SeedValue withoutQuotes() {
    return kind == Kind.QUOTED ? new SeedValue(Kind.PLAIN, text) : this;
  }

  /** True for a word that stands for a truth value. */
  public boolean isFlag() {
    return kind == Kind.PLAIN && (text.equals("true") || text.equals("false"));
  }

  /** True for a number without quotes. */
  public boolean isNumber() {
    return kind == Kind.PLAIN && text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
  }
}
