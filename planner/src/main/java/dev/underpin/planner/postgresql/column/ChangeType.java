package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ColumnStepChain;
import dev.underpin.planner.postgresql.kit.DependentObjects;
import dev.underpin.planner.postgresql.kit.LabelConversion;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.NewTypes;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.RetypedParts;
import dev.underpin.planner.postgresql.kit.RollbackFit;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TypeConversion;
import dev.underpin.planner.postgresql.kit.TypeConversion.Kind;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes a column's type or collation. Where values may change by it, a column in the trash keeps
 * the old ones, and the rollback takes them from there for the rows that nobody has written since.
 */
public final class ChangeType implements Runnable {
  /** What ALTER … TYPE brings to the defaults of the type. */
  private static final Set<String> RESET = Set.of("storage", "compression");

  private final PostgresContext context;
  private final PostgresDdl ddl;
  private final ColumnStepChain chain;
  private final QualifiedName table;
  private final String name;
  private final Column before;
  private final Column target;
  private final Optional<SqlText> using;
  private final TypeConversion change;

  /** True where a label stays the text it is. */
  private final boolean keepsText;

  /** The name in the trash of the column that keeps the old values. */
  private final String trash;

  /**
   * The change of the column as it is at this point of its chain.
   *
   * @param after the column in the end, of which only type, collation and default count here
   */
  public ChangeType(ColumnStepChain chain, Column after) {
    this.context = chain.context();
    this.ddl = chain.ddl();
    this.chain = chain;
    this.table = chain.table();
    this.name = chain.name();
    this.before = chain.at();
    this.target =
        before
            .withType(after.type())
            .withCollation(after.collation())
            .withDefault(after.defaultValue())
            .withOptions(withResetOptionsOf(after, before.options()));
    this.using =
        Optional.ofNullable(context.hints().using().get(new ColumnRef(table, name)))
            .filter(u -> !before.type().equals(after.type()));
    this.change = TypeConversion.of(before.type(), after.type());
    this.keepsText = using.isEmpty() && new LabelConversion(context, before, target).keepsText();
    this.trash = context.trash().name(name);
  }

  @Override
  public void run() {
    boolean empty = context.isEmpty(table);
    boolean lossy = using.isPresent() || change.kind() == Kind.LOSSY && !keepsText;
    boolean keep = lossy && !empty;
    List<Change.AlterColumn> regenerated = context.regenerated().with(table, name);
    boolean catalog = using.isEmpty() && change.kind() == Kind.CATALOG && regenerated.isEmpty();
    Phase phase = catalog ? Phase.EXPAND : Phase.CONTRACT;
    Lock lock = catalog || empty ? Locks.EXCLUSIVE : Locks.EXCLUSIVE_REWRITE;
    DependentObjects dependents = DependentObjects.unchanged(context);
    dependents.retyped(table, name);
    regenerated.forEach(c -> dependents.remade(table, c.after().name()));
    context.regenerated().beside(table, name).forEach(c -> dependents.recreated(table, c.before()));
    StepBuilder step =
        step(phase, StepRanks.RETYPE, table, title(keep), lock)
            .destroys(StepKey.before(table, name))
            .together(StepKey.before(table, name))
            .creates(StepKey.after(table, name))
            .needs(dependents.needs())
            .up(dependents.down())
            .down(dependents.down());
    regenerated.forEach(c -> regenerate(step, c));
    if (keep) keepOldValues(step);
    step.up(convert(before, target, lossy || keepsText ? Optional.of(forward()) : Optional.empty()))
        .down(convert(target, before, conversionBack(keep)));
    if (keep) step.down(ddl.dropColumn(table, trash));
    for (Change.AlterColumn c : regenerated) {
      step.up(context.addColumn(table, c.after())).down(context.addColumn(table, c.before()));
    }
    step.up(dependents.up()).down(dependents.up());
    RetypedParts parts = new RetypedParts(context, table, name);
    parts.refuse(chain.sink());
    step.up(parts.restore(!catalog)).down(parts.restore(!catalog));
    if (!catalog && !empty) step.check(misfits());
    boolean compared = !before.collation().equals(target.collation());
    if (keep || compared && !empty) step.checks(new DataChecks(context).onColumn(table, name));
    new RollbackFit(context, table, before, target)
        .check(keep ? Optional.of(unwritten()) : Optional.empty())
        .ifPresent(step::downCheck);
    context.addLockHazards(step, table, catalog ? Locks.EXCLUSIVE : Locks.EXCLUSIVE_REWRITE);
    chain.add(step, target);
  }

