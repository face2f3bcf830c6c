package dev.underpin.planner.mysql.table;

import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.UniqueKeys;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The comment of a table, then its options, then its partitions: a step each. */
public final class ChangeTableOptions extends TableSteps {
  public ChangeTableOptions(TableSteps steps) {
    super(steps);
  }

  public void plan(Table before, Table after) {
    Table commented = before.withComment(after.comment());
    Table optioned =
        commented.withOptions(
            Options.with(
                after.options(),
                TableOptions.PARTITION_BY,
                Optional.ofNullable(before.options().get(TableOptions.PARTITION_BY))));
    if (!commented.equals(before)) comment(before, commented);
    if (!optioned.equals(commented)) options(commented, optioned);
    Table partitioned = commented.withOptions(after.options());
    if (!partitioned.equals(optioned)) new ChangePartitions(this).plan(optioned, partitioned);
  }

  private void comment(Table before, Table after) {
    Operation operation = Operation.CHANGE_TABLE_ATTRIBUTES;
    sink.add(
        expand(StepRanks.TABLE_OPTIONS, ref(), StepTitles.changeComment(), operation)
            .up(alter(operation, clauses.comment(after.comment())))
            .down(alter(operation, clauses.comment(before.comment())))
            .effect(new Change.AlterTable(before, after))
            .creates(StepKey.link(table, "", 1)));
  }

  private void options(Table before, Table after) {
    Set<String> keys = new LinkedHashSet<>(before.options().keySet());
    keys.addAll(after.options().keySet());
    keys.removeIf(k -> Objects.equals(before.options().get(k), after.options().get(k)));
    if (keys.contains(TableOptions.SYSTEM_VERSIONING)) {
      sink.refuse(
          Refusals.systemVersioning(
              table, before.options().containsKey(TableOptions.SYSTEM_VERSIONING)));
      return;
    }
    boolean recollated = keys.contains(TableOptions.COLLATION);
    if (recollated
        && (context.usualCollation(before).isEmpty() || context.usualCollation(after).isEmpty())) {
      sink.refuse(Refusals.unknownCollation(table));
      return;
    }
    AlterMethod method =
        keys.stream().map(this::method).reduce(AlterMethod.INSTANT, AlterMethod::and);
    if (recollated) method = method.and(context.copy(table));
    String title = StepTitles.tableOptions(keys);
    List<Clause> up = clauses(before, after, recollated);
    List<Clause> down = clauses(after, before, recollated);
    if (recollated) {
      up = Stream.concat(up.stream(), restated(newTable(), oldTable()).stream()).toList();
      down = Stream.concat(down.stream(), restated(oldTable(), newTable()).stream()).toList();
    }
    StepBuilder step =
        step(
                method.copies() ? Phase.CONTRACT : Phase.EXPAND,
                StepRanks.TABLE_OPTIONS,
                ref(),
                title,
                method)
            .up(alter(method, up))
            .down(alter(method, down))
            .effect(new Change.AlterTable(before, after))
            .needs(StepKey.link(table, "", 1))
            .creates(StepKey.link(table, "", 2));
    if (recollated && !context.isEmpty(table)) {
      for (Column column : oldTable().columns()) {
        if (followsCollation(column))
          UniqueKeys.of(context, oldTable(), newTable(), column.name()).forEach(step::check);
      }
    }
    sink.add(step);
  }

  private AlterMethod method(String option) {
    return switch (option) {
      case TableOptions.ENGINE -> AlterMethod.COPY;
      case TableOptions.ROW_FORMAT, TableOptions.KEY_BLOCK_SIZE ->
          method(Operation.CHANGE_ROW_FORMAT);
      case TableOptions.COLLATION -> method(Operation.CHANGE_TABLE_ATTRIBUTES);
      default ->
          option.startsWith("stats_")
              ? method(Operation.CHANGE_TABLE_ATTRIBUTES)
              : context.copy(table);
    };
  }

  private List<Clause> clauses(Table before, Table after, boolean recollated) {
    if (!recollated) return clauses.options(before.options(), after.options());
    List<Clause> all =
        new ArrayList<>(
            clauses.options(withCollation(before).options(), withCollation(after).options()));
    // Without a collation of their own: they take that of the table, and MySQL records none.
    for (Column column : oldTable().columns()) {
      if (followsCollation(column)) all.add(clauses.modifyColumn(oldTable(), column));
    }
    return all;
  }

  /**
   * Columns that only one of the two has: new ones say the new collation for as long as the table
   * has the old one, and restored ones the old one. MySQL keeps that until they are restated.
   */
  private List<Clause> restated(Table with, Table without) {
    if (context.dialect().flavor().isMariaDb()) return List.of();
    return with.columns().stream()
        .filter(c -> without.column(c.name()).isEmpty() && isOpen(c) && c.generated().isEmpty())
        .filter(c -> context.backfill(table, c.name()).isEmpty())
        .map(c -> clauses.modifyColumn(with, c))
        .toList();
  }

  /** Columns that take their collation from the table change with it. */
  private boolean followsCollation(Column column) {
    return isOpen(column) && newTable().column(column.name()).filter(column::equals).isPresent();
  }

  /** A text that says no collation of its own. */
  private static boolean isOpen(Column column) {
    return TypeName.parse(column.type()).filter(TypeName::isText).isPresent()
        && column.collation().isEmpty();
  }

  private Table withCollation(Table table) {
    return table.withOptions(
        Options.with(table.options(), TableOptions.COLLATION, context.usualCollation(table)));
  }
}
