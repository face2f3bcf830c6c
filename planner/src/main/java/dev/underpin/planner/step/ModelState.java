package dev.underpin.planner.step;

import static java.util.Objects.requireNonNull;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.StepMarks;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOwner;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A schema that changes are applied to, one after the other. Mutable, because a plan may have tens
 * of thousands of steps and a copy a step would make it quadratic; {@link #schema} gives the
 * immutable state at any time.
 */
public final class ModelState {
  private final Dialect dialect;
  private final TreeSet<String> namespaces;
  private final TreeMap<String, String> comments;
  private final TreeMap<QualifiedName, Table> tables;
  private final TreeMap<QualifiedName, EnumType> enums;
  private final TreeMap<QualifiedName, Sequence> sequences;
  private final TreeMap<SchemaObject.Key, SchemaObject> objects;
  private final TreeMap<Access.Key, Access> access;
  private final TreeMap<SchemaObject.Key, SchemaObject> known;
  private final Fingerprint fingerprint;

  public ModelState(Schema start, Dialect dialect) {
    this.dialect = dialect;
    namespaces = new TreeSet<>(start.namespaces());
    comments = new TreeMap<>(start.namespaceComments());
    comments.values().removeIf(String::isEmpty);
    tables = new TreeMap<>(start.tables());
    enums = new TreeMap<>(start.enums());
    sequences = new TreeMap<>(start.sequences());
    objects = new TreeMap<>(start.objects());
    access = new TreeMap<>(start.access());
    known = new TreeMap<>();
    objects.forEach((key, object) -> known.put(key, dialect.portable(object)));
    fingerprint = dialect.count(start);
  }

  /** The state as it is now. */
  public Schema schema() {
    return new Schema(namespaces, tables, enums, sequences, objects)
        .withNamespaceComments(comments)
        .withAccess(access);
  }

  /** The state as it is now, counted. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** What has changed since this was asked last. */
  public StepMarks step() {
    return fingerprint.step();
  }

  /** Apply changes one after the other, or find that one does not fit. */
  public void apply(List<Change> changes) {
    changes.forEach(this::apply);
  }

  /** Apply a change, or find that it does not fit. */
  public void apply(Change change) {
    change.accept(new Application(this)).run();
  }

  void namespaceAdded(String namespace, Optional<String> comment) {
    Expected.require(namespaces.add(namespace), "no schema " + namespace);
    namespaceComment(namespace, Optional.empty(), comment);
  }

  void namespaceRemoved(String namespace, Optional<String> comment) {
    Expected.require(namespaces.remove(namespace), "schema " + namespace);
    namespaceComment(namespace, comment, Optional.empty());
  }

  void namespaceComment(String namespace, Optional<String> before, Optional<String> after) {
    String was =
        after.isEmpty() ? comments.remove(namespace) : comments.put(namespace, after.get());
    Expected.require(before.equals(Optional.ofNullable(was)), "the comment of schema " + namespace);
  }

  void enums(Optional<EnumType> before, Optional<EnumType> after) {
    Expected.swap(enums, before, after, EnumType::name, "enum");
    before.ifPresent(fingerprint::remove);
    after.ifPresent(fingerprint::add);
  }

  void sequences(Optional<Sequence> before, Optional<Sequence> after) {
    Expected.swap(sequences, before, after, Sequence::name, "sequence");
    before.ifPresent(fingerprint::remove);
    after.ifPresent(fingerprint::add);
  }

  void objects(Optional<SchemaObject> before, Optional<SchemaObject> after) {
    Expected.swap(objects, before, after, SchemaObject::key, "object");
    before.ifPresent(b -> fingerprint.remove(b.key()));
    after.ifPresent(this::count);
  }

  void access(Optional<Access> before, Optional<Access> after) {
    Expected.swap(access, before, after, Access::key, "access");
    before.ifPresent(b -> fingerprint.remove(b.key()));
    after.ifPresent(fingerprint::add);
  }

  /** Grants and owner stay with a table that is renamed. */
  private void renameAccess(QualifiedName from, QualifiedName to) {
    for (Access.Kind kind : List.of(Access.Kind.GRANTS, Access.Kind.OWNER)) {
      Access.Key key = new Access.Key(kind, Access.TABLE, from);
      Access found = access.get(key);
      if (found == null) continue;
      access(Optional.of(found), Optional.of(found.withKey(key.withName(to))));
    }
  }

  private List<Sequence> ownedBy(QualifiedName table) {
    return sequences.values().stream()
        .filter(s -> s.owningTable().filter(table::equals).isPresent())
        .toList();
  }

  /** The sequences that a column owns go with its table to another namespace. */
  private void renameOwners(QualifiedName from, QualifiedName to) {
    for (Sequence sequence : ownedBy(from)) {
      SequenceOwner owner = sequence.owner().orElseThrow();
      sequences(Optional.of(sequence), Optional.empty());
      sequences(
          Optional.empty(),
          Optional.of(
              sequence
                  .withName(to.withName(sequence.name().name()))
                  .withOwner(Optional.of(new SequenceOwner(to.name(), owner.column())))));
    }
  }

  private void renameOwner(QualifiedName table, String from, String to) {
    for (Sequence sequence : ownedBy(table)) {
      SequenceOwner owner = sequence.owner().orElseThrow();
      if (owner.column().equals(from))
        sequences.put(
            sequence.name(), sequence.withOwner(Optional.of(new SequenceOwner(owner.table(), to))));
    }
  }

  /** What is granted on a column stays with it. */
  private void renameGranted(QualifiedName table, String from, String to) {
    Access found = access.get(new Access.Key(Access.Kind.GRANTS, Access.TABLE, table));
    if (found == null || !found.grants().columns().contains(from)) return;
    Access renamed = found.withText(found.grants().renamed(from, to).toString());
    access(Optional.of(found), Optional.of(renamed));
  }

  /**
   * What the server writes of an object that is created again depends on what has changed below it;
   * it is only known that it no longer is the text from before where another was asked for.
   */
  private void count(SchemaObject after) {
    SchemaObject object = dialect.portable(after);
    Optional<SchemaObject> earlier = Optional.ofNullable(known.get(object.key()));
    boolean same =
        earlier
            .filter(e -> e.create().equals(object.create()) && e.options().equals(object.options()))
            .isPresent();
    fingerprint.add(object, earlier.filter(e -> !same));
    if (same) fingerprint.open(object.key(), Optional.empty());
  }

  /** After a rename the server writes what mentions it in other words. */
  private void renamed(String from) {
    String name = from.toLowerCase(Locale.ROOT);
    for (SchemaObject object : objects.values()) {
      if (object.create().canonical().toLowerCase(Locale.ROOT).contains(name))
        fingerprint.open(object.key(), Optional.empty());
    }
  }

  void tables(Optional<Table> before, Optional<Table> after) {
    Expected.swap(tables, before, after, Table::name, "table");
    before.ifPresent(b -> fingerprint.remove(dialect.portable(b)));
    after.ifPresent(a -> fingerprint.add(dialect.portable(a)));
  }

  void attributes(Table before, Table after) {
    change(
        after.name(),
        t -> {
          Expected.require(
              t.comment().equals(before.comment())
                  && t.options().equals(before.options())
                  && t.partitionWithoutColumns().equals(before.partitionWithoutColumns()),
              "the attributes of " + t.name());
          return t.withComment(after.comment())
              .withOptions(after.options())
              .withPartition(
                  after
                      .partition()
                      .map(p -> t.partition().map(now -> p.withColumns(now.columns())).orElse(p)));
        });
  }

  void columns(QualifiedName table, Optional<Column> before, Optional<Column> after) {
    change(
        table,
        t -> {
          if (t.partition().isPresent()) return difference(t, before, after);
          return t.withColumns(
              Expected.swap(
                  t.columns(),
                  before,
                  after,
                  (a, b) -> a.name().equals(b.name()),
                  "column of " + table));
        });
  }

  /** A column of a partition is only changed in what it has otherwise than the other table. */
  private Table difference(Table table, Optional<Column> before, Optional<Column> after) {
    Partition partition = table.partition().orElseThrow();
    Expected.require(
        before.isPresent() && after.isPresent(), "a column of the partition " + table.name());
    Column is = after.orElseThrow();
    Column other = schema().table(partition.of()).flatMap(t -> t.column(is.name())).orElse(is);
    boolean sameValue =
        is.defaultValue().equals(other.defaultValue()) && is.identity().equals(other.identity());
    Partition.Difference difference =
        new Partition.Difference(
            sameValue
                ? Optional.empty()
                : Optional.of(is.defaultValue().orElse(SqlText.of("NULL"))),
            !is.nullable() && other.nullable());
    TreeMap<String, Partition.Difference> columns = new TreeMap<>(partition.columns());
    if (difference.equals(Partition.Difference.NONE)) columns.remove(is.name());
    else columns.put(is.name(), difference);
    return table.withPartition(Optional.of(partition.withColumns(columns)));
  }

  void constraints(QualifiedName table, Optional<Constraint> before, Optional<Constraint> after) {
    change(
        table,
        t ->
            t.withConstraints(
                Expected.swap(
                    t.constraints(),
                    before,
                    after,
                    (a, b) -> a.name().isPresent() && a.name().equals(b.name()),
                    "constraint of " + table)));
  }

  void indexes(QualifiedName table, Optional<Index> before, Optional<Index> after) {
    change(
        table,
        t ->
            t.withIndexes(
                Expected.swap(
                    t.indexes(),
                    before,
                    after,
                    (a, b) -> a.name().equals(b.name()),
                    "index of " + table)));
  }

  void renameTable(QualifiedName from, QualifiedName to) {
    Expected.require(
        tables.containsKey(from) && !tables.containsKey(to),
        "table " + from + " to be called " + to);
    for (Table table : List.copyOf(tables.values())) {
      Table renamed = Renames.table(table, from, to, dialect);
      if (renamed != table) {
        tables.remove(table.name());
        tables.put(renamed.name(), renamed);
        fingerprint.remove(dialect.portable(table));
        fingerprint.add(dialect.portable(renamed));
      }
    }
    renamed(from.name());
    renameAccess(from, to);
    renameOwners(from, to);
    TreeMap<SchemaObject.Key, SchemaObject> before = new TreeMap<>(objects);
    Renames.tableInObjects(objects, from, to, dialect);
    serverRewrites(before);
  }

  /** How the server writes what names something else now is not known. */
  private void serverRewrites(TreeMap<SchemaObject.Key, SchemaObject> before) {
    before.forEach(
        (key, object) -> {
          if (object.equals(objects.get(key))) return;
          fingerprint.remove(key);
        });
    objects.forEach(
        (key, object) -> {
          if (object.equals(before.get(key))) return;
          fingerprint.add(dialect.portable(object), Optional.empty());
          fingerprint.open(key, Optional.empty());
        });
  }

  void renameColumn(QualifiedName name, String from, String to) {
    Table owner = tables.get(name);
    Expected.require(
        owner != null && owner.column(from).isPresent() && owner.column(to).isEmpty(),
        "column " + from + " of " + name + " to be called " + to);
    renamed(from);
    renameGranted(name, from, to);
    renameOwner(name, from, to);
    for (Table table : List.copyOf(tables.values())) {
      Table renamed = Renames.column(table, name, from, to, isPartitionOf(table, name), dialect);
      if (renamed != table) {
        tables.put(renamed.name(), renamed);
        fingerprint.remove(dialect.portable(table));
        fingerprint.add(dialect.portable(renamed));
      }
    }
    TreeMap<SchemaObject.Key, SchemaObject> before = new TreeMap<>(objects);
    Renames.columnInObjects(objects, name, from, to);
    serverRewrites(before);
  }

  private boolean isPartitionOf(Table table, QualifiedName other) {
    Optional<QualifiedName> of = table.partition().map(Partition::of);
    return of.isPresent()
        && (of.get().equals(other)
            || tables.containsKey(of.get())
                && isPartitionOf(requireNonNull(tables.get(of.get())), other));
  }

  void renameLabel(QualifiedName name, String from, String to) {
    EnumType type = enums.get(name);
    Expected.require(
        type != null && type.labels().contains(from) && !type.labels().contains(to),
        "label " + from + " of " + name + " to be called " + to);
    renamed(from);
    EnumType renamed =
        requireNonNull(type)
            .withLabels(type.labels().stream().map(l -> l.equals(from) ? to : l).toList());
    enums.put(name, renamed);
    fingerprint.remove(type);
    fingerprint.add(renamed);
    for (Table table : List.copyOf(tables.values())) {
      Table after = dialect.renameLabel(table, name, from, to);
      if (after != table) {
        tables.put(after.name(), after);
        fingerprint.remove(dialect.portable(table));
        fingerprint.add(dialect.portable(after));
      }
    }
  }

  private void change(QualifiedName name, java.util.function.UnaryOperator<Table> operator) {
    Table table = tables.get(name);
    if (table == null) throw new ChangeMismatch("there is no table " + name);
    Table changed = operator.apply(table);
    tables.put(name, changed);
    fingerprint.remove(dialect.portable(table));
    fingerprint.add(dialect.portable(changed));
  }
}
