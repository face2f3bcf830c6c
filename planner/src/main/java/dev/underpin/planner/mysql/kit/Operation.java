package dev.underpin.planner.mysql.kit;

import static dev.underpin.dialect.mysql.traits.TableTrait.COMPRESSED;
import static dev.underpin.dialect.mysql.traits.TableTrait.EXPRESSION_KEY;
import static dev.underpin.dialect.mysql.traits.TableTrait.FULL_TEXT;
import static dev.underpin.dialect.mysql.traits.TableTrait.LONG_COLUMN_NAME;
import static dev.underpin.dialect.mysql.traits.TableTrait.STORED_COLUMN;
import static dev.underpin.dialect.mysql.traits.TableTrait.VIRTUAL_COLUMN;
import static dev.underpin.dialect.mysql.traits.TableTrait.VIRTUAL_KEY;
import static dev.underpin.planner.mysql.kit.AlterMethod.COPY;
import static dev.underpin.planner.mysql.kit.AlterMethod.INDEX;
import static dev.underpin.planner.mysql.kit.AlterMethod.INPLACE;
import static dev.underpin.planner.mysql.kit.AlterMethod.INSTANT;
import static dev.underpin.planner.mysql.kit.AlterMethod.NOCOPY;
import static dev.underpin.planner.mysql.kit.AlterMethod.NOCOPY_INDEX;
import static dev.underpin.planner.mysql.kit.AlterMethod.REBUILD;
import static dev.underpin.planner.mysql.kit.AlterMethod.SHARED_INDEX;
import static dev.underpin.planner.mysql.kit.AlterMethod.SHARED_NOCOPY_INDEX;
import static dev.underpin.planner.mysql.kit.AlterMethod.SHARED_REBUILD;
import static dev.underpin.planner.mysql.kit.DdlRule.rebuild;
import static dev.underpin.planner.mysql.kit.DdlRule.restates;
import static dev.underpin.planner.mysql.kit.DdlRule.when;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.traits.TableTrait;
import java.util.Set;

/**
 * What can be done to a table, each with the best method that MySQL and that MariaDB accept:
 * measured on MySQL 8.0.33 and 9.7 and on MariaDB 10.11 and 11.4; between and before these the
 * manuals say what came when (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html">MySQL</a>, <a
 * href="https://mariadb.com/docs/server/server-usage/storage-engines/innodb/innodb-online-ddl">
 * MariaDB</a>).
 */
