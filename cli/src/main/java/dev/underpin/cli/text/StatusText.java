package dev.underpin.cli.text;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.LedgerEntry;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.workflow.History;
import dev.underpin.workflow.StatusResult;
import dev.underpin.workflow.Steps;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where a database stands, as a person reads it. */
public final class StatusText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final StatusResult result;
  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private StatusText(StatusResult result, Style style) {
    this.result = result;
    this.style = style;
  }

  /**
   * The whole text.
   *
   * @param steps true where each step is shown too
   */
  public static String of(StatusResult result, boolean steps, Style style) {
    StatusText text = new StatusText(result, style);
    text.write(steps);
    return text.out.toString();
  }

  private void write(boolean steps) {
    line(style.bold(result.database() + " on " + result.engine() + ": " + summary()));
    if (!result.history().items().isEmpty()) line("");
    for (History.Item item : result.history().items()) {
      item(item);
      if (steps) item.entry().ifPresent(this::steps);
    }
    if (!result.trash().isEmpty()) {
      long bytes = result.trashBytes();
      line("");
      line(
          "Trash: "
              + Steps.count(result.trash().size(), "dropped object")
              + (bytes > 0 ? ", " + Amount.bytes(bytes) : "")
              + ". Empty it: underpin purge");
      for (TrashItem thing : result.trash()) line("  " + item(thing));
    }
    next();
  }

  private String summary() {
    int pending = result.history().in(History.State.PENDING).size();
    int partial = result.history().in(History.State.PARTIAL).size();
    int edited = result.history().in(History.State.EDITED).size();
    int missing = result.history().in(History.State.MISSING).size();
    StringBuilder text = new StringBuilder();
    if (pending > 0) text.append(", ").append(pending).append(" pending");
    if (partial > 0) text.append(", ").append(partial).append(" half done");
    if (edited > 0) text.append(", ").append(edited).append(" edited after being applied");
    if (missing > 0) text.append(", ").append(missing).append(" applied with the files gone");
    if (text.length() > 0) return text.substring(2) + ".";
    return result.history().last().isEmpty() ? "nothing applied yet." : "clean.";
  }

  private void item(History.Item item) {
    String padded = String.format("%-12s", word(item.state()));
    String state =
        switch (item.state()) {
          case APPLIED, BASELINE -> style.green(padded);
          case PENDING, PARTIAL -> style.yellow(padded);
          case EDITED, MISSING -> style.red(padded);
          case ROLLED_BACK -> style.dim(padded);
        };
    String when =
        item.entry().map(e -> TIME.format(e.finishedAt().orElse(e.startedAt()))).orElse("");
    line(
        "  "
            + state
            + String.format("%-50s", item.id())
            + "  "
            + (item.state() == History.State.PENDING ? "" : when));
    boolean half = item.state() == History.State.PARTIAL;
    item.entry().filter(e -> half).ifPresent(this::remaining);
  }

  private static String word(History.State state) {
    return switch (state) {
      case APPLIED -> "applied";
      case BASELINE -> "baseline";
      case PARTIAL -> "half done";
      case PENDING -> "pending";
      case EDITED -> "edited";
      case MISSING -> "files gone";
      case ROLLED_BACK -> "rolled back";
    };
  }

  private void remaining(LedgerEntry entry) {
    line(
        "              steps "
            + Steps.ranges(entry.remaining())
            + " of "
            + entry.migration().steps().size()
            + " remain");
    entry.error().ifPresent(error -> error.lines().forEach(l -> line("              " + l)));
  }

  private void steps(LedgerEntry entry) {
    for (MigrationStep step : entry.migration().steps()) {
      String done = entry.executed().contains(step.number()) ? "done" : "-";
      line(
          String.format(
              "    %4d  %-5s %-9s %s", step.number(), done, step.phase().word(), step.title()));
    }
  }

  private void next() {
    History history = result.history();
    if (!history.in(History.State.PARTIAL).isEmpty()) {
      line("");
      line("Finish it: underpin apply     Take it back: underpin rollback");
    } else if (!history.in(History.State.PENDING).isEmpty()) {
      line("");
      line("Run what is pending: underpin apply");
    }
    if (!history.in(History.State.EDITED).isEmpty()
        || !history.in(History.State.MISSING).isEmpty()) {
      line("");
      line(
          "Bring the files back as they were applied (git checkout), and make changes in a new migration.");
    }
  }

  /** Something in the trash: what it was, and how large it is. */
  public static String item(TrashItem item) {
    String name = item.table() + item.column().map(c -> "." + c).orElse("");
    String rows = item.rows() >= 0 ? "  " + Amount.rows(item.rows()) : "";
    return name + rows + (item.bytes() > 0 ? ", " + Amount.bytes(item.bytes()) : "");
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
