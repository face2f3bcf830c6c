package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which parts of a desired schema the server must be asked about: what is neither certain nor live.
 */
final class UncertainParts {
  private final Schema live;
  private final Set<String> enums;
  private final Set<String> changed;

  /**
   * @param changed the names of types and routines that are not as they are to be
   */
  UncertainParts(Schema desired, Schema live, String searched, Set<String> changed) {
    this.live = live;
    this.changed = changed;
    this.enums =
        desired.enums().keySet().stream()
            .map(name -> typeName(name, searched))
            .collect(Collectors.toSet());
  }

  private static String typeName(QualifiedName name, String searched) {
    String own = CanonicalForm.identifier(name.name());
    return name.schema().equals(searched)
        ? own
        : CanonicalForm.identifier(name.schema()) + "." + own;
  }

  boolean mustAsk(Table table) {
    return table.columns().stream().anyMatch(c -> mustAsk(table, c))
        || table.constraints().stream().anyMatch(c -> mustAsk(table, c))
        || table.indexes().stream().anyMatch(i -> mustAsk(table, i));
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
