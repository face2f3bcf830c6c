package dev.underpin.planner.lint.schema;

import static dev.underpin.planner.lint.LintLevel.INFO;
import static dev.underpin.planner.lint.LintLevel.OFF;
import static dev.underpin.planner.lint.LintLevel.WARNING;

import dev.underpin.planner.lint.LintedSchema.TableIndex;
import dev.underpin.planner.lint.LintedSchema.TableKey;
import dev.underpin.planner.lint.SchemaRule;
import dev.underpin.planner.lint.SchemaRule.Hit;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules on indexes and keys. */
public final class IndexRules {
  private static final int MANY = 10;
  private static final int COLUMNS = 3;

  static final SchemaRule SAME_INDEX =
      new SchemaRule(
          FindingCode.LINT_SAME_INDEX,
          WARNING,
          "{index} of {table} is the same as {other}.",
          "Keep one of them: each write maintains both.",
          s ->
              s.indexes()
                  .flatMap(
                      i ->
                          earlier(i)
                              .filter(o -> same(o, i.index()))
                              .findFirst()
                              .map(
                                  o ->
                                      Hit.of(
                                          i.ref(),
                                          i.index().name(),
                                          s.name(i.table().name()),
                                          o.name()))
                              .stream()));

  static final SchemaRule PREFIX_INDEX =
      new SchemaRule(
          FindingCode.LINT_PREFIX_INDEX,
          WARNING,
          "{index} of {table} is the beginning of {other}.",
          "Drop it: the longer index serves the same searches.",
          s ->
              s.indexes()
                  .filter(i -> isPlain(i.index()) && !i.index().unique())
                  .flatMap(
                      i ->
                          longer(i).stream()
                              .map(
                                  o ->
                                      Hit.of(
                                          i.ref(),
                                          i.index().name(),
                                          s.name(i.table().name()),
                                          o))));

  static final SchemaRule INDEX_OF_KEY =
      new SchemaRule(
          FindingCode.LINT_INDEX_OF_KEY,
          WARNING,
          "{index} of {table} has the columns of its {key}.",
          "Drop the index: the key has one of its own.",
          s ->
              s.indexes()
                  .filter(i -> isPlain(i.index()))
                  .flatMap(
                      i ->
                          keys(i.table())
                              .filter(k -> keysOf(k).equals(i.index().keys()))
                              .findFirst()
                              .map(
                                  k ->
                                      Hit.of(
                                          i.ref(),
                                          i.index().name(),
                                          s.name(i.table().name()),
                                          word(k)))
                              .stream()));

  static final SchemaRule NULLABLE_UNIQUE =
      new SchemaRule(
          FindingCode.LINT_NULLABLE_UNIQUE,
          INFO,
          "{column} is part of a unique key of {table} and may be NULL.",
          "NULL equals nothing, so rows with NULL are never duplicates. Declare the column not"
              + " null, or nulls_not_distinct: true.",
          s -> s.tables().flatMap(t -> nullableInUnique(t, s.name(t.name()))));

  static final SchemaRule MANY_INDEXES =
      new SchemaRule(
          FindingCode.LINT_MANY_INDEXES,
          INFO,
          "{table} has {count} indexes.",
          "Look for indexes that no query uses: each write maintains all of them.",
          s ->
              s.tables()
                  .filter(t -> t.indexes().size() + keys(t).count() > MANY)
                  .map(
                      t ->
                          Hit.of(
                              ObjectRef.table(t.name()),
                              s.name(t.name()),
                              t.indexes().size() + keys(t).count())));

  static final SchemaRule LONG_INDEX =
      new SchemaRule(
          FindingCode.LINT_LONG_INDEX,
          OFF,
          "{index} of {table} has {count} columns.",
          "Keep the columns that narrow a search down most.",
          s ->
              s.indexes()
                  .filter(i -> !i.index().unique() && i.index().keys().size() > COLUMNS)
                  .map(
                      i ->
                          Hit.of(
                              i.ref(),
                              i.index().name(),
                              s.name(i.table().name()),
                              i.index().keys().size())));

  static final List<SchemaRule> ALL =
      List.of(SAME_INDEX, PREFIX_INDEX, INDEX_OF_KEY, NULLABLE_UNIQUE, MANY_INDEXES, LONG_INDEX);

