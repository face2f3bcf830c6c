package dev.underpin.cli.terminal;

import dev.underpin.schema.error.UnderpinException;

/** The exit codes, which are the same for every command. */
public final class ExitCode {
  /** Success, or no difference. */
  public static final int OK = 0;

  /** The command failed. */
  public static final int FAILED = 1;

  /** Differences were found, or a migration is partially applied. */
  public static final int DIFFERENT = 2;

  /** Refused: approval is missing, or rows violate a data check. Nothing was changed. */
  public static final int REFUSED = 3;

  /** A lock could not be acquired, or time ran out. */
  public static final int TIMEOUT = 4;

  /** Wrong usage of the command line. */
  public static final int USAGE = 64;

  private ExitCode() {}

  /** The code for an error. */
  public static int of(UnderpinException.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case REFUSED -> REFUSED;
      case TIMEOUT -> TIMEOUT;
      case USAGE -> USAGE;
    };
  }
}
