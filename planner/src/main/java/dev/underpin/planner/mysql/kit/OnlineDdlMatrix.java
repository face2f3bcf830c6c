package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.ddl.AlterTable.Algorithm;
import dev.underpin.dialect.mysql.ddl.AlterTable.LockClause;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.planner.step.Lock;
import dev.underpin.schema.catalog.Version;

/**
 * The best way in which a server accepts each operation, measured on MySQL 8.0.33 and 9.7 and on
 * MariaDB 10.11 and 11.4; between and before these the manuals say what came when (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html">MySQL</a>, <a
 * href="https://mariadb.com/docs/server/server-usage/storage-engines/innodb/innodb-online-ddl">
 * MariaDB</a>).
 */
public final class OnlineDdlMatrix {
  /** What can be done to a table. */
  public enum Operation {
    ADD_COLUMN,
    ADD_COLUMN_COMPUTED_DEFAULT,
    ADD_COLUMN_WITH_CHECK,
    /** One that must not be NULL, of a type of which MySQL has no value to begin with. */
    ADD_COLUMN_WITHOUT_VALUE,
    ADD_VIRTUAL_COLUMN,
    ADD_STORED_COLUMN,
    ADD_NUMBERED_COLUMN,
    DROP_COLUMN,
    DROP_VIRTUAL_COLUMN,
    /** Where other virtual columns come after it. */
    DROP_VIRTUAL_COLUMN_BEFORE,
    RENAME_COLUMN,
    RENAME_REFERENCED_COLUMN,
    CHANGE_COLUMN_ATTRIBUTES,
    CHANGE_VIRTUAL_EXPRESSION,
    SET_NOT_NULL,
    /** For a type of which MariaDB has no value to put in place of NULL. */
    SET_NOT_NULL_WITHOUT_VALUE,
    DROP_NOT_NULL,
    WIDEN_TEXT,
    WIDEN_TEXT_BEYOND_A_BYTE,
    WIDEN_SHORT_TEXT_BEYOND_A_BYTE,
    WIDEN_CHARACTER_SET,
    CHANGE_COLLATION,
    CHANGE_KEY_COLLATION,
    /** Of a text that is no varchar or char, in a key. */
    CHANGE_LONG_KEY_COLLATION,
    /** Of an enum or set. */
    CHANGE_LABEL_COLLATION,
    /** Of a text that is no varchar or char, together with whether it may be NULL. */
    CHANGE_LONG_COLLATION_AND_NULL,
    APPEND_LABEL,
    CHANGE_TYPE,
    START_NUMBERING,
    STOP_NUMBERING,
    ADD_KEY,
    ADD_FULLTEXT_KEY,
    ADD_SPATIAL_KEY,
    ADD_EXPRESSION_KEY,
    /** Where the name of another key on an expression comes after its own. */
    ADD_EXPRESSION_KEY_BEFORE,
    ADD_UNIQUE_EXPRESSION_KEY,
    DROP_UNIQUE_EXPRESSION_KEY,
    /** One by another in one statement. */
    REPLACE_EXPRESSION_KEY,
    DROP_KEY,
    RENAME_KEY,
    SHOW_KEY,
    ADD_PRIMARY_KEY,
    DROP_PRIMARY_KEY,
    REPLACE_PRIMARY_KEY,
    ADD_FOREIGN_KEY_UNCHECKED,
    ADD_FOREIGN_KEY,
    DROP_FOREIGN_KEY,
    ADD_CHECK,
    ADD_UNENFORCED_CHECK,
    DROP_CHECK,
    ENFORCE_CHECK,
    STOP_ENFORCING_CHECK,
    ADD_COLUMN_CHECK,
    DROP_COLUMN_CHECK,
    CHANGE_TABLE_ATTRIBUTES,
    CHANGE_ROW_FORMAT,
    CHANGE_STORAGE
  }

  private final MysqlFlavor flavor;

  OnlineDdlMatrix(MysqlFlavor flavor) {
    this.flavor = flavor;
  }

  /** The best way that a table of this shape allows. */
  AlterMethod way(Operation operation, TableTraits shape) {
    if (!shape.isInnoDb()) return AlterMethod.COPY;
    if (flavor.isMariaDb()) return onMariaDb(operation, shape);
    return shape.checksAnew() && restatesColumn(operation)
        ? AlterMethod.COPY
        : onMysql(operation, shape);
  }

  /**
   * A copy of the table: on newer MariaDB others may write during it, unless their writes to other
   * tables change rows of this one.
   */
  AlterMethod copy(TableTraits shape) {
    return flavor.copiesOnline() && !shape.follows() ? AlterMethod.ONLINE_COPY : AlterMethod.COPY;
  }

