package dev.underpin.workflow.apply;

import dev.underpin.planner.migration.Migration;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.Prediction;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.text.Passwords;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.event.RunEvents;
import dev.underpin.workflow.hook.HookMessage;
import dev.underpin.workflow.hook.HookRun;
import dev.underpin.workflow.settings.HookEvent;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a run: the hooks, the backup, and the record of what happened. It begins after the
 * person said yes, and before the first statement.
 */
final class RunSurroundings {
  private final String command;
  private final Settings settings;
  private final LiveDatabase live;
  private final List<String> ids;
  private final RunEvents events;
  private final RunRecorder recorder;
  private final Clock clock;
  private final Instant began;
  private Optional<String> start = Optional.empty();
  private String backup = "";

  private RunSurroundings(
      String command,
      Settings settings,
      LiveDatabase live,
      List<String> ids,
      RunEvents events,
      Clock clock) {
    this.command = command;
    this.settings = settings;
    this.live = live;
    this.ids = List.copyOf(ids);
    this.events = events;
    this.recorder = new RunRecorder(events);
    this.clock = clock;
    this.began = clock.instant();
  }

  private void prepare() {
    events.begin(whatRuns());
    if (command.equals("apply"))
      hooks().tellBefore(message(HookEvent.BEFORE_APPLY, "apply begins: " + names(), Map.of()));
    backup = Backups.make(settings, live, hooks(), this::message, clock);
    start = position();
  }

  /**
   * Run the hooks that come before, and make the backup.
   *
   * @param command {@code apply} or {@code rollback}
   * @throws UnderpinException REFUSED where a hook or the backup failed; nothing was changed
   */
  static RunSurroundings begin(
      String command,
      Settings settings,
      LiveDatabase live,
      List<Migration> migrations,
      RunListener listener,
      Clock clock) {
    List<String> ids = migrations.stream().map(Migration::id).toList();
    RunEvents events = RunEvents.to(settings.events(), listener, clock);
    RunSurroundings around = new RunSurroundings(command, settings, live, ids, events, clock);
    try {
      around.prepare();
    } catch (RuntimeException e) {
      // What an earlier hook has paused must go on.
      around.failed(e);
      throw e;
    }
    return around;
  }

  /** The settings with the reference of the backup, for the history. */
  Settings settings() {
    return settings.withBackupReference(backup);
  }

  RunListener listener() {
    return recorder;
  }

  /** The steps that come now belong to this migration. */
  void migration(String id, Map<Integer, Prediction> predicted) {
    events.migration(id);
    recorder.begin(id, predicted);
  }

  /** The run ended as it should. */
  RunRecord finished(List<HistoryEntry> entries) {
    RunRecord run = record();
    String result = result(entries);
    events.end(Map.of("result", result));
    if (command.equals("apply") && !entries.isEmpty()) {
      Map<String, Object> more = new LinkedHashMap<>(RunJson.of(run, entries));
      more.put("result", result);
      hooks().tell(message(HookEvent.AFTER_APPLY, result + ": " + names(), more));
    }
    return run;
  }

  private String result(List<HistoryEntry> entries) {
    if (entries.isEmpty()) return "nothing to do";
    if (command.equals("rollback")) return "rolled back";
    boolean partial = entries.stream().anyMatch(e -> e.state() == HistoryEntry.State.PARTIAL);
    return partial ? "partially applied" : "applied";
  }

  private Map<String, Object> whatRuns() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("command", command);
    data.put("project", settings.project());
    data.put("environment", settings.environment().orElse(""));
    data.put("database", live.database().url().displayWithoutPassword());
    data.put("engine", live.database().engine().id());
    data.put("engine_version", live.database().engine().version().toString());
    data.put("migrations", ids);
    return data;
  }

  /** The run failed. */
  void failed(RuntimeException problem) {
    String error =
        Passwords.masked(
            problem instanceof UnderpinException known
                ? known.labelled()
                : String.valueOf(problem.getMessage()));
    events.end(Map.of("result", "failed", "error", error));
    Map<String, Object> more = new LinkedHashMap<>(RunJson.of(record(), List.of()));
    more.put("result", "failed");
    more.put("error", error);
    String first = error.lines().findFirst().orElse("");
    hooks().tell(message(HookEvent.ON_FAILURE, command + " failed: " + first, more));
  }

  private RunRecord record() {
    return new RunRecord(
        command,
        live.database().url().displayWithoutPassword(),
        live.database().engine(),
        began,
        clock.instant(),
        start,
        position(),
        backup,
        recorder.steps(),
        recorder.notes());
  }

  private Optional<String> position() {
    return live.logPosition();
  }

  private HookRun hooks() {
    return new HookRun(settings.hooks(), recorder::note);
  }

  private HookMessage message(HookEvent event, String text, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("command", command);
    data.put("migrations", ids);
    data.putAll(more);
    return HookMessage.of(event, settings, text, data);
  }

  private String names() {
    return ids.size() == 1 ? ids.get(0) : StepNumbers.count(ids.size(), "migration");
  }
}
