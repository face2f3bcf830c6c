package dev.underpin.cli;

import dev.underpin.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;

/**
 * The program as a process that is killed by SIGKILL where it comes to one of its statements that
 * write. The arguments are the number of the statement, the moment, and then the command line.
 */
public final class KilledProgram {
  /** What a shell says of a process that was killed by SIGKILL. */
  static final int CODE = 128 + 9;

  private KilledProgram() {}

  /** When it is killed. */
  enum Moment {
    BEFORE,
    /** The signal and the statement are sent at the same time. */
    DURING,
    AFTER
  }

  public static void main(String[] args) {
    Moment moment = Moment.valueOf(args[1]);
    List<String> command = List.of(args).subList(2, args.length);
    int[] code = {0};
    DyingConnections.stopping(
        Integer.parseInt(args[0]),
        moment == Moment.AFTER,
        () -> kill(moment),
        () -> code[0] = Main.run(command, Terminal.ofProcess()));
    System.exit(code[0]);
  }

  private static void kill(Moment moment) {
    long pid = ProcessHandle.current().pid();
    try {
      new ProcessBuilder("kill", "-9", Long.toString(pid)).start();
      if (moment != Moment.DURING) Thread.sleep(60_000);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
