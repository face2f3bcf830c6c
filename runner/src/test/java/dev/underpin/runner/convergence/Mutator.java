package dev.underpin.runner.convergence;

import dev.underpin.dialect.Dialect;
import dev.underpin.runner.convergence.Flavour.Feature;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Changes a schema as people do, and notes what a state cannot say of that. */
final class Mutator {
  private record Weighted(int weight, BooleanSupplier change) {}

  private final Flavour flavour;
  private final Dice dice;
  private final Draft draft;
  private final List<Weighted> changes;

  Mutator(Flavour flavour, Dialect dialect, Dice dice, Names names, Schema start) {
    this.flavour = flavour;
    this.dice = dice;
    this.draft = new Draft(flavour, dice, start);
    Parts parts = new Parts(flavour, dice, names);
    Surgery surgery = new Surgery(dialect);
    SchemaMaker maker = new SchemaMaker(flavour, dice, names);
    ColumnMutations columns = new ColumnMutations(draft, flavour, dice, parts, surgery);
    ConstraintMutations constraints = new ConstraintMutations(draft, flavour, dice, names, parts);
    TableMutations tables = new TableMutations(draft, flavour, dice, names, parts, maker, surgery);
    this.changes =
        new ArrayList<>(
            List.of(
                new Weighted(12, columns::addColumn),
                new Weighted(7, columns::dropColumn),
                new Weighted(7, columns::renameColumn),
                new Weighted(14, columns::changeType),
                new Weighted(9, columns::changeNullability),
                new Weighted(6, columns::changeDefault),
                new Weighted(3, columns::changeCollation),
                new Weighted(3, columns::changeComment),
                new Weighted(4, columns::changeNumbering),
                new Weighted(4, columns::changeGenerated),
                new Weighted(10, constraints::addConstraint),
                new Weighted(6, constraints::dropConstraint),
                new Weighted(4, constraints::renameConstraint),
                new Weighted(4, constraints::changeConstraint),
                new Weighted(4, constraints::changePrimaryKey),
                new Weighted(5, constraints::addIndex),
                new Weighted(3, constraints::dropIndex),
                new Weighted(4, constraints::changeIndex),
                new Weighted(4, tables::addTable),
                new Weighted(4, tables::dropTable),
                new Weighted(4, tables::renameTable),
                new Weighted(7, tables::changeEnum),
                new Weighted(3, tables::changeSequence)));
    if (flavour.has(Feature.CHANGED_SPECIALS)) changes.add(new Weighted(8, tables::addSpecial));
  }

  /** Make so many changes. */
  void change(int count) {
    int total = changes.stream().mapToInt(Weighted::weight).sum();
    for (int made = 0, tries = 0; made < count && tries < 20 * count; tries++) {
      int at = dice.below(total);
      for (Weighted weighted : changes) {
        at -= weighted.weight;
        if (at >= 0) continue;
        if (weighted.change.getAsBoolean()) made++;
        break;
      }
    }
  }

  Schema schema() {
    return flavour.sound(draft.schema);
  }

  Hints hints() {
    return draft.hints();
  }
}
