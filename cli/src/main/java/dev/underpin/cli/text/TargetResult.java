package dev.underpin.cli.text;

import dev.underpin.cli.terminal.ExitCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a command did on one of many databases.
 *
 * @param name how the database is called
 * @param code the exit code; absent where it was not begun
 * @param words what happened, in a few words
 * @param todo true where something would be run, after a look before a run
 * @param sameAs equal for two databases for which the same is planned
 * @param output what the command printed
 * @param problem why it failed, with what to do; empty where it did not
 * @param took from its begin to its end
 */
public record TargetResult(
    String name,
    Optional<Integer> code,
    String words,
    boolean todo,
    String sameAs,
    String output,
    String problem,
    Duration took) {
  /** From the best to the worst. */
  private static final List<Integer> WORSE =
      List.of(
          ExitCode.OK,
          ExitCode.DIFFERENT,
          ExitCode.REFUSED,
          ExitCode.TIMEOUT,
          ExitCode.USAGE,
          ExitCode.FAILED);

  /** One that another one's failure kept from beginning. */
  public static TargetResult notBegun(String name) {
    return new TargetResult(name, Optional.empty(), "not begun", false, "", "", "", Duration.ZERO);
  }

  /** The same with why it failed, in a few words and whole. */
  public TargetResult because(String inShort, String whole) {
    return new TargetResult(name, code, inShort, todo, sameAs, output, whole, took);
  }

  /** True where the command did not do what it was asked for. */
  public boolean isFailure() {
    return code.filter(c -> c != ExitCode.OK && c != ExitCode.DIFFERENT).isPresent();
  }

  /** What happened, where many are counted. */
  String kind() {
    if (code.isEmpty() || !isFailure()) return words;
    return switch (code.get()) {
      case ExitCode.REFUSED -> "refused";
      case ExitCode.TIMEOUT -> "timed out";
      default -> "failed";
    };
  }

  /** The worst exit code of them. */
  public static int exitCode(List<TargetResult> results) {
    return results.stream()
        .flatMap(r -> r.code().stream())
        .max(Comparator.comparingInt(TargetResult::badness))
        .orElse(ExitCode.OK);
  }

  private static int badness(int code) {
    int at = WORSE.indexOf(code);
    return at < 0 ? WORSE.size() : at;
  }
}
