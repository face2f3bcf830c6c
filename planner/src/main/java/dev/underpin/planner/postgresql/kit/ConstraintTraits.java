package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.Optional;

/** What PostgreSQL can do with constraints. */
public final class ConstraintTraits {
  private ConstraintTraits() {}

  /** A constraint before it is validated; empty where it cannot be, or is declared so. */
  public static Optional<Constraint> notYetValid(Constraint constraint) {
    if (constraint instanceof CheckConstraint check && !check.notValid())
      return Optional.of(check.withNotValid(true));
    if (constraint instanceof ForeignKey key && !key.notValid())
      return Optional.of(key.withNotValid(true));
    return Optional.empty();
  }

  /** True for a constraint of which old rows are not checked. */
  public static boolean isNotValid(Constraint constraint) {
    return constraint instanceof CheckConstraint check && check.notValid()
        || constraint instanceof ForeignKey key && key.notValid();
  }

  public static Constraint withoutComment(Constraint constraint) {
    return constraint.withOptions(Options.with(constraint.options(), "comment", Optional.empty()));
  }

  /** True where the server keeps a constraint by an index of its name. */
  public static boolean hasIndex(Constraint constraint) {
    return constraint.match(
        key -> true, unique -> true, foreign -> false, check -> false, exclusion -> true);
  }

  /** True for a key of which the last column is a time, {@code WITHOUT OVERLAPS}. */
  public static boolean isWithoutOverlaps(Constraint constraint) {
    return constraint.options().containsKey("without_overlaps");
  }

  /**
   * True for a key that a unique index can become. An index cannot wait for the end of the
   * transaction, as a deferrable key can, and only equal values are the same for it.
   */
  public static boolean isImmediateKey(Constraint constraint) {
    return !isWithoutOverlaps(constraint)
        && (constraint instanceof PrimaryKey key
                && key.deferrability() == Deferrability.NOT_DEFERRABLE
            || constraint instanceof UniqueConstraint unique
                && unique.deferrability() == Deferrability.NOT_DEFERRABLE);
  }
}
