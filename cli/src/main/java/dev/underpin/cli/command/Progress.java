package dev.underpin.cli.command;

import dev.underpin.cli.Terminal;
import dev.underpin.cli.text.Amount;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.RunListener;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;

/**
 * A line a step on standard error; a line that moves only where somebody sits in front of it. There
 * a step that nobody tells anything of, such as a long copy, shows how long it has been at it.
 */
final class Progress implements RunListener {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final int TICK = 1_000;

  private final Terminal terminal;
  private final boolean back;
  private long lastLine = System.nanoTime();
  private Optional<Timer> clock = Optional.empty();

  /**
   * @param back true where steps are taken back
   */
  Progress(Terminal terminal, boolean back) {
    this.terminal = terminal;
    this.back = back;
  }

  @Override
  public void queued(String holder) {
    line("Another run works on this database; waiting for it to end: " + holder);
  }

  @Override
  public void started(MigrationStep step) {
    if (!terminal.interactive()) return;
    moving(head(step) + " …");
    tickFor(step);
  }

  @Override
  public void failed(MigrationStep step) {
    stopTicking();
    if (terminal.interactive()) moving("");
  }

  @Override
  public void finished(MigrationStep step, Duration took) {
    stopTicking();
    line(head(step) + "  " + time(took));
  }

  @Override
  public void skipped(MigrationStep step) {
    line(head(step) + "  had happened already");
  }

  @Override
  public void batch(MigrationStep step, long rows, long total) {
    stopTicking();
    String done =
        head(step) + "  " + Amount.rows(rows) + (total > 0 ? " of ~" + Amount.rows(total) : "");
    if (terminal.interactive()) {
      moving(done);
    } else if (System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
      line(done);
    }
  }

  @Override
  public void waiting(MigrationStep step, String reason, int attempt) {
    line(head(step) + "  waits: " + reason + " (attempt " + attempt + ")");
  }

  private String head(MigrationStep step) {
    return String.format(
        "%4d %-8s  %s", step.number(), back ? "undo" : step.phase().word(), step.title());
  }

  private static String time(Duration took) {
    return took.toMillis() < 1_000 ? took.toMillis() + " ms" : took.toMillis() / 100 / 10.0 + " s";
  }

  private synchronized void tickFor(MigrationStep step) {
    long began = System.nanoTime();
    Timer timer = new Timer(true);
    clock = Optional.of(timer);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            tick(timer, head(step) + "  " + (System.nanoTime() - began) / 1_000_000_000 + " s …");
          }
        },
        TICK,
        TICK);
  }

  /** A tick that was under way when its clock was stopped says nothing any more. */
  private synchronized void tick(Timer timer, String text) {
    if (clock.filter(timer::equals).isPresent()) moving(text);
  }

  private synchronized void stopTicking() {
    clock.ifPresent(Timer::cancel);
    clock = Optional.empty();
  }

  private synchronized void line(String text) {
    lastLine = System.nanoTime();
    terminal.err().println((terminal.interactive() ? "\r\u001b[K" : "") + text);
  }

  private synchronized void moving(String text) {
    terminal.err().print("\r\u001b[K" + (text.length() > 99 ? text.substring(0, 98) + "…" : text));
    terminal.err().flush();
  }
}
