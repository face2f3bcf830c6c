package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.EnumSet;
import java.util.Set;

/** The keys by which steps on SQLite are put in order. */
public final class StepKeys {
  private static final Set<State> OF_FOREIGN_KEYS =
      EnumSet.of(
          State.AFTER, State.BEFORE, State.NEW_INDEXES, State.OLD_INDEXES, State.FOREIGN_KEYS_TO);

  private StepKeys() {}

  /** A name of a table, view or index: they share one space, and case does not count. */
  public static StepKey name(String name) {
    return State.NAME.of(lower(name));
  }

  /** The name of a view or trigger; triggers have a space of their own. */
  public static StepKey object(SchemaObject.Kind kind, QualifiedName name) {
    State state = kind == SchemaObject.Kind.TRIGGER ? State.TRIGGER_NAME : State.NAME;
    return state.of(lower(name.name()));
  }

  /** A name of a column. */
  public static StepKey column(QualifiedName table, String column) {
    return State.COLUMN.of(lower(table.name()), lower(column).name());
  }

  /** The table has its new name. */
  public static StepKey tableRenamed(QualifiedName table) {
    return State.TABLE_RENAMED.of(lower(table.name()));
  }

  /** The table has its new name, and its columns have theirs. */
  public static StepKey renamed(QualifiedName table) {
    return State.RENAMED.of(lower(table.name()));
  }

  /** The old names of the table's columns: what relies on them is dropped first. */
  public static StepKey oldColumns(QualifiedName table) {
    return State.OLD_COLUMNS.of(lower(table.name()));
  }

  /** A table or view as it was: what relies on it is dropped before it changes. */
  public static StepKey before(QualifiedName table) {
    return State.BEFORE.of(lower(table.name()));
  }

  /** A table or view as it becomes: what relies on it is created after it has changed. */
  public static StepKey after(QualifiedName table) {
    return State.AFTER.of(lower(table.name()));
  }

  /** The unique indexes that a table had. */
  public static StepKey oldIndexes(QualifiedName table) {
    return State.OLD_INDEXES.of(lower(table.name()));
  }

  /** The unique indexes that a table gets. */
  public static StepKey indexes(QualifiedName table) {
    return State.NEW_INDEXES.of(lower(table.name()));
  }

  /** The foreign keys that reference a dropped table. */
  public static StepKey foreignKeysTo(QualifiedName table) {
    return State.FOREIGN_KEYS_TO.of(lower(table.name()));
  }

  /** True for the keys by which foreign keys and what they reference wait for each other. */
  static boolean isOfForeignKeys(StepKey key) {
    return OF_FOREIGN_KEYS.contains(key.state());
  }

  /** SQLite ignores the case of names. */
  private static QualifiedName lower(String name) {
    return QualifiedName.of(Identifiers.lower(name));
  }
}