  /** A generated column goes before, and comes again after. */
  private void regenerate(StepBuilder step, Change.AlterColumn c) {
    String column = c.after().name();
    Set<String> from = new HashSet<>(context.computedFrom(table, c.before()));
    Set<String> to = new HashSet<>(context.computedFrom(table, c.after()));
    List<String> earlier = context.regenerated().before(c);
    from.removeAll(earlier);
    from.remove(name);
    to.remove(name);
    step.up(ddl.dropColumn(table, column))
        .down(ddl.dropColumn(table, column))
        .effect(c)
        .releases(context.releasesOf(table, from))
        .needs(context.needsOf(table, to))
        .creates(StepKey.after(table, column), State.NOT_NULL.of(table, column))
        .destroys(StepKey.before(table, column));
  }

  private String title(boolean keep) {
    return before.type().equals(target.type())
        ? StepTitles.changeCollation(name)
        : StepTitles.changeType(before, target, keep);
  }

  private void keepOldValues(StepBuilder step) {
    chain.keepOldValues();
    Column kept = Column.of(trash, before.type()).withCollation(before.collation());
    step.allow(Allow.LOSSY)
        .hazard(Hazards.valuesMayChange(List.of(name)))
        .up(ddl.addColumn(table, kept))
        .up(ddl.sql("UPDATE {} SET {} = {}", table, trash, name));
  }

  /** The default would not be converted with the values. */
  private List<String> convert(Column from, Column to, Optional<SqlText> conversion) {
    List<String> statements = new ArrayList<>();
    if (from.defaultValue().isPresent()) statements.add(ddl.dropDefault(table, name));
    statements.add(ddl.setType(table, to, conversion));
    sequenceType(to).ifPresent(statements::add);
    to.defaultValue().ifPresent(d -> statements.add(ddl.setDefault(table, name, d)));
    SortedMap<String, String> reset = new TreeMap<>(to.options());
    reset.keySet().retainAll(RESET);
    statements.addAll(ddl.changeColumnSettings(table, Column.of(name, ""), to.withOptions(reset)));
    return statements;
  }

  /** The server brings these to their defaults, so the step sets those that are wanted. */
  private static SortedMap<String, String> withResetOptionsOf(
      Column after, SortedMap<String, String> options) {
    SortedMap<String, String> all = new TreeMap<>(options);
    all.keySet().removeAll(RESET);
    after
        .options()
        .forEach(
            (key, value) -> {
              if (RESET.contains(key)) all.put(key, value);
            });
    return all;
  }

  /** How a value of the old type becomes one of the new. */
  private SqlText forward() {
    return using.orElseGet(() -> cast(before, target));
  }

  private SqlText cast(Column from, Column to) {
    return SqlText.of(TypeConversion.cast(context.quote(name), from.type(), to.type()));
  }

  /** A row that nobody has written since has the value that was made of the kept one. */
  private Optional<SqlText> conversionBack(boolean kept) {
    SqlText backward = cast(target, before);
    if (!kept) {
      boolean byItself = TypeConversion.of(target.type(), before.type()).assignable();
      return byItself ? Optional.empty() : Optional.of(backward);
    }
    return Optional.of(
        ddl.fragment("CASE WHEN {} THEN {} ELSE {} END", unwritten(), trash, backward));
  }

  /** A row that nobody has written since: its value is the one that was made of the kept one. */
  private SqlText unwritten() {
    return ddl.fragment(
        "{}::text IS NOT DISTINCT FROM ({})::text",
        name,
        context.dialect().renameColumn(forward(), name, trash));
  }

  /** The server changes the type of an identity's sequence, but not that of a serial column's. */
  private Optional<String> sequenceType(Column now) {
    return context
        .sequence(table, before)
        .filter(s -> s.isSerial() && !before.type().equals(target.type()))
        .filter(s -> TypeConversion.isInteger(now.type()))
        .map(s -> ddl.sql("ALTER SEQUENCE {} AS {}", s.name(), SqlText.of(now.type())));
  }

  // --- rows that violate

  private Optional<DataCheck> misfits() {
    if (using.isEmpty() && change.kind() == Kind.LOSSLESS) return Optional.empty();
    if (keepsText && !NewTypes.isOne(context, target)) return Optional.empty();
    String column = context.quote(context.live(table, name));
    Optional<String> condition =
        using.isEmpty() && change.misfit().isPresent()
            ? change.misfit().map(m -> m.replace("%s", column))
            : using.isEmpty() && NewTypes.isOne(context, target)
                ? new NewTypes(context).misfit(column, before, target).map(SqlText::written)
                : context.live(table, forward()).map(this::cannotBeCast);
    return condition.map(
        c ->
            new DataCheck(
                "cast:" + table + "." + name,
                table,
                CheckTexts.misfits(name, target.type()),
                context.rows(table, c),
                CheckTexts.addConversion(context.inYaml(table, name))));
  }

  private String cannotBeCast(String live) {
    SqlText expression = SqlText.of(live);
    return before.nullable()
        ? RollbackFit.neverTrue(context, expression).written()
        : ddl.sql("({} OR ({}) IS NULL)", RollbackFit.neverTrue(context, expression), expression);
  }
}
