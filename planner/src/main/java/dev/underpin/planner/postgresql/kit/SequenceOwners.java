package dev.underpin.planner.postgresql.kit;

import static dev.underpin.planner.recipe.StepBuilder.expand;
import static java.util.Objects.requireNonNull;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.dialect.postgresql.ddl.ColumnOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sequences that stay and get another owner or none: their ownership changes in steps of its own,
 * before the old owner goes and after the new one is there, so that they keep their numbers and
 * whatever else draws from them. All other recipes see a column with a plain default.
 */
public final class SequenceOwners {
  /** More steps than one column takes. */
  private static final int LINKS = 20;

  private final PostgresContext context;
  private final StepSink sink;
  private final Map<QualifiedName, ColumnSequence> losers = new TreeMap<>();
  private final Map<QualifiedName, ColumnSequence> gainers = new TreeMap<>();
  private final Map<QualifiedName, Sequence> created = new TreeMap<>();
  private final Map<QualifiedName, Sequence> dropped = new TreeMap<>();

  public SequenceOwners(PostgresContext context, StepSink sink, List<Change> changes) {
    this.context = context;
    this.sink = sink;
    for (Change change : changes) collect(change);
  }

  private void collect(Change change) {
    if (change instanceof Change.CreateSequence c) created.put(c.sequence().name(), c.sequence());
    if (change instanceof Change.DropSequence c) dropped.put(c.sequence().name(), c.sequence());
    if (change instanceof Change.DropTable c) collect(c.definition(), losers);
    if (change instanceof Change.CreateTable c) collect(c.definition(), gainers);
    if (change instanceof Change.DropColumn c) collect(c.table(), c.column(), losers);
    if (change instanceof Change.AddColumn c) collect(c.table(), c.column(), gainers);
    if (change instanceof Change.AlterColumn c) {
      Optional<QualifiedName> before = context.sequence(c.table(), c.before()).map(s -> s.name());
      Optional<QualifiedName> after = context.sequence(c.table(), c.after()).map(s -> s.name());
      if (before.equals(after)) return;
      collect(c.table(), c.before(), losers);
      collect(c.table(), c.after(), gainers);
    }
  }

  private void collect(Table table, Map<QualifiedName, ColumnSequence> to) {
    for (Column column : table.ownColumns()) collect(table.name(), column, to);
  }

  private void collect(QualifiedName table, Column column, Map<QualifiedName, ColumnSequence> to) {
    context.sequence(table, column).ifPresent(s -> to.put(s.name(), s));
  }

  /** The changes without what the steps for the ownership do. */
  public List<Change> separated(List<Change> changes) {
    Set<QualifiedName> gone = new HashSet<>(losers.keySet());
    gone.addAll(dropped.keySet());
    gone.removeAll(gainers.keySet());
    gone.removeAll(created.keySet());
    gone.forEach(this::refuseUsed);
    losers.keySet().removeIf(s -> !isSerial(losers, s) || !stays(s));
    gainers.keySet().removeIf(s -> !isSerial(gainers, s) || !wasThere(s));
    if (losers.isEmpty() && gainers.isEmpty()) return changes;
    List<Change> others = new ArrayList<>();
    for (Change change : changes) others.addAll(without(change));
    losers.values().forEach(this::release);
    gainers.values().forEach(this::adopt);
    return others;
  }

  private static boolean isSerial(Map<QualifiedName, ColumnSequence> columns, QualifiedName name) {
    ColumnSequence sequence = columns.get(name);
    return sequence != null && sequence.isSerial();
  }

  private boolean stays(QualifiedName sequence) {
    return created.containsKey(sequence) || isSerial(gainers, sequence);
  }

  private boolean wasThere(QualifiedName sequence) {
    return dropped.containsKey(sequence) || losers.containsKey(sequence);
  }

  private List<Change> without(Change change) {
    if (change instanceof Change.CreateSequence c && losers.containsKey(c.sequence().name())) {
      Sequence free = free(requireNonNull(losers.get(c.sequence().name())));
      return free.equals(c.sequence())
          ? List.of()
          : List.of(new Change.AlterSequence(free, c.sequence()));
    }
    if (change instanceof Change.DropSequence c && gainers.containsKey(c.sequence().name()))
      return List.of();
    if (change instanceof Change.DropTable c)
      return List.of(new Change.DropTable(plain(c.definition(), losers)));
    if (change instanceof Change.CreateTable c)
      return List.of(new Change.CreateTable(plain(c.definition(), gainers)));
    if (change instanceof Change.DropColumn c)
      return List.of(new Change.DropColumn(c.table(), plain(c.table(), c.column(), losers)));
    if (change instanceof Change.AddColumn c)
      return List.of(new Change.AddColumn(c.table(), plain(c.table(), c.column(), gainers)));
    if (change instanceof Change.AlterColumn c) {
      Column before = plain(c.table(), c.before(), losers);
      Column after = plain(c.table(), c.after(), gainers);
      return before.equals(after)
          ? List.of()
          : List.of(new Change.AlterColumn(c.table(), before, after));
    }
    return List.of(change);
  }

