package dev.underpin.planner.recipe;

import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which columns the backfills of a plan read, in their own table and in others: a backfill runs
 * after those that fill what it reads.
 */
public final class BackfillReads {
  private final PlanningContext context;
  private final Map<ColumnRef, Set<ColumnRef>> reads = new TreeMap<>();

  BackfillReads(PlanningContext context) {
    this.context = context;
    context
        .hints()
        .backfills()
        .forEach(
            (column, value) -> {
              if (isFilled(column)) reads.put(column, columnsIn(column, value));
            });
  }

  /** A backfill acts where a column is new, or no longer nullable. */
  private boolean isFilled(ColumnRef column) {
    boolean exists = context.renamed().table(column.table()).isPresent();
    Optional<Column> before =
        context.renamed().table(column.table()).flatMap(t -> t.column(column.column()));
    Optional<Column> after =
        context.target().table(column.table()).flatMap(t -> t.column(column.column()));
    return exists
        && after.isPresent()
        && (before.isEmpty() || before.get().nullable() && !after.get().nullable());
  }

  private Set<ColumnRef> columnsIn(ColumnRef column, SqlText value) {
    Set<ColumnRef> all = new TreeSet<>();
    String text = value.written().toLowerCase(Locale.ROOT);
    Set<QualifiedName> tables = new LinkedHashSet<>(context.renamed().tables().keySet());
    tables.addAll(context.target().tables().keySet());
    for (QualifiedName table : tables) {
      boolean own = table.equals(column.table());
      boolean named =
          own
              || text.contains(table.name().toLowerCase(Locale.ROOT))
                  && context.dialect().mentionsColumn(value, table.name());
      if (!named) continue;
      for (String name : context.mentioned(table, value)) {
        if (!own || !name.equals(column.column())) all.add(new ColumnRef(table, name));
      }
    }
    return all;
  }

  /** The columns that a backfill waits for; none where it waits for itself in the end. */
  public Set<ColumnRef> of(QualifiedName table, String column) {
    ColumnRef filled = new ColumnRef(table, column);
    return cycle(filled).isEmpty() ? reads.getOrDefault(filled, Set.of()) : Set.of();
  }

  /** True where what a backfill reads is the same before the plan: it can be computed then. */
  public boolean canBeAsked(QualifiedName table, String column) {
    return reads.getOrDefault(new ColumnRef(table, column), Set.of()).stream()
        .allMatch(c -> isUnchanged(c, c.table().equals(table)));
  }

  private boolean isUnchanged(ColumnRef column, boolean own) {
    Optional<Column> live = context.liveColumn(column.table(), column.column());
    Optional<Column> after =
        context.target().table(column.table()).flatMap(t -> t.column(column.column()));
    boolean sameName =
        context.live(column.table()).equals(column.table())
            && context.live(column.table(), column.column()).equals(column.column());
    return live.isPresent()
        && !reads.containsKey(column)
        && (own || sameName)
        && after.filter(a -> !a.type().equals(live.get().type())).isEmpty();
  }

  /** Refuses backfills that wait for each other: no order gives them their values. */
  public void refuseCycles(StepSink sink) {
    Set<ColumnRef> seen = new LinkedHashSet<>();
    for (ColumnRef column : reads.keySet()) {
      List<ColumnRef> cycle = cycle(column);
      if (!cycle.isEmpty() && seen.addAll(cycle))
        sink.refuse(
            Refusals.backfillCycle(
                ObjectRef.table(column.table()).column(column.column()), column, cycle));
    }
  }

  /** The backfills on the way from one to itself; empty where there is no such way. */
  private List<ColumnRef> cycle(ColumnRef start) {
    Map<ColumnRef, ColumnRef> from = new TreeMap<>();
    Deque<ColumnRef> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      ColumnRef next = open.remove();
      for (ColumnRef read : reads.getOrDefault(next, Set.of())) {
        if (read.equals(start)) return path(start, next, from);
        if (reads.containsKey(read) && from.putIfAbsent(read, next) == null) open.add(read);
      }
    }
    return List.of();
  }

  private static List<ColumnRef> path(
      ColumnRef start, ColumnRef end, Map<ColumnRef, ColumnRef> from) {
    List<ColumnRef> path = new ArrayList<>();
    for (ColumnRef at = end; !at.equals(start); at = from.getOrDefault(at, start)) path.add(0, at);
    path.add(0, start);
    return path;
  }
}
