package dev.underpin.workflow.apply;

import dev.underpin.planner.migration.Migration;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.text.Passwords;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.hook.HookMessage;
import dev.underpin.workflow.hook.HookRun;
import dev.underpin.workflow.settings.HookEvent;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.time.Duration;
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
      RunRecorder recorder,
      Clock clock) {
    this.command = command;
    this.settings = settings;
    this.live = live;
    this.ids = List.copyOf(ids);
    this.recorder = recorder;
    this.clock = clock;
    this.began = clock.instant();
  }

  private void prepare() {
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
    RunSurroundings around =
        new RunSurroundings(command, settings, live, ids, new RunRecorder(listener), clock);
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
  void migration(String id, Map<Integer, Duration> predicted) {
    recorder.begin(id, predicted);
  }

  /** The run ended as it should. */
  RunRecord finished(List<HistoryEntry> entries) {
    RunRecord run = record();
    if (command.equals("apply") && !entries.isEmpty()) {
      boolean partial = entries.stream().anyMatch(e -> e.state() == HistoryEntry.State.PARTIAL);
      String result = partial ? "partially applied" : "applied";
      Map<String, Object> more = new LinkedHashMap<>(RunJson.of(run, entries));
      more.put("result", result);
      hooks().tell(message(HookEvent.AFTER_APPLY, result + ": " + names(), more));
    }
    return run;
  }

  /** The run failed. */
  void failed(RuntimeException problem) {
    String error =
        Passwords.masked(
            problem instanceof UnderpinException known
                ? known.labelled()
                : String.valueOf(problem.getMessage()));
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
