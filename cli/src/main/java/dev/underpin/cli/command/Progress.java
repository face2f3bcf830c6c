package dev.underpin.cli.command;

import dev.underpin.cli.terminal.Printed;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.HumanUnits;
import dev.underpin.cli.text.LineWrapper;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.session.StatementProgress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;

/**
 * A line for each step on standard error. On a terminal the line of the running step moves: where
 * somebody knows how far the step is, it has a bar, and any other step shows for how long it has
 * been running. In a log, a step that is not over at once has a line when it begins and one every
 * ten seconds.
 */
final class Progress implements RunListener {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final int TICK = 1_000;
  private static final int BAR = 20;

  /** From so many characters on, a line has room for a whole bar. */
  private static final int WIDE = 100;

  /** The number and the phase of a step. */
  private static final int LEAST_OF_HEAD = 12;

  /** Where a step's title begins. */
  private static final String INDENT = " ".repeat(15);

  /** What was told so lately needs no clock. */
  private static final Duration TOLD = Duration.ofSeconds(2);

  private final Terminal terminal;
  private final boolean back;
  private final int width;
  private final boolean quiet;
  private long lastLine = System.nanoTime();
  private Optional<Timer> clock = Optional.empty();
  private Pace pace = new Pace();
  private long lastTold;
  private long lastHeld = System.nanoTime() - BETWEEN_LINES.toNanos();
  private String howFar = "";
  private String doing = "";
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
  public synchronized void batch(MigrationStep step, long rows, long read, long total) {
    // A batch without a key, and a table that was never counted, have no estimate.
    boolean known = total > 0 && read <= total;
    pace.told(System.nanoTime(), known ? read : rows);
    String done =
        known ? HumanUnits.count(read) + " of ~" + HumanUnits.rows(total) : HumanUnits.rows(rows);
    told(step, known ? percent(read, total) : -1, done + pace.rate() + pace.left(total));
  }

  /** An estimate that has come to more than there is says nothing: then the clock does. */
  @Override
  public synchronized void copied(MigrationStep step, long rows, long total) {
    if (rows > total) return;
    pace.told(System.nanoTime(), rows);
    long percent = percent(rows, total);
    String done = "~" + percent + " % of " + HumanUnits.rows(total);
    told(step, percent, done + pace.rate() + pace.left(total));
  }

  /** The time that is left is that of what the server does now; nobody knows what follows. */
  @Override
  public synchronized void working(MigrationStep step, StatementProgress progress) {
    if (!progress.doing().equals(doing)) pace = new Pace();
    doing = progress.doing();
    long done = progress.done();
    long total = progress.total();
    if (total <= 0 || done > total) {
      told(step, -1, doing);
      return;
    }
    pace.told(System.nanoTime(), done);
    long percent = percent(done, total);
    told(step, percent, doing + ", " + percent + " %" + pace.left(total));
  }

  /** Done is only what is said to be. */
  private static long percent(long done, long total) {
    return Math.min(99, 100 * done / total);
  }

  /** How far a step is; -1 percent where nobody knows of how much. */
  private synchronized void told(MigrationStep step, long percent, String text) {
    lastTold = System.nanoTime();
    howFar = text;
    if (terminal.interactive()) moving(head(step), "  " + bar(percent, text) + text);
  }

  /** Where there is little room, it is the bar's. */
  private String bar(long percent, String text) {
    int length = width < WIDE ? BAR / 2 : BAR;
    int room = width - 1 - LEAST_OF_HEAD - text.length();
    if (percent < 0 || room < length + "  [] ".length()) return "";
    int full = (int) (percent * length / 100);
    return "[" + "#".repeat(full) + "·".repeat(length - full) + "] ";
  }

  @Override
  public void waiting(MigrationStep step, String reason, int attempt) {
    line(head(step) + "  waits: " + reason + " (attempt " + attempt + ")");
  }

  /** In a log, one line at first and one every ten seconds. */
  @Override
  public synchronized void heldBack(MigrationStep step, String reason) {
    String waits = "waits: " + reason;
    told(step, -1, waits);
    long now = System.nanoTime();
    if (terminal.interactive() || now - lastHeld < BETWEEN_LINES.toNanos()) return;
    lastHeld = now;
    line(head(step) + "  " + waits);
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
    pace = new Pace();
    doing = "";
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
    if (clock.filter(timer::equals).isEmpty()) return;
    boolean told = now - lastTold < TOLD.toNanos();
    String since = (now - began) / 1_000_000_000 + " s …";
    if (terminal.interactive()) {
      if (!told) moving(head, "  " + since);
    } else if (!saidBegin) {
      if (now - began < TOLD.toNanos()) return;
      line(head + " …");
      saidBegin = true;
    } else if (now - lastLine > BETWEEN_LINES.toNanos()) {
      line(head + "  " + (told ? howFar : since));
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
    String shown = cut + rest;
    terminal
        .err()
        .print(
            "\r\u001b[K" + Printed.safe(shown.substring(0, Math.min(shown.length(), width - 1))));
    terminal.err().flush();
  }
}
