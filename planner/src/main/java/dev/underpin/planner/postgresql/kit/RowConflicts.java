package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.DataChecks.Excluded;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data check of rows that a constraint does not allow beside each other, where more than equal
 * values decides: of exclusion constraints and of keys {@code WITHOUT OVERLAPS}.
 */
public record RowConflicts(PostgresContext context) {
  /** Empty for any other constraint. */
  public Optional<DataCheck> of(QualifiedName table, Constraint constraint) {
    DataChecks checks = new DataChecks(context);
    if (constraint instanceof ExclusionConstraint exclusion) {
      ExclusionText text = new ExclusionText(exclusion);
      return checks.conflicts(table, constraint, text.elements(), text.where());
    }
    return ConstraintTraits.isWithoutOverlaps(constraint)
        ? checks.conflicts(table, constraint, elements(constraint.keys()), Optional.empty())
        : Optional.empty();
  }

  /** The last column of such a key is the time for which the others hold. */
  private List<Excluded> elements(List<IndexKey> keys) {
    List<Excluded> elements = new ArrayList<>();
    for (IndexKey key : keys) {
      boolean last = elements.size() == keys.size() - 1;
      elements.add(
          new Excluded(
              context.fragment("{}", key.column().orElseThrow()), SqlText.of(last ? "&&" : "=")));
    }
    return elements;
  }
}
