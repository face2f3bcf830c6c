package dev.underpin.planner.sqlite.kit;

/** The order of kinds of steps within a phase, where nothing else decides. */
public final class StepRanks {
  public static final int RENAME_TABLE = 0;
  public static final int DROP_OBJECT = 10;
  public static final int RENAME_COLUMN = 20;
  public static final int DROP_INDEX = 30;

  /** Created tables take this number and those that follow, parents first. */
  public static final int CREATE_TABLE = 1_000;

  public static final int CHANGE_TABLE = 2_000_000;
  public static final int ADD_INDEX = 2_000_010;
  public static final int CREATE_OBJECT = 2_000_020;
  public static final int DROP_TABLE = 2_000_030;

  private StepRanks() {}
}