  /**
   * MySQL takes any column that is restated for a reason to check all rows again, where a check is
   * on a time, an enum, a set, or a text or blob of another length than the usual.
   */
  private static boolean restatesColumn(Operation operation) {
    return switch (operation) {
      case RENAME_COLUMN,
          RENAME_REFERENCED_COLUMN,
          CHANGE_COLUMN_ATTRIBUTES,
          APPEND_LABEL,
          WIDEN_TEXT,
          WIDEN_CHARACTER_SET,
          CHANGE_COLLATION,
          CHANGE_LABEL_COLLATION,
          SET_NOT_NULL,
          SET_NOT_NULL_WITHOUT_VALUE,
          DROP_NOT_NULL ->
          true;
      default -> false;
    };
  }

  private AlterMethod onMysql(Operation operation, TableTraits shape) {
    return switch (operation) {
      case ADD_COLUMN, DROP_COLUMN ->
          shape.fullText()
              ? AlterMethod.COPY
              : shape.compressed() || !flavor.changesColumnsInstantly()
                  ? AlterMethod.REBUILD
                  : AlterMethod.INSTANT;
      case ADD_COLUMN_WITHOUT_VALUE -> shape.fullText() ? AlterMethod.COPY : AlterMethod.REBUILD;
      // Hidden columns of keys stay behind all others, and have the order of their names.
      case ADD_VIRTUAL_COLUMN -> shape.expressionKey() ? AlterMethod.COPY : AlterMethod.INSTANT;
      case DROP_VIRTUAL_COLUMN -> AlterMethod.INSTANT;
      case ADD_NUMBERED_COLUMN -> shape.fullText() ? AlterMethod.COPY : AlterMethod.SHARED_REBUILD;
      case RENAME_COLUMN ->
          flavor.version().compareTo(new Version(8, 0, 28)) >= 0
              ? AlterMethod.INSTANT
              : AlterMethod.INPLACE;
      case CHANGE_COLUMN_ATTRIBUTES, APPEND_LABEL, CHANGE_LABEL_COLLATION -> AlterMethod.INSTANT;
      case CHANGE_LONG_COLLATION_AND_NULL -> AlterMethod.SHARED_REBUILD;
      case SET_NOT_NULL,
          SET_NOT_NULL_WITHOUT_VALUE,
          DROP_NOT_NULL,
          ADD_PRIMARY_KEY,
          REPLACE_PRIMARY_KEY,
          CHANGE_ROW_FORMAT ->
          shape.fullText() ? AlterMethod.COPY : AlterMethod.REBUILD;
      case ADD_KEY -> AlterMethod.INDEX;
      case ADD_FULLTEXT_KEY -> AlterMethod.SHARED_REBUILD;
      case ADD_SPATIAL_KEY, ADD_EXPRESSION_KEY -> shared(Algorithm.INPLACE, Lock.Work.SCAN);
      case DROP_VIRTUAL_COLUMN_BEFORE,
          RENAME_REFERENCED_COLUMN,
          WIDEN_TEXT,
          WIDEN_CHARACTER_SET,
          CHANGE_COLLATION,
          DROP_KEY,
          RENAME_KEY,
          SHOW_KEY,
          ADD_FOREIGN_KEY_UNCHECKED,
          DROP_FOREIGN_KEY,
          CHANGE_TABLE_ATTRIBUTES ->
          AlterMethod.INPLACE;
      case DROP_CHECK, ADD_UNENFORCED_CHECK, STOP_ENFORCING_CHECK -> AlterMethod.INSTANT;
      case ADD_COLUMN_COMPUTED_DEFAULT,
          ADD_COLUMN_WITH_CHECK,
          ADD_STORED_COLUMN,
          ADD_EXPRESSION_KEY_BEFORE,
          ADD_UNIQUE_EXPRESSION_KEY,
          DROP_UNIQUE_EXPRESSION_KEY,
          REPLACE_EXPRESSION_KEY,
          CHANGE_VIRTUAL_EXPRESSION,
          WIDEN_TEXT_BEYOND_A_BYTE,
          WIDEN_SHORT_TEXT_BEYOND_A_BYTE,
          CHANGE_KEY_COLLATION,
          CHANGE_LONG_KEY_COLLATION,
          CHANGE_TYPE,
          START_NUMBERING,
          STOP_NUMBERING,
          DROP_PRIMARY_KEY,
          ADD_FOREIGN_KEY,
          ADD_CHECK,
          ENFORCE_CHECK,
          ADD_COLUMN_CHECK,
          DROP_COLUMN_CHECK,
          CHANGE_STORAGE ->
          AlterMethod.COPY;
    };
  }

