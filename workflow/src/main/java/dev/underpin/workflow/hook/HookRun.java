package dev.underpin.workflow.hook;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.json.Json;
import dev.underpin.workflow.settings.Hooks;
import java.util.function.Consumer;

/**
 * Runs the hooks of an event.
 *
 * @param notes told what a command prints, and what failed without stopping anything
 */
public record HookRun(Hooks hooks, Consumer<String> notes) {
  /** Tell of an event; nothing that fails here stops anything. */
  public void tell(HookMessage message) {
    for (String command : hooks.of(message.event())) {
      CommandResult result = shell(command).run(input(message));
      if (result.failed()) notes.accept(failed(message, command, result));
      else said(message, result);
    }
    post(message);
  }

  /**
   * Tell of a run that is about to begin; a command that fails stops it.
   *
   * @throws UnderpinException REFUSED; nothing was changed
   */
  public void tellBefore(HookMessage message) {
    for (String command : hooks.of(message.event())) {
      CommandResult result = shell(command).run(input(message));
      if (result.failed())
        throw UnderpinException.refused(
            FindingCode.HOOK_FAILED,
            failed(message, command, result) + "\nNo statement was run. Nothing was changed.");
      said(message, result);
    }
    post(message);
  }

  /**
   * Run the command that makes a backup.
   *
   * @return the last line that it printed
   * @throws UnderpinException REFUSED where it failed; nothing was changed
   */
  public String backup(String command, HookMessage message) {
    // A backup may take hours; who runs it may set a limit in the command.
    CommandResult result =
        new ShellCommand(command, hooks.directory(), java.time.Duration.ofDays(30))
            .run(input(message));
    if (result.failed())
      throw UnderpinException.refused(
          FindingCode.HOOK_FAILED,
          "The backup command %s%s%s\nNo statement was run. Nothing was changed."
              .formatted(command, " " + result.problem() + ".", output(result)));
    return result.lastLine();
  }

  private ShellCommand shell(String command) {
    return new ShellCommand(command, hooks.directory(), hooks.timeout());
  }

  private static String input(HookMessage message) {
    return Json.pretty(message.data()) + "\n";
  }

  private void said(HookMessage message, CommandResult result) {
    if (!result.output().isEmpty()) notes.accept(message.event().word() + ": " + result.output());
  }

  private static String failed(HookMessage message, String command, CommandResult result) {
    return "The command of %s, %s, %s.%s"
        .formatted(message.event().word(), command, result.problem(), output(result));
  }

  private static String output(CommandResult result) {
    return result.output().isEmpty() ? "" : " It printed:\n" + result.output();
  }

  private void post(HookMessage message) {
    hooks
        .webhook()
        .flatMap(url -> new Webhook(url).post(message))
        .ifPresent(
            why ->
                notes.accept(
                    "The webhook was not told of %s: %s.".formatted(message.event().word(), why)));
  }
}
