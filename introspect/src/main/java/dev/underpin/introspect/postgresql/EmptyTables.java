package dev.underpin.introspect.postgresql;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks of tables that seem to be empty, or that were never analysed, whether they hold a row. One
 * query asks of many; a table that is locked meanwhile is not waited for: then nothing is known.
 */
final class EmptyTables {
  private static final int AT_ONCE = 400;
  private final List<QualifiedName> candidates = new ArrayList<>();

  void add(QualifiedName table) {
    candidates.add(table);
  }

  /** The facts, with what was found out. */
  Map<QualifiedName, TableFacts> ask(
      Connection connection, PostgresDialect dialect, Map<QualifiedName, TableFacts> facts)
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
      Connection connection, PostgresDialect dialect, List<QualifiedName> tables)
      throws SQLException {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < tables.size(); i++) {
      if (i > 0) sql.append(" UNION ALL ");
      sql.append("SELECT ")
          .append(i)
          .append(" AS number WHERE NOT EXISTS (SELECT FROM ")
          .append(dialect.quote(tables.get(i)))
          .append(')');
    }
    Set<QualifiedName> empty = new HashSet<>();
    Savepoint before = connection.setSavepoint();
    try {
      Rows.execute(
          connection, "SET LOCAL lock_timeout TO '500ms'; SET LOCAL statement_timeout TO '5s'");
      Rows.each(
          connection,
          sql.toString(),
          row -> empty.add(tables.get((int) row.number("number"))),
          List.of());
    } catch (SQLException e) {
      empty.clear();
    }
    connection.rollback(before);
    return empty;
  }
}
