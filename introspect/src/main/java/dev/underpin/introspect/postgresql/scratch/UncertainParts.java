package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Which parts of a desired schema the server must be asked about: what is neither certain nor live.
 * Those that it could reject are tried too.
 */
final class UncertainParts {
  private final Schema live;
  private final Set<String> enums;
  private final Set<String> changed;
  private final RiskyParts risky;

  /**
   * @param changed the names of types and routines that are not as they are to be
   */
  UncertainParts(Schema desired, Schema live, String searched, Set<String> changed) {
    this.live = live;
    this.changed = changed;
    Map<String, EnumType> types = new HashMap<>();
    desired.enums().forEach((name, type) -> types.put(typeName(name, searched), type));
    this.enums = types.keySet();
    this.risky = new RiskyParts(live, types);
  }

  private static String typeName(QualifiedName name, String searched) {
    String own = CanonicalForm.identifier(name.name());
    return name.schema().equals(searched)
        ? own
        : CanonicalForm.identifier(name.schema()) + "." + own;
  }

  boolean mustTry(Table table) {
    return table.ownColumns().stream().anyMatch(c -> mustTry(table, c))
        || table.constraints().stream().anyMatch(c -> mustTry(table, c))
        || table.indexes().stream().anyMatch(i -> mustTry(table, i))
        || !optionsToTry(table).isEmpty();
  }

  /** True for what is asked about, and for what the server could reject. */
  boolean mustTry(Table table, Column column) {
    return mustAsk(table, column) || risky.contains(table, column);
  }

  boolean mustTry(Table table, Constraint constraint) {
    return mustAsk(table, constraint) || risky.contains(table, constraint);
  }

  boolean mustTry(Table table, Index index) {
    return mustAsk(table, index) || risky.contains(table, index);
  }

  SortedMap<String, String> optionsToTry(Table table) {
    return risky.options(table);
  }

  boolean mustAsk(Table table, Column column) {
    if (CanonicalForm.isCertain(column, enums)) return false;
    Optional<Column> other = live(table).flatMap(t -> t.column(column.name()));
    return other.isEmpty()
        || names(words -> TableWords.of(column, words))
        || !other.get().type().equals(column.type())
        || !other.get().defaultValue().equals(column.defaultValue())
        || !other.get().generated().equals(column.generated())
        || !other.get().collation().equals(column.collation());
  }

  boolean mustAsk(Table table, Constraint constraint) {
    Optional<Table> other = live(table);
    boolean isNamed = names(words -> TableWords.of(constraint, words));
    return constraint.match(
        key -> false,
        unique -> false,
        foreign -> false,
        check ->
            isNamed
                || other.stream()
                    .flatMap(t -> t.constraintsOf(CheckConstraint.class).stream())
                    .noneMatch(c -> c.expression().equals(check.expression())),
        exclusion ->
            isNamed
                || other.stream()
                    .flatMap(t -> t.constraintsOf(ExclusionConstraint.class).stream())
                    .noneMatch(c -> c.definition().equals(exclusion.definition())));
  }

  boolean mustAsk(Table table, Index index) {
    boolean plain =
        index.where().isEmpty() && index.keys().stream().allMatch(UncertainParts::isPlain);
    boolean isNamed = names(words -> TableWords.of(index, words));
    return isNamed
        || !plain
            && live(table).stream()
                .flatMap(t -> t.indexes().stream())
                .noneMatch(i -> i.keys().equals(index.keys()) && i.where().equals(index.where()));
  }

  private boolean names(Consumer<Set<String>> reader) {
    if (changed.isEmpty()) return false;
    Set<String> words = new HashSet<>();
    reader.accept(words);
    return words.stream().anyMatch(changed::contains);
  }

  private static boolean isPlain(IndexKey key) {
    return key.column().isPresent() && key.operatorClass().isEmpty() && key.collation().isEmpty();
  }

  private Optional<Table> live(Table table) {
    return live.table(table.name());
  }
}
