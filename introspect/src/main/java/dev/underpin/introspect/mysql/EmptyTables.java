package dev.underpin.introspect.mysql;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks of tables that InnoDB believes to be empty whether they hold a row: its number is an
 * estimate. One query asks of many; a table that is locked meanwhile is not waited for: then
 * nothing is known.
 */
final class EmptyTables {
  private static final int AT_ONCE = 400;

  private EmptyTables() {}

  /** The facts, with what was found out. */
  static Map<QualifiedName, TableFacts> ask(
      Connection connection,
      MysqlDialect dialect,
      List<QualifiedName> candidates,
      Map<QualifiedName, TableFacts> facts)
      throws SQLException {
    Map<QualifiedName, TableFacts> result = new HashMap<>(facts);
    for (int from = 0; from < candidates.size(); from += AT_ONCE) {
      List<QualifiedName> some =
          candidates.subList(from, Math.min(from + AT_ONCE, candidates.size()));
      for (QualifiedName table : empty(connection, dialect, some)) {
        result.put(table, facts.getOrDefault(table, TableFacts.UNKNOWN).asEmpty());
      }
    }
    return result;
  }

  private static Set<QualifiedName> empty(
      Connection connection, MysqlDialect dialect, List<QualifiedName> tables) throws SQLException {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < tables.size(); i++) {
      if (i > 0) sql.append(" UNION ALL ");
      sql.append("SELECT ")
          .append(i)
          .append(" FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM ")
          .append(dialect.quote(tables.get(i)))
          .append(')');
    }
    Set<QualifiedName> empty = new HashSet<>();
    Rows.execute(connection, "SET @underpin_wait = @@lock_wait_timeout, lock_wait_timeout = 1");
    try {
      Rows.first(connection, sql.toString(), n -> empty.add(tables.get(Integer.parseInt(n))));
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      empty.clear();
    } finally {
      if (!connection.isClosed())
        Rows.execute(connection, "SET lock_wait_timeout = @underpin_wait");
    }
    return empty;
  }
}
