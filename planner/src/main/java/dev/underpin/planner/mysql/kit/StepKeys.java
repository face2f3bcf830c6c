package dev.underpin.planner.mysql.kit;

import dev.underpin.schema.model.QualifiedName;
import java.util.Locale;

/** The keys by which steps are put in order. */
final class StepKeys {
  private StepKeys() {}

  static String table(QualifiedName name) {
    return "table:" + name;
  }

  static String column(QualifiedName table, String column) {
    return "column:" + table + "." + column;
  }

  /** A column's rows have the values that they get. */
  static String filled(QualifiedName table, String column) {
    return "filled:" + table + "." + column;
  }

  /** A column as it is before it is changed. */
  static String before(QualifiedName table, String column) {
    return "before:" + table + "." + column;
  }

  /** A column as it is in the end. */
  static String after(QualifiedName table, String column) {
    return "after:" + table + "." + column;
  }

  /** A column that a foreign key changes by itself, which no kept value is computed from. */
  static String followed(QualifiedName table, String column) {
    return "followed:" + table + "." + column;
  }

  /** A column that a kept value is computed from, which no foreign key changes by itself. */
  static String computedFrom(QualifiedName table, String column) {
    return "computed from:" + table + "." + column;
  }

  /** A name among a table's indexes, of which the case does not count. */
  static String index(QualifiedName table, String name) {
    return "index:" + table + "." + name.toLowerCase(Locale.ROOT);
  }

  /** A name among the foreign keys and checks of a database. */
  static String constraint(String name) {
    return "constraint:" + name.toLowerCase(Locale.ROOT);
  }

  /** The indexes that come to a table, on which a foreign key can stand at either of its ends. */
  static String support(QualifiedName table) {
    return "support:" + table;
  }

  /** The indexes that go, on which a foreign key may still stand. */
  static String standing(QualifiedName table) {
    return "standing:" + table;
  }

  static String object(QualifiedName name) {
    return "object:" + name;
  }

  /** The {@code n}th of some steps that stand on each other. */
  static String link(String chain, int n) {
    return "link:" + chain + "#" + n;
  }
}
