package dev.underpin.cli.command;

import dev.underpin.cli.terminal.Printed;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.HumanUnits;
import dev.underpin.cli.text.LineWrapper;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.apply.RunListener;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;

/**
 * A line for each step on standard error. On a terminal the line of the running step moves: a long
 * copy has a bar, and any other step shows for how long it has been running. In a log, a step that
 * is not over at once has a line when it begins and one every ten seconds.
 */
final class Progress implements RunListener {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final int TICK = 1_000;
  private static final int BAR = 20;

  /** Where a step's title begins. */
  private static final String INDENT = " ".repeat(15);

  /** A copy that was told of so lately needs no clock. */
  private static final Duration TOLD = Duration.ofSeconds(2);

  private final Terminal terminal;
  private final boolean back;
  private final int width;
  private final boolean quiet;
  private long lastLine = System.nanoTime();
  private Optional<Timer> clock = Optional.empty();
  private Optional<Pace> pace = Optional.empty();
  private long lastTold;
  private boolean saidBegin;
  private final Set<String> others = new HashSet<>();
  private final Set<String> notNeeded = new HashSet<>();

  /**
   * @param back true where steps are rolled back
   * @param width how many characters fit on a line
   * @param quiet true where nothing is to be printed
   */
  Progress(Terminal terminal, boolean back, int width, boolean quiet) {
    this.terminal = terminal;
    this.back = back;
    this.width = width;
    this.quiet = quiet;
  }

  @Override
  public void note(String text) {
    line("note: " + text);
  }

  @Override
  public void appliedByAnother(String id) {
    others.add(id);
  }

  /** True for a migration that was found applied when this run could begin. */
  boolean isOthers(String id) {
    return others.contains(id);
  }

  @Override
  public void notNeeded(String id) {
    notNeeded.add(id);
  }

  /** True for a migration of which this database needs no step. */
  boolean isNotNeeded(String id) {
    return notNeeded.contains(id);
  }

  @Override
  public void queued(String holder) {
    line("Another run is using this database; waiting for it to end: " + holder);
  }

  @Override
  public void started(MigrationStep step) {
    pace = Optional.empty();
    if (quiet) return;
    if (terminal.interactive()) moving(head(step), " …");
    tickFor(step);
  }

  @Override
  public void failed(MigrationStep step) {
    stopTicking();
    if (terminal.interactive()) moving("", "");
  }

  @Override
  public void finished(MigrationStep step, Duration took) {
    stopTicking();
    line(head(step) + "  " + time(took));
  }

  @Override
  public void skipped(MigrationStep step) {
    line(head(step) + "  already done");
  }

  @Override
  public void batch(MigrationStep step, long rows, long total) {
    stopTicking();
    String done =
        "  "
            + HumanUnits.rows(rows)
            + (total > 0 ? " of ~" + HumanUnits.rows(total) : "")
            + pace(rows, total);
    if (terminal.interactive()) moving(head(step), done);
    else now(head(step) + done);
  }

  /** An estimate that has come to more than there is says nothing: then the clock does. */
  @Override
  public void copied(MigrationStep step, long rows, long total) {
    if (rows > total) return;
    // Done is only what is said to be.
    long percent = Math.min(99, 100 * rows / total);
    String done = "~" + percent + " % of " + HumanUnits.rows(total) + pace(rows, total);
    if (terminal.interactive()) bar(step, percent, done);
    else now(head(step) + "  " + done + " copied");
  }

  /** How fast it goes, measured from the first time on, and how long it may still take. */
  private String pace(long rows, long total) {
    long now = System.nanoTime();
    if (pace.isEmpty()) pace = Optional.of(new Pace(now, rows));
    double seconds = (now - pace.get().since()) / 1e9;
    long done = rows - pace.get().rows();
    if (seconds < 1 || done <= 0) return "";
    long perSecond = Math.max(1, Math.round(done / seconds));
    String left =
        total > rows ? ", ~" + Math.round((total - rows) / (done / seconds)) + " s left" : "";
    return ", " + perSecond + "/s" + left;
  }

  /** Where a measurement of speed begins. */
  private record Pace(long since, long rows) {}

  private synchronized void bar(MigrationStep step, long percent, String done) {
    int full = (int) (percent * BAR / 100);
    lastTold = System.nanoTime();
    moving(head(step), "  [" + "#".repeat(full) + "·".repeat(BAR - full) + "] " + done);
  }

  /** Say it, unless something was said just now. */
  private void now(String text) {
    if (System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) line(text);
  }

  @Override
  public void waiting(MigrationStep step, String reason, int attempt) {
    line(head(step) + "  waits: " + reason + " (attempt " + attempt + ")");
  }

  private String head(MigrationStep step) {
    return String.format(
        "%4d %-8s  %s", step.number(), back ? "rollback" : step.phase().word(), step.title());
  }

  private static String time(Duration took) {
    return took.toMillis() < 1_000 ? took.toMillis() + " ms" : took.toMillis() / 100 / 10.0 + " s";
  }

  private synchronized void tickFor(MigrationStep step) {
    long began = System.nanoTime();
    lastTold = began - TOLD.toNanos();
    saidBegin = false;
    Timer timer = new Timer(true);
    clock = Optional.of(timer);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            tick(timer, head(step), began);
          }
        },
        TICK,
        TICK);
  }

  /** A tick that was under way when its clock was stopped says nothing any more. */
  private synchronized void tick(Timer timer, String head, long began) {
    long now = System.nanoTime();
    if (clock.filter(timer::equals).isEmpty() || now - lastTold < TOLD.toNanos()) return;
    String since = "  " + (now - began) / 1_000_000_000 + " s …";
    if (terminal.interactive()) moving(head, since);
    else if (saidBegin) now(head + since);
    else if (now - began > TOLD.toNanos()) {
      line(head + " …");
      saidBegin = true;
    }
  }

  private synchronized void stopTicking() {
    clock.ifPresent(Timer::cancel);
    clock = Optional.empty();
  }

  private synchronized void line(String text) {
    if (quiet) return;
    lastLine = System.nanoTime();
    String lines = LineWrapper.hanging(Printed.safe(text), width, INDENT);
    terminal.err().println((terminal.interactive() ? "\r\u001b[K" : "") + lines);
  }

  /** Where the line is too long, what the step does is cut, and not how far it is. */
  private synchronized void moving(String head, String rest) {
    if (quiet) return;
    // The last column stays empty: some terminals go to the next line when it is written.
    int room = Math.max(8, width - 1 - rest.length());
    String cut = head.length() > room ? head.substring(0, room - 1) + "…" : head;
    terminal.err().print("\r\u001b[K" + Printed.safe(cut + rest));
    terminal.err().flush();
  }
}
