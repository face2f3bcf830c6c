package dev.underpin.runner.convergence;

import java.util.List;

/**
 * A type of column, with what can be said of it. {@code @} stands for the column in an expression.
 *
 * @param type as it is written in the YAML
 * @param values literals of the type, all different
 * @param defaults expressions that give every row the same value
 * @param perRow expressions that give each row a value of its own
 * @param checks conditions that most of the values satisfy
 * @param computed what can be made of the column, and the type that it has
 * @param key true where it has an order, so that it can be indexed and be unique
 * @param collated true where it can have a collation
 * @param numbered true where the server can number it
 */
record Kind(
    String type,
    List<String> values,
    List<String> defaults,
    List<String> perRow,
    List<String> checks,
    List<Computed> computed,
    boolean key,
    boolean collated,
    boolean numbered) {

  /** An expression over one column, and the type of its value. */
  record Computed(String type, String expression) {}

  /** A kind that can be a key, and of which nothing else is known yet. */
  static Kind of(String type, String... values) {
    return new Kind(
        type, List.of(values), List.of(), List.of(), List.of(), List.of(), true, false, false);
  }

  Kind defaults(String... expressions) {
    return new Kind(
        type, values, List.of(expressions), perRow, checks, computed, key, collated, numbered);
  }

  Kind perRow(String... expressions) {
    return new Kind(
        type, values, defaults, List.of(expressions), checks, computed, key, collated, numbered);
  }

  Kind checks(String... conditions) {
    return new Kind(
        type, values, defaults, perRow, List.of(conditions), computed, key, collated, numbered);
  }

  Kind computed(Computed... expressions) {
    return new Kind(
        type, values, defaults, perRow, checks, List.of(expressions), key, collated, numbered);
  }

  Kind noKey() {
    return new Kind(type, values, defaults, perRow, checks, computed, false, collated, numbered);
  }

  Kind withCollations() {
    return new Kind(type, values, defaults, perRow, checks, computed, key, true, numbered);
  }

  Kind withNumbers() {
    return new Kind(type, values, defaults, perRow, checks, computed, key, collated, true);
  }

  /** An expression over a column, as the column is written in SQL. */
  static String over(String expression, String column) {
    return expression.replace("@", column);
  }
}
