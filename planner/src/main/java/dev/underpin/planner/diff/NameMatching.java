package dev.underpin.planner.diff;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Gives names to what the YAML leaves unnamed: the live one's where there is a like one, else the
 * server's default; and adds what the server adds by itself.
 */
final class NameMatching {
  private final Dialect dialect;

  NameMatching(Dialect dialect) {
    this.dialect = dialect;
  }

  Table resolve(Table desired, Optional<Table> live) {
    Table columns =
        desired.mapColumns(
            c -> sequenceNamed(desired.name(), c, live.flatMap(t -> t.column(c.name()))));
    List<Constraint> free = new ArrayList<>(live.map(Table::constraints).orElse(List.of()));
    Set<String> taken = new HashSet<>();
    Set<String> indexes = new HashSet<>();
    columns.indexes().stream().map(Index::name).forEach(indexes::add);
    for (Constraint constraint : columns.constraints()) {
      constraint.name().ifPresent(taken::add);
      free.removeIf(l -> l.name().isPresent() && l.name().equals(constraint.name()));
    }
    List<Constraint> resolved = new ArrayList<>();
    for (Constraint constraint : columns.constraints()) {
      Predicate<String> isTaken =
          isIndex(constraint) ? n -> taken.contains(n) || indexes.contains(n) : taken::contains;
      Constraint known =
          constraint.name().isPresent() ? constraint : named(columns, constraint, free, isTaken);
      known.name().ifPresent(taken::add);
      resolved.add(
          live.flatMap(t -> known.name().flatMap(t::constraint))
              .filter(l -> dialect.isSame(l, known))
              .orElse(known));
    }
    return dialect.complete(columns.withConstraints(resolved), live);
  }

  private Constraint named(
      Table table, Constraint constraint, List<Constraint> free, Predicate<String> isTaken) {
    Optional<Constraint> like =
        free.stream()
            .filter(l -> dialect.isSame(l.withName(Optional.empty()), constraint))
            .findFirst();
    if (like.isPresent()) {
      free.remove(like.get());
      return constraint.withName(like.get().name());
    }
    Optional<String> fallback = dialect.defaultName(table, constraint);
    if (fallback.isEmpty()) return constraint;
    String name = fallback.get();
    for (int i = 1; isTaken.test(name); i++) name = numbered(fallback.get(), i);
    String chosen = name;
    free.removeIf(l -> l.name().filter(chosen::equals).isPresent());
    return constraint.withName(Optional.of(chosen));
  }

  /** A foreign key and a check may be called like an index. */
  private static boolean isIndex(Constraint constraint) {
    return !(constraint instanceof ForeignKey) && !(constraint instanceof CheckConstraint);
  }

  /** The server's way of making a taken default name free again; cut so that it still fits. */
  private String numbered(String name, int number) {
    String suffix = Integer.toString(number);
    String base = name;
    while ((base + suffix).getBytes(java.nio.charset.StandardCharsets.UTF_8).length
        > dialect.maxIdentifierBytes()) {
      base = base.substring(0, base.length() - 1);
    }
    return base + suffix;
  }

  /**
   * A sequence whose name is left unsaid has the live column's, where that is said, else the usual
   * one; the usual one is never said.
   */
  private Column sequenceNamed(QualifiedName table, Column column, Optional<Column> live) {
    if (column.identity().isEmpty()) return column;
    Identity identity = column.identity().get();
    Optional<QualifiedName> usual = dialect.defaultSequenceName(table, column.name(), identity);
    Optional<QualifiedName> name =
        identity.sequence().name().isPresent()
            ? identity.sequence().name().filter(n -> !Optional.of(n).equals(usual))
            : live.flatMap(Column::identity).flatMap(i -> i.sequence().name());
    return column.withIdentity(
        Optional.of(new Identity(identity.kind(), identity.sequence().withName(name))));
  }
}
