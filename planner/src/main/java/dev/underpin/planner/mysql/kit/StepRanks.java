package dev.underpin.planner.mysql.kit;

/**
 * Where steps stand within their phase when nothing else decides. Neighbours on one table that are
 * done in one way become one statement.
 */
final class StepRanks {
  static final int TAKE_DOWN = 10;
  static final int RENAME_TABLE = 12;
  static final int RENAME_COLUMN = 14;
  static final int DROP_FOREIGN_KEY = 16;
  static final int DROP_CHECK = 18;
  static final int DROP_INDEX = 20;
  static final int CREATE_TABLE = 30;
  static final int ADD_COLUMN = 40;
  static final int KEEP_VALUES = 42;
  static final int BACKFILL = 46;
  static final int ALTER_COLUMN = 50;
  static final int TABLE_OPTIONS = 52;
  static final int KEYS = 54;
  static final int ADD_INDEX = 60;
  static final int ADD_CHECK = 62;
  static final int ADD_FOREIGN_KEY = 65;
  static final int ROUTINE = 72;
  static final int VIEW = 74;
  static final int TRIGGER = 76;
  static final int DROP_COLUMN = 80;
  static final int DROP_TABLE = 85;

  private StepRanks() {}
}
