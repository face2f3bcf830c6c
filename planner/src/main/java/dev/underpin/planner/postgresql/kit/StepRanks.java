package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.model.SchemaObject.Kind;

/** Where steps stand within their phase when nothing else decides. */
public final class StepRanks {
  public static final int NAMESPACE = 0;
  public static final int EXTENSION = 5;
  public static final int TYPE = 10;
  public static final int ROUTINE = 15;
  public static final int SEQUENCE = 20;
  public static final int DROP_OBJECT = 22;
  public static final int RENAME_TABLE = 24;
  public static final int RENAME_COLUMN = 25;
  public static final int DROP_FOREIGN_KEY = 27;
  public static final int DROP_CHECK = 28;
  public static final int DROP_INDEX = 29;
  public static final int CREATE_TABLE = 30;
  public static final int ADD_COLUMN = 40;
  public static final int RETYPE = 42;
  public static final int ALTER_COLUMN = 45;
  public static final int BACKFILL = 46;
  public static final int NOT_NULL = 50;
  public static final int ADD_CHECK = 55;
  public static final int ADD_INDEX = 60;
  public static final int ADD_KEY = 62;
  public static final int ADD_FOREIGN_KEY = 65;
  public static final int ATTRIBUTES = 70;
  public static final int RECREATE_VIEW = 75;
  public static final int VIEW = 76;
  public static final int TRIGGER = 78;
  public static final int DROP_COLUMN = 80;
  public static final int DROP_TABLE = 85;
  public static final int DROP_REST = 90;
  public static final int DROP_NAMESPACE = 95;

  private StepRanks() {}

  /**
   * The rank of a step that drops an object. What casts does not say so: a cast goes after all that
   * may use it.
   */
  public static int ofDrop(Kind kind) {
    return kind == Kind.CAST ? DROP_REST : DROP_OBJECT;
  }

  /** The rank of a step that creates an object. */
  public static int of(Kind kind) {
    return switch (kind) {
      case EXTENSION -> EXTENSION;
      case COLLATION -> TYPE;
      case DOMAIN, COMPOSITE_TYPE, RANGE_TYPE -> TYPE + 1;
      case FUNCTION, PROCEDURE, AGGREGATE -> ROUTINE;
      case CAST, TEXT_SEARCH_DICTIONARY -> ROUTINE + 1;
      case TEXT_SEARCH_CONFIGURATION -> ROUTINE + 2;
      case FOREIGN_DATA_WRAPPER -> ROUTINE + 1;
      case FOREIGN_SERVER -> ROUTINE + 2;
      case FOREIGN_TABLE -> CREATE_TABLE + 1;
      case VIEW, MATERIALIZED_VIEW, VIRTUAL_TABLE -> VIEW;
      case STATISTICS, RULE, TRIGGER, POLICY, EVENT, EVENT_TRIGGER, PUBLICATION -> TRIGGER;
      case PARTITION -> CREATE_TABLE;
    };
  }
}
