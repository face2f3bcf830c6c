package dev.underpin.cli.text;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.apply.PossibleCommands;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.database.ContractGate;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.status.StatusResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a database stands, as a person reads it. */
public final class StatusText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final int TIME_WIDTH = "2026-11-21 09:30:00 UTC".length();

  private final StatusResult result;
  private final Style style;
  private final TextPage page;
  private final SuggestedCommands commands;

  private StatusText(StatusResult result, Layout layout, SuggestedCommands commands) {
    this.result = result;
    this.style = layout.style();
    this.page = new TextPage(layout);
    this.commands = commands;
  }

  /**
   * The whole text.
   *
   * @param steps true where each step is shown too
   */
  public static String of(
      StatusResult result, boolean steps, Layout layout, SuggestedCommands commands) {
    StatusText text = new StatusText(result, layout, commands);
    text.write(steps);
    return text.page.toString();
  }

  private void write(boolean steps) {
    String head = result.database() + " on " + result.engine() + ": " + summary(result);
    for (String text : LineWrapper.prose(head, page.width())) page.line(style.bold(text));
    if (!result.history().items().isEmpty()) page.blank();
    for (MigrationStates.Item item : result.history().items()) {
      item(item);
      if (steps) item.entry().ifPresent(this::steps);
    }
    if (!result.waiting().isEmpty()) {
      page.blank();
      for (ContractGate.Waiting waiting : result.waiting()) page.prose("", waiting(waiting));
    }
    if (!result.others().isEmpty()) others();
    if (!result.trash().isEmpty()) trash();
    if (result.underWay().isPresent()) underWay(result.underWay().get());
    else next();
  }

  private void others() {
    page.blank();
    String projects =
        result.others().entrySet().stream()
            .map(
                e ->
                    (e.getKey().isEmpty() ? "without a name" : e.getKey())
                        + " ("
                        + e.getValue()
                        + ")")
            .collect(Collectors.joining(", "));
    page.prose("", "Other projects with migrations on this database: " + projects + ".");
  }

  /** Whether CONTRACT steps may run, as lines. */
  public static String gate(StatusResult result) {
    if (result.waiting().isEmpty()) return "CONTRACT steps may run.\n";
    StringBuilder text = new StringBuilder();
    for (ContractGate.Waiting waiting : result.waiting())
      text.append(waiting(waiting)).append('\n');
    return text.toString();
  }

  /** Whether they may run, in a few words. */
  public static String gateInShort(StatusResult result) {
    return result.waiting().isEmpty() ? "CONTRACT steps may run" : "CONTRACT steps wait";
  }

  /** Where the migrations stand, in a few words. */
  public static String inShort(StatusResult result) {
    return summary(result).replaceFirst("[.]$", "");
  }

  /** Why CONTRACT steps may not run yet, as a sentence. */
  public static String waiting(ContractGate.Waiting waiting) {
    return waiting
        .until()
        .map(at -> "The CONTRACT steps of " + waiting.id() + " wait until " + TIME.format(at) + ".")
        .orElse("The CONTRACT steps of " + waiting.id() + " wait for its other steps.");
  }

  /** While a run is at work, nothing has to be done. */
  private void underWay(String who) {
    page.blank();
    String since =
        partial()
            .map(e -> " of " + e.id() + " is under way since " + TIME.format(e.startedAt()))
            .orElse(" is under way");
    String step =
        partial()
            .filter(e -> !e.remaining().isEmpty())
            .map(
                e ->
                    " Step %s of %s.".formatted(e.remaining().get(0), e.migration().steps().size()))
            .orElse("");
    String paused =
        result
            .pauseFile()
            .map(file -> " It is paused until the file " + file + " is removed.")
            .orElse("");
    page.prose("", "A run" + since + ", by " + who + "." + step + paused);
  }

  private Optional<HistoryEntry> partial() {
    return result.history().in(MigrationStates.State.PARTIAL).stream()
        .flatMap(i -> i.entry().stream())
        .findFirst();
  }

  private void trash() {
    long bytes = result.trashBytes();
    page.blank();
    page.line(
        "Trash: "
            + StepNumbers.count(result.trash().size(), "dropped object")
            + (bytes > 0 ? ", " + HumanUnits.bytes(bytes) : "")
            + ".");
    for (TrashItem thing : result.trash()) page.prose("  ", item(thing));
    page.command("Restore one:  ", commands.of("trash", "restore", "NAME"));
    page.command("Empty it:     ", commands.of("purge"));
  }

  /** Whether all migrations are applied, and if not, which are not. */
  public static String summary(StatusResult result) {
    int pending = result.history().in(MigrationStates.State.PENDING).size();
    int partial = result.history().in(MigrationStates.State.PARTIAL).size();
    int unreadable = result.history().in(MigrationStates.State.UNREADABLE).size();
    int edited = result.history().in(MigrationStates.State.EDITED).size();
    int missing = result.history().in(MigrationStates.State.MISSING).size();
    StringBuilder text = new StringBuilder();
    if (pending > 0) text.append(", ").append(pending).append(" pending");
    if (unreadable > 0) text.append(", ").append(unreadable).append(" cannot be run");
    if (partial > 0) text.append(", ").append(partial).append(" partially applied");
    if (edited > 0) text.append(", ").append(edited).append(" edited after being applied");
    if (missing > 0) text.append(", ").append(missing).append(" applied with missing files");
    if (text.length() > 0) return text.substring(2) + ".";
    return result.history().last().isEmpty() ? "nothing applied yet." : "clean.";
  }

  private void item(MigrationStates.Item item) {
    String padded = String.format("%-" + stateWidth() + "s", word(item.state()));
    String state =
        switch (item.state()) {
          case APPLIED, BASELINE, SQUASHED -> style.green(padded);
          case PENDING, PARTIAL -> style.yellow(padded);
          case EDITED, MISSING, UNREADABLE -> style.red(padded);
          case ROLLED_BACK -> style.dim(padded);
        };
    boolean pending = item.state() == MigrationStates.State.PENDING;
    String when =
        item.entry()
            .filter(e -> !pending)
            .map(e -> TIME.format(e.finishedAt().orElse(e.startedAt())))
            .orElse("");
    String text = "  " + state + "  " + item.id();
    int length = 4 + padded.length() + item.id().length();
    if (length + 2 + when.length() <= page.width()) {
      int gap = Math.min(idWidth(), page.width() - 6 - padded.length() - TIME_WIDTH);
      page.line(text + " ".repeat(2 + Math.max(0, gap - item.id().length())) + when);
    } else {
      page.line(text);
      page.line(" ".repeat(4 + padded.length()) + when);
    }
    if (item.state() == MigrationStates.State.PARTIAL) item.entry().ifPresent(this::remaining);
    item.problem().ifPresent(this::problem);
  }

  private int stateWidth() {
    return result.history().items().stream()
        .mapToInt(i -> word(i.state()).length())
        .max()
        .orElse(0);
  }

  private int idWidth() {
    return result.history().items().stream().mapToInt(i -> i.id().length()).max().orElse(0);
  }

  /** The state of a migration in words. */
  public static String word(MigrationStates.State state) {
    return switch (state) {
      case APPLIED -> "applied";
      case BASELINE -> "baseline";
      case SQUASHED -> "squashed";
      case PARTIAL -> "partially applied";
      case PENDING -> "pending";
      case EDITED -> "edited";
      case MISSING -> "files missing";
      case UNREADABLE -> "cannot be run";
      case ROLLED_BACK -> "rolled back";
    };
  }

  private void remaining(HistoryEntry entry) {
    String indent = " ".repeat(stateWidth() + 4);
    if (!entry.remaining().isEmpty()) {
      page.line(
          "%ssteps %s of %s remain"
              .formatted(
                  indent, StepNumbers.ranges(entry.remaining()), entry.migration().steps().size()));
    }
    entry.error().ifPresent(error -> page.lines(indent, commands.complete(error)));
  }

  private void problem(UnderpinException problem) {
    page.lines(" ".repeat(stateWidth() + 4), commands.complete(problem.labelled()));
  }

  private void steps(HistoryEntry entry) {
    entry.appliedBy().ifPresent(by -> page.prose("         ", "by " + by));
    entry.rolledBackBy().ifPresent(by -> page.prose("         ", "rolled back by " + by));
    for (MigrationStep step : entry.migration().steps()) {
      String done = entry.executed().contains(step.number()) ? "done" : "-";
      String head = String.format("    %4d  %-5s %-9s ", step.number(), done, step.phase().word());
      page.hanging(head, " ".repeat(head.length()), step.title());
      StepMeasureLines.of(step, result.measures()).forEach(page::line);
    }
  }

  /** Only commands that work. */
  private void possibleCommands(String id) {
    PossibleCommands possible = result.possibleCommands().orElse(new PossibleCommands(true, true));
    if (possible.apply()) page.command("Finish it:     ", commands.of("apply"));
    if (possible.rollback())
      page.command("Roll it back:  ", commands.of("rollback", "--to", previous()));
    if (!possible.apply() || !possible.rollback())
      page.command("Keep the live schema as it is:  ", commands.of("resolve", id, "--accept"));
  }

  private void next() {
    MigrationStates history = result.history();
    if (!history.in(MigrationStates.State.PARTIAL).isEmpty()) {
      page.blank();
      possibleCommands(history.in(MigrationStates.State.PARTIAL).get(0).id());
    } else if (!history.in(MigrationStates.State.PENDING).isEmpty()) {
      page.blank();
      page.command("Run what is pending:  ", commands.of("apply"));
    }
    if (!history.in(MigrationStates.State.EDITED).isEmpty()
        || !history.in(MigrationStates.State.MISSING).isEmpty()) {
      page.blank();
      page.prose(
          "",
          "Restore the files as they were applied (git checkout), and make changes in a new migration.");
    }
  }

  private String previous() {
    return partial().map(HistoryEntry::previous).orElse(HistoryEntry.START);
  }

  /** A time as it is printed. */
  public static String time(Instant at) {
    return TIME.format(at);
  }

  /** Something in the trash: what it was, and how large it is. */
  public static String item(TrashItem item) {
    String name = item.table() + item.column().map(c -> "." + c).orElse("");
    String rows = item.rows() >= 0 ? "  " + HumanUnits.rows(item.rows()) : "";
    return name + rows + (item.bytes() > 0 ? ", " + HumanUnits.bytes(item.bytes()) : "");
  }
}
