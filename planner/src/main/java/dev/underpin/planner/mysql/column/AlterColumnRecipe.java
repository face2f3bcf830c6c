package dev.underpin.planner.mysql.column;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.DependentObjects;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.mysql.kit.TypeConversion;
import dev.underpin.planner.mysql.kit.TypeConversion.Loss;
import dev.underpin.planner.mysql.online.OnlineSchemaChange;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What changes of one column: all of it in one statement, since the server wants the whole column
 * restated anyway, after the rows have been made to fit.
 */
public final class AlterColumnRecipe {
  private final MysqlContext context;
  private final StepSink sink;
  private final Backfill fill;
  private final QualifiedName table;
  private final Column before;
  private final Column after;
  private final Table was;
  private final Table becomes;
  private final Optional<SqlText> using;
  private final Optional<SqlText> value;

  public AlterColumnRecipe(
      MysqlContext context, StepSink sink, QualifiedName table, Column before, Column after) {
    this.context = context;
    this.sink = sink;
    this.fill = new Backfill(context, sink);
    this.table = table;
    this.before = before;
    this.after = after;
    this.was = context.renamed(table);
    this.becomes = context.target(table);
    ColumnRef ref = new ColumnRef(table, after.name());
    this.using =
        Optional.ofNullable(context.hints().using().get(ref))
            .filter(u -> !before.type().equals(after.type()));
    this.value = Optional.ofNullable(context.hints().backfills().get(ref));
  }

  public void plan() {
    if (isMadeAnew(before, after)) {
      makeAnew();
    } else if (using.isPresent() && !context.isEmpty(table)) {
      new UsingConversion(context, sink, table, before, after, using.get()).plan();
    } else {
      modify();
    }
  }

  // --- in place

  private void modify() {
    boolean requires = before.nullable() && !after.nullable() && after.generated().isEmpty();
    boolean fills = requires && value.isPresent() && !context.isEmpty(table);
    boolean keeps = loss(before, after) == Loss.VALUES && !fills && !context.isEmpty(table);
    Optional<CheckConstraint> checkBefore = ColumnRecipes.check(was, before);
    Optional<CheckConstraint> checkAfter = ColumnRecipes.check(becomes, after);
    AlterMethod server = way(before, after);
    OnlineSchemaChange tool = new OnlineSchemaChange(context, sink, was, becomes);
    boolean byTool = !keeps && !requires && tool.makes(server, isHarmless(before, after));
    AlterMethod way = byTool ? server.byTool() : server;
    if (fills) fill.oldColumn(table, before, value.get());
    StepBuilder step =
        context
            .changing(phase(), StepRanks.ALTER_COLUMN, table, title(keeps), way)
            .source(ObjectRef.table(table).column(after.name()))
            .needs(context.renamesOf(table, List.of(after.name())))
            .effect(new AlterColumn(table, before, after));
    if (isForOthers()) {
      step.destroys(StepKey.before(table, after.name()))
          .creates(StepKey.after(table, after.name()));
    }
    if (fills) step.needs(fill.again(table, before));
    if (!checkBefore.equals(checkAfter))
      Change.between(table, checkBefore, checkAfter).ifPresent(step::effect);
    after
        .generated()
        .ifPresent(
            g ->
                step.needs(
                    context.needsOf(
                        table,
                        context.mentioned(table, g.expression()).stream()
                            .filter(c -> !c.equals(after.name()))
                            .toList())));
    before
        .generated()
        .ifPresent(
            g ->
                step.releases(
                    context.releasesOf(
                        table,
                        context.mentioned(table, g.expression()).stream()
                            .filter(c -> !c.equals(after.name()))
                            .toList())));
    AlterMethod wayBack = way(after, before);
    boolean backByTool =
        byTool && !(after.nullable() && !before.nullable()) && isHarmless(after, before);
    step.mode(byTool ? Mode.BY_TOOL : Mode.ALONE, backByTool ? Mode.BY_TOOL : Mode.ALONE);
    SqlStatement there =
        statement(
            byTool, way, context.alter().modifyColumn(becomes, context.spoken(becomes, after)));
    SqlStatement back =
        statement(
            backByTool, wayBack, context.alter().modifyColumn(was, context.spoken(was, before)));
    if (keeps) {
      new ValueBackup(context, table, before, after).around(step, there, back);
    } else {
      step.up(there).down(back);
    }
    checks(step, requires && !fills);
    sink.add(step);
  }

