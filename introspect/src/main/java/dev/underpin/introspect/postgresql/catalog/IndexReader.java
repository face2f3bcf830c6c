package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.dialect.postgresql.references.ConstraintNames;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.IndexKey.Nulls;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** Reads indexes, and keeps those behind constraints apart from those that stand by themselves. */
final class IndexReader {
  private static final int DESCENDING = 1;
  private static final int NULLS_FIRST = 2;

  private final Map<Long, TableBuilder> tables;
  private final Map<Long, Found> found = new LinkedHashMap<>();
  private final Map<Long, KeyPart> classes = new HashMap<>();
  private final Map<Long, KeyPart> collations = new HashMap<>();

  IndexReader(Map<Long, TableBuilder> tables) {
    this.tables = tables;
  }

  private record Found(long relation, Index index) {}

  /** An operator class or a collation. */
  private record KeyPart(String name, boolean usual) {}

  /** What a constraint takes from its index. */
  record Backing(
      List<String> include, boolean nullsNotDistinct, SortedMap<String, String> options) {}

  /** Take an operator class or a collation, which must be known before the first index. */
  void keyPart(Row row) throws SQLException {
    String name = CanonicalForm.dotted(new QualifiedName(row.text("schema"), row.text("name")));
    (row.flag("is_class") ? classes : collations)
        .put(row.number("oid"), new KeyPart(name, row.flag("usual")));
  }

  void read(Row row) throws SQLException {
    long relation = row.number("relation");
    TableBuilder table = tables.get(relation);
    if (table == null) return;
    List<Integer> numbers = row.vector("columns");
    List<Integer> directions = row.vector("directions");
    List<String> expressions = row.list("expressions");
    List<Long> classOids = row.oids("classes");
    List<Long> collationOids = row.oids("collations");
    List<String> classOptions = row.list("class_options");
    int keyCount = (int) row.number("keys");
    String method = row.text("method");
    boolean ordered = method.equals("btree");
    List<IndexKey> keys = new ArrayList<>();
    for (int i = 0; i < keyCount; i++) {
      int direction = ordered ? directions.get(i) : 0;
      boolean descending = (direction & DESCENDING) != 0;
      boolean nullsFirst = (direction & NULLS_FIRST) != 0;
      IndexKey key =
          numbers.get(i) == 0
              ? IndexKey.expression(CanonicalForm.expression(expressions.get(i)))
              : IndexKey.column(columnName(table, numbers.get(i)));
      Optional<Nulls> nulls =
          nullsFirst == descending
              ? Optional.empty()
              : Optional.of(nullsFirst ? Nulls.FIRST : Nulls.LAST);
      keys.add(
          new IndexKey(
              key.column(),
              key.expression(),
              descending,
              nulls,
              collation(table, numbers.get(i), collationOids.get(i)),
              operatorClass(classOids.get(i), i + 1, classOptions),
              OptionalInt.empty()));
    }
    List<String> include =
        numbers.subList(keyCount, numbers.size()).stream().map(n -> columnName(table, n)).toList();
    Map<String, String> options = new HashMap<>();
    row.optional("comment").ifPresent(c -> options.put("comment", c));
    row.optional("tablespace").ifPresent(t -> options.put("tablespace", t));
    row.optional("of").ifPresent(of -> options.put("of", of));
    if (!row.flag("valid")) options.put("invalid", "true");
    Index index =
        new Index(
            row.text("name"),
            row.flag("uniqueness"),
            ordered ? "" : method,
            keys,
            include,
            row.optional("predicate").map(CanonicalForm::expression),
            row.flag("nulls_not_distinct"),
            Options.copy(TableReader.settings(row.list("options"), "")),
            Options.copy(options));
    found.put(row.number("oid"), new Found(relation, index));
  }

  /** Take the index behind a constraint out of those that stand by themselves. */
  Backing behindConstraint(long oid) {
    Found one = found.remove(oid);
    if (one == null) return new Backing(List.of(), false, Options.none());
    Index index = one.index();
    Map<String, String> options = new HashMap<>(index.storage());
    index
        .options()
        .forEach(
            (key, value) -> {
              if (!key.equals("comment")) options.put(key, value);
            });
    return new Backing(index.include(), index.nullsNotDistinct(), Options.copy(options));
  }

  void addToTables() {
    for (Found one : found.values()) {
      TableBuilder table = tables.get(one.relation());
      if (table == null) continue;
      if (isNamedByServer(table, one.index())) table.inherit(one.index());
      else table.add(one.index());
    }
  }

  /** The part that a partition has of an index of its table goes without saying. */
  private static boolean isNamedByServer(TableBuilder table, Index index) {
    return index.options().containsKey("of") && ConstraintNames.isOfServer(table.name, index);
  }

  private static String columnName(TableBuilder table, int number) {
    return table.names(List.of(number)).get(0);
  }

  /**
   * A column's index has the column's collation, an expression's the default, where none is said.
   */
  private Optional<String> collation(TableBuilder table, int column, long oid) {
    KeyPart collation = collations.get(oid);
    if (collation == null) return Optional.empty();
    boolean usual = column == 0 ? collation.usual() : table.collationOf(column) == oid;
    return usual ? Optional.empty() : Optional.of(collation.name());
  }

  /** An operator class with its options: {@code tsvector_ops(siglen='100')}. */
  private Optional<String> operatorClass(long oid, int place, List<String> options) {
    KeyPart operatorClass = classes.get(oid);
    if (operatorClass == null) return Optional.empty();
    String start = place + ":";
    Optional<String> own =
        options.stream()
            .filter(o -> o.startsWith(start))
            .map(o -> o.substring(start.length()))
            .findFirst();
    if (operatorClass.usual() && own.isEmpty()) return Optional.empty();
    return Optional.of(operatorClass.name() + own.map(o -> "(" + o + ")").orElse(""));
  }
}