  private Table plain(Table table, Map<QualifiedName, ColumnSequence> owners) {
    return table.mapColumns(c -> plain(table.name(), c, owners));
  }

  private Column plain(
      QualifiedName table, Column column, Map<QualifiedName, ColumnSequence> owners) {
    return context
        .sequence(table, column)
        .filter(s -> s.equals(owners.get(s.name())))
        .map(this::plain)
        .orElse(column);
  }

  /** The column as it is while it does not own the sequence that its default draws from. */
  private Column plain(ColumnSequence owner) {
    Column column = owner.column();
    String next = context.ddl().fragment("nextval({}::regclass)", literal(owner.name())).written();
    return column
        .withIdentity(Optional.empty())
        .withOptions(
            Options.with(column.options(), ColumnOptions.SEQUENCE_COMMENT, Optional.empty()))
        .withDefault(CanonicalForm.defaultValue(next, column.type()));
  }

  private Literal literal(QualifiedName sequence) {
    return new Literal(
        context.dialect().spelledType(sequence, context.catalog().defaultNamespace()));
  }

  /** The sequence of a column, without its owner. */
  private static Sequence free(ColumnSequence owner) {
    SequenceOptions o = owner.column().identity().orElseThrow().sequence();
    String type = owner.column().type();
    Optional<String> own = o.type().or(() -> Optional.of(type)).filter(t -> !t.equals("bigint"));
    return new Sequence(
        owner.name(),
        new SequenceOptions(
            Optional.empty(),
            own,
            o.start(),
            o.increment(),
            o.min(),
            o.max(),
            o.cache(),
            o.cycle()),
        Optional.ofNullable(owner.column().options().get(ColumnOptions.SEQUENCE_COMMENT)));
  }

  private void release(ColumnSequence owner) {
    sink.add(
        released(owner)
            .effect(new Change.AlterColumn(owner.table(), owner.column(), plain(owner)))
            .effect(new Change.CreateSequence(free(owner))));
  }

  private StepBuilder released(ColumnSequence owner) {
    return expand(StepRanks.SEQUENCE, owner.name(), ObjectTitles.changeSequence(), Locks.NONE)
        .source(ObjectRef.sequence(owner.name()))
        .up(context.ddl().ownedByNone(owner.name()))
        .down(owned(owner))
        .needs(context.renamesOf(owner.table(), List.of(owner.column().name())))
        .creates(released(owner.name()))
        .releases(
            StepKey.table(owner.table()), StepKey.before(owner.table(), owner.column().name()));
  }

  private void adopt(ColumnSequence owner) {
    QualifiedName name = owner.name();
    QualifiedName table = owner.table();
    Sequence there =
        Optional.ofNullable(losers.get(name))
            .map(SequenceOwners::free)
            .orElseGet(() -> requireNonNull(dropped.get(name)));
    Sequence own = free(owner);
    StepBuilder step =
        expand(StepRanks.ATTRIBUTES, name, ObjectTitles.changeSequence(), Locks.NONE)
            .source(ObjectRef.table(table).column(owner.column().name()))
            .needs(released(name), StepKey.table(table))
            .needs(context.renamesOf(table, List.of(owner.column().name())));
    // After whatever else changes the column.
    for (int n = 1; n <= LINKS; n++) step.needs(StepKey.link(table, owner.column().name(), n));
    if (!there.options().equals(own.options())) {
      step.up(context.ddl().alterSequence(name, own.options(), "bigint"))
          .down(context.ddl().alterSequence(name, there.options(), "bigint"));
    }
    if (!there.equals(own)) step.effect(new Change.AlterSequence(there, own));
    if (!there.comment().equals(own.comment())) {
      step.up(context.ddl().comments().onSequence(name, own.comment()))
          .down(context.ddl().comments().onSequence(name, there.comment()));
    }
    boolean wasThere =
        context.renamed().table(table).flatMap(t -> t.column(owner.column().name())).isPresent();
    if (wasThere && !context.isEmpty(table))
      step.up(owner.advance(owner.column().identity().orElseThrow().sequence(), name));
    sink.add(
        step.up(owned(owner))
            .down(context.ddl().ownedByNone(name))
            .effect(new Change.DropSequence(own))
            .effect(new Change.AlterColumn(table, plain(owner), owner.column())));
  }

  /** The sequence has no owner any more. */
  public static StepKey released(QualifiedName sequence) {
    return StepKey.link(sequence, "owner", 1);
  }

  private String owned(ColumnSequence owner) {
    return context.ddl().ownedBy(owner.name(), owner.table(), owner.column().name());
  }

  /** A default of a column that stays would follow the sequence into the trash. */
  private void refuseUsed(QualifiedName sequence) {
    if (context.target().sequences().containsKey(sequence)) return;
    String text = context.ddl().fragment("{}::regclass", literal(sequence)).written();
    for (Table table : context.target().tables().values()) {
      for (Column column : table.ownColumns()) {
        if (column.defaultValue().filter(d -> d.canonical().contains(text)).isPresent())
          sink.refuse(ObjectRefusals.sequenceInUse(sequence, table.name(), column.name()));
      }
    }
  }
}
