package dev.underpin.dialect;

/** One SQL statement, kept as a value so that it can still be combined before it is rendered. */
public interface SqlStatement {
  /** Its text, without a closing semicolon. */
  String sql();

  /**
   * True where the server may refuse it on a table with other {@linkplain Dialect#traits traits}.
   */
  default boolean dependsOnTraits() {
    return false;
  }

  /** A statement that nothing is combined with. */
  static SqlStatement of(String sql) {
    return new Text(sql);
  }

  /**
   * A statement that is text already.
   *
   * @param sql without a closing semicolon
   */
  record Text(String sql) implements SqlStatement {}
}
