package dev.underpin.schema.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The immutable model of a database's structure.
 *
 * @param namespaces the schemas that exist, where the engine has them; empty elsewhere
 * @param objects views, triggers, routines and the like, kept as text
 * @param access grants, owners and default privileges: of a desired schema those that are managed,
 *     of a live one all
 * @param namespaceComments the comments of namespaces, by their names; an empty one asks for none
 * @param unmanaged what the database has that the model does not show, in words, as far as it was
 *     read; two schemas that differ in nothing else are equal
 */
public record Schema(
    SortedSet<String> namespaces,
    SortedMap<QualifiedName, Table> tables,
    SortedMap<QualifiedName, EnumType> enums,
    SortedMap<QualifiedName, Sequence> sequences,
    SortedMap<SchemaObject.Key, SchemaObject> objects,
    SortedMap<Access.Key, Access> access,
    SortedMap<String, String> namespaceComments,
    Optional<SortedMap<String, String>> unmanaged) {
  /**
   * How the key of a partition begins among what earlier versions did not manage; its name follows.
   */
  public static final String PARTITION = "partition ";

  /** How the key of the column that owns a free-standing sequence begins; its name follows. */
  public static final String OWNING_COLUMN = "owning column of sequence ";

  /** A database that holds nothing. */
  public static final Schema EMPTY =
      new Schema(
          new TreeSet<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  public Schema {
    namespaces = Collections.unmodifiableSortedSet(new TreeSet<>(namespaces));
    tables = sorted(withColumnsOfPartitions(tables));
    enums = sorted(enums);
    sequences = sorted(sequences);
    objects = sorted(objects);
    access = sorted(access);
    TreeMap<String, String> comments = new TreeMap<>(namespaceComments);
    comments.keySet().retainAll(namespaces);
    namespaceComments = sorted(comments);
    unmanaged = unmanaged.map(Schema::sorted);
  }

  /** A schema of which nothing else is known. */
  public Schema(
      SortedSet<String> namespaces,
      SortedMap<QualifiedName, Table> tables,
      SortedMap<QualifiedName, EnumType> enums,
      SortedMap<QualifiedName, Sequence> sequences,
      SortedMap<SchemaObject.Key, SchemaObject> objects) {
    this(
        namespaces,
        tables,
        enums,
        sequences,
        objects,
        new TreeMap<>(),
        new TreeMap<>(),
        Optional.empty());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schema that
        && namespaces.equals(that.namespaces)
        && tables.equals(that.tables)
        && enums.equals(that.enums)
        && sequences.equals(that.sequences)
        && objects.equals(that.objects)
        && access.equals(that.access)
        && namespaceComments.equals(that.namespaceComments);
  }

  @Override
  public int hashCode() {
    return Objects.hash(namespaces, tables, enums, sequences, objects, access, namespaceComments);
  }

  /** The table of that name. */
  public Optional<Table> table(QualifiedName name) {
    return Optional.ofNullable(tables.get(name));
  }

  public Schema withNamespaces(Collection<String> other) {
    return new Schema(
        new TreeSet<>(other),
        tables,
        enums,
        sequences,
        objects,
        access,
        namespaceComments,
        unmanaged);
  }

  public Schema withTables(Map<QualifiedName, Table> other) {
    return new Schema(
        namespaces,
        new TreeMap<>(other),
        enums,
        sequences,
        objects,
        access,
        namespaceComments,
        unmanaged);
  }

  public Schema withEnums(Map<QualifiedName, EnumType> other) {
    return new Schema(
        namespaces,
        tables,
        new TreeMap<>(other),
        sequences,
        objects,
        access,
        namespaceComments,
        unmanaged);
  }

  public Schema withSequences(Map<QualifiedName, Sequence> other) {
    return new Schema(
        namespaces,
        tables,
        enums,
        new TreeMap<>(other),
        objects,
        access,
        namespaceComments,
        unmanaged);
  }

  public Schema withObjects(Map<SchemaObject.Key, SchemaObject> other) {
    return new Schema(
        namespaces,
        tables,
        enums,
        sequences,
        new TreeMap<>(other),
        access,
        namespaceComments,
        unmanaged);
  }

  public Schema withUnmanaged(Optional<? extends Map<String, String>> other) {
    return new Schema(
        namespaces,
        tables,
        enums,
        sequences,
        objects,
        access,
        namespaceComments,
        other.map(TreeMap::new));
  }

  public Schema withAccess(Map<Access.Key, Access> other) {
    return new Schema(
        namespaces,
        tables,
        enums,
        sequences,
        objects,
        new TreeMap<>(other),
        namespaceComments,
        unmanaged);
  }

  public Schema withNamespaceComments(Map<String, String> other) {
    return new Schema(
        namespaces, tables, enums, sequences, objects, access, new TreeMap<>(other), unmanaged);
  }

  /** The comment of a namespace. */
  public Optional<String> namespaceComment(String namespace) {
    return Optional.ofNullable(namespaceComments.get(namespace)).filter(c -> !c.isEmpty());
  }

  /** A copy with the access to these alone. */
  public Schema withAccessTo(Collection<Access.Key> keys) {
    TreeMap<Access.Key, Access> some = new TreeMap<>(access);
    some.keySet().retainAll(keys);
    return withAccess(some);
  }

  /** A copy with that table put in place of the one of its name, if any. */
  public Schema put(Table table) {
    TreeMap<QualifiedName, Table> copy = new TreeMap<>(tables);
    copy.put(table.name(), table);
    return withTables(copy);
  }

  /** A copy without the table of that name. */
  public Schema withoutTable(QualifiedName name) {
    TreeMap<QualifiedName, Table> copy = new TreeMap<>(tables);
    copy.remove(name);
    return withTables(copy);
  }

  /** A copy with each table replaced by what the operator makes of it (its name may change). */
  public Schema mapTables(UnaryOperator<Table> operator) {
    TreeMap<QualifiedName, Table> copy = new TreeMap<>();
    for (Table table : tables.values()) {
      Table mapped = operator.apply(table);
      copy.put(mapped.name(), mapped);
    }
    return withTables(copy);
  }

  /** The partitions of a table, and theirs, a partition after the table that it is of. */
  public List<Table> partitionsOf(QualifiedName table) {
    List<Table> all = new ArrayList<>();
    for (Table other : tables.values()) {
      if (other.partition().filter(p -> p.of().equals(table)).isEmpty()) continue;
      all.add(other);
      all.addAll(partitionsOf(other.name()));
    }
    return all;
  }

  /**
   * With the partitions that another state of the schema has and this one does not: others than a
   * plan make partitions as time goes by, and that is no drift.
   */
  public Schema withNewPartitionsOf(Schema later) {
    TreeMap<QualifiedName, Table> all = new TreeMap<>(tables);
    for (Table table : later.tables.values())
      if (table.partition().isPresent()) all.putIfAbsent(table.name(), table);
    return all.size() == tables.size() ? this : withTables(all);
  }

  /** A partition has the columns of the table that it is of, which may be a partition too. */
  private static SortedMap<QualifiedName, Table> withColumnsOfPartitions(
      SortedMap<QualifiedName, Table> tables) {
    if (tables.values().stream().allMatch(t -> t.partition().isEmpty())) return tables;
    TreeMap<QualifiedName, Table> copy = new TreeMap<>(tables);
    for (QualifiedName name : tables.keySet()) complete(name, copy, new HashSet<>());
    return copy;
  }

  private static Table complete(
      QualifiedName name, TreeMap<QualifiedName, Table> tables, Set<QualifiedName> seen) {
    Table table = requireNonNull(tables.get(name));
    Optional<Partition> partition = table.partition();
    boolean known = partition.filter(p -> tables.containsKey(p.of())).isPresent();
    if (!known || !seen.add(name)) return table;
    List<Column> columns = complete(partition.get().of(), tables, seen).columns();
    if (table.columns() == columns) return table;
    List<Column> own =
        partition.get().columns().isEmpty()
            ? columns
            : columns.stream().map(partition.get()::column).toList();
    Table whole = table.withColumns(own);
    tables.put(name, whole);
    return whole;
  }

  private static <K, V> SortedMap<K, V> sorted(SortedMap<K, V> map) {
    return Collections.unmodifiableSortedMap(
        map instanceof TreeMap<K, V> tree ? new TreeMap<>(tree) : map);
  }
}
