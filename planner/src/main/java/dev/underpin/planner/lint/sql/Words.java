package dev.underpin.planner.lint.sql;

import dev.underpin.planner.statement.SqlStatement;
import java.util.Set;

/** What kind of statement it is, by its first words. */
final class Words {
  private static final Set<String> SCHEMA = Set.of("CREATE", "ALTER", "DROP", "RENAME");
  private static final Set<String> ROWS =
      Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE", "COPY");

  private Words() {}

  static boolean changesSchema(SqlStatement sql) {
    return SCHEMA.contains(sql.first());
  }

  static boolean changesRows(SqlStatement sql) {
    return ROWS.contains(sql.first())
        || sql.is("WITH")
            && (sql.outside("INSERT") > 0
                || sql.outside("UPDATE") > 0
                || sql.outside("DELETE") > 0);
  }

  static boolean begins(SqlStatement sql) {
    return sql.is("BEGIN") || sql.is("START", "TRANSACTION") || isAutocommitOff(sql);
  }

  /** After this each statement is part of a transaction (MySQL, MariaDB). */
  private static boolean isAutocommitOff(SqlStatement sql) {
    return sql.is("SET") && (sql.has("AUTOCOMMIT", "=", "0") || sql.has("AUTOCOMMIT", "=", "OFF"));
  }

  static boolean ends(SqlStatement sql) {
    return (sql.is("COMMIT") || sql.is("END") || sql.is("ABORT") || sql.is("ROLLBACK"))
        && !sql.has("TO");
  }
}
