package dev.underpin.cli.html;

import dev.underpin.cli.text.HumanUnits;
import dev.underpin.cli.text.StatusText;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Lock;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.Measures;
import dev.underpin.runner.history.Observation;
import dev.underpin.runner.history.Prediction;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.status.StatusResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every migration with its steps, and the trash.
 *
 * @param clean true where nothing is pending or has to be looked after
 * @param remarks what else there is to know, as sentences
 */
public record HistorySection(
    String id,
    String heading,
    boolean clean,
    String summary,
    List<Item> migrations,
    List<String> remarks,
    List<String> trash)
    implements HtmlSection {

  /**
   * A migration.
   *
   * @param tone {@code ok}, {@code warning}, {@code error} or {@code quiet}
   * @param when when it ended, or began; empty where it has not run
   * @param remarks who ran it, which steps remain, what went wrong
   */
  public record Item(
      String id,
      String state,
      String tone,
      String when,
      List<String> remarks,
      List<StepRow> steps) {}

  /** A step with what was predicted and what was observed; "-" where that is not known. */
  public record StepRow(
      int number,
      String phase,
      String title,
      boolean done,
      String lock,
      String predicted,
      String observed,
      String rows,
      String waited) {}

  private static final String UNKNOWN = "-";

  /**
   * Where a database stands.
   *
   * @param measures what was predicted and observed, by the migration's id
   */
  public static HistorySection of(
      String id, String heading, StatusResult result, Map<String, Measures> measures) {
    List<String> remarks = new ArrayList<>();
    result.waiting().forEach(w -> remarks.add(StatusText.waiting(w)));
    result.underWay().ifPresent(who -> remarks.add("A run is under way, by " + who + "."));
    result
        .others()
        .forEach(
            (project, count) ->
                remarks.add(
                    "Another project, %s, has %s on this database."
                        .formatted(
                            project.isEmpty() ? "without a name" : project,
                            StepNumbers.count(count, "migration"))));
    return new HistorySection(
        id,
        heading,
        result.isClean(),
        result.database() + " on " + result.engine() + ": " + StatusText.summary(result),
        result.history().items().stream()
            .map(i -> item(i, measures.getOrDefault(i.id(), Measures.NONE)))
            .toList(),
        remarks,
        result.trash().stream().map(StatusText::item).toList());
  }

  private static Item item(MigrationStates.Item item, Measures measures) {
    Optional<HistoryEntry> entry =
        item.entry().filter(e -> item.state() != MigrationStates.State.PENDING);
    List<String> remarks = new ArrayList<>();
    entry.flatMap(HistoryEntry::appliedBy).ifPresent(by -> remarks.add("by " + by));
    entry.flatMap(HistoryEntry::rolledBackBy).ifPresent(by -> remarks.add("rolled back by " + by));
    if (item.state() == MigrationStates.State.PARTIAL) {
      entry
          .filter(e -> !e.remaining().isEmpty())
          .ifPresent(
              e ->
                  remarks.add(
                      "steps %s of %s remain"
                          .formatted(
                              StepNumbers.ranges(e.remaining()), e.migration().steps().size())));
      entry.flatMap(HistoryEntry::error).ifPresent(remarks::add);
    }
    item.problem().map(UnderpinException::labelled).ifPresent(remarks::add);
    return new Item(
        item.id(),
        StatusText.word(item.state()),
        tone(item.state()),
        entry.map(e -> StatusText.time(e.finishedAt().orElse(e.startedAt()))).orElse(""),
        remarks,
        entry.stream()
            .flatMap(e -> e.migration().steps().stream().map(s -> step(s, e, measures)))
            .toList());
  }

  private static String tone(MigrationStates.State state) {
    return switch (state) {
      case APPLIED, BASELINE, SQUASHED -> "ok";
      case PENDING, PARTIAL -> "warning";
      case EDITED, MISSING, UNREADABLE -> "error";
      case ROLLED_BACK -> "quiet";
    };
  }

  private static StepRow step(MigrationStep step, HistoryEntry entry, Measures measures) {
    Prediction prediction = measures.prediction(step.number());
    Optional<Observation> seen = measures.observation(step.number());
    return new StepRow(
        step.number(),
        step.phase().word(),
        step.title(),
        entry.executed().contains(step.number()),
        seen.flatMap(o -> o.seen().lock())
            .or(() -> Optional.of(Lock.name(step.lock())).filter(name -> !name.isEmpty()))
            .orElse(UNKNOWN),
        prediction.time().map(HumanUnits::time).orElse(UNKNOWN),
        seen.map(o -> HumanUnits.exactly(o.took())).orElse(UNKNOWN),
        seen.filter(o -> o.rows() > 0).map(o -> HumanUnits.count(o.rows())).orElse(UNKNOWN),
        seen.filter(o -> !o.waited().isZero())
            .map(o -> HumanUnits.exactly(o.waited()))
            .orElse(UNKNOWN));
  }
}
