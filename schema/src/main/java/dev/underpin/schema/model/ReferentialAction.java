package dev.underpin.schema.model;

/** What happens to a referencing row when the referenced one goes or changes its key. */
public enum ReferentialAction {
  /** What the engine takes a key for that says nothing; also where that word is written. */
  UNSAID,
  NO_ACTION,
  RESTRICT,
  CASCADE,
  SET_NULL,
  SET_DEFAULT;

  /** The action in SQL's words, which every engine shares; empty where nothing is said. */
  public String sql() {
    return this == UNSAID ? "" : name().replace('_', ' ');
  }

  /** Whether rows are changed or deleted; otherwise the change of the other row is refused. */
  public boolean changesRows() {
    return switch (this) {
      case UNSAID, NO_ACTION, RESTRICT -> false;
      case CASCADE, SET_NULL, SET_DEFAULT -> true;
    };
  }

  /** This action, where {@code usual} is what the engine takes silence for. */
  public ReferentialAction unlessUsual(ReferentialAction usual) {
    return this == usual ? UNSAID : this;
  }
}
