package dev.underpin.planner.diff;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Two changes of which one cannot be made without the other. */
final class Entangled {
  private final ObjectRef one;
  private final ObjectRef other;
  private final Map<ObjectRef, Object> before;
  private final Map<ObjectRef, Object> after;

  private Entangled(
      ObjectRef one, ObjectRef other, Map<ObjectRef, Object> before, Map<ObjectRef, Object> after) {
    this.one = one;
    this.other = other;
    this.before = before;
    this.after = after;
  }

  /**
   * Whether the first cannot change where the second stays as it is.
   *
   * @param before all that is live
   * @param after all that is desired
   */
  static boolean of(
      ObjectRef one, ObjectRef other, Map<ObjectRef, Object> before, Map<ObjectRef, Object> after) {
    Entangled pair = new Entangled(one, other, before, after);
    return pair.needs() || pair.isNeeded();
  }

  /** The first names something that the second has only after its change. */
  private boolean needs() {
    Optional<Table> was = table(before, other);
    Optional<Table> is = table(after, other);
    if (!after.containsKey(one) || was.isEmpty() || is.isEmpty()) return false;
    Optional<Table> user = table(after, one);
    if (user.isPresent())
      return keys(user.get(), other.object()).anyMatch(k -> needs(k, was.get(), is.get()));
    SchemaNeeds needs = SchemaNeeds.of(after.get(one));
    return needs.mentions(other)
        && missing(is.get(), was.get()).stream().anyMatch(needs::mentionsWord);
  }

  private static boolean needs(ForeignKey key, Table was, Table is) {
    List<String> columns = key.referencedColumns();
    boolean differs =
        columns.stream().anyMatch(c -> !type(was.column(c)).equals(type(is.column(c))));
    return differs || isUnique(is, columns) && !isUnique(was, columns);
  }

  /** The first loses or changes something that the second names until its change. */
  private boolean isNeeded() {
    if (!before.containsKey(one) || !before.containsKey(other)) return false;
    SchemaNeeds needs = SchemaNeeds.of(before.get(other));
    Optional<Table> was = table(before, one);
    Optional<Table> is = table(after, one);
    if (!needs.mentions(one)) return false;
    if (!after.containsKey(one)) return true;
    if (was.isEmpty() || is.isEmpty()) return false;
    Optional<Table> user = table(before, other);
    if (user.isEmpty()) return missing(was.get(), is.get()).stream().anyMatch(needs::mentionsWord);
    return keys(user.get(), one.object())
        .anyMatch(key -> needs(key, is.get(), was.get()) && followsIn(key, user.get()));
  }

  /** Whether the columns of the key change too, or the key goes. */
  private boolean followsIn(ForeignKey key, Table user) {
    Optional<Table> is = table(after, other);
    return is.isEmpty()
        || keys(is.get(), one.object()).noneMatch(k -> k.columnList().equals(key.columnList()))
        || key.columnList().stream()
            .anyMatch(c -> !type(user.column(c)).equals(type(is.get().column(c))));
  }

  private static Optional<Table> table(Map<ObjectRef, Object> items, ObjectRef ref) {
    return items.get(ref) instanceof Table table ? Optional.of(table) : Optional.empty();
  }

  private static Stream<ForeignKey> keys(Table table, QualifiedName parent) {
    return table.constraintsOf(ForeignKey.class).stream()
        .filter(key -> key.references().equals(parent));
  }

  /** The columns that the first table has and the second has not. */
  private static List<String> missing(Table table, Table from) {
    return table.columns().stream()
        .map(Column::name)
        .filter(name -> from.column(name).isEmpty())
        .toList();
  }

  private static Optional<List<Object>> type(Optional<Column> column) {
    return column.map(c -> List.of(c.type(), c.collation()));
  }

  private static boolean isUnique(Table table, List<String> columns) {
    Set<String> wanted = new HashSet<>(columns);
    return table.primaryKey().map(PrimaryKey::columns).filter(wanted::equals).isPresent()
        || table.constraintsOf(UniqueConstraint.class).stream()
            .anyMatch(unique -> unique.columns().equals(wanted))
        || table.indexes().stream()
            .filter(Index::unique)
            .anyMatch(index -> columns(index).equals(wanted));
  }

  private static Set<String> columns(Index index) {
    Set<String> columns = new HashSet<>();
    for (IndexKey key : index.keys()) key.column().ifPresent(columns::add);
    return columns;
  }
}
