package dev.underpin.planner.mysql.kit;

/**
 * Where steps stand within their phase when nothing else decides. Neighbours on one table that are
 * done by one method become one statement.
 */
public final class StepRanks {
  public static final int DROP_OBJECT = 10;
  public static final int RENAME_TABLE = 12;
  public static final int RENAME_COLUMN = 14;
  public static final int DROP_FOREIGN_KEY = 16;
  public static final int DROP_CHECK = 18;
  public static final int DROP_INDEX = 20;
  public static final int SEQUENCE = 28;
  public static final int CREATE_TABLE = 30;
  public static final int ADD_COLUMN = 40;
  static final int KEEP_VALUES = 42;
  public static final int BACKFILL = 46;
  public static final int ALTER_COLUMN = 50;
  public static final int TABLE_OPTIONS = 52;
  public static final int KEYS = 54;
  public static final int ADD_INDEX = 60;
  public static final int ADD_CHECK = 62;
  public static final int ADD_FOREIGN_KEY = 65;
  public static final int ROUTINE = 72;
  public static final int VIEW = 74;
  public static final int TRIGGER = 76;
  public static final int DROP_COLUMN = 80;
  public static final int DROP_TABLE = 85;

  private StepRanks() {}
}
