package dev.underpin.schema.declared;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a state cannot say and a change needs; never part of a schema's equality.
 *
 * @param renamedTables the new name of a table, and the one it had
 * @param renamedColumns a column under its table's new name and its own, and the name it had
 * @param backfills how to fill a column where it is NULL
 * @param using how to make the new value of a column whose type changes from its old one
 * @param renamedLabels per enum: the new label, and the one it was
 * @param discarded tables ({@code orders}) and columns ({@code orders.legacy_code}) to drop for
 *     good
 * @param managed kinds of objects that are managed, also where the schema has none of them
 * @param partitioned the tables whose partitions are managed; those of all others are left alone
 * @param onlyNamespaces true where there are no namespaces but those that are declared
 * @param online columns whose type changes while others read and write the table
 * @param renamedInUse columns that have both names for a while, for old and new applications
 * @param tablesRenamedInUse the same for tables, by their new names
 * @param backfillDown by dropped column ({@code orders.legacy_code}): the value that a rollback
 *     gives to rows in which it is NULL
 */
public record Hints(
    SortedMap<QualifiedName, QualifiedName> renamedTables,
    SortedMap<ColumnRef, String> renamedColumns,
    SortedMap<ColumnRef, SqlText> backfills,
    SortedMap<ColumnRef, SqlText> using,
    SortedMap<QualifiedName, SortedMap<String, String>> renamedLabels,
    SortedSet<String> discarded,
    Set<SchemaObject.Kind> managed,
    Set<QualifiedName> partitioned,
    boolean onlyNamespaces,
    SortedSet<ColumnRef> online,
    SortedSet<ColumnRef> renamedInUse,
    SortedSet<QualifiedName> tablesRenamedInUse,
    SortedMap<String, SqlText> backfillDown) {
  /** Nothing but the state. */
  public static final Hints NONE =
      new Hints(
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeSet<>(),
          Set.of(),
          Set.of(),
          false,
          new TreeSet<>(),
          new TreeSet<>(),
          new TreeSet<>(),
          new TreeMap<>());

  public Hints {
    managed = Set.copyOf(managed);
    partitioned = Set.copyOf(partitioned);
    renamedTables = sorted(renamedTables);
    renamedColumns = sorted(renamedColumns);
    backfills = sorted(backfills);
    using = sorted(using);
    renamedLabels = sorted(renamedLabels);
    discarded = Collections.unmodifiableSortedSet(new TreeSet<>(discarded));
    online = Collections.unmodifiableSortedSet(new TreeSet<>(online));
    renamedInUse = Collections.unmodifiableSortedSet(new TreeSet<>(renamedInUse));
    tablesRenamedInUse = Collections.unmodifiableSortedSet(new TreeSet<>(tablesRenamedInUse));
    backfillDown = sorted(backfillDown);
  }

  /** Hints where the partitions of no table are managed, and other namespaces are left alone. */
  public Hints(
      SortedMap<QualifiedName, QualifiedName> renamedTables,
      SortedMap<ColumnRef, String> renamedColumns,
      SortedMap<ColumnRef, SqlText> backfills,
      SortedMap<ColumnRef, SqlText> using,
      SortedMap<QualifiedName, SortedMap<String, String>> renamedLabels,
      SortedSet<String> discarded,
      Set<SchemaObject.Kind> managed) {
    this(
        renamedTables,
        renamedColumns,
        backfills,
        using,
        renamedLabels,
        discarded,
        managed,
        Set.of(),
        false,
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeMap<>());
  }

  /** The value of a dropped column that a rollback gives to rows that were written since. */
  public Optional<SqlText> backfillDown(QualifiedName table, String column) {
    return Optional.ofNullable(backfillDown.get(table + "." + column))
        .or(() -> Optional.ofNullable(backfillDown.get(table.name() + "." + column)));
  }

  /** The same, where other columns change their type while the table is in use. */
  public Hints withOnline(Collection<ColumnRef> columns) {
    return with(new TreeSet<>(columns), renamedInUse, tablesRenamedInUse, backfillDown);
  }

  /** The same, where other columns have both names for a while. */
  public Hints withRenamedInUse(Collection<ColumnRef> columns) {
    return with(online, new TreeSet<>(columns), tablesRenamedInUse, backfillDown);
  }

  /** The same, where other tables have both names for a while. */
  public Hints withTablesRenamedInUse(Collection<QualifiedName> tables) {
    return with(online, renamedInUse, new TreeSet<>(tables), backfillDown);
  }

  /** The same with other values for a rollback. */
  public Hints withBackfillDown(SortedMap<String, SqlText> values) {
    return with(online, renamedInUse, tablesRenamedInUse, values);
  }

  private Hints with(
      SortedSet<ColumnRef> types,
      SortedSet<ColumnRef> names,
      SortedSet<QualifiedName> tables,
      SortedMap<String, SqlText> values) {
    return new Hints(
        renamedTables,
        renamedColumns,
        backfills,
        using,
        renamedLabels,
        discarded,
        managed,
        partitioned,
        onlyNamespaces,
        types,
        names,
        tables,
        values);
  }

  private static <K, V> SortedMap<K, V> sorted(Map<K, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