  private SqlStatement statement(boolean byTool, AlterMethod way, Clause clause) {
    return byTool ? context.byTool(table, way, clause) : context.alter(table, way, clause);
  }

  /**
   * True where a copy that does not stop at a value that does not fit, as the tool's does not at
   * texts, or that keeps one of two rows with the same key, cannot come to that: every value stays,
   * or is a number, at which it stops.
   */
  private boolean isHarmless(Column from, Column to) {
    if (from.generated().isPresent() || to.generated().isPresent() || isRecollated(from, to))
      return false;
    Optional<TypeName> one = TypeName.parse(from.type());
    Optional<TypeName> two = TypeName.parse(to.type());
    if (one.isEmpty() || two.isEmpty()) return false;
    // A moment becomes the time of day of the session that writes the row: the tool's, or
    // anybody's.
    boolean sameBase = one.get().base().equals(two.get().base());
    if (!sameBase && (one.get().base().equals("timestamp") || two.get().base().equals("timestamp")))
      return false;
    boolean numbers = one.get().isInteger() && two.get().isInteger();
    return loss(from, to) == Loss.NONE || numbers && loss(from, to) == Loss.NARROWING;
  }

  /** What depends on a column does not notice another default, comment or place in SELECT *. */
  private boolean isForOthers() {
    return isRetyped(before, after)
        || before.nullable() != after.nullable()
        || !before.generated().equals(after.generated())
        || !ColumnRecipes.check(was, before).equals(ColumnRecipes.check(becomes, after))
        || !Optional.ofNullable(before.options().get(ColumnOptions.SRID))
            .equals(Optional.ofNullable(after.options().get(ColumnOptions.SRID)));
  }

  private Phase phase() {
    boolean rejects =
        before.nullable() && !after.nullable()
            || before.defaultValue().isPresent()
                && after.defaultValue().isEmpty()
                && !after.nullable()
            || !ColumnRecipes.check(becomes, after).equals(ColumnRecipes.check(was, before));
    boolean rewrites =
        operations(before, after).stream()
            .anyMatch(o -> o == Operation.CHANGE_TYPE || o == Operation.CHANGE_VIRTUAL_EXPRESSION);
    return rejects || rewrites ? Phase.CONTRACT : Phase.EXPAND;
  }

  private String title(boolean keeps) {
    String name = after.name();
    if (!before.type().equals(after.type())) return StepTitles.changeType(before, after, keeps);
    if (!before.generated().equals(after.generated()))
      return after.generated().isPresent()
          ? StepTitles.changeExpression(name)
          : StepTitles.stopGenerating(name);
    if (isRecollated(before, after)) return StepTitles.changeCollation(name);
    if (before.nullable() != after.nullable()) return StepTitles.nullability(after);
    if (!before.defaultValue().equals(after.defaultValue()))
      return StepTitles.changeDefault(name, after.defaultValue());
    return before.comment().equals(after.comment())
        ? StepTitles.changeAttributes(name)
        : StepTitles.changeComment(name);
  }

  /** In which way the whole of the change can be made. */
  private AlterMethod way(Column from, Column to) {
    return operations(from, to).stream()
        .map(o -> context.way(o, table))
        .reduce(AlterMethod.INSTANT, AlterMethod::and);
  }

