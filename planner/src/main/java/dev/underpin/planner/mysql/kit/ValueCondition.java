package dev.underpin.planner.mysql.kit;

/** A condition on a value, for any expression that gives the value. */
@FunctionalInterface
public interface ValueCondition {
  /**
   * The condition.
   *
   * @param value a quoted name, or an expression in parentheses
   */
  String of(String value);
}