  private AlterMethod onMariaDb(Operation operation, TableTraits shape) {
    return switch (operation) {
      case ADD_COLUMN, ADD_COLUMN_WITH_CHECK, ADD_COLUMN_WITHOUT_VALUE ->
          shape.fullText() || shape.computedKey()
              ? AlterMethod.SHARED_REBUILD
              : shape.compressed() ? AlterMethod.REBUILD : AlterMethod.INSTANT;
      case DROP_COLUMN ->
          shape.computedKey() || shape.compressed() || shape.fullText() && shape.computed()
              ? copy(shape)
              : shape.fullText() ? AlterMethod.SHARED_REBUILD : AlterMethod.INSTANT;
      case ADD_VIRTUAL_COLUMN,
          DROP_VIRTUAL_COLUMN,
          DROP_VIRTUAL_COLUMN_BEFORE,
          RENAME_COLUMN,
          RENAME_REFERENCED_COLUMN ->
          AlterMethod.INSTANT;
      case CHANGE_COLUMN_ATTRIBUTES,
          CHANGE_VIRTUAL_EXPRESSION,
          WIDEN_TEXT,
          WIDEN_SHORT_TEXT_BEYOND_A_BYTE,
          WIDEN_CHARACTER_SET,
          APPEND_LABEL,
          CHANGE_LONG_COLLATION_AND_NULL,
          STOP_NUMBERING ->
          AlterMethod.INSTANT;
      case CHANGE_COLLATION ->
          shape.fullText() ? shared(Algorithm.NOCOPY, Lock.Work.SCAN) : AlterMethod.INSTANT;
      case CHANGE_KEY_COLLATION ->
          shape.fullText() ? shared(Algorithm.NOCOPY, Lock.Work.SCAN) : AlterMethod.NOCOPY_INDEX;
      case ADD_NUMBERED_COLUMN -> AlterMethod.SHARED_REBUILD;
      case START_NUMBERING -> AlterMethod.COPY;
      case SET_NOT_NULL -> shape.computedKey() || shape.stored() ? copy(shape) : rebuild(shape);
      case DROP_NOT_NULL, ADD_PRIMARY_KEY, REPLACE_PRIMARY_KEY, CHANGE_ROW_FORMAT -> rebuild(shape);
      case ADD_KEY -> AlterMethod.NOCOPY_INDEX;
      case ADD_FULLTEXT_KEY -> AlterMethod.SHARED_REBUILD;
      case ADD_SPATIAL_KEY,
          ADD_EXPRESSION_KEY,
          ADD_EXPRESSION_KEY_BEFORE,
          ADD_UNIQUE_EXPRESSION_KEY,
          DROP_UNIQUE_EXPRESSION_KEY,
          REPLACE_EXPRESSION_KEY ->
          shared(Algorithm.NOCOPY, Lock.Work.SCAN);
      case DROP_KEY -> new AlterMethod(Algorithm.NOCOPY, LockClause.NONE, Lock.Work.CATALOG);
      case RENAME_KEY,
          SHOW_KEY,
          ADD_FOREIGN_KEY_UNCHECKED,
          DROP_FOREIGN_KEY,
          DROP_CHECK,
          DROP_COLUMN_CHECK,
          CHANGE_TABLE_ATTRIBUTES,
          STOP_ENFORCING_CHECK,
          ADD_UNENFORCED_CHECK ->
          AlterMethod.INSTANT;
      case ADD_COLUMN_COMPUTED_DEFAULT,
          ADD_STORED_COLUMN,
          WIDEN_TEXT_BEYOND_A_BYTE,
          SET_NOT_NULL_WITHOUT_VALUE,
          CHANGE_LONG_KEY_COLLATION,
          CHANGE_LABEL_COLLATION,
          CHANGE_TYPE,
          DROP_PRIMARY_KEY,
          ADD_FOREIGN_KEY,
          ADD_CHECK,
          ENFORCE_CHECK,
          ADD_COLUMN_CHECK,
          CHANGE_STORAGE ->
          copy(shape);
    };
  }

  private static AlterMethod rebuild(TableTraits shape) {
    return shape.computedKey() || shape.fullText()
        ? AlterMethod.SHARED_REBUILD
        : AlterMethod.REBUILD;
  }

  private static AlterMethod shared(Algorithm algorithm, Lock.Work context) {
    return new AlterMethod(algorithm, LockClause.SHARED, context);
  }
}
