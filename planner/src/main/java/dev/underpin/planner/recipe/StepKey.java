package dev.underpin.planner.recipe;

import dev.underpin.schema.model.QualifiedName;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What a step creates, needs, releases or destroys. Steps are put in order by it.
 *
 * @param object the table, type or other object
 * @param part a column, constraint or label of it; empty where the object itself is meant
 */
public record StepKey(State state, QualifiedName object, String part) {
  /** The states of objects that steps wait for. */
  public enum State {
    NAMESPACE,
    TABLE,
    COLUMN,
    /** A column's rows have been given their values. */
    FILLED,
    /** A column cannot hold NULL any more. */
    NOT_NULL,
    /** A column is part of a primary key, so it cannot hold NULL. */
    REQUIRED,
    /** A column or object as it is before it changes. */
    BEFORE,
    /** A column or object as it is after it has changed. */
    AFTER,
    /**
     * A name among the relations of a namespace, or among the tables, views and indexes of SQLite.
     */
    NAME,
    TRIGGER_NAME,
    CONSTRAINT,
    INDEX,
    /** A unique key that foreign keys can depend on. */
    UNIQUE,
    /** A unique key has gone, so that no new foreign key can depend on it. */
    UNIQUE_GONE,
    /** An index of a partitioned table has gone, so that its partitions can. */
    INDEX_GONE,
    /** The rows that a partition takes. */
    PARTITION_RANGE,
    /** The indexes that are added to a table. */
    NEW_INDEXES,
    /** The indexes that a table loses. */
    OLD_INDEXES,
    /** The foreign keys that reference a table. */
    FOREIGN_KEYS_TO,
    /** A column that a foreign key changes by itself. */
    CHANGED_BY_KEY,
    /** A column that a stored generated column is computed from. */
    COMPUTED_FROM,
    TYPE,
    /** An enum has been recreated. */
    RECREATED_TYPE,
    OBJECT,
    OBJECT_GONE,
    OBJECT_RECREATED,
    /** A table has its new name. */
    TABLE_RENAMED,
    /** A table and its columns have their new names. */
    RENAMED,
    /** The old names of a table's columns. */
    OLD_COLUMNS,
    /** The new index has taken the name of the old one. */
    SWAPPED,
    /** A column has changed its type while in use, and its second column has gone. */
    SETTLED,
    /** One of several steps that follow each other. */
    LINK,
    /** A table is no partition, or not yet. */
    BY_ITSELF;

    /** This state of an object. */
    public StepKey of(QualifiedName object) {
      return new StepKey(this, object, "");
    }

    /** This state of a part of an object. */
    public StepKey of(QualifiedName object, String part) {
      return new StepKey(this, object, part);
    }
  }

  public static StepKey table(QualifiedName table) {
    return State.TABLE.of(table);
  }

  public static StepKey column(QualifiedName table, String column) {
    return State.COLUMN.of(table, column);
  }

  /** A column's rows have been given their values. */
  public static StepKey filled(QualifiedName table, String column) {
    return State.FILLED.of(table, column);
  }

  /** A column as it is before it changes. */
  public static StepKey before(QualifiedName table, String column) {
    return State.BEFORE.of(table, column);
  }

  /** A column as it is after it has changed. */
  public static StepKey after(QualifiedName table, String column) {
    return State.AFTER.of(table, column);
  }

  /**
   * A name among the tables, indexes, sequences, views and types of a namespace: a table has a type
   * of its name, as on older servers a sequence has.
   */
  public static StepKey relation(QualifiedName name) {
    return State.NAME.of(name);
  }

  /** A unique key that foreign keys can depend on. */
  public static StepKey unique(QualifiedName table, Collection<String> columns) {
    return State.UNIQUE.of(table, new TreeSet<>(columns).toString());
  }

  /** An index of a table, on engines that ignore the case of its name. */
  public static StepKey index(QualifiedName table, String name) {
    return State.INDEX.of(table, name.toLowerCase(Locale.ROOT));
  }

  /** A name among the constraints of a database, on engines that ignore its case. */
  public static StepKey constraint(String name) {
    return State.CONSTRAINT.of(QualifiedName.of(name.toLowerCase(Locale.ROOT)));
  }

  /** The {@code n}th of the steps that change a table, type or column one after the other. */
  public static StepKey link(QualifiedName object, String part, int n) {
    return State.LINK.of(object, part + "#" + n);
  }
}
