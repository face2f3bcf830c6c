package dev.underpin.workflow.apply;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.hook.HookMessage;
import dev.underpin.workflow.hook.HookRun;
import dev.underpin.workflow.settings.Backup;
import dev.underpin.workflow.settings.HookEvent;
import dev.underpin.workflow.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the backup before a run, or requires that there is one. */
final class Backups {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Backups() {}

  /** How a hook is told of something. */
  interface Messages {
    HookMessage of(HookEvent event, String text, Map<String, Object> more);
  }

  /** Refuse a run on an environment that requires a backup where nothing says that there is one. */
  static void require(Settings settings) {
    Backup backup = settings.backup();
    if (!backup.required() || backup.isConfigured() || !backup.reference().isEmpty()) return;
    throw UnderpinException.refused(
        FindingCode.BACKUP_MISSING,
        """
        The environment "%s" requires a backup (require_backup), and none is configured. Nothing \
        was changed. Make one and name it: --backup-ref TEXT
        Or let each run make one: backup: in underpin.yaml"""
            .formatted(settings.environment().or(settings::protectedBy).orElse("")));
  }

  /**
   * Make the configured backup; the result is what the history keeps, empty where there is none.
   */
  static String make(
      Settings settings, LiveDatabase live, HookRun hooks, Messages messages, Clock clock) {
    Backup backup = settings.backup();
    Set<String> references = new LinkedHashSet<>();
    if (!backup.reference().isEmpty()) references.add(backup.reference());
    backup
        .command()
        .ifPresent(
            command -> {
              HookMessage message = messages.of(HookEvent.BEFORE_APPLY, "backup", Map.of());
              String line = hooks.backup(command, message);
              references.add(line.isEmpty() ? "by the backup command at " + now(clock) : line);
            });
    backup.folder().ifPresent(folder -> references.add(copy(live, folder, now(clock))));
    return String.join("; ", references);
  }

  private static String now(Clock clock) {
    return TIME.format(clock.instant());
  }

  private static String copy(LiveDatabase live, Path folder, String time) {
    String name =
        live.database().url().display().replaceFirst("[?].*", "").replaceFirst("^.*[/\\\\:]", "");
    Path file = folder.resolve(time + "_" + name);
    for (int n = 2; Files.exists(file); n++) file = folder.resolve(time + "_" + n + "_" + name);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed("The folder %s cannot be made: %s".formatted(folder, e.getMessage()));
    }
    if (!live.copyTo(file))
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "backup: { folder: … } is for SQLite alone. Nothing was changed. For a server write backup: { command: … }");
    return file.toString();
  }

  private static UnderpinException failed(String why) {
    return UnderpinException.refused(
        FindingCode.HOOK_FAILED, why + "\nNo statement was run. Nothing was changed.");
  }
}
