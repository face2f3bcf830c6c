package dev.underpin.planner.mysql.constraint;

import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.AlterTable;
import dev.underpin.planner.change.Change.CreateTable;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.change.Change.DropTable;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.change.Change.ReplaceTable;
import dev.underpin.planner.change.TableChangeVisitor;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.ExpressionKeys;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The changes of keys that one table can only make together: a primary key that is replaced is
 * dropped and added in one statement, or the table would be copied twice; a column that numbers its
 * rows must be the first of a key at every moment.
 */
public final class PrimaryKeyChange {
  private final MysqlContext context;
  private final StepSink sink;
  private final QualifiedName table;
  private final Table was;
  private final Table becomes;
  private final List<Clause> drops = new ArrayList<>();
  private final List<Clause> columns = new ArrayList<>();
  private final List<Clause> adds = new ArrayList<>();
  private final List<Clause> backDrops = new ArrayList<>();
  private final List<Clause> backColumns = new ArrayList<>();
  private final List<Clause> backAdds = new ArrayList<>();
  private final EnumSet<Operation> forward = EnumSet.noneOf(Operation.class);
  private final EnumSet<Operation> backward = EnumSet.noneOf(Operation.class);
  private final List<String> titles = new ArrayList<>();
  private final List<Change> effects = new ArrayList<>();
  private final List<DataCheck> checks = new ArrayList<>();
  private final Set<StepKey> creates = new LinkedHashSet<>();
  private final Set<StepKey> destroys = new LinkedHashSet<>();
  private final Set<StepKey> needs = new LinkedHashSet<>();
  private final Set<StepKey> releases = new LinkedHashSet<>();

  private PrimaryKeyChange(MysqlContext context, StepSink sink, QualifiedName table) {
    this.context = context;
    this.sink = sink;
    this.table = table;
    this.was = context.renamed(table);
    this.becomes = context.target(table);
  }

