package dev.underpin.schema.model;

/**
 * A SQL expression in two spellings: as a person wrote it, and as the server would write it.
 *
 * <p>Two expressions are equal when their canonical spellings are: that is what keeps a diff free
 * of false differences.
 */
public final class SqlText {
  private final String written;
  private final String canonical;
  private final boolean asWritten;

  private SqlText(String written, String canonical, boolean asWritten) {
    this.written = written;
    this.canonical = canonical;
    this.asWritten = asWritten;
  }

  /** An expression whose canonical spelling is its own text. */
  public static SqlText of(String text) {
    return new SqlText(text, text, false);
  }

  /** An expression as written, together with the canonical spelling that decides equality. */
  public static SqlText of(String written, String canonical) {
    return new SqlText(written, canonical, false);
  }

  /** The text to put into SQL that people read. */
  public String written() {
    return written;
  }

  /** The text that decides equality. */
  public String canonical() {
    return canonical;
  }

  /** The same written text with another canonical spelling. */
  public SqlText withCanonical(String spelling) {
    return new SqlText(written, spelling, asWritten);
  }

  /** The same where nobody could say how the server would write it. */
  public SqlText asWritten() {
    return new SqlText(written, canonical, true);
  }

  /** True where the server may write it in other words than {@link #canonical} has. */
  public boolean isAsWritten() {
    return asWritten;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SqlText that && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return written;
  }
}
