package dev.underpin.planner.step;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a rename does to everything that names the renamed thing. */
final class Renames {
  private Renames() {}

  /** The table after one was renamed; the very same object where it is not concerned. */
  static Table table(Table table, QualifiedName from, QualifiedName to, Dialect dialect) {
    boolean owner = table.name().equals(from);
    boolean references =
        table.constraintsOf(ForeignKey.class).stream().anyMatch(f -> f.references().equals(from));
    Optional<Partition> partition =
        table.partition().map(p -> p.of().equals(from) ? p.withOf(to) : p);
    if (!owner && !references && partition.equals(table.partition())) return table;
    Table renamed =
        owner
            ? dialect
                .renamed(table, to)
                .mapColumns(c -> sequenceStays(c, from, c.name(), to, c.name(), dialect))
            : table.withPartition(partition);
    return renamed.mapConstraints(
        c ->
            c instanceof ForeignKey f && f.references().equals(from)
                ? f.withColumns(f.columnList(), to, f.referencedColumns(), f.setColumns())
                : c);
  }

  /** The objects after a table was renamed. */
  static void tableInObjects(
      TreeMap<SchemaObject.Key, SchemaObject> objects,
      QualifiedName from,
      QualifiedName to,
      Dialect dialect) {
    for (SchemaObject object : List.copyOf(objects.values())) {
      boolean owner = object.table().filter(from::equals).isPresent();
      if (!owner && !object.dependsOn().contains(from)) continue;
      Set<QualifiedName> dependsOn = new HashSet<>(object.dependsOn());
      if (dependsOn.remove(from)) dependsOn.add(to);
      SchemaObject renamed =
          new SchemaObject(
              object.kind(),
              object.name(),
              owner ? Optional.of(to) : object.table(),
              dialect.afterRename(object, from, to),
              dialect.renameTable(SqlText.of(object.drop()), from, to).written(),
              dependsOn,
              columns(object, from, to),
              object.options(),
              object.facts());
      objects.remove(object.key());
      objects.put(renamed.key(), renamed);
    }
  }

  private static Map<QualifiedName, Set<String>> columns(
      SchemaObject object, QualifiedName from, QualifiedName to) {
    Map<QualifiedName, Set<String>> columns = new HashMap<>();
    object.columns().forEach((table, names) -> columns.put(table.equals(from) ? to : table, names));
    return columns;
  }

  /** The objects after a column was renamed: those that are known to use it use the new name. */
  static void columnInObjects(
      TreeMap<SchemaObject.Key, SchemaObject> objects,
      QualifiedName table,
      String from,
      String to) {
    objects.replaceAll(
        (key, object) -> {
          Set<String> used = object.columns().getOrDefault(table, Set.of());
          if (!used.contains(from)) return object;
          Set<String> names = new HashSet<>(used);
          names.remove(from);
          names.add(to);
          Map<QualifiedName, Set<String>> columns = new HashMap<>(object.columns());
          columns.put(table, names);
          return new SchemaObject(
              object.kind(),
              object.name(),
              object.table(),
              object.create(),
              object.drop(),
              object.dependsOn(),
              columns,
              object.options(),
              object.facts());
        });
  }

  /**
   * The table after a column of {@code owner} was renamed; the very same object where it is not
   * concerned.
   *
   * @param partition true where the table is a partition of {@code owner}
   */
  static Table column(
      Table table,
      QualifiedName owner,
      String from,
      String to,
      boolean partition,
      Dialect dialect) {
    boolean references =
        table.constraintsOf(ForeignKey.class).stream().anyMatch(f -> f.references().equals(owner));
    if (!table.name().equals(owner) && !partition) {
      return references ? table.mapConstraints(c -> referenced(c, owner, from, to)) : table;
    }
    UnaryOperator<SqlText> sql = text -> dialect.renameColumn(text, from, to);
    return table
        .mapColumns(c -> column(c, from, to, sql))
        .mapColumns(
            c -> c.name().equals(to) ? sequenceStays(c, owner, from, owner, to, dialect) : c)
        .mapConstraints(c -> referenced(constraint(c, from, to, sql), owner, from, to))
        .mapIndexes(i -> index(i, from, to, sql))
        .withPartition(table.partition().map(p -> difference(p, from, to)));
  }

