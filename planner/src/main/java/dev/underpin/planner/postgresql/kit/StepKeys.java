package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.model.QualifiedName;
import java.util.Collection;
import java.util.TreeSet;

/** The keys by which steps are put in order. */
public final class StepKeys {
  private StepKeys() {}

  public static String namespace(String name) {
    return "namespace:" + name;
  }

  public static String table(QualifiedName name) {
    return "table:" + name;
  }

  public static String column(QualifiedName table, String column) {
    return "column:" + table + "." + column;
  }

  /** A column's old values have been filled in. */
  public static String filled(QualifiedName table, String column) {
    return "filled:" + table + "." + column;
  }

  /** A column cannot hold NULL any more. */
  public static String notNull(QualifiedName table, String column) {
    return "notnull:" + table + "." + column;
  }

  /** A primary key that a column is part of, for which it cannot hold NULL. */
  public static String required(QualifiedName table, String column) {
    return "required:" + table + "." + column;
  }

  /** A column as it is before its type changes. */
  public static String before(QualifiedName table, String column) {
    return "before:" + table + "." + column;
  }

  /** A column as it is after its type has changed. */
  public static String after(QualifiedName table, String column) {
    return "after:" + table + "." + column;
  }

  /**
   * A name among tables, indexes, sequences, views and types of a namespace: a table has a type of
   * its name, as on older servers a sequence has.
   */
  public static String relation(QualifiedName name) {
    return "relation:" + name;
  }

  public static String constraint(QualifiedName table, String name) {
    return "constraint:" + table + "." + name;
  }

  /** A unique key that foreign keys can depend on. */
  public static String unique(QualifiedName table, Collection<String> columns) {
    return "unique:" + table + new TreeSet<>(columns);
  }

  /** A unique key that is no more, on which a foreign key would otherwise come to stand. */
  public static String goneKey(QualifiedName table, String name) {
    return "gone:" + table + "." + name;
  }

  /** An enum with the labels that it has in the end. */
  public static String type(QualifiedName name) {
    return "type:" + name;
  }

  /** An enum as it is before it is recreated. */
  public static String remade(QualifiedName name) {
    return "remade:" + name;
  }

  public static String object(QualifiedName name) {
    return "object:" + name;
  }

  /** The {@code n}th change of a column, of which each depends on the one before. */
  public static String link(QualifiedName table, String column, int n) {
    return "link:" + table + "." + column + "#" + n;
  }
}