  private List<Operation> operations(Column from, Column to) {
    List<Operation> operations = new ArrayList<>(List.of(Operation.CHANGE_COLUMN_ATTRIBUTES));
    boolean srid =
        Optional.ofNullable(from.options().get(ColumnOptions.SRID))
            .equals(Optional.ofNullable(to.options().get(ColumnOptions.SRID)));
    if (!srid) operations.add(Operation.CHANGE_TYPE);
    if (!from.generated().equals(to.generated())) {
      boolean virtual =
          from.generated().filter(g -> !g.stored()).isPresent()
              && to.generated().filter(g -> !g.stored()).isPresent();
      operations.add(virtual ? Operation.CHANGE_VIRTUAL_EXPRESSION : Operation.CHANGE_TYPE);
    }
    if (isRetyped(from, to)) {
      operations.add(
          from.generated().isPresent()
              ? Operation.CHANGE_TYPE
              : typeChange(from, to).map(TypeConversion::operation).orElse(Operation.CHANGE_TYPE));
    }
    boolean isLong = TypeName.parse(to.type()).filter(TypeName::isLong).isPresent();
    if (isLong && isRecollated(from, to) && from.nullable() != to.nullable())
      operations.add(Operation.CHANGE_LONG_COLLATION_AND_NULL);
    if (from.nullable() && !to.nullable()) operations.add(TypeConversion.settingNotNull(to.type()));
    if (!from.nullable() && to.nullable())
      operations.add(ordersRows() ? Operation.DROP_PRIMARY_KEY : Operation.DROP_NOT_NULL);
    boolean hadCheck = ColumnRecipes.check(side(from), from).isPresent();
    boolean hasCheck = ColumnRecipes.check(side(to), to).isPresent();
    if (hasCheck) operations.add(Operation.ADD_COLUMN_CHECK);
    else if (hadCheck) operations.add(Operation.DROP_COLUMN_CHECK);
    return operations;
  }

  private Table side(Column column) {
    return column == before ? was : becomes;
  }

  private boolean isRetyped(Column from, Column to) {
    return !from.type().equals(to.type()) || isRecollated(from, to);
  }

  private boolean isRecollated(Column from, Column to) {
    return TypeName.parse(to.type()).filter(TypeName::isText).isPresent()
        && !context.collation(side(from), from).equals(context.collation(side(to), to));
  }

  private Optional<TypeConversion> typeChange(Column from, Column to) {
    Optional<TypeConversion.Side> one = context.typeSide(side(from), from);
    Optional<TypeConversion.Side> two = context.typeSide(side(to), to);
    if (one.isEmpty() || two.isEmpty()) return Optional.empty();
    // What the rows are ordered by cannot get another order in place.
    if (ordersRows() && from.type().equals(to.type())) return Optional.empty();
    return Optional.of(TypeConversion.of(one.get(), two.get(), isInKey()));
  }

  private boolean ordersRows() {
    return context.sides(table).stream()
        .flatMap(t -> t.constraints().stream())
        .filter(c -> c.columns().contains(after.name()))
        .anyMatch(c -> c instanceof PrimaryKey || context.isClustered(table, c));
  }

  private boolean isInKey() {
    return context.sides(table).stream()
        .anyMatch(
            t ->
                t.constraints().stream().anyMatch(c -> c.columns().contains(after.name()))
                    || t.indexes().stream()
                        .anyMatch(i -> context.mentioned(table, i).contains(after.name())));
  }

  private Loss loss(Column from, Column to) {
    if (from.generated().isPresent()) return Loss.NONE;
    if (!isRetyped(from, to)) return Loss.NONE;
    return typeChange(from, to)
        .map(TypeConversion::loss)
        .orElse(from.type().equals(to.type()) ? Loss.NONE : Loss.VALUES);
  }

  // --- rows that violate

  private void checks(StepBuilder step, boolean requires) {
    if (!context.isEmpty(table)) {
      if (requires) fill.nulls(table, before, Optional.empty()).ifPresent(step::check);
      misfits().ifPresent(step::check);
    }
    if (!before.nullable() && after.nullable() && before.generated().isEmpty()) {
      step.downCheck(
          new DataCheck(
              "nulls:" + table + "." + after.name(),
              table,
              CheckTexts.nullsForOldSchema(after.name()),
              context.rowsAfter(table, context.quote(after.name()) + " IS NULL"),
              CheckTexts.VALUE_THEN_ROLL_BACK));
    }
    misfitsBack().ifPresent(step::downCheck);
  }

