package dev.underpin.schema.model;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A check constraint.
 *
 * @param expression the condition, without the outer parentheses
 * @param noInherit true where children of the table do not get it
 * @param notValid true where existing rows have not been checked
 */
public record CheckConstraint(
    Optional<String> name,
    SqlText expression,
    boolean noInherit,
    boolean notValid,
    SortedMap<String, String> options)
    implements Constraint {
  /** A check with every attribute at its default. */
  public static CheckConstraint of(Optional<String> name, SqlText expression) {
    return new CheckConstraint(name, expression, false, false, Options.none());
  }

  @Override
  public CheckConstraint withName(Optional<String> other) {
    return new CheckConstraint(other, expression, noInherit, notValid, options);
  }

  public CheckConstraint withExpression(SqlText other) {
    return new CheckConstraint(name, other, noInherit, notValid, options);
  }

  public CheckConstraint withNotValid(boolean other) {
    return new CheckConstraint(name, expression, noInherit, other, options);
  }

  @Override
  public CheckConstraint withOptions(SortedMap<String, String> other) {
    return new CheckConstraint(name, expression, noInherit, notValid, other);
  }

  @Override
  public <R> R match(
      Function<? super PrimaryKey, ? extends R> primaryKey,
      Function<? super UniqueConstraint, ? extends R> unique,
      Function<? super ForeignKey, ? extends R> foreignKey,
      Function<? super CheckConstraint, ? extends R> check,
      Function<? super ExclusionConstraint, ? extends R> exclusion) {
    return check.apply(this);
  }
}
