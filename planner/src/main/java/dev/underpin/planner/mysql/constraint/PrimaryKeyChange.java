package dev.underpin.planner.mysql.constraint;

import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.TableChangeVisitor;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.ExpressionKeys;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The changes of keys that one table can only make together: a primary key that is replaced is
 * dropped and added in one statement, or the table would be copied twice; a column that numbers its
 * rows must be the first of a key at every moment.
 *
 * <p>As a visitor, it takes a change in where it has to, and returns what is left to others.
 */
public final class PrimaryKeyChange extends TableSteps implements TableChangeVisitor<List<Change>> {
  private final List<Part> parts = new ArrayList<>();
  private final Set<StepKey> creates = new LinkedHashSet<>();
  private final Set<StepKey> destroys = new LinkedHashSet<>();
  private final Set<StepKey> needs = new LinkedHashSet<>();
  private final Set<StepKey> releases = new LinkedHashSet<>();

  /** In a statement, drops come first and adds last; its rollback drops what it adds. */
  private enum Place {
    DROP,
    COLUMN,
    ADD
  }

  /** One clause of the statement, with that of its rollback. */
  private record Part(
      Place place,
      Clause up,
      Clause down,
      Set<Operation> forward,
      Set<Operation> backward,
      String title,
      Change effect) {
    /** The drop of what this adds. */
    Part dropped(String title) {
      return new Part(Place.DROP, down, up, backward, forward, title, effect.inverse());
    }
  }

  private PrimaryKeyChange(MysqlContext context, StepSink sink, QualifiedName table) {
    super(context, sink, table);
  }

