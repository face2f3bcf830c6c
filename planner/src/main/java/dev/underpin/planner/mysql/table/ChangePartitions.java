package dev.underpin.planner.mysql.table;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.Partitioning;
import dev.underpin.dialect.mysql.ddl.Partitioning.Part;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;

/**
 * The partitions of a table. New ones behind the others are added, and neighbours that take the
 * same rows as before are reorganized; for anything else the server copies the table. The rows of a
 * partition that goes are moved to the trash before it goes.
 */
final class ChangePartitions extends TableSteps {
  ChangePartitions(TableSteps steps) {
    super(steps);
  }

  void plan(Table before, Table after) {
    Optional<Partitioning> from = partitioning(before);
    Optional<Partitioning> to = partitioning(after);
    boolean isAlike =
        from.isPresent()
            && to.isPresent()
            && from.get().head().equals(to.get().head())
            && (from.get().isRange() || from.get().isList());
    if (isAlike) {
      parts(before, after, Difference.of(from.get(), to.get()));
    } else {
      sink.add(copying(before, after));
    }
  }

  private static Optional<Partitioning> partitioning(Table table) {
    return Optional.ofNullable(table.options().get(TableOptions.PARTITION_BY))
        .map(Partitioning::of);
  }

  /**
   * Where two lists of partitions differ.
   *
   * @param isRange true where each partition begins where the one before ends
   * @param isOpen true where one takes the rows that no other takes
   * @param isLast true where nothing follows that both have
   */
  private record Difference(
      List<Part> gone, List<Part> come, boolean isRange, boolean isOpen, boolean isLast) {
    static Difference of(Partitioning from, Partitioning to) {
      List<Part> old = from.parts();
      List<Part> now = to.parts();
      int shorter = Math.min(old.size(), now.size());
      int first = 0;
      while (first < shorter && old.get(first).equals(now.get(first))) first++;
      int last = 0;
      while (last < shorter - first
          && old.get(old.size() - 1 - last).equals(now.get(now.size() - 1 - last))) last++;
      boolean isLast = last == 0;
      // The rows of one that comes or goes before another are those of the other.
      if (from.isRange() && last > 0 && (first + last == shorter)) last--;
      return new Difference(
          old.subList(first, old.size() - last),
          now.subList(first, now.size() - last),
          from.isRange(),
          from.isList() && old.stream().anyMatch(p -> p.text().startsWith("DEFAULT")),
          isLast);
    }

    boolean isAdded() {
      return gone.isEmpty() && isLast && !isOpen;
    }

    boolean isDropped() {
      return come.isEmpty() && !isOpen;
    }

    /** The bound of the last one is where it was, so all rows stay among these. */
    boolean isReorganized() {
      return isRange
          && !gone.isEmpty()
          && !come.isEmpty()
          && gone.get(gone.size() - 1).text().equals(come.get(come.size() - 1).text());
    }
  }

  private void parts(Table before, Table after, Difference difference) {
    if (difference.isAdded()) {
      StepBuilder step =
          step(
                  Phase.EXPAND,
                  StepRanks.TABLE_OPTIONS + 1,
                  StepTitles.changePartitioning(),
                  MysqlContext.METADATA_LOCK)
              .up(clauses.addPartitions(table, difference.come()))
              .down(clauses.partition(table, before.options()));
      if (!context.live(table).equals(table)) step.needs(StepKey.table(table));
      for (Part part : difference.come()) step.downCheck(emptyAfter(part));
      sink.add(ordered(step, before, after));
    } else if (difference.isReorganized()) {
      SqlStatement up = clauses.reorganizePartitions(table, difference.gone(), difference.come());
      SqlStatement down = clauses.reorganizePartitions(table, difference.come(), difference.gone());
      sink.add(contract(before, after, up, down));
    } else {
      boolean isDropped = difference.isDropped();
      StepBuilder step = isDropped ? contract(before, after) : copying(before, after);
      if (isDropped && !context.isEmpty(table)) rows(before, difference.gone(), step);
      sink.add(step);
    }
  }

  /** The rows of partitions that go are moved to the trash, or stop the plan. */
  private void rows(Table before, List<Part> gone, StepBuilder removal) {
    PartitionTrash trash = new PartitionTrash(this);
    boolean moved = partitioning(before).filter(p -> trash.takes(before, p, gone)).isPresent();
    if (moved) trash.plan(gone, removal);
    else for (Part part : gone) removal.check(empty(part));
  }

  /** The server copies each row to its partition, and fails where there is none for it. */
  private StepBuilder copying(Table before, Table after) {
    StepBuilder step = contract(before, after);
    boolean sameNames =
        context.live(table).equals(table) && context.renamedColumns(table).isEmpty();
    if (!sameNames) return step;
    Optional<String> outside = partitioning(after).flatMap(Partitioning::outside);
    if (!context.isEmpty(table))
      outside.ifPresent(rows -> step.check(inNone("", context.sample(table), rows)));
    partitioning(before)
        .flatMap(Partitioning::outside)
        .ifPresent(rows -> step.downCheck(inNone("-back", SqlText.of("'(no key)'"), rows)));
    return step;
  }

  private DataCheck inNone(String kind, SqlText row, String condition) {
    return new DataCheck(
        "partitions" + kind + ":" + table,
        table,
        CheckTexts.inNoPartition(),
        context.sql("SELECT {} FROM {} WHERE {}", row, table, SqlText.of(condition)),
        CheckTexts.widerPartition());
  }

  private StepBuilder contract(Table before, Table after) {
    return contract(
        before,
        after,
        clauses.partition(table, after.options()),
        clauses.partition(table, before.options()));
  }

  private StepBuilder contract(Table before, Table after, SqlStatement up, SqlStatement down) {
    String title = StepTitles.changePartitioning();
    return ordered(
        contract(StepRanks.TABLE_OPTIONS + 1, ref(), title, AlterMethod.COPY).up(up).down(down),
        before,
        after);
  }

  private StepBuilder ordered(StepBuilder step, Table before, Table after) {
    return step.effect(new Change.AlterTable(before, after))
        .needs(StepKey.link(table, "", 1), StepKey.link(table, "", 2));
  }

  private DataCheck empty(Part part) {
    return check("partition:", part, context.sample(table), context.live(table));
  }

  private DataCheck emptyAfter(Part part) {
    return check("partition-back:", part, SqlText.of("'(no key)'"), table);
  }

  private DataCheck check(String kind, Part part, SqlText row, QualifiedName name) {
    SqlText partition = SqlText.of(Partitioning.names(List.of(part)));
    return new DataCheck(
        kind + table + "." + part.name(),
        table,
        CheckTexts.inNoOtherPartition(part.name()),
        context.sql("SELECT {} FROM {} PARTITION ({})", row, name, partition),
        CheckTexts.keepPartition());
  }
}