public enum Operation {
  ADD_COLUMN(rebuild(DdlRule::instantColumn), Maria.ADD_COLUMN),
  ADD_COLUMN_WITH_CHECK(COPY, Maria.ADD_COLUMN),
  /** One that must not be NULL, of a type of which MySQL has no value to begin with. */
  ADD_COLUMN_WITHOUT_VALUE(rebuild(REBUILD), Maria.ADD_COLUMN),
  /** Hidden columns of keys stay behind all others, and have the order of their names. */
  ADD_VIRTUAL_COLUMN(when(EXPRESSION_KEY, COPY, INSTANT), INSTANT),
  ADD_STORED_COLUMN(COPY, DdlRule::copy),
  ADD_NUMBERED_COLUMN(rebuild(SHARED_REBUILD), SHARED_REBUILD),
  DROP_COLUMN(rebuild(when(LONG_COLUMN_NAME, REBUILD, DdlRule::instantColumn)), Maria.DROP_COLUMN),
  DROP_VIRTUAL_COLUMN(INSTANT, INSTANT),
  /** Where other virtual columns come after it. */
  DROP_VIRTUAL_COLUMN_BEFORE(INPLACE, INSTANT),
  RENAME_COLUMN(restates(DdlRule::renameColumn), INSTANT),
  RENAME_REFERENCED_COLUMN(restates(INPLACE), INSTANT),
  CHANGE_COLUMN_ATTRIBUTES(restates(INSTANT), INSTANT),
  CHANGE_VIRTUAL_EXPRESSION(COPY, when(VIRTUAL_KEY, DdlRule::copy, INSTANT)),
  SET_NOT_NULL(
      restates(rebuild(REBUILD)),
      when(VIRTUAL_KEY, DdlRule::copy, when(STORED_COLUMN, DdlRule::copy, Maria.REBUILT))),
  /** For a type of which MariaDB has no value to put in place of NULL. */
  SET_NOT_NULL_WITHOUT_VALUE(restates(rebuild(REBUILD)), DdlRule::copy),
  DROP_NOT_NULL(restates(rebuild(REBUILD)), Maria.REBUILT),
  WIDEN_TEXT(restates(INPLACE), INSTANT),
  WIDEN_TEXT_BEYOND_A_BYTE(COPY, DdlRule::copy),
  WIDEN_SHORT_TEXT_BEYOND_A_BYTE(COPY, INSTANT),
  WIDEN_CHARACTER_SET(restates(INPLACE), INSTANT),
  CHANGE_COLLATION(restates(INPLACE), when(FULL_TEXT, SHARED_NOCOPY_INDEX, INSTANT)),
  CHANGE_KEY_COLLATION(COPY, when(FULL_TEXT, SHARED_NOCOPY_INDEX, NOCOPY_INDEX)),
  /** Of a text that is no varchar or char, in a key. */
  CHANGE_LONG_KEY_COLLATION(COPY, DdlRule::copy),
  /** Of an enum or set. */
  CHANGE_LABEL_COLLATION(restates(INSTANT), DdlRule::copy),
  /** Of a text that is no varchar or char, together with whether it may be NULL. */
  CHANGE_LONG_COLLATION_AND_NULL(SHARED_REBUILD, INSTANT),
  APPEND_LABEL(restates(INSTANT), INSTANT),
  CHANGE_TYPE(COPY, DdlRule::copy),
  START_NUMBERING(COPY, COPY),
  STOP_NUMBERING(COPY, INSTANT),
  ADD_KEY(INDEX, NOCOPY_INDEX),
  ADD_FULLTEXT_KEY(SHARED_REBUILD, SHARED_REBUILD),
  ADD_SPATIAL_KEY(SHARED_INDEX, SHARED_NOCOPY_INDEX),
  ADD_EXPRESSION_KEY(SHARED_INDEX, SHARED_NOCOPY_INDEX),
  /** Where the name of another key on an expression comes after its own. */
  ADD_EXPRESSION_KEY_BEFORE(COPY, SHARED_NOCOPY_INDEX),
  ADD_UNIQUE_EXPRESSION_KEY(COPY, SHARED_NOCOPY_INDEX),
  DROP_UNIQUE_EXPRESSION_KEY(COPY, SHARED_NOCOPY_INDEX),
  /** One by another in one statement. */
  REPLACE_EXPRESSION_KEY(COPY, SHARED_NOCOPY_INDEX),
  DROP_KEY(INPLACE, NOCOPY),
  RENAME_KEY(INPLACE, INSTANT),
  SHOW_KEY(INPLACE, INSTANT),
  ADD_PRIMARY_KEY(rebuild(REBUILD), Maria.REBUILT),
  DROP_PRIMARY_KEY(COPY, DdlRule::copy),
  REPLACE_PRIMARY_KEY(rebuild(REBUILD), Maria.REBUILT),
  ADD_FOREIGN_KEY_UNCHECKED(INPLACE, INSTANT),
  ADD_FOREIGN_KEY(COPY, DdlRule::copy),
  DROP_FOREIGN_KEY(INPLACE, INSTANT),
  ADD_CHECK(COPY, DdlRule::copy),
  ADD_PERIOD(COPY, COPY),
  ADD_KEY_WITHOUT_OVERLAPS(COPY, COPY),
  ADD_UNENFORCED_CHECK(INSTANT, INSTANT),
  DROP_CHECK(INSTANT, INSTANT),
  ENFORCE_CHECK(COPY, DdlRule::copy),
  STOP_ENFORCING_CHECK(INSTANT, INSTANT),
  ADD_COLUMN_CHECK(COPY, DdlRule::copy),
  DROP_COLUMN_CHECK(COPY, INSTANT),
  CHANGE_TABLE_ATTRIBUTES(INPLACE, INSTANT),
  CHANGE_ROW_FORMAT(rebuild(REBUILD), Maria.REBUILT);

  private final DdlRule mysql;
  private final DdlRule mariaDb;

  Operation(DdlRule mysql, DdlRule mariaDb) {
    this.mysql = mysql;
    this.mariaDb = mariaDb;
  }

  /** The best method that a table with these traits allows. */
  AlterMethod method(MysqlFlavor flavor, Set<TableTrait> traits) {
    if (traits.contains(TableTrait.OTHER_ENGINE)) return COPY;
    if (traits.contains(TableTrait.HASH_KEY) && this != DROP_KEY) return COPY;
    return (flavor.isMariaDb() ? mariaDb : mysql).method(flavor, traits);
  }

  /** Rules of MariaDB that several rows share. */
  private static final class Maria {
    static final DdlRule REBUILT =
        when(VIRTUAL_KEY, SHARED_REBUILD, when(FULL_TEXT, SHARED_REBUILD, REBUILD));
    static final DdlRule ADD_COLUMN =
        when(
            FULL_TEXT,
            SHARED_REBUILD,
            when(VIRTUAL_KEY, SHARED_REBUILD, when(COMPRESSED, REBUILD, INSTANT)));
    static final DdlRule DROP_COLUMN =
        when(
            VIRTUAL_KEY,
            DdlRule::copy,
            when(
                COMPRESSED,
                DdlRule::copy,
                when(FULL_TEXT, when(VIRTUAL_COLUMN, DdlRule::copy, SHARED_REBUILD), INSTANT)));
  }
}
