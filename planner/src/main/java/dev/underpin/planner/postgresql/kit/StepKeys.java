package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.model.QualifiedName;
import java.util.Collection;
import java.util.TreeSet;

/** The keys by which steps are put in order. */
final class StepKeys {
  private StepKeys() {}

  static String namespace(String name) {
    return "namespace:" + name;
  }

  static String table(QualifiedName name) {
    return "table:" + name;
  }

  static String column(QualifiedName table, String column) {
    return "column:" + table + "." + column;
  }

  /** A column's old values have been filled in. */
  static String filled(QualifiedName table, String column) {
    return "filled:" + table + "." + column;
  }

  /** A column cannot hold NULL any more. */
  static String notNull(QualifiedName table, String column) {
    return "notnull:" + table + "." + column;
  }

  /** A primary key that a column is part of, for which it cannot hold NULL. */
  static String required(QualifiedName table, String column) {
    return "required:" + table + "." + column;
  }

  /** A column as it is before its type changes. */
  static String before(QualifiedName table, String column) {
    return "before:" + table + "." + column;
  }

  /** A column as it is after its type has changed. */
  static String after(QualifiedName table, String column) {
    return "after:" + table + "." + column;
  }

  /**
   * A name among tables, indexes, sequences, views and types of a namespace: a table has a type of
   * its name, as on older servers a sequence has.
   */
  static String relation(QualifiedName name) {
    return "relation:" + name;
  }

  static String constraint(QualifiedName table, String name) {
    return "constraint:" + table + "." + name;
  }

  /** A unique key that foreign keys can stand on. */
  static String unique(QualifiedName table, Collection<String> columns) {
    return "unique:" + table + new TreeSet<>(columns);
  }

  /** A unique key that is no more, on which a foreign key would otherwise come to stand. */
  static String goneKey(QualifiedName table, String name) {
    return "gone:" + table + "." + name;
  }

  /** An enum with the labels that it has in the end. */
  static String type(QualifiedName name) {
    return "type:" + name;
  }

  /** An enum as it is before it is made anew. */
  static String remade(QualifiedName name) {
    return "remade:" + name;
  }

  static String object(QualifiedName name) {
    return "object:" + name;
  }

  /** The {@code n}th change of a column, of which each stands on the one before. */
  static String link(QualifiedName table, String column, int n) {
    return "link:" + table + "." + column + "#" + n;
  }
}