  /** Make such changes, and return the others. */
  public static List<Change> together(MysqlContext context, StepSink sink, List<Change> changes) {
    Map<QualifiedName, PrimaryKeyChange> groups = new LinkedHashMap<>();
    List<Change> rest = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.TableChange c)
        rest.addAll(
            c.accept(
                groups.computeIfAbsent(c.table(), t -> new PrimaryKeyChange(context, sink, t))));
      else rest.add(change);
    }
    groups.values().stream().filter(g -> !g.parts.isEmpty()).forEach(PrimaryKeyChange::plan);
    return rest;
  }

  // --- what belongs to it

  private boolean takes(Constraint constraint) {
    return constraint instanceof PrimaryKey
        || constraint instanceof UniqueConstraint && numbers(constraint.keys());
  }

  /** True for the key of a column that numbers its rows, before or after. */
  private boolean numbers(List<IndexKey> keys) {
    Optional<String> first = keys.get(0).column();
    return first.isPresent()
        && context.sides(table).stream()
            .anyMatch(t -> t.column(first.get()).filter(c -> c.identity().isPresent()).isPresent());
  }

  @Override
  public List<Change> createTable(Change.CreateTable change) {
    return List.of(change);
  }

  @Override
  public List<Change> dropTable(Change.DropTable change) {
    return List.of(change);
  }

  @Override
  public List<Change> renameTable(Change.RenameTable change) {
    return List.of(change);
  }

  @Override
  public List<Change> alterTable(Change.AlterTable change) {
    return List.of(change);
  }

  @Override
  public List<Change> replaceTable(Change.ReplaceTable change) {
    return List.of(change);
  }

  @Override
  public List<Change> renameColumn(Change.RenameColumn change) {
    return List.of(change);
  }

  @Override
  public List<Change> addColumn(Change.AddColumn change) {
    return change.column().identity().isPresent() ? add(change) : List.of(change);
  }

  @Override
  public List<Change> dropColumn(Change.DropColumn change) {
    if (change.column().identity().isEmpty()) return List.of(change);
    Column plain = change.column().withIdentity(Optional.empty());
    modify(new Change.AlterColumn(table, change.column(), plain), oldTable());
    return List.of(new Change.DropColumn(table, plain));
  }

  @Override
  public List<Change> alterColumn(Change.AlterColumn change) {
    boolean same = change.before().identity().equals(change.after().identity());
    return same && !new KeyColumnChange(this, change).belongsToKey()
        ? List.of(change)
        : modify(change, newTable());
  }

  @Override
  public List<Change> addConstraint(Change.AddConstraint change) {
    return takes(change.constraint()) ? add(change.constraint()) : List.of(change);
  }

  @Override
  public List<Change> dropConstraint(Change.DropConstraint change) {
    return takes(change.constraint()) ? drop(change.constraint()) : List.of(change);
  }

  @Override
  public List<Change> alterConstraint(Change.AlterConstraint change) {
    if (!takes(change.before()) && !takes(change.after())) return List.of(change);
    drop(change.before());
    return add(change.after());
  }

  @Override
  public List<Change> addIndex(Change.AddIndex change) {
    return numbers(change.index().keys()) ? add(change.index()) : List.of(change);
  }

  @Override
  public List<Change> dropIndex(Change.DropIndex change) {
    return numbers(change.index().keys()) ? drop(change.index()) : List.of(change);
  }

  /** One that keeps its keys is hidden, shown or replaced by itself. */
  @Override
  public List<Change> alterIndex(Change.AlterIndex change) {
    List<IndexKey> before = change.before().keys();
    List<IndexKey> after = change.after().keys();
    if (before.equals(after) || !numbers(before) && !numbers(after)) return List.of(change);
    drop(change.before());
    return add(change.after());
  }

  // --- its parts: nothing of them is left to others

  private List<Change> add(Change.AddColumn change) {
    Column column = change.column();
    String name = column.name();
    creates.addAll(List.of(StepKey.column(table, name), StepKey.after(table, name)));
    return take(
        new Part(
            Place.COLUMN,
            addColumn(newTable(), column),
            clauses.dropColumn(name),
            EnumSet.of(Operation.ADD_NUMBERED_COLUMN),
            EnumSet.of(Operation.DROP_COLUMN),
            StepTitles.addColumn(column),
            change));
  }

  private List<Change> modify(Change.AlterColumn change, Table owner) {
    Column before = change.before();
    Column after = change.after();
    String name = before.name();
    boolean starts = after.identity().isPresent();
    boolean numbers = !before.identity().equals(after.identity());
    EnumSet<Operation> forward =
        EnumSet.of(starts ? Operation.START_NUMBERING : Operation.STOP_NUMBERING);
    EnumSet<Operation> backward =
        EnumSet.of(starts ? Operation.STOP_NUMBERING : Operation.START_NUMBERING);
    if (!numbers) {
      forward.clear();
      backward.clear();
    }
    if (!before.withIdentity(Optional.empty()).equals(after.withIdentity(Optional.empty()))) {
      forward.add(Operation.CHANGE_TYPE);
      backward.add(Operation.CHANGE_TYPE);
    }
    needs.addAll(context.renamesOf(table, List.of(name)));
    destroys.add(StepKey.before(table, name));
    creates.add(StepKey.after(table, name));
    return take(
        new Part(
            Place.COLUMN,
            modifyColumn(owner, after),
            modifyColumn(oldTable(), before),
            forward,
            backward,
            new KeyColumnChange(this, change).title(),
            change));
  }

  private List<Change> add(Constraint constraint) {
    return add(part(constraint), indexKey(constraint), context.mentioned(table, constraint));
  }

  private List<Change> drop(Constraint constraint) {
    Part part = part(constraint).dropped(StepTitles.dropConstraint(constraint));
    return drop(part, indexKey(constraint), context.mentioned(table, constraint));
  }

  private List<Change> add(Index index) {
    return add(part(index), StepKey.index(table, index.name()), context.mentioned(table, index));
  }

  private List<Change> drop(Index index) {
    Part part = part(index).dropped(StepTitles.dropIndex(index));
    return drop(part, StepKey.index(table, index.name()), context.mentioned(table, index));
  }

  private Part part(Constraint constraint) {
    boolean primary = constraint instanceof PrimaryKey;
    return new Part(
        Place.ADD,
        clauses.addConstraint(constraint),
        clauses.dropConstraint(constraint),
        EnumSet.of(primary ? Operation.ADD_PRIMARY_KEY : adding(constraint)),
        EnumSet.of(primary ? Operation.DROP_PRIMARY_KEY : dropping(constraint)),
        StepTitles.addConstraint(constraint),
        new Change.AddConstraint(table, constraint));
  }

  private Part part(Index index) {
    return new Part(
        Place.ADD,
        clauses.addIndex(index),
        clauses.dropIndex(index.name()),
        EnumSet.of(adding(index)),
        EnumSet.of(Operation.DROP_KEY),
        StepTitles.createIndex(index),
        new Change.AddIndex(table, index));
  }

  private List<Change> add(Part part, StepKey key, Set<String> columns) {
    needs.addAll(needs(columns));
    creates.addAll(List.of(key, State.NEW_INDEXES.of(table)));
    return take(part);
  }

  private List<Change> drop(Part part, StepKey key, Set<String> columns) {
    needs.addAll(context.renamesOf(table, columns));
    releases.addAll(context.releasesOf(table, columns));
    destroys.addAll(List.of(key, State.OLD_INDEXES.of(table)));
    return take(part);
  }

  private List<Change> take(Part part) {
    parts.add(part);
    return List.of();
  }

  // --- the step

  private void plan() {
    // The group drops and adds by itself: it waits for neither.
    releases.removeAll(destroys);
    needs.removeAll(creates);
    destroys.removeAll(creates);
    Comparator<Part> byPlace = Comparator.comparing(Part::place);
    List<Clause> up = parts.stream().sorted(byPlace).map(Part::up).toList();
    List<Clause> down = parts.stream().sorted(byPlace.reversed()).map(Part::down).toList();
    AlterMethod method = together(Part::forward);
    AlterMethod back = together(Part::backward);
    String title = parts.stream().map(Part::title).collect(Collectors.joining(", "));
    StepBuilder step =
        contract(StepRanks.KEYS, ref(), title, method)
            .up(alter(method, up))
            .down(alter(back, down))
            .needs(needs)
            .releases(releases)
            .creates(creates.toArray(StepKey[]::new))
            .destroys(destroys.toArray(StepKey[]::new));
    // What is dropped is so before another gets its name.
    parts.sort(Comparator.comparing(p -> p.place != Place.DROP));
    for (Part part : parts) {
      step.effect(part.effect);
      if (part.effect instanceof Change.AddConstraint c) checked(step, c.constraint());
      if (part.effect instanceof Change.AlterColumn c) new KeyColumnChange(this, c).checkFit(step);
    }
    sink.add(step);
  }

  private AlterMethod together(Function<Part, Set<Operation>> operations) {
    EnumSet<Operation> all = EnumSet.noneOf(Operation.class);
    parts.forEach(p -> all.addAll(operations.apply(p)));
    if (all.contains(Operation.DROP_PRIMARY_KEY) && all.contains(Operation.ADD_PRIMARY_KEY)) {
      all.removeAll(List.of(Operation.DROP_PRIMARY_KEY, Operation.ADD_PRIMARY_KEY));
      all.add(Operation.REPLACE_PRIMARY_KEY);
    }
    boolean onExpression =
        parts.size() > 1 && parts.stream().anyMatch(p -> ExpressionKeys.concerns(p.effect));
    if (onExpression) all.add(Operation.REPLACE_EXPRESSION_KEY);
    return method(all);
  }
}
