package dev.underpin.workflow.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Risk;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.ReplacedStates;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.plan.StepRisks;
import dev.underpin.workflow.settings.RequiredEnvironment;
import dev.underpin.workflow.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What {@code underpin.yaml} asks for before saved migrations run. */
record ApplyGuards(Settings settings) {
  /** Refuse steps of a higher risk than is allowed. */
  void requireRisk(LiveDatabase live, List<PlannedRun> runs, Phase until) {
    Optional<Risk> limit = settings.guards().maxRisk();
    if (limit.isEmpty()) return;
    Catalog catalog = live.read(live.everything());
    List<StepRisks.Item> items = new ArrayList<>();
    for (PlannedRun run : runs) {
      if (!run.needed()) continue;
      List<MigrationStep> left = run.left(until);
      items.addAll(
          StepRisks.of(run.migration(), left, run.edits(), catalog, settings.largeTable(), limit)
              .items());
    }
    StepRisks risks = new StepRisks(items, limit);
    if (risks.above().isEmpty()) return;
    throw UnderpinException.refused("Refused; nothing was changed.\n\n" + risks.refusal());
  }

  /** Refuse a migration that an environment has not applied that must have it first. */
  void requireAppliedElsewhere(List<PlannedRun> runs) {
    for (RequiredEnvironment place : settings.guards().requireAppliedIn()) {
      Map<String, HistoryEntry> history = history(place);
      MigrationFolder folder = new MigrationFolder(settings.migrations());
      for (PlannedRun run : runs) {
        // One that has begun here was let through when it began.
        if (run.checksum().isEmpty() || !run.done().isEmpty()) continue;
        if (new ReplacedStates(folder, List.copyOf(history.values())).isHad(run.migration().id()))
          continue;
        Optional<String> why =
            whyNot(Optional.ofNullable(history.get(run.migration().id())), run.checksum());
        if (why.isPresent())
          throw refused(
              run.migration().id()
                  + " "
                  + why.get()
                  + " in the environment \""
                  + place.name()
                  + "\"",
              place);
      }
    }
  }

  private static Optional<String> whyNot(Optional<HistoryEntry> entry, String checksum) {
    if (entry.isEmpty()) return Optional.of("is not applied");
    return switch (entry.get().state()) {
      case PARTIAL -> Optional.of("is only partially applied");
      case ROLLED_BACK -> Optional.of("was rolled back");
      case APPLIED, BASELINE ->
          entry.get().checksum().equals(checksum)
              ? Optional.empty()
              : Optional.of("was applied with another up.sql");
    };
  }

  private Map<String, HistoryEntry> history(RequiredEnvironment place) {
    String who = "The environment \"" + place.name() + "\"";
    if (place.url().isEmpty())
      throw refused(who + " has no url in underpin.yaml, or a variable in it is not set", place);
    try (LiveDatabase other =
        LiveDatabase.toRead(settings.withUrl(place.url().get(), place.password()))) {
      return HistoryReader.entries(other.database()).stream()
          .collect(
              Collectors.toMap(HistoryEntry::id, Function.identity(), (before, after) -> after));
    } catch (UnderpinException e) {
      throw refused(who + " cannot be asked: " + firstSentence(e), place);
    }
  }

  /** What follows is advice for the other database. */
  private static String firstSentence(UnderpinException e) {
    String text = String.valueOf(e.getMessage()).strip();
    String line = text.lines().findFirst().orElse(text);
    int end = line.indexOf(". ");
    return end < 0 ? line : line.substring(0, end);
  }

  private UnderpinException refused(String why, RequiredEnvironment place) {
    return UnderpinException.refused(
        FindingCode.NOT_APPLIED_ELSEWHERE,
        """
        %s. %s needs it there first (require_applied_in). Nothing was changed.
        Apply it there:  underpin apply --env %s"""
            .formatted(
                why.endsWith(".") ? why.substring(0, why.length() - 1) : why,
                settings
                    .environment()
                    .map(name -> "The environment \"" + name + "\"")
                    .orElse("This database"),
                place.name()));
  }
}
