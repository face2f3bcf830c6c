package dev.underpin.workflow.plan;

import dev.underpin.planner.Planner;
import dev.underpin.planner.migration.Edit;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Risk;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.finding.FindingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How much the steps of a plan or of a saved migration can harm, on this database.
 *
 * @param limit the most that was asked for; absent for any
 */
public record StepRisks(List<Item> items, Optional<Risk> limit) {
  /**
   * One step.
   *
   * @param what its number and title
   */
  public record Item(int number, String what, Risk risk) {}

  /** Of no step. */
  public static final StepRisks NONE = new StepRisks(List.of(), Optional.empty());

  public StepRisks {
    items = List.copyOf(items);
  }

  /** Of the steps of a plan. */
  public static StepRisks of(PlanResult result, long largeTable, Optional<Risk> limit) {
    List<Item> items = new ArrayList<>();
    for (Step step : result.plan().steps()) {
      int number = items.size() + 1;
      TableFacts facts = result.facts(step.subject());
      Risk risk = Risk.of(step.lock(), step.needs(), facts, largeTable);
      String title = step.title() + " (" + result.names().of(step.subject()) + ")";
      items.add(new Item(number, "step " + number + ": " + title, risk));
    }
    return new StepRisks(items, limit);
  }

  /** Of the steps of a saved migration that are to run, and of what was edited in its files. */
  public static StepRisks of(
      Migration migration,
      List<MigrationStep> toRun,
      List<Edit> edits,
      Catalog catalog,
      long largeTable,
      Optional<Risk> limit) {
    EnginePlanner engine = Planner.recipes(migration.engineId());
    // An earlier version did not say which step needs what.
    boolean isKnown = migration.steps().stream().anyMatch(s -> !s.needs().isEmpty());
    Set<Allow> unknown =
        isKnown
            ? Set.of()
            : Set.copyOf(
                migration.allowed().stream()
                    .flatMap(w -> Allow.of(w).stream())
                    .distinct()
                    .toList());
    List<Item> items = new ArrayList<>();
    for (MigrationStep step : toRun) {
      Lock.Blocks blocks =
          step.lock().isEmpty()
              ? Lock.Blocks.READS_AND_WRITES
              : engine.blocks(Lock.name(step.lock()));
      Lock lock = new Lock(Lock.name(step.lock()), blocks, Lock.work(step.lock()));
      Set<Allow> needs = isKnown ? step.needs() : unknown;
      Risk risk = Risk.of(lock, needs, facts(migration, step, catalog), largeTable);
      items.add(
          new Item(
              step.number(),
              "%s, step %s: %s".formatted(migration.id(), step.number(), step.title()),
              risk));
    }
    for (Edit edit : edits)
      items.add(
          new Item(
              0,
              "edited: " + edit.sentence(),
              Risk.isHigh(edit.needs()) ? Risk.HIGH : Risk.MEDIUM));
    return new StepRisks(items, limit);
  }

  /** Those of the table; where the migration renames some, those of the largest one. */
  private static TableFacts facts(Migration migration, MigrationStep step, Catalog catalog) {
    Optional<TableFacts> named = Predictions.facts(step, catalog);
    if (named.isPresent()) return named.get();
    boolean renames =
        migration.steps().stream()
            .flatMap(s -> s.up().stream())
            .anyMatch(sql -> sql.toUpperCase(Locale.ROOT).contains("RENAME"));
    if (!renames) return TableFacts.UNKNOWN;
    return catalog.tables().values().stream()
        .max((a, b) -> Long.compare(a.bytes(), b.bytes()))
        .orElse(TableFacts.UNKNOWN);
  }

  /** That of the whole. */
  public Risk whole() {
    return items.stream().map(Item::risk).reduce(Risk.LOW, Risk::or);
  }

  /** The numbers of the steps of the highest risk, where that is not low. */
  public List<Integer> highest() {
    Risk most = whole();
    return most == Risk.LOW ? List.of() : numbers(most);
  }

  private List<Integer> numbers(Risk least) {
    return items.stream()
        .filter(i -> i.risk().compareTo(least) >= 0)
        .map(Item::number)
        .filter(n -> n > 0)
        .toList();
  }

  /** What is above the limit. */
  public List<Item> above() {
    return limit
        .map(max -> items.stream().filter(i -> i.risk().compareTo(max) > 0).toList())
        .orElse(List.of());
  }

  /** Why it is refused; to be called only where something is above the limit. */
  public String refusal() {
    StringBuilder text = new StringBuilder("The risk is above the limit, which is ");
    text.append(limit.orElse(Risk.HIGH).word()).append(':');
    String line = FindingCode.RISK_ABOVE_LIMIT.after(text.toString());
    StringBuilder all = new StringBuilder(line);
    for (Item item : above())
      all.append("\n  ").append(item.risk().word()).append("  ").append(item.what());
    return all.toString();
  }
}
