package dev.underpin.planner.mysql.kit;

import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * MySQL checks the foreign keys of a table for each row that it copies. A row may violate one since
 * it was written while the checks were off, so it is looked for before the copy.
 */
public record CopiedForeignKeys(MysqlContext context) {
  public List<UnorderedStep> checked(List<UnorderedStep> drafts) {
    if (!context.dialect().flavor().checksForeignKeysInCopies()) return drafts;
    return drafts.stream().map(draft -> draft.withStep(checked(draft.step()))).toList();
  }

  private Step checked(Step step) {
    boolean copies =
        step.mode() == Mode.ALONE
            && step.up().stream().anyMatch(sql -> sql.contains("ALGORITHM=COPY"));
    List<ForeignKey> keys =
        context.renamed().table(step.subject()).stream()
            .flatMap(table -> kept(table).stream())
            .toList();
    if (!copies || keys.isEmpty()) return step;
    List<DataCheck> checks = new ArrayList<>(step.checks());
    for (ForeignKey key : keys)
      new DataChecks(context).of(step.subject(), key).ifPresent(checks::add);
    return step.withChecks(checks, step.downChecks());
  }

  /** A key that the plan drops or changes has its own check, or needs none. */
  private List<ForeignKey> kept(Table table) {
    return table.constraintsOf(ForeignKey.class).stream()
        .filter(
            key ->
                context.target().table(table.name()).stream()
                    .anyMatch(t -> t.constraints().contains(key)))
        .toList();
  }
}