  private Optional<DataCheck> misfits() {
    if (before.generated().isPresent() || !isRetyped(before, after)) return Optional.empty();
    String column = context.quote(context.live(table, before.name()));
    return typeChange(before, after)
        .filter(c -> c.loss() != Loss.NONE)
        .flatMap(TypeConversion::misfit)
        .map(
            m ->
                new DataCheck(
                    "cast:" + table + "." + before.name(),
                    table,
                    CheckTexts.misfits(before.name(), after.type()),
                    context.rows(table, m.replace("%s", column)),
                    CheckTexts.addConversion(context.inYaml(table, after.name()))));
  }

  /** What was written since has to fit the old type. */
  private Optional<DataCheck> misfitsBack() {
    if (after.generated().isPresent() || !isRetyped(after, before)) return Optional.empty();
    return typeChange(after, before)
        .filter(c -> c.loss() != Loss.NONE)
        .flatMap(TypeConversion::misfit)
        .map(
            m ->
                new DataCheck(
                    "back:" + table + "." + before.name(),
                    table,
                    CheckTexts.misfits(before.name(), before.type()),
                    context.rowsAfter(table, m.replace("%s", context.quote(before.name()))),
                    CheckTexts.CHANGE_THEN_ROLL_BACK));
  }

  // --- dropped and recreated

  /** Neither server can turn a column into one that is computed in another manner, or back. */
  static boolean isMadeAnew(Column before, Column after) {
    Optional<Generated> old = before.generated();
    Optional<Generated> now = after.generated();
    if (old.isEmpty() && now.isEmpty()) return false;
    if (old.isPresent() && now.isPresent()) return old.get().stored() != now.get().stored();
    return now.isPresent() || !old.get().stored();
  }

  private void makeAnew() {
    boolean derived = before.generated().isPresent();
    if (derived && after.generated().isEmpty()) {
      sink.refuse(Refusals.virtualToPlain(context.dialect().flavor().product(), table, before));
      return;
    }
    DependentObjects standing =
        DependentObjects.onRemadeColumn(context, was, becomes, before.name());
    AlterMethod way = context.copy(table).and(standing.way());
    StepBuilder step =
        context
            .changing(
                Phase.CONTRACT,
                StepRanks.ALTER_COLUMN,
                table,
                derived
                    ? StepTitles.changeExpression(after.name())
                    : StepTitles.startGenerating(after.name()),
                way)
            .source(ObjectRef.table(table).column(after.name()))
            .needs(context.renamesOf(table, List.of(after.name())))
            .needs(
                context.needsOf(
                    table, context.mentioned(table, after.generated().orElseThrow().expression())))
            .destroys(StepKey.before(table, after.name()))
            .creates(StepKey.after(table, after.name()))
            .effect(new AlterColumn(table, before, after));
    if (!derived) step.allow(Allow.LOSSY);
    // In one statement, because this may be the only column.
    Clause leaves =
        derived
            ? context.alter().dropColumn(before.name())
            : TrashSteps.forward(context).into(table, before);
    Clause comes = context.alter().addColumn(becomes, context.spoken(becomes, after));
    Clause leavesAgain = context.alter().dropColumn(after.name());
    Clause comesBack =
        derived
            ? context.alter().addColumn(was, context.spoken(was, before))
            : TrashSteps.forward(context).outOf(was, before);
    step.up(context.alter(table, way, around(standing, List.of(leaves, comes))))
        .down(context.alter(table, way, around(standing, List.of(leavesAgain, comesBack))));
    sink.add(step);
  }

  private static List<Clause> around(DependentObjects standing, List<Clause> clauses) {
    List<Clause> all = new ArrayList<>(standing.down());
    all.addAll(clauses);
    all.addAll(standing.up());
    return all;
  }

  /** Options of a column that lies in the trash. */
  static Column hidden(Column column, String name) {
    return Column.of(name, column.type())
        .withCollation(column.collation())
        .withOptions(Options.of(ColumnOptions.INVISIBLE, "true"));
  }
}