  /** For the engines that make no index of a foreign key by themselves. */
  public static final SchemaRule FOREIGN_KEY_INDEX =
      new SchemaRule(
          FindingCode.LINT_FOREIGN_KEY_INDEX,
          WARNING,
          "The foreign key ({columns}) of {table} has no index.",
          "Add an index that begins with these columns: each delete in the referenced table searches"
              + " them.",
          s ->
              s.foreignKeys()
                  .filter(k -> !isIndexed(k))
                  .map(k -> Hit.of(k.ref(), k.key().columnList(), s.name(k.table().name()))));

  private IndexRules() {}

  private static Stream<Index> earlier(TableIndex index) {
    return index.table().indexes().stream().takeWhile(o -> o != index.index());
  }

  private static boolean same(Index one, Index two) {
    return one.keys().equals(two.keys())
        && one.method().equals(two.method())
        && one.where().equals(two.where())
        && Set.copyOf(one.include()).equals(Set.copyOf(two.include()))
        && one.options().equals(two.options());
  }

  /** A whole tree of plain keys; of any other index it is not known what it serves. */
  private static boolean isPlain(Index index) {
    return index.where().isEmpty()
        && index.include().isEmpty()
        && index.options().isEmpty()
        && (index.method().isEmpty() || index.method().equals("btree"));
  }

  /** What a shorter index is the beginning of. */
  private static Optional<String> longer(TableIndex index) {
    List<IndexKey> keys = index.index().keys();
    Stream<Named> others =
        Stream.concat(
            index.table().indexes().stream()
                .filter(o -> o != index.index() && o.where().isEmpty() && o.options().isEmpty())
                .filter(o -> o.method().isEmpty() || o.method().equals("btree"))
                .map(o -> new Named(o.name(), o.keys())),
            keys(index.table()).map(k -> new Named("the " + word(k), keysOf(k))));
    return others
        .filter(o -> o.keys().size() > keys.size())
        .filter(o -> o.keys().subList(0, keys.size()).equals(keys))
        .map(Named::name)
        .findFirst();
  }

  private record Named(String name, List<IndexKey> keys) {}

  private static Stream<Constraint> keys(Table table) {
    return table.constraints().stream()
        .filter(c -> c instanceof PrimaryKey || c instanceof UniqueConstraint);
  }

  private static List<IndexKey> keysOf(Constraint constraint) {
    if (constraint instanceof PrimaryKey primary) return primary.keys();
    return constraint instanceof UniqueConstraint unique ? unique.keys() : List.of();
  }

  private static String word(Constraint key) {
    return key instanceof PrimaryKey ? "primary key" : "unique key";
  }

  private static Stream<Hit> nullableInUnique(Table table, String name) {
    List<Hit> hits = new ArrayList<>();
    for (UniqueConstraint unique : table.constraintsOf(UniqueConstraint.class)) {
      if (unique.nullsNotDistinct()) continue;
      for (String column : nullable(table, unique.columns()))
        hits.add(Hit.of(ObjectRef.table(table.name()).constraint(unique), column, name));
    }
    for (Index index : table.indexes()) {
      if (!index.unique() || index.nullsNotDistinct() || index.where().isPresent()) continue;
      for (String column : nullable(table, index.keyColumns()))
        hits.add(Hit.of(ObjectRef.table(table.name()).index(index.name()), column, name));
    }
    return hits.stream();
  }

  private static List<String> nullable(Table table, Set<String> columns) {
    return columns.stream()
        .filter(c -> table.column(c).filter(Column::nullable).isPresent())
        .toList();
  }

  private static boolean isIndexed(TableKey foreign) {
    Set<String> columns = foreign.key().columns();
    Stream<List<IndexKey>> indexes =
        Stream.concat(
            foreign.table().indexes().stream()
                .filter(i -> i.method().isEmpty() || i.method().equals("btree"))
                .filter(i -> i.where().isEmpty() || isOfValues(i, columns))
                .map(Index::keys),
            keys(foreign.table()).map(IndexRules::keysOf));
    return indexes.anyMatch(keys -> beginsWith(keys, columns));
  }

  /** A partial index that leaves out no more than rows without a reference. */
  private static boolean isOfValues(Index index, Set<String> columns) {
    String where = index.where().map(w -> w.written()).orElse("").toLowerCase(Locale.ROOT);
    String bare = where.replaceAll("[()\"`]", "").strip();
    return columns.stream().anyMatch(c -> bare.equals(c.toLowerCase(Locale.ROOT) + " is not null"));
  }

  private static boolean beginsWith(List<IndexKey> keys, Set<String> columns) {
    if (keys.size() < columns.size()) return false;
    Set<String> first = new HashSet<>();
    keys.subList(0, columns.size()).forEach(k -> k.column().ifPresent(first::add));
    return first.equals(columns);
  }
}
