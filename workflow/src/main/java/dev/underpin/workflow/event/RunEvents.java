package dev.underpin.workflow.event;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.apply.ForwardingListener;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.session.StatementProgress;
import dev.underpin.schema.json.Json;
import dev.underpin.schema.text.Passwords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a run to a file, one JSON object a line. Where the file cannot be written,
 * there is one warning and nothing more: a run never ends because of it.
 */
public final class RunEvents extends ForwardingListener implements AutoCloseable {
  /** So often, at most, a step says how far it is. */
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Clock clock;
  private final Optional<Path> path;
  private final String run = UUID.randomUUID().toString();
  private final Instant began;
  private @Nullable EventFile file;
  private String migration = "";
  private long lastProgress;
  private long lastHeld = System.nanoTime() - BETWEEN.toNanos();
  private long rows;

  private RunEvents(Optional<Path> path, RunListener other, Clock clock) {
    super(other);
    this.path = path;
    this.clock = clock;
    this.began = clock.instant();
  }

  /**
   * Opens the file.
   *
   * @param path the file; absent where nobody wants events
   * @param other told of everything too, and of what goes wrong with the file
   */
  public static RunEvents to(Optional<Path> path, RunListener other, Clock clock) {
    RunEvents events = new RunEvents(path, other, clock);
    path.ifPresent(events::open);
    return events;
  }

  private void open(Path path) {
    try {
      file = EventFile.open(path);
    } catch (IOException e) {
      warn(e);
    }
  }

  /** The run begins. */
  public void begin(Map<String, Object> data) {
    add("run_started", data);
  }

  /** What comes now belongs to this migration. */
  public void migration(String id) {
    migration = id;
  }

  /** The run has ended. */
  public void end(Map<String, Object> result) {
    Map<String, Object> data = new LinkedHashMap<>(result);
    data.put("took_ms", Duration.between(began, clock.instant()).toMillis());
    add("run_ended", data);
    close();
  }

  @Override
  public void note(String text) {
    add("note", Map.of("text", text));
    super.note(text);
  }

  @Override
  public void appliedByAnother(String id) {
    add("migration_skipped", Map.of("migration", id, "reason", "applied by another run"));
    super.appliedByAnother(id);
  }

  @Override
  public void notNeeded(String id) {
    add("migration_skipped", Map.of("migration", id, "reason", "no step is needed"));
    super.notNeeded(id);
  }

  @Override
  public void queued(String holder) {
    add("lock_waited", Map.of("reason", "another run: " + holder));
    super.queued(holder);
  }

  @Override
  public void started(MigrationStep step) {
    lastProgress = System.nanoTime();
    rows = -1;
    Map<String, Object> data = of(step);
    data.put("phase", step.phase().word());
    data.put("title", step.title());
    add("step_started", data);
    super.started(step);
  }

  @Override
  public void finished(MigrationStep step, Duration took) {
    Map<String, Object> data = of(step);
    data.put("took_ms", took.toMillis());
    if (rows >= 0) data.put("rows", rows);
    add("step_done", data);
    super.finished(step, took);
  }

  @Override
  public void failed(MigrationStep step) {
    add("step_failed", of(step));
    super.failed(step);
  }

  @Override
  public void skipped(MigrationStep step) {
    add("step_skipped", of(step));
    super.skipped(step);
  }

  @Override
  public void batch(MigrationStep step, long changed, long read, long total) {
    rows = changed;
    progress(step, total > 0 ? Map.of("rows", changed, "of", total) : Map.of("rows", changed));
    super.batch(step, changed, read, total);
  }

  @Override
  public void copied(MigrationStep step, long copied, long total) {
    progress(step, Map.of("rows", copied, "of", total));
    super.copied(step, copied, total);
  }

  @Override
  public void working(MigrationStep step, StatementProgress at) {
    progress(
        step,
        at.total() > 0
            ? Map.of("doing", at.doing(), "done", at.done(), "total", at.total())
            : Map.of("doing", at.doing()));
    super.working(step, at);
  }

  @Override
  public void waiting(MigrationStep step, String reason, int attempt) {
    Map<String, Object> data = of(step);
    data.put("reason", reason);
    data.put("attempt", attempt);
    add("lock_waited", data);
    super.waiting(step, reason, attempt);
  }

  @Override
  public void heldBack(MigrationStep step, String reason) {
    long now = System.nanoTime();
    if (now - lastHeld >= BETWEEN.toNanos()) {
      lastHeld = now;
      Map<String, Object> data = of(step);
      data.put("reason", reason);
      add("run_held_back", data);
    }
    super.heldBack(step, reason);
  }

  private void progress(MigrationStep step, Map<String, Object> how) {
    long now = System.nanoTime();
    if (now - lastProgress < BETWEEN.toNanos()) return;
    lastProgress = now;
    Map<String, Object> data = of(step);
    data.putAll(how);
    add("step_progress", data);
  }

  private Map<String, Object> of(MigrationStep step) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("migration", migration);
    data.put("step", step.number());
    return data;
  }

  /** The server's progress comes from another thread. */
  private synchronized void add(String event, Map<String, Object> data) {
    if (file == null) return;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("run", run);
    line.put("event", event);
    data.forEach(
        (key, value) -> line.put(key, value instanceof String s ? Passwords.masked(s) : value));
    try {
      file.add(Json.compact(line));
    } catch (IOException e) {
      close();
      warn(e);
    }
  }

  private void warn(IOException e) {
    String file = path.map(Path::toString).orElse("");
    // Some errors name the file, and some do not.
    String reason = String.valueOf(e.getMessage()).replace(file, "").strip();
    super.note("Events are not written to %s: %s. The run goes on.".formatted(file, reason));
  }

  @Override
  public synchronized void close() {
    EventFile open = file;
    file = null;
    try {
      if (open != null) open.close();
    } catch (IOException e) {
      // Every line is written already.
    }
  }
}
