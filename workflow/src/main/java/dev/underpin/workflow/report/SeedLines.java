package dev.underpin.workflow.report;

import dev.underpin.planner.recipe.SeedTitles;
import dev.underpin.planner.request.SeedDifference;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import java.util.Optional;

/** Says in words what becomes of reference rows. */
final class SeedLines {
  private SeedLines() {}

  /** One line for a table. */
  static ChangeLine of(SeedDifference difference) {
    QualifiedName table = difference.seed().table();
    return new ChangeLine(
        ChangeLine.Sign.CHANGE,
        "seed",
        table,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.of(SeedTitles.toCome(difference)),
        ObjectRef.seed(table));
  }
}
