package dev.underpin.cli.command;

import static java.util.Objects.requireNonNull;

import dev.underpin.cli.terminal.Printed;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.TargetResult;
import dev.underpin.cli.text.TargetTable;
import dev.underpin.cli.text.TargetsJson;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.Target;
import dev.underpin.workflow.targets.TargetList;
import dev.underpin.workflow.targets.TargetPool;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Runs the command line that was given on many databases: the same command once for each, so that
 * it does there what it does on one. What it prints goes to a place of its own, so that the lines
 * of two databases are never mixed.
 */
final class TargetsRun {
  /** How many errors are shown, unless all are asked for. */
  private static final int SHOWN = 10;

  /** How many databases are named together, unless all are asked for. */
  private static final int NAMED = 5;

  private final CliCommand command;
  private final TargetList list;
  private final int jobs;

  /** Asks which databases there are. */
  TargetsRun(CliCommand command, Settings settings, int jobs) {
    this.command = command;
    this.list = TargetList.of(settings);
    this.jobs = jobs;
  }

  /** All databases. */
  List<Target> targets() {
    return list.targets();
  }

  /** Run it on all of them, whatever happens to one. */
  List<TargetResult> all(boolean onlyLooks) {
    return run(targets(), onlyLooks, Integer.MAX_VALUE);
  }

  /**
   * Run it on some of them.
   *
   * @param onlyLooks true where nothing may be changed
   * @param stopAfter after so many failures no other begins
   * @return in the order of the targets
   */
  List<TargetResult> run(List<Target> targets, boolean onlyLooks, int stopAfter) {
    AtomicInteger ended = new AtomicInteger();
    List<Optional<TargetResult>> results =
        new TargetPool(jobs, stopAfter)
            .run(
                targets,
                target -> one(target, onlyLooks),
                TargetResult::isFailure,
                result -> tell(result, ended.incrementAndGet(), targets.size()));
    if (moves()) moving("");
    List<TargetResult> done = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      String name = targets.get(i).name();
      done.add(results.get(i).orElseGet(() -> TargetResult.notBegun(name)));
    }
    return done;
  }

  /** Print what would be run: once for the databases for which it is the same. */
  void print(List<TargetResult> results) {
    for (List<TargetResult> group : groups(results).values()) {
      command.report(
          TargetTable.share(group.size(), results.size())
              + ": "
              + named(group.stream().map(TargetResult::name).toList()));
      command.print("");
      command.print(group.get(0).output().stripTrailing());
      command.print("");
    }
  }

  /** Those of which something is to be done, by what is to be done. */
  Map<String, List<TargetResult>> groups(List<TargetResult> results) {
    Map<String, List<TargetResult>> groups = new LinkedHashMap<>();
    for (TargetResult one : results)
      if (one.todo()) groups.computeIfAbsent(one.sameAs(), same -> new ArrayList<>()).add(one);
    return groups;
  }

  /** Print the errors, the table of all, or the JSON of all; the exit code is the worst. */
  int show(List<TargetResult> results, boolean json) {
    if (json) {
      command.printRaw(TargetsJson.of(command.spec.name(), results));
      return TargetResult.exitCode(results);
    }
    errors(results);
    command.print(TargetTable.of(results, command.layout()));
    return TargetResult.exitCode(results);
  }

  /** What is said of several databases is shown once. */
  private void errors(List<TargetResult> results) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    for (TargetResult one : results)
      if (one.isFailure())
        errors.computeIfAbsent(one.problem(), text -> new ArrayList<>()).add(one.name());
    int left = command.common().verbose ? Integer.MAX_VALUE : SHOWN;
    for (Map.Entry<String, List<String>> error : errors.entrySet()) {
      if (left-- == 0) {
        command.error("\nThere are more errors (-v shows them all).");
        break;
      }
      command.error("\n" + named(error.getValue()) + ":\n" + error.getKey().strip());
    }
    if (!errors.isEmpty()) command.error("");
  }

  /** The databases by their names, of many the first. */
  private String named(List<String> names) {
    int shown = command.common().verbose ? names.size() : Math.min(NAMED, names.size());
    String text = String.join(", ", names.subList(0, shown));
    return text + (shown < names.size() ? " and " + (names.size() - shown) + " more (-v)" : "");
  }

  private TargetResult one(Target target, boolean onlyLooks) {
    long start = System.nanoTime();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal given = command.terminal;
    Terminal own =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            given.environment(),
            given.directory(),
            false,
            given.clock());
    List<String> args = arguments(target);
    CommandLine line = CommandRun.line(args, own);
    ((UnderpinCommand) line.getCommandSpec().userObject()).oneOfMany =
        Optional.of(new OneOfMany(list, onlyLooks));
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    line.setExecutionExceptionHandler(
        (problem, failed, parsed) -> {
          thrown.set(problem);
          return CommandRun.code(problem);
        });
    int code = CommandRun.execute(line, args, own);
    CommandLine ended = requireNonNull(line.getSubcommands().get(command.spec.name()));
    Outcome outcome = ((CliCommand) ended.getCommand()).outcome;
    Throwable problem = thrown.get();
    TargetResult result =
        new TargetResult(
            target.name(),
            Optional.of(code),
            outcome.words(),
            outcome.todo(),
            outcome.sameAs(),
            out.toString(StandardCharsets.UTF_8),
            outcome.problem(),
            Duration.ofNanos(System.nanoTime() - start));
    if (problem != null) return result.because(inShort(problem), told(problem, ended));
    // Out of memory and the like, which is no exception of a command, is told there.
    return result.isFailure() && outcome.words().isEmpty()
        ? result.because("failed", err.toString(StandardCharsets.UTF_8))
        : result;
  }

  /** What a person is told of an error, with its stack trace where that is wanted. */
  private static String told(Throwable problem, CommandLine ended) {
    String message = CommandRun.message(problem, ended);
    if (!GivenFlags.isDebug(ended)) return message;
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace));
    return message + "\n" + trace;
  }

  /** The command line that was given, with the name of the database. */
  private List<String> arguments(Target target) {
    List<String> args =
        new ArrayList<>(command.spec.root().commandLine().getParseResult().originalArgs());
    args.add(args.indexOf(command.spec.name()) + 1, "--target=" + target.name());
    return args;
  }

  /** The first sentence. */
  private static String inShort(Throwable problem) {
    String text =
        problem instanceof UnderpinException
            ? String.valueOf(problem.getMessage())
            : problem.toString();
    String line = text.strip().lines().findFirst().orElse("");
    int end = line.indexOf(". ");
    return (end < 0 ? line : line.substring(0, end)).replaceFirst("[.;:]$", "");
  }

  /** In a log a line for each; on a terminal one line that is written over. */
  private void tell(TargetResult result, int ended, int all) {
    String count = "%4d of %d  %s".formatted(ended, all, result.name());
    if (moves()) moving(count);
    else command.say(count + "  " + result.words() + "  " + TargetTable.time(result));
  }

  private boolean moves() {
    return command.terminal.interactive() && !command.common().quiet;
  }

  private void moving(String text) {
    int width = command.layout().width() - 1;
    String shown = text.length() <= width ? text : text.substring(0, width);
    command.terminal.err().print("\r\u001b[K" + Printed.safe(shown));
    command.terminal.err().flush();
  }
}
