package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/** One desired table as a temporary one, and the conversion of what was read of that. */
final class ScratchTable {
  private final Table desired;
  private final int number;
  private final ScratchObjects objects;
  private final PostgresDdl ddl;
  private final PostgresDialect dialect;
  private final UncertainParts questions;
  private final SortedMap<String, String> options;
  private final Table scratch;

  ScratchTable(
      Table desired,
      int number,
      ScratchObjects objects,
      PostgresDialect dialect,
      UncertainParts questions) {
    this.desired = desired;
    this.number = number;
    this.objects = objects;
    this.ddl = dialect.ddl("");
    this.dialect = dialect;
    this.questions = questions;
    this.options = questions.optionsToTry(desired);
    List<Constraint> constraints = constraints();
    List<Index> indexes = indexes();
    Set<String> needed = neededColumns(constraints, indexes);
    this.scratch =
        new Table(
            new QualifiedName("pg_temp", desired.name().name()),
            desired.columns().stream()
                .filter(c -> needed.contains(c.name()))
                .map(this::column)
                .toList(),
            constraints,
            indexes,
            Optional.empty(),
            Options.none());
  }

  /**
   * The columns that are asked about, and those that the questions speak of. A text that is not
   * made spares the server a table for its long values.
   */
  private Set<String> neededColumns(List<Constraint> constraints, List<Index> indexes) {
    Set<String> needed = new HashSet<>();
    List<SqlText> texts = new ArrayList<>();
    for (Column column : options.isEmpty() ? desired.ownColumns() : desired.columns())
      if (!options.isEmpty() || questions.mustTry(desired, column)) needed.add(column.name());
    for (Constraint constraint : constraints) {
      if (constraint instanceof CheckConstraint check) texts.add(check.expression());
      if (constraint instanceof ExclusionConstraint exclusion) texts.add(exclusion.definition());
      needed.addAll(keyOf(constraint));
    }
    for (Index index : indexes) {
      needed.addAll(index.columns());
      needed.addAll(index.include());
      index.where().ifPresent(texts::add);
      index.keys().forEach(k -> k.expression().ifPresent(texts::add));
    }
    int before;
    do {
      before = needed.size();
      for (Column column : desired.columns()) {
        if (needed.contains(column.name()))
          column.generated().ifPresent(g -> texts.add(g.expression()));
      }
      boolean wholeRow = isMentioned(desired.name().name(), texts);
      for (Column column : desired.columns()) {
        if (wholeRow || isMentioned(column.name(), texts)) needed.add(column.name());
      }
    } while (needed.size() > before);
    return needed;
  }

  private boolean isMentioned(String name, List<SqlText> texts) {
    return texts.stream().anyMatch(text -> dialect.mentionsColumn(text, name));
  }

  Table desired() {
    return desired;
  }

  /** The statements that make it all at once. */
  List<String> statements() {
    List<String> statements = new ArrayList<>(ddl.createTable(scratch, false));
    for (Index index : scratch.indexes())
      statements.add(ddl.createIndex(scratch.name(), index, false));
    if (!options.isEmpty()) statements.addAll(withOptions());
    return statements;
  }

  /** A second table, since a partitioned one cannot have all that the first is asked about. */
  private List<String> withOptions() {
    return ddl.createTable(
        scratch
            .withName(scratch.name().withName("underpin_table_" + number))
            .withConstraints(List.of())
            .withOptions(options),
        false);
  }

  /**
   * A part of the table.
   *
   * @param ref what it is a part of; empty where without it nothing else can be asked
   * @param tried true where a plan stops when the server rejects it
   * @param words what it may name
   */
  record Piece(Optional<ObjectRef> ref, boolean tried, String sql, Set<String> words) {}