  private static Partition difference(Partition partition, String from, String to) {
    TreeMap<String, Partition.Difference> columns = new TreeMap<>(partition.columns());
    Partition.Difference difference = columns.remove(from);
    if (difference == null) return partition;
    columns.put(to, difference);
    return partition.withColumns(columns);
  }

  /**
   * The sequence behind a column keeps its name, which is then no longer the one that the server
   * would choose, or has come to be it. It follows its table into another namespace.
   */
  private static Column sequenceStays(
      Column column,
      QualifiedName table,
      String name,
      QualifiedName newTable,
      String newName,
      Dialect dialect) {
    if (column.identity().isEmpty()) return column;
    Identity identity = column.identity().get();
    SequenceOptions options = identity.sequence();
    Optional<QualifiedName> sequence =
        options
            .name()
            .or(() -> dialect.defaultSequenceName(table, name, identity))
            .map(
                n ->
                    n.schema().equals(table.schema())
                        ? new QualifiedName(newTable.schema(), n.name())
                        : n);
    Optional<QualifiedName> usual = dialect.defaultSequenceName(newTable, newName, identity);
    Optional<QualifiedName> said = sequence.filter(s -> !Optional.of(s).equals(usual));
    return column.withIdentity(Optional.of(new Identity(identity.kind(), options.withName(said))));
  }

  private static Column column(Column column, String from, String to, UnaryOperator<SqlText> sql) {
    Column renamed = column.name().equals(from) ? column.withName(to) : column;
    return renamed.withGenerated(
        renamed.generated().map(g -> new Generated(sql.apply(g.expression()), g.stored())));
  }

  private static Constraint constraint(
      Constraint constraint, String from, String to, UnaryOperator<SqlText> sql) {
    return constraint.match(
        key ->
            new PrimaryKey(
                key.name(),
                keys(key.keys(), from, to, sql),
                names(key.include(), from, to),
                key.deferrability(),
                key.options()),
        unique ->
            new UniqueConstraint(
                unique.name(),
                keys(unique.keys(), from, to, sql),
                names(unique.include(), from, to),
                unique.nullsNotDistinct(),
                unique.deferrability(),
                unique.options()),
        foreign ->
            foreign.withColumns(
                names(foreign.columnList(), from, to),
                foreign.references(),
                foreign.referencedColumns(),
                names(foreign.setColumns(), from, to)),
        check -> check.withExpression(sql.apply(check.expression())),
        exclusion ->
            new ExclusionConstraint(
                exclusion.name(), sql.apply(exclusion.definition()), exclusion.options()));
  }

  private static Constraint referenced(
      Constraint constraint, QualifiedName owner, String from, String to) {
    return constraint instanceof ForeignKey f && f.references().equals(owner)
        ? f.withColumns(
            f.columnList(), owner, names(f.referencedColumns(), from, to), f.setColumns())
        : constraint;
  }

  private static Index index(Index index, String from, String to, UnaryOperator<SqlText> sql) {
    return index.withKeys(
        keys(index.keys(), from, to, sql),
        names(index.include(), from, to),
        index.where().map(sql));
  }

  private static List<IndexKey> keys(
      List<IndexKey> keys, String from, String to, UnaryOperator<SqlText> sql) {
    return keys.stream()
        .map(
            k ->
                k.column().isPresent()
                    ? (k.column().get().equals(from) ? k.withColumn(to) : k)
                    : k.withExpression(sql.apply(k.expression().orElseThrow())))
        .toList();
  }

  private static List<String> names(List<String> names, String from, String to) {
    return names.stream().map(n -> n.equals(from) ? to : n).toList();
  }
}
