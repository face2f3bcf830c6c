package dev.underpin.planner.mysql.kit;

import dev.underpin.schema.model.QualifiedName;
import java.util.Locale;

/** The keys by which steps are put in order. */
public final class StepKeys {
  private StepKeys() {}

  public static String table(QualifiedName name) {
    return "table:" + name;
  }

  public static String column(QualifiedName table, String column) {
    return "column:" + table + "." + column;
  }

  /** A column's rows have the values that they get. */
  public static String filled(QualifiedName table, String column) {
    return "filled:" + table + "." + column;
  }

  /** A column as it is before it is changed. */
  public static String before(QualifiedName table, String column) {
    return "before:" + table + "." + column;
  }

  /** A column as it is in the end. */
  public static String after(QualifiedName table, String column) {
    return "after:" + table + "." + column;
  }

  /** A column that a foreign key changes by itself, which no kept value is computed from. */
  public static String followed(QualifiedName table, String column) {
    return "followed:" + table + "." + column;
  }

  /** A column that a kept value is computed from, which no foreign key changes by itself. */
  public static String computedFrom(QualifiedName table, String column) {
    return "computed from:" + table + "." + column;
  }

  /** A name among a table's indexes, of which the case does not count. */
  public static String index(QualifiedName table, String name) {
    return "index:" + table + "." + name.toLowerCase(Locale.ROOT);
  }

  /** A name among the foreign keys and checks of a database. */
  public static String constraint(String name) {
    return "constraint:" + name.toLowerCase(Locale.ROOT);
  }

  /** The indexes that come to a table, on which a foreign key can stand at either of its ends. */
  public static String support(QualifiedName table) {
    return "support:" + table;
  }

  /** The indexes that go, on which a foreign key may still stand. */
  public static String standing(QualifiedName table) {
    return "standing:" + table;
  }

  public static String object(QualifiedName name) {
    return "object:" + name;
  }

  /** The {@code n}th of some steps that depend on each other. */
  public static String link(String chain, int n) {
    return "link:" + chain + "#" + n;
  }
}
