package dev.underpin.planner.postgresql.kit;

/** Where steps stand within their phase when nothing else decides. */
final class StepRanks {
  static final int NAMESPACE = 0;
  static final int EXTENSION = 5;
  static final int TYPE = 10;
  static final int ROUTINE = 15;
  static final int SEQUENCE = 20;
  static final int TAKE_DOWN = 22;
  static final int RENAME_TABLE = 24;
  static final int RENAME_COLUMN = 25;
  static final int DROP_FOREIGN_KEY = 27;
  static final int DROP_CHECK = 28;
  static final int DROP_INDEX = 29;
  static final int CREATE_TABLE = 30;
  static final int ADD_COLUMN = 40;
  static final int RETYPE = 42;
  static final int ALTER_COLUMN = 45;
  static final int BACKFILL = 46;
  static final int NOT_NULL = 50;
  static final int ADD_CHECK = 55;
  static final int ADD_INDEX = 60;
  static final int ADD_KEY = 62;
  static final int ADD_FOREIGN_KEY = 65;
  static final int ATTRIBUTES = 70;
  static final int PUT_BACK = 75;
  static final int VIEW = 76;
  static final int TRIGGER = 78;
  static final int DROP_COLUMN = 80;
  static final int DROP_TABLE = 85;
  static final int DROP_REST = 90;

  private StepRanks() {}
}
