package dev.underpin.planner.mysql.column;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.Backfill;
import dev.underpin.planner.mysql.kit.OnlineSchemaChange;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.TypeConversion;
import dev.underpin.planner.mysql.kit.TypeConversion.Loss;
import dev.underpin.planner.mysql.kit.UniqueKeys;
import dev.underpin.planner.mysql.kit.ValueBackup;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;

/**
 * What changes of one column: all of it in one statement, since the server wants the whole column
 * restated anyway, after the rows have been made to fit.
 */
public final class ModifyColumn extends TableSteps {
  private final Column before;
  private final Column after;
  private final String name;
  private final ColumnChange change;
  private final ColumnChange rollback;

  public ModifyColumn(TableSteps steps, Column before, Column after) {
    super(steps);
    this.before = before;
    this.after = after;
    this.name = after.name();
    this.change = new ColumnChange(context, oldTable(), before, newTable(), after);
    this.rollback = change.reversed();
  }

  public void plan() {
    boolean requires = before.nullable() && !after.nullable() && after.generated().isEmpty();
    Optional<SqlText> value =
        context.backfill(table, name).filter(v -> requires && !context.isEmpty(table));
    boolean keeps = change.loss() == Loss.VALUES && value.isEmpty() && !context.isEmpty(table);
    AlterMethod server = method(change.operations());
    OnlineSchemaChange tool = new OnlineSchemaChange(this);
    boolean harmless = change.isHarmless() && !keeps && !requires;
    boolean byTool =
        context.changesInUse(table, before, after)
            ? tool.makesInUse(server, harmless, before, after)
            : !keeps && !requires && tool.makes(server, change.isHarmless());
    AlterMethod method = byTool ? server.byTool() : server;
    StepBuilder step =
        step(phase(), StepRanks.ALTER_COLUMN, ref().column(name), title(keeps), method)
            .needs(context.renamesOf(table, List.of(name)))
            .effect(new Change.AlterColumn(table, before, after));
    addKeys(step);
    if (!change.oldCheck().equals(change.newCheck()))
      Change.between(table, change.oldCheck(), change.newCheck()).ifPresent(step::effect);
    value.ifPresent(v -> backfill(step, v));
    addStatements(step, method, keeps);
    addChecks(step, requires && value.isEmpty());
    sink.add(step);
  }

  private void backfill(StepBuilder step, SqlText value) {
    Backfill backfill = new Backfill(this, before, value);
    backfill.oldColumn();
    step.needs(backfill.again());
  }

  private void addKeys(StepBuilder step) {
    if (change.isNoticedByDependents())
      step.destroys(StepKey.before(table, name)).creates(StepKey.after(table, name));
    if (after.generated().isPresent()) step.needs(needs(sources(after)));
    if (before.generated().isPresent()) step.releases(context.releasesOf(table, sources(before)));
  }

  /** The other columns that it is computed from. */
  private List<String> sources(Column column) {
    return context.mentioned(table, column.generated().orElseThrow().expression()).stream()
        .filter(c -> !c.equals(name))
        .toList();
  }

  private void addStatements(StepBuilder step, AlterMethod method, boolean keeps) {
    boolean backByTool =
        method.isTool() && !(after.nullable() && !before.nullable()) && rollback.isHarmless();
    AlterMethod back = method(rollback.operations());
    SqlStatement up = alter(method, modifyColumn(newTable(), after));
    SqlStatement down = alter(backByTool ? back.byTool() : back, modifyColumn(oldTable(), before));
    step.mode(method.isTool() ? Mode.BY_TOOL : Mode.ALONE, backByTool ? Mode.BY_TOOL : Mode.ALONE);
    if (keeps) new ValueBackup(this, before, after).around(step, up, down);
    else step.up(up).down(down);
    if (keeps && context.keepsVersions(table))
      step.hazard(Hazards.versionsConverted(table, name)).allow(Allow.IRREVERSIBLE);
  }

  private Phase phase() {
    boolean rewrites =
        change.operations().stream()
            .anyMatch(o -> o == Operation.CHANGE_TYPE || o == Operation.CHANGE_VIRTUAL_EXPRESSION);
    return change.rejectsWrites() || rewrites ? Phase.CONTRACT : Phase.EXPAND;
  }

  private String title(boolean keeps) {
    if (!before.type().equals(after.type()))
      return StepTitles.changeType(before, after, keeps) + TypeConversion.zone(before, after);
    if (!before.generated().equals(after.generated()))
      return after.generated().isPresent()
          ? StepTitles.changeExpression(name)
          : StepTitles.stopGenerating(name);
    if (change.isRecollated()) return StepTitles.changeCollation(name);
    if (before.nullable() != after.nullable()) return StepTitles.nullability(after);
    if (!before.defaultValue().equals(after.defaultValue()))
      return StepTitles.changeDefault(name, after.defaultValue());
    return before.comment().equals(after.comment())
        ? StepTitles.changeAttributes(name)
        : StepTitles.changeComment(name);
  }

  // --- rows that violate

  private void addChecks(StepBuilder step, boolean requires) {
    if (!context.isEmpty(table)) {
      if (requires) Backfill.nulls(this, before).ifPresent(step::check);
      change
          .misfit(context.live(table, name))
          .map(
              m ->
                  check(
                      "cast:",
                      CheckTexts.misfits(name, after.type()),
                      context.versions(table, m),
                      CheckTexts.addConversion(context.inYaml(table, name))))
          .ifPresent(step::check);
    }
    if (change.isRecollated() && !context.isEmpty(table))
      UniqueKeys.of(context, oldTable(), newTable(), name).forEach(step::check);
    if (!before.nullable() && after.nullable() && before.generated().isEmpty())
      step.downCheck(
          check(
              "nulls:",
              CheckTexts.nullsForOldSchema(name),
              context.rowsAfter(table, context.quote(name) + " IS NULL"),
              CheckTexts.VALUE_THEN_ROLL_BACK));
    new RollbackFit(this, change).check().ifPresent(step::downCheck);
  }

  private DataCheck check(String kind, Finding finding, String sql, String remedy) {
    return new DataCheck(kind + table + "." + name, table, finding, sql, remedy);
  }
}
