package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.dialect.postgresql.references.ConstraintNames;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.Ties;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What partitions are while they are tables of their own: after they are detached, and before they
 * are attached (<a href="https://www.postgresql.org/docs/current/sql-altertable.html">ATTACH
 * PARTITION</a>: the table has the columns, NOT NULL and checks of the other one; an index or key
 * that it has already becomes the partition's part, and each that is missing is built under lock).
 */
public final class FreePartitions {
  private final PostgresDialect dialect;
  private final PostgresDdl ddl;
  private final Catalog catalog;
  private final Schema desired;
  private final Hints hints;
  private final List<Refusal> refusals = new ArrayList<>();

  public FreePartitions(PostgresDialect dialect, Catalog catalog, Schema desired, Hints hints) {
    this.dialect = dialect;
    this.ddl = dialect.ddl(catalog.defaultNamespace());
    this.catalog = catalog;
    this.desired = desired;
    this.hints = hints;
  }

  public Ties ties() {
    Schema live = catalog.schema();
    Schema free = desired;
    Map<QualifiedName, Table> detached = new HashMap<>();
    Map<QualifiedName, Table> attached = new HashMap<>();
    for (Table after : desired.tables().values()) {
      Optional<Table> before = catalog.schema().table(after.name());
      if (before.isEmpty() || isTied(before.get(), after)) continue;
      Optional<Table> own = own(before.get());
      if (own.isEmpty()) continue;
      if (before.get().partition().isPresent()) {
        refuseNewColumns(after, before.get(), own.get());
        detached.put(after.name(), before.get());
        live = live.put(own.get());
      }
      if (after.partition().isPresent()) {
        attached.put(after.name(), after);
        free = free.put(before(after, own.get()));
      }
    }
    return new Ties(live, free, detached, attached, refusals);
  }

  /** True where a table stays with the table that it is a partition of, whatever that is called. */
  private boolean isTied(Table before, Table after) {
    Optional<QualifiedName> was = before.partition().map(Partition::of);
    Optional<QualifiedName> is = after.partition().map(Partition::of);
    Optional<QualifiedName> earlier = is.map(hints.renamedTables()::get);
    return was.equals(is) || was.isPresent() && was.equals(earlier);
  }

  private Optional<Table> own(Table table) {
    return table.partition().isEmpty()
        ? Optional.of(table)
        : catalog.facts(table.name()).detached();
  }

  /** The table that becomes this partition when it is attached. */
  private Table before(Table partition, Table live) {
    refuseColumns(partition, live);
    List<Table> above = above(partition);
    return partition
        .withPartition(Optional.empty())
        .withColumns(columns(partition, live))
        .withConstraints(constraints(partition, live, above))
        .withIndexes(indexes(partition, live, above));
  }

  /** A rollback puts a new column into the trash, where it would still be one of the table. */
  private void refuseNewColumns(Table after, Table before, Table own) {
    List<Table> tables = new ArrayList<>(List.of(own));
    Optional<Partition> next = before.partition();
    while (next.isPresent()) {
      Optional<Table> other = catalog.schema().table(next.get().of());
      other.ifPresent(tables::add);
      next = other.flatMap(Table::partition);
    }
    for (Table table : tables) {
      Table now = table == own ? after : desired.table(table.name()).orElse(table);
      for (Column column : now.columns())
        if (isNew(table, column))
          refusals.add(Refusals.columnBesideTie(after.name(), table.name(), column.name()));
    }
  }

  private boolean isNew(Table live, Column column) {
    return live.column(column.name()).isEmpty()
        && !hints.renamedColumns().containsKey(new ColumnRef(live.name(), column.name()));
  }

  /** A partition has no column of its own, and one in the trash would be one. */
  private void refuseColumns(Table partition, Table live) {
    QualifiedName of = partition.partition().orElseThrow().of();
    for (Column column : live.columns()) {
      Optional<Column> other = partition.column(column.name());
      boolean renamed =
          hints.renamedColumns().entrySet().stream()
              .anyMatch(
                  e ->
                      e.getKey().table().equals(partition.name())
                          && e.getValue().equals(column.name()));
      if (other.isEmpty() && !renamed)
        refusals.add(Refusals.columnBesidePartition(partition.name(), of, column.name()));
      if (other.isPresent() && !other.get().type().equals(column.type()))
        refusals.add(Refusals.columnTypeOfPartition(partition.name(), of, column.name()));
    }
    for (Column column : partition.columns())
      if (isNew(live, column))
        refusals.add(Refusals.columnBesideTie(partition.name(), partition.name(), column.name()));
    List<Table> all = new ArrayList<>(List.of(partition));
    all.addAll(above(partition));
    for (Table table : all)
      if (!catalog.facts(table.name()).trashColumns().isEmpty())
        refusals.add(Refusals.trashInPartition(partition.name(), table.name()));
  }

  private List<Table> above(Table partition) {
    List<Table> above = new ArrayList<>();
    Optional<Table> next = partition.partition().map(Partition::of).flatMap(desired::table);
    while (next.isPresent()) {
      above.add(next.get());
      next = next.get().partition().map(Partition::of).flatMap(desired::table);
    }
    return above;
  }

  /** Attaching gives a column its identity; its comment and settings stay. */
  private List<Column> columns(Table partition, Table live) {
    List<Column> columns = new ArrayList<>();
    for (Column column : partition.columns()) {
      Column own = withoutIdentity(partition, column);
      columns.add(
          live.column(column.name())
              .map(l -> own.withComment(l.comment()).withOptions(l.options()))
              .orElse(own));
    }
    return columns;
  }

  /** A serial column of the other table is a default here. */
  private Column withoutIdentity(Table partition, Column column) {
    boolean serial = column.identity().filter(i -> i.kind() == Identity.Kind.SERIAL).isPresent();
    Column own = column.withIdentity(Optional.empty());
    QualifiedName top =
        above(partition).isEmpty() ? partition.name() : above(partition).get(0).name();
    return serial ? own.withDefault(ddl.sequence(top, column).map(this::next)) : own;
  }

  private SqlText next(QualifiedName sequence) {
    return ddl.fragment("nextval({}::regclass)", new Literal(ddl.name(sequence)));
  }

  private List<Constraint> constraints(Table partition, Table live, List<Table> above) {
    List<Constraint> all = new ArrayList<>();
    for (Constraint own : partition.constraints()) all.add(PartitionParts.free(own));
    List<Constraint> there = new ArrayList<>(live.constraints());
    there.removeIf(c -> all.stream().anyMatch(a -> a.name().equals(c.name())));
    for (Table other : above) {
      for (Constraint constraint : other.constraints()) {
        if (constraint instanceof CheckConstraint check && check.noInherit()) continue;
        Constraint needed = needed(other, constraint);
        Optional<Constraint> like = there.stream().filter(c -> isLike(c, needed)).findFirst();
        like.ifPresent(there::remove);
        all.add(like.orElseGet(() -> named(other, constraint, needed, live)));
      }
    }
    return all;
  }

  /** A check is found by its name, all else by what it says. */
  private Constraint needed(Table other, Constraint constraint) {
    Constraint plain =
        constraint.withOptions(
            Options.with(PartitionParts.free(constraint).options(), "comment", Optional.empty()));
    if (!(constraint instanceof CheckConstraint)) return plain.withName(Optional.empty());
    return plain.withName(name(other, constraint));
  }

  /** The server calls a foreign key as the other table does, where that name is free. */
  private Constraint named(Table other, Constraint constraint, Constraint needed, Table live) {
    if (!(constraint instanceof ForeignKey)) return needed;
    Optional<String> name = name(other, constraint).filter(n -> live.constraint(n).isEmpty());
    return needed.withName(name);
  }

  private Optional<String> name(Table other, Constraint constraint) {
    return constraint
        .name()
        .or(() -> named(other, constraint))
        .or(() -> dialect.defaultName(other, constraint));
  }

  private Optional<String> named(Table table, Constraint check) {
    return catalog.schema().table(table.name()).stream()
        .flatMap(t -> t.constraints().stream())
        .filter(c -> c.withName(Optional.empty()).equals(check))
        .findFirst()
        .flatMap(Constraint::name);
  }

  private static boolean isLike(Constraint live, Constraint needed) {
    Constraint plain = ConstraintTraits.withoutComment(live);
    return needed.name().isPresent()
        ? plain.equals(needed)
        : plain.withName(Optional.empty()).equals(needed);
  }

  private List<Index> indexes(Table partition, Table live, List<Table> above) {
    List<Index> all = new ArrayList<>();
    for (Index own : partition.indexes()) all.add(PartitionParts.free(own));
    for (Table other : above) {
      for (Index index : other.indexes()) {
        if (isPart(partition, index)) continue;
        Optional<Index> like =
            live.indexes().stream()
                .filter(i -> all.stream().noneMatch(a -> a.name().equals(i.name())))
                .filter(i -> ConstraintNames.isOfServer(partition.name(), i))
                .filter(i -> plain(i).equals(plain(index)))
                .findFirst();
        all.add(like.orElseGet(() -> plain(index).withName(free(partition, live, all, index))));
      }
    }
    return all;
  }

  private static boolean isPart(Table partition, Index index) {
    return partition.indexes().stream().anyMatch(i -> index.name().equals(i.options().get("of")))
        || partition.constraints().stream()
            .anyMatch(c -> index.name().equals(c.options().get("of")));
  }

  /** A name that the server could give the part, and that no other index of the table has. */
  private String free(Table partition, Table live, List<Index> all, Index index) {
    String usual = dialect.indexName(partition, index);
    String name = usual;
    for (int i = 1; isTaken(name, live.indexes()) || isTaken(name, all); i++) name = usual + i;
    return name;
  }

  private static boolean isTaken(String name, List<Index> indexes) {
    return indexes.stream().anyMatch(i -> i.name().equals(name));
  }

  /** What two indexes have in common where one can be the part of the other. */
  private static Index plain(Index index) {
    return new Index(
        "part",
        index.unique(),
        index.method(),
        index.keys(),
        index.include(),
        index.where(),
        index.nullsNotDistinct(),
        Options.none(),
        Options.none());
  }
}