  /** Make such changes, and give back the others. */
  public static List<Change> together(MysqlContext context, StepSink sink, List<Change> changes) {
    Map<QualifiedName, PrimaryKeyChange> groups = new LinkedHashMap<>();
    List<Change> rest = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.TableChange c && joins(context, c)) {
        PrimaryKeyChange group =
            groups.computeIfAbsent(c.table(), t -> new PrimaryKeyChange(context, sink, t));
        c.accept(group.new Member()).ifPresent(rest::add);
      } else {
        rest.add(change);
      }
    }
    groups.values().forEach(PrimaryKeyChange::plan);
    return rest;
  }

  private static boolean joins(MysqlContext context, Change.TableChange change) {
    if (change instanceof Change.AddColumn c) return c.column().identity().isPresent();
    if (change instanceof Change.DropColumn c) return c.column().identity().isPresent();
    if (change instanceof Change.AlterColumn c)
      return !c.before().identity().equals(c.after().identity());
    if (change instanceof Change.AddConstraint c) return joins(context, c.table(), c.constraint());
    if (change instanceof Change.DropConstraint c) return joins(context, c.table(), c.constraint());
    if (change instanceof Change.AlterConstraint c)
      return joins(context, c.table(), c.before()) || joins(context, c.table(), c.after());
    if (change instanceof Change.AddIndex c) return numbers(context, c.table(), c.index().keys());
    if (change instanceof Change.DropIndex c) return numbers(context, c.table(), c.index().keys());
    // One that keeps its keys is hidden, shown or replaced by itself.
    return change instanceof Change.AlterIndex c
        && !c.before().keys().equals(c.after().keys())
        && (numbers(context, c.table(), c.before().keys())
            || numbers(context, c.table(), c.after().keys()));
  }

  private static boolean joins(MysqlContext context, QualifiedName table, Constraint constraint) {
    return constraint instanceof PrimaryKey
        || constraint instanceof UniqueConstraint u && numbers(context, table, u.keys());
  }

  /** True for the key of a column that numbers its rows, before or after. */
  private static boolean numbers(MysqlContext context, QualifiedName table, List<IndexKey> keys) {
    Optional<String> first = keys.get(0).column();
    return first.isPresent()
        && context.sides(table).stream()
            .anyMatch(t -> t.column(first.get()).filter(c -> c.identity().isPresent()).isPresent());
  }

  /** Takes a change in, and gives back what is still to be done of it. */
  private final class Member implements TableChangeVisitor<Optional<Change>> {
    @Override
    public Optional<Change> createTable(CreateTable change) {
      return Optional.of(change);
    }

    @Override
    public Optional<Change> dropTable(DropTable change) {
      return Optional.of(change);
    }

    @Override
    public Optional<Change> renameTable(RenameTable change) {
      return Optional.of(change);
    }

    @Override
    public Optional<Change> alterTable(AlterTable change) {
      return Optional.of(change);
    }

    @Override
    public Optional<Change> replaceTable(ReplaceTable change) {
      return Optional.of(change);
    }

    @Override
    public Optional<Change> addColumn(AddColumn change) {
      add(change.column());
      return Optional.empty();
    }

    @Override
    public Optional<Change> dropColumn(DropColumn change) {
      Column plain = change.column().withIdentity(Optional.empty());
      modify(change.column(), plain, was);
      return Optional.of(new DropColumn(table, plain));
    }

    @Override
    public Optional<Change> renameColumn(RenameColumn change) {
      return Optional.of(change);
    }

    @Override
    public Optional<Change> alterColumn(AlterColumn change) {
      modify(change.before(), change.after(), becomes);
      return Optional.empty();
    }

    @Override
    public Optional<Change> addConstraint(AddConstraint change) {
      add(change.constraint());
      return Optional.empty();
    }

    @Override
    public Optional<Change> dropConstraint(DropConstraint change) {
      drop(change.constraint());
      return Optional.empty();
    }

    @Override
    public Optional<Change> alterConstraint(AlterConstraint change) {
      drop(change.before());
      add(change.after());
      return Optional.empty();
    }

    @Override
    public Optional<Change> addIndex(AddIndex change) {
      add(change.index());
      return Optional.empty();
    }

    @Override
    public Optional<Change> dropIndex(DropIndex change) {
      drop(change.index());
      return Optional.empty();
    }

    @Override
    public Optional<Change> alterIndex(AlterIndex change) {
      drop(change.before());
      add(change.after());
      return Optional.empty();
    }
  }

  private void add(Column column) {
    columns.add(context.alter().addColumn(becomes, context.spoken(becomes, column)));
    backColumns.add(context.alter().dropColumn(column.name()));
    forward.add(Operation.ADD_NUMBERED_COLUMN);
    backward.add(Operation.DROP_COLUMN);
    titles.add(StepTitles.addColumn(column));
    effects.add(new AddColumn(table, column));
    creates.add(StepKey.column(table, column.name()));
    creates.add(StepKey.after(table, column.name()));
  }

  private void modify(Column before, Column after, Table owner) {
    columns.add(context.alter().modifyColumn(owner, context.spoken(owner, after)));
    backColumns.add(context.alter().modifyColumn(was, context.spoken(was, before)));
    boolean starts = after.identity().isPresent();
    boolean retyped =
        !before.withIdentity(Optional.empty()).equals(after.withIdentity(Optional.empty()));
    forward.add(starts ? Operation.START_NUMBERING : Operation.STOP_NUMBERING);
    backward.add(starts ? Operation.STOP_NUMBERING : Operation.START_NUMBERING);
    if (retyped) {
      forward.add(Operation.CHANGE_TYPE);
      backward.add(Operation.CHANGE_TYPE);
    }
    titles.add(
        starts ? StepTitles.addIdentity(before.name()) : StepTitles.dropIdentity(before.name()));
    effects.add(new AlterColumn(table, before, after));
    needs.addAll(context.renamesOf(table, List.of(before.name())));
    destroys.add(StepKey.before(table, before.name()));
    creates.add(StepKey.after(table, before.name()));
  }

  private void add(Constraint constraint) {
    adds.add(context.alter().addConstraint(constraint));
    backDrops.add(context.alter().dropConstraint(constraint));
    boolean primary = constraint instanceof PrimaryKey;
    forward.add(primary ? Operation.ADD_PRIMARY_KEY : Operation.ADD_KEY);
    backward.add(primary ? Operation.DROP_PRIMARY_KEY : Operation.DROP_KEY);
    titles.add(StepTitles.addConstraint(constraint));
    effects.add(new AddConstraint(table, constraint));
    needs.addAll(context.needsOf(table, context.mentioned(table, constraint)));
    creates.add(StepKey.index(table, ConstraintRecipes.indexName(constraint)));
    creates.add(State.NEW_INDEXES.of(table));
    new DataChecks(context).of(table, constraint).ifPresent(checks::add);
  }

  private void drop(Constraint constraint) {
    drops.add(context.alter().dropConstraint(constraint));
    backAdds.add(context.alter().addConstraint(constraint));
    boolean primary = constraint instanceof PrimaryKey;
    forward.add(primary ? Operation.DROP_PRIMARY_KEY : Operation.DROP_KEY);
    backward.add(primary ? Operation.ADD_PRIMARY_KEY : Operation.ADD_KEY);
    titles.add(StepTitles.dropConstraint(constraint));
    effects.add(new DropConstraint(table, constraint));
    needs.addAll(context.renamesOf(table, context.mentioned(table, constraint)));
    releases.addAll(context.releasesOf(table, context.mentioned(table, constraint)));
    destroys.add(StepKey.index(table, ConstraintRecipes.indexName(constraint)));
    destroys.add(State.OLD_INDEXES.of(table));
  }

  private void add(Index index) {
    adds.add(context.alter().addIndex(index));
    backDrops.add(context.alter().dropIndex(index.name()));
    forward.add(Operation.ADD_KEY);
    backward.add(Operation.DROP_KEY);
    titles.add(StepTitles.createIndex(index));
    effects.add(new AddIndex(table, index));
    needs.addAll(context.needsOf(table, context.mentioned(table, index)));
    creates.add(StepKey.index(table, index.name()));
    creates.add(State.NEW_INDEXES.of(table));
  }

  private void drop(Index index) {
    drops.add(context.alter().dropIndex(index.name()));
    backAdds.add(context.alter().addIndex(index));
    forward.add(Operation.DROP_KEY);
    backward.add(Operation.ADD_KEY);
    titles.add(StepTitles.dropIndex(index));
    effects.add(new DropIndex(table, index));
    needs.addAll(context.renamesOf(table, context.mentioned(table, index)));
    releases.addAll(context.releasesOf(table, context.mentioned(table, index)));
    destroys.add(StepKey.index(table, index.name()));
    destroys.add(State.OLD_INDEXES.of(table));
  }

  private void plan() {
    // The group itself takes down and puts up: it waits for neither.
    releases.removeAll(destroys);
    needs.removeAll(creates);
    destroys.removeAll(creates);
    AlterMethod way = way(forward);
    StepBuilder step =
        context
            .changing(Phase.CONTRACT, StepRanks.KEYS, table, String.join(", ", titles), way)
            .source(ObjectRef.table(table))
            .up(context.alter(table, way, joined(drops, columns, adds)))
            .down(context.alter(table, way(backward), joined(backDrops, backColumns, backAdds)))
            .needs(needs)
            .releases(releases)
            .creates(creates.toArray(StepKey[]::new))
            .destroys(destroys.toArray(StepKey[]::new));
    // What goes does so before what comes under the same name.
    effects.stream().filter(PrimaryKeyChange::drops).forEach(step::effect);
    effects.stream().filter(e -> !drops(e)).forEach(step::effect);
    checks.forEach(step::check);
    sink.add(step);
  }

  private static boolean drops(Change effect) {
    return effect instanceof DropConstraint || effect instanceof DropIndex;
  }

  private AlterMethod way(EnumSet<Operation> operations) {
    EnumSet<Operation> all = EnumSet.copyOf(operations);
    if (all.contains(Operation.DROP_PRIMARY_KEY) && all.contains(Operation.ADD_PRIMARY_KEY)) {
      all.remove(Operation.DROP_PRIMARY_KEY);
      all.remove(Operation.ADD_PRIMARY_KEY);
      all.add(Operation.REPLACE_PRIMARY_KEY);
    }
    boolean onExpression =
        effects.size() > 1 && effects.stream().anyMatch(ExpressionKeys::concerns);
    if (onExpression) all.add(Operation.REPLACE_EXPRESSION_KEY);
    return all.stream()
        .map(o -> context.way(o, table))
        .reduce(AlterMethod.INSTANT, AlterMethod::and);
  }

  private static List<Clause> joined(List<Clause> one, List<Clause> two, List<Clause> three) {
    List<Clause> all = new ArrayList<>(one);
    all.addAll(two);
    all.addAll(three);
    return all;
  }
}
