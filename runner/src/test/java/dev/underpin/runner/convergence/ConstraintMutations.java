package dev.underpin.runner.convergence;

import dev.underpin.runner.convergence.Flavour.Feature;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What people do to constraints and indexes. */
final class ConstraintMutations {
  private final Draft draft;
  private final Flavour flavour;
  private final Dice dice;
  private final Names names;
  private final Parts parts;

  ConstraintMutations(Draft draft, Flavour flavour, Dice dice, Names names, Parts parts) {
    this.draft = draft;
    this.flavour = flavour;
    this.dice = dice;
    this.names = names;
    this.parts = parts;
  }

  boolean addConstraint() {
    Optional<Table> found = draft.anyTable();
    if (found.isEmpty()) return false;
    Table table = found.get();
    Optional<Table> after =
        switch (dice.below(3)) {
          case 0 ->
              parts.check(draft.schema, table).map(c -> SchemaMaker.with(table, Optional.of(c)));
          case 1 ->
              parts.unique(draft.schema, table).map(c -> SchemaMaker.with(table, Optional.of(c)));
          default -> parts.foreignKey(draft.schema, table);
        };
    if (after.isEmpty()) return false;
    after.get().columns().stream()
        .filter(c -> table.column(c.name()).isEmpty())
        .forEach(c -> draft.added.add(new ColumnRef(table.name(), c.name())));
    draft.schema = draft.schema.put(after.get());
    return true;
  }

  boolean dropConstraint() {
    return onConstraint(
        c -> !(c instanceof PrimaryKey),
        (table, constraint) -> Optional.of(Surgery.without(table, constraint)));
  }

  boolean renameConstraint() {
    return onConstraint(
        c -> true,
        (table, constraint) ->
            Optional.of(
                replaced(table, constraint, constraint.withName(Optional.of(names.fresh())))));
  }

  boolean changeConstraint() {
    return onConstraint(
        c -> c.name().isPresent() && !(c instanceof PrimaryKey),
        (table, constraint) -> {
          Table rest = Surgery.without(table, constraint);
          Optional<? extends Constraint> other =
              constraint instanceof CheckConstraint
                  ? parts.check(draft.schema, rest)
                  : constraint instanceof UniqueConstraint
                      ? parts.unique(draft.schema, rest)
                      : Optional.of(parts.actions((ForeignKey) constraint));
          return other.map(o -> SchemaMaker.with(rest, Optional.of(o.withName(constraint.name()))));
        });
  }

  boolean changePrimaryKey() {
    Optional<Table> found = draft.anyTable();
    if (found.isEmpty()) return false;
    Table table = found.get();
    boolean numbered = table.columns().stream().anyMatch(c -> c.identity().isPresent());
    if (numbered && !flavour.has(Feature.ADDED_IDENTITY)) return false;
    Table bare = table.filterConstraints(c -> !(c instanceof PrimaryKey));
    Table after =
        bare.constraints().size() < table.constraints().size() && dice.chance(30)
            ? bare
            : SchemaMaker.with(bare, parts.primaryKey(draft.schema, bare));
    if (after.equals(table)) return false;
    draft.schema = Surgery.tidy(draft.schema.put(after));
    return true;
  }

  boolean addIndex() {
    return draft
        .anyTable()
        .flatMap(t -> parts.index(draft.schema, t).map(i -> withIndexes(t, i, Optional.empty())))
        .map(draft::put)
        .isPresent();
  }

  boolean dropIndex() {
    Optional<Table> table = draft.anyTable().filter(t -> !t.indexes().isEmpty());
    if (table.isEmpty()) return false;
    draft.schema =
        draft.schema.put(
            table
                .get()
                .withIndexes(table.get().indexes().subList(1, table.get().indexes().size())));
    return true;
  }

  boolean changeIndex() {
    Optional<Table> table = draft.anyTable().filter(t -> !t.indexes().isEmpty());
    if (table.isEmpty()) return false;
    Index before = dice.pick(table.get().indexes());
    Optional<Index> after = parts.index(draft.schema, table.get());
    if (after.isEmpty()) return false;
    Index same =
        dice.chance(70) ? after.get().withName(before.name()) : before.withName(after.get().name());
    return draft.put(withIndexes(table.get(), same, Optional.of(before)));
  }

  private static Table withIndexes(Table table, Index index, Optional<Index> instead) {
    List<Index> indexes = new ArrayList<>(table.indexes());
    instead.ifPresent(indexes::remove);
    indexes.add(index);
    return table.withIndexes(indexes);
  }

  private interface OnConstraint {
    Optional<Table> change(Table table, Constraint constraint);
  }

  private boolean onConstraint(Predicate<Constraint> fits, OnConstraint change) {
    Optional<Table> table = draft.anyTable();
    if (table.isEmpty()) return false;
    List<Constraint> constraints = table.get().constraints().stream().filter(fits).toList();
    if (constraints.isEmpty()) return false;
    Optional<Table> after = change.change(table.get(), dice.pick(constraints));
    if (after.isEmpty()) return false;
    draft.schema = Surgery.tidy(draft.schema.put(after.get()));
    return true;
  }

  private static Table replaced(Table table, Constraint before, Constraint after) {
    return SchemaMaker.with(Surgery.without(table, before), Optional.of(after));
  }
}
