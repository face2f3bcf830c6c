package dev.underpin.cli.terminal;

/** The version of the program. */
public final class ProgramVersion {
  /** As {@code underpin --version} prints it, without the program's name. */
  public static final String VERSION = "0.1.0";

  private ProgramVersion() {}
}
