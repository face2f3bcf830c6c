package dev.underpin.cli.command;

import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.json.Json;
import dev.underpin.workflow.apply.RunJson;
import dev.underpin.workflow.apply.RunRecord;
import dev.underpin.workflow.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code apply} and {@code rollback} print of a run beside its result in words. */
record RunOutput(CliCommand command) {
  /** The result as JSON; of nothing where nothing was run. */
  void json(Optional<RunRecord> run, List<HistoryEntry> entries, String result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    json.put("result", result);
    run.ifPresent(r -> json.putAll(RunJson.of(r, entries)));
    command.printRaw(Json.pretty(json) + "\n");
  }

  /** The backup that was made before, and how to go back to it. */
  void backup(Optional<RunRecord> run, Settings settings) {
    String reference = run.map(RunRecord::backup).orElse("");
    if (reference.isEmpty()) return;
    command.say("Backup before this run: " + reference);
    settings.backup().restore(reference).ifPresent(how -> command.say("To restore it: " + how));
  }
}
