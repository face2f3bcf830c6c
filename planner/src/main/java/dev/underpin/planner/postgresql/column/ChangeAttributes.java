package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.postgresql.kit.ColumnStepChain;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.Optional;

/**
 * Changes what of a column only the catalog has: its default, its comment, its storage and the
 * like.
 */
public record ChangeAttributes(ColumnStepChain chain, Column after) {
  public void changeDefault() {
    Optional<SqlText> value = after.defaultValue();
    // Code that leaves the value of a required column to the default needs the default.
    Phase phase = value.isEmpty() && !after.nullable() ? Phase.CONTRACT : Phase.EXPAND;
    String title = StepTitles.changeDefault(chain.name(), value);
    chain.add(
        step(phase, StepRanks.ALTER_COLUMN, chain.table(), title, Locks.EXCLUSIVE)
            .up(setDefault(value))
            .down(setDefault(chain.at().defaultValue())),
        chain.at().withDefault(value));
  }

  private String setDefault(Optional<SqlText> value) {
    return value
        .map(v -> chain.ddl().setDefault(chain.table(), chain.name(), v))
        .orElseGet(() -> chain.ddl().dropDefault(chain.table(), chain.name()));
  }

  public void changeComment() {
    PostgresDdl ddl = chain.ddl();
    Column before = chain.at();
    String name = after.name();
    chain.add(
        chain
            .expand(StepRanks.ATTRIBUTES, StepTitles.changeComment(name), Locks.COMMENT)
            .up(ddl.comments().onColumn(chain.table(), name, after.comment()))
            .down(ddl.comments().onColumn(chain.table(), name, before.comment())),
        before.withComment(after.comment()));
  }

  public void changeOptions() {
    PostgresDdl ddl = chain.ddl();
    QualifiedName table = chain.table();
    Column before = chain.at();
    Column target = before.withOptions(after.options());
    String title = StepTitles.changeAttributes(chain.name());
    chain.add(
        chain
            .expand(StepRanks.ATTRIBUTES, title, Locks.EXCLUSIVE)
            .up(ddl.changeColumnSettings(table, before, target))
            .down(ddl.changeColumnSettings(table, target, before)),
        target);
  }
}
