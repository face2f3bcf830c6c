package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.ddl.ObjectText;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.order.StepOrder;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Functions that get another text while tables call them. A generated column or index is computed
 * by the function that is there at that moment: what is new comes after the function has changed,
 * what leaves goes before, and what is computed again is one transaction with it, whose rollback
 * begins with the function. Else a rollback would compute it by the wrong text.
 *
 * <p>What stays keeps the old results, and the server does not drop a function while a table calls
 * it.
 */
public final class ReplacedFunctions {
  private final PostgresContext context;
  private final List<Change.ReplaceObject> replaced = new ArrayList<>();
  private final Map<QualifiedName, Set<String>> retyped = new TreeMap<>();

  public ReplacedFunctions(PostgresContext context, List<Change> changes) {
    this.context = context;
    for (Change change : changes) {
      if (change instanceof Change.ReplaceObject c
          && c.after().kind() == Kind.FUNCTION
          && !ObjectText.of(c.before().create())
              .main()
              .equals(ObjectText.of(c.after().create()).main())) replaced.add(c);
      if (change instanceof Change.AlterColumn c && !c.before().type().equals(c.after().type()))
        retyped.computeIfAbsent(c.table(), t -> new HashSet<>()).add(c.after().name());
    }
  }

  private static boolean staysInPlace(Change.ReplaceObject change) {
    return Replaceable.inPlace(change.before(), change.after())
        && Replaceable.inPlace(change.after(), change.before());
  }

  private static TableCalls calls(Change.ReplaceObject change) {
    return new TableCalls(ObjectTrash.bare(change.after().name()).name());
  }

  /** A function as it is before it is replaced. What it computed goes first. */
  public static StepKey oldText(SchemaObject function) {
    return State.BEFORE.of(function.name());
  }

  /** The server drops no function that a table calls. */
  public void refuse(StepSink sink) {
    for (Change.ReplaceObject change : replaced) {
      if (staysInPlace(change)) continue;
      TableCalls calls = calls(change);
      for (Table table : context.renamed().tables().values()) {
        Set<String> parts = new HashSet<>(calls.of(table));
        Optional<Table> target = context.target().table(table.name());
        target.map(calls::of).ifPresentOrElse(parts::retainAll, parts::clear);
        parts.stream()
            .sorted()
            .findFirst()
            .ifPresent(part -> sink.refuse(ObjectRefusals.functionInUse(change.after(), part)));
      }
    }
  }

  /** What of the tables keeps results of the old text, in words. */
  public List<String> keeping(SchemaObject after) {
    List<String> all = new ArrayList<>();
    for (Change.ReplaceObject change : replaced) {
      if (!change.after().equals(after)) continue;
      TableCalls calls = calls(change);
      for (Table table : context.renamed().tables().values()) {
        Optional<Table> target = context.target().table(table.name());
        if (target.isEmpty()) continue;
        List<String> parts = new ArrayList<>(calls.stored(kept(table, target.get())));
        parts.retainAll(calls.stored(target.get()));
        all.addAll(parts);
      }
    }
    return all;
  }

  /** The parts of a table that no step makes again. */
  private Table kept(Table table, Table target) {
    Set<String> changed = retyped.getOrDefault(table.name(), Set.of());
    return table
        .withColumns(
            table.columns().stream()
                .filter(
                    c ->
                        target
                            .column(c.name())
                            .filter(t -> isKept(table, c, t, changed))
                            .isPresent())
                .toList())
        .withIndexes(table.indexes().stream().filter(target.indexes()::contains).toList())
        .filterConstraints(target.constraints()::contains);
  }

  private boolean isKept(Table table, Column before, Column after, Set<String> retyped) {
    return before.generated().equals(after.generated())
        && context.computedFrom(table.name(), before).stream().noneMatch(retyped::contains);
  }

  /** The steps, each in its order to the functions. */
  public List<UnorderedStep> ordered(List<UnorderedStep> drafts) {
    List<UnorderedStep> ordered = drafts;
    for (Change.ReplaceObject change : replaced) {
      ordered = afterNewText(change, ordered);
      ordered = beforeNewText(change, ordered);
    }
    return ordered;
  }

  private List<UnorderedStep> afterNewText(
      Change.ReplaceObject change, List<UnorderedStep> drafts) {
    StepKey there = State.OBJECT.of(change.after().name());
    List<UnorderedStep> ordered = new ArrayList<>();
    for (UnorderedStep draft : drafts) {
      if (!computes(change, draft)) ordered.add(draft);
      else if (computesBack(change, draft) && canJoin(draft) && staysInPlace(change))
        ordered.add(draft.withKeys(Set.of(there), Set.of()).together(oldText(change.before())));
      else ordered.add(draft.withKeys(Set.of(there), Set.of()));
    }
    return ordered;
  }

  /** Where steps would wait for each other, the one that leaves is not the first. */
  private List<UnorderedStep> beforeNewText(
      Change.ReplaceObject change, List<UnorderedStep> drafts) {
    StepKey key =
        staysInPlace(change) ? oldText(change.before()) : State.OBJECT.of(change.before().name());
    List<UnorderedStep> ordered = new ArrayList<>(drafts);
    for (int i = 0; i < ordered.size(); i++) {
      UnorderedStep draft = ordered.get(i);
      if (computes(change, draft) || !computesBack(change, draft)) continue;
      ordered.set(i, draft.withKeys(Set.of(), Set.of(key)));
      if (!StepOrder.cycles(ordered).isEmpty()) ordered.set(i, draft);
    }
    return ordered;
  }

  private static boolean canJoin(UnorderedStep draft) {
    return draft.step().mode() == Mode.TRANSACTION && draft.step().downMode() == Mode.TRANSACTION;
  }

  private boolean computes(Change.ReplaceObject change, UnorderedStep draft) {
    return isOfTable(draft, staysInPlace(change)) && calls(change).in(draft.step().up());
  }

  private boolean computesBack(Change.ReplaceObject change, UnorderedStep draft) {
    TableCalls calls = calls(change);
    if (!isOfTable(draft, staysInPlace(change))) return false;
    return calls.in(draft.step().down())
        || draft.step().effects().stream().anyMatch(effect -> leaves(effect, calls));
  }

  private static boolean leaves(Change effect, TableCalls calls) {
    if (effect instanceof Change.DropTable c) return !calls.of(c.definition()).isEmpty();
    if (effect instanceof Change.DropColumn c) return calls.in(c.column());
    if (effect instanceof Change.DropIndex c) return calls.in(c.index());
    return effect instanceof Change.DropConstraint c && calls.in(c.constraint());
  }

  /**
   * True for a step of a table. Where the function stays in place, a table without rows and a
   * default have nothing that was computed.
   */
  private static boolean isOfTable(UnorderedStep draft, boolean staysInPlace) {
    return draft.step().effects().stream()
        .filter(Change.TableChange.class::isInstance)
        .anyMatch(effect -> !staysInPlace || computesRows(effect));
  }

  private static boolean computesRows(Change effect) {
    if (effect instanceof Change.AlterColumn c)
      return !c.before().type().equals(c.after().type())
          || !c.before().generated().equals(c.after().generated());
    return !(effect instanceof Change.CreateTable) && !(effect instanceof Change.DropTable);
  }
}