  /** The statements that make it part by part, generated columns after those they are made of. */
  List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    ObjectRef ref = ObjectRef.table(desired.name());
    Table bare = scratch.withColumns(List.of()).withConstraints(List.of()).withIndexes(List.of());
    for (String sql : ddl.createTable(bare, false))
      pieces.add(new Piece(Optional.empty(), false, sql, Set.of()));
    Stream<Column> stored = scratch.columns().stream().filter(c -> c.generated().isEmpty());
    Stream<Column> computed = scratch.columns().stream().filter(c -> c.generated().isPresent());
    Stream.concat(stored, computed).forEach(c -> pieces.add(piece(ref, c)));
    for (int i = 0; i < desired.constraints().size(); i++) {
      Constraint constraint = desired.constraints().get(i);
      scratch
          .constraint(constraintName(i))
          .map(c -> ddl.addConstraint(scratch, c))
          .ifPresent(
              sql -> {
                Set<String> words = words(TableWords.texts(constraint), keyOf(constraint));
                pieces.add(tried(ref.constraint(constraint), sql, words));
              });
    }
    for (int i = 0; i < desired.indexes().size(); i++) {
      Index index = desired.indexes().get(i);
      scratch
          .index(indexName(i))
          .map(x -> ddl.createIndex(scratch.name(), x, false))
          .ifPresent(
              sql -> {
                Set<String> words = words(TableWords.texts(index), index.columns());
                pieces.add(tried(ref.index(index.name()), sql, words));
              });
    }
    if (!options.isEmpty()) {
      Set<String> words =
          words(options.values(), scratch.columns().stream().map(Column::name).toList());
      pieces.add(tried(ref, String.join(";\n", withOptions()), words));
    }
    return pieces;
  }

  private static Piece tried(ObjectRef ref, String sql, Set<String> words) {
    return new Piece(Optional.of(ref), true, sql, words);
  }

  /** What some texts may name, and the types of the columns among that. */
  private Set<String> words(Collection<String> texts, Collection<String> columns) {
    Set<String> words = new HashSet<>(columns);
    texts.forEach(text -> words.addAll(TableWords.withStrings(text)));
    for (Column column : desired.columns())
      if (words.contains(column.name())) words.addAll(TableWords.of(column.type()));
    return words;
  }

  private Piece piece(ObjectRef table, Column column) {
    List<String> statements = new ArrayList<>();
    statements.add(ddl.addColumn(scratch.name(), column));
    statements.addAll(ddl.columnSettings(scratch.name(), column));
    boolean tried =
        desired.column(column.name()).filter(c -> questions.mustTry(desired, c)).isPresent();
    return new Piece(
        Optional.of(table.column(column.name())),
        tried,
        String.join(";\n", statements),
        words(desired.column(column.name()).map(TableWords::texts).orElse(List.of()), List.of()));
  }

  /**
   * The desired table in the spelling of the temporary one, which is among those read by its name.
   */
  Table merge(Map<String, Table> found) {
    Table read = found.get(desired.name().name());
    if (read == null) return desired;
    List<Constraint> constraints = new ArrayList<>();
    for (int i = 0; i < desired.constraints().size(); i++) {
      Constraint constraint = desired.constraints().get(i);
      constraints.add(
          read.constraint(constraintName(i))
              .filter(r -> questions.mustAsk(desired, constraint))
              .map(r -> merge(constraint, r))
              .orElse(constraint));
    }
    List<Index> indexes = new ArrayList<>();
    for (int i = 0; i < desired.indexes().size(); i++) {
      Index index = desired.indexes().get(i);
      indexes.add(
          read.index(indexName(i))
              .filter(r -> questions.mustAsk(desired, index))
              .map(r -> merge(index, r))
              .orElse(index));
    }
    return desired
        .mapColumns(c -> read.column(c.name()).map(r -> merge(c, r)).orElse(c))
        .withConstraints(constraints)
        .withIndexes(indexes);
  }

  private Column column(Column column) {
    return Column.of(column.name(), objects.toScratch(column.type()))
        .withDefault(column.defaultValue().map(this::toScratch))
        .withGenerated(
            column.generated().map(g -> new Generated(toScratch(g.expression()), g.stored())))
        .withCollation(column.collation().map(objects::collationToScratch))
        .withIdentity(questions.mustTry(desired, column) ? identity(column) : Optional.empty())
        .withOptions(column.options());
  }

  /** A sequence of its own may have a name that is taken. */
  private static Optional<Identity> identity(Column column) {
    return column
        .identity()
        .filter(i -> i.kind() != Identity.Kind.SERIAL)
        .map(i -> new Identity(i.kind(), i.sequence().withName(Optional.empty())));
  }

  private List<Constraint> constraints() {
    List<Constraint> constraints = new ArrayList<>();
    for (int i = 0; i < desired.constraints().size(); i++) {
      Constraint constraint = desired.constraints().get(i);
      if (!questions.mustTry(desired, constraint)) continue;
      Optional<String> name = Optional.of(constraintName(i));
      if (constraint instanceof CheckConstraint check) {
        constraints.add(CheckConstraint.of(name, toScratch(check.expression())));
      } else if (constraint instanceof ExclusionConstraint exclusion) {
        constraints.add(
            new ExclusionConstraint(name, toScratch(exclusion.definition()), Options.none()));
      } else if (!(constraint instanceof ForeignKey)) {
        constraints.add(constraint.withName(name));
      }
    }
    return constraints;
  }

  private static List<String> keyOf(Constraint constraint) {
    return constraint.match(
        primary -> both(primary.columns(), primary.include()),
        unique -> both(unique.columns(), unique.include()),
        foreign -> List.of(),
        check -> List.of(),
        exclusion -> List.of());
  }

  private static List<String> both(Set<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private List<Index> indexes() {
    List<Index> indexes = new ArrayList<>();
    for (int i = 0; i < desired.indexes().size(); i++) {
      Index index = desired.indexes().get(i);
      if (!questions.mustTry(desired, index)) continue;
      List<IndexKey> keys = index.keys().stream().map(this::toScratch).toList();
      indexes.add(
          new Index(
              indexName(i),
              index.unique(),
              index.method(),
              keys,
              index.include(),
              index.where().map(this::toScratch),
              index.nullsNotDistinct(),
              index.storage(),
              index.options()));
    }
    return indexes;
  }

  private IndexKey toScratch(IndexKey key) {
    return new IndexKey(
        key.column(),
        key.expression().map(this::toScratch),
        key.descending(),
        key.nulls(),
        key.collation().map(objects::collationToScratch),
        key.operatorClass(),
        key.prefixLength());
  }

  private static String constraintName(int i) {
    return "underpin_constraint_" + i;
  }

  /** Unlike a constraint's, an index's name counts in the whole namespace. */
  private String indexName(int i) {
    return "underpin_index_" + number + "_" + i;
  }

  private SqlText toScratch(SqlText text) {
    return SqlText.of(objects.toScratch(text.written()));
  }

  private SqlText spelled(SqlText written, SqlText read) {
    return written.withCanonical(objects.fromScratch(read.canonical()));
  }

  private Column merge(Column column, Column read) {
    Optional<SqlText> value =
        column.defaultValue().flatMap(d -> read.defaultValue().map(r -> spelled(d, r)));
    Optional<Generated> generated =
        column
            .generated()
            .map(
                g ->
                    read.generated()
                        .map(
                            r -> new Generated(spelled(g.expression(), r.expression()), g.stored()))
                        .orElse(g));
    return column
        .withType(objects.fromScratch(read.type()))
        .withDefault(value)
        .withGenerated(generated)
        .withCollation(read.collation().map(objects::collationFromScratch));
  }

  private Constraint merge(Constraint constraint, Constraint read) {
    if (constraint instanceof CheckConstraint check && read instanceof CheckConstraint r) {
      return check.withExpression(spelled(check.expression(), r.expression()));
    }
    if (constraint instanceof ExclusionConstraint exclusion
        && read instanceof ExclusionConstraint r) {
      return new ExclusionConstraint(
          exclusion.name(), spelled(exclusion.definition(), r.definition()), exclusion.options());
    }
    return constraint;
  }

  private Index merge(Index index, Index read) {
    List<IndexKey> keys = new ArrayList<>();
    for (int i = 0; i < index.keys().size(); i++)
      keys.add(merge(index.keys().get(i), read.keys().get(i)));
    Optional<SqlText> where = index.where().flatMap(w -> read.where().map(r -> spelled(w, r)));
    return index.withKeys(keys, index.include(), where);
  }

  /** An expression that is only a column is read back as that column. */
  private IndexKey merge(IndexKey key, IndexKey read) {
    Optional<SqlText> expression =
        read.expression().map(r -> key.expression().map(e -> spelled(e, r)).orElse(r));
    return new IndexKey(
        read.column(),
        expression,
        read.descending(),
        read.nulls(),
        read.collation().map(objects::collationFromScratch),
        read.operatorClass(),
        key.prefixLength());
  }
}
