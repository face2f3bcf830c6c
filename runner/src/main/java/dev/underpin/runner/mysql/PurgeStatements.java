package dev.underpin.runner.mysql;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.ddl.AlterTable;
import dev.underpin.dialect.mysql.ddl.AlterTable.Algorithm;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.ddl.AlterTable.LockClause;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.traits.InstantDrops;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Drops what lies in the trash, by the best method that the server accepts. What that is depends on
 * what the table has become since the column was dropped, so the server is asked: it refuses an
 * algorithm that it cannot follow, and the next one is tried.
 */
record PurgeStatements(Connection connection, MysqlDialect dialect) {
  /** Not by this algorithm, not under this lock; no more columns come or go instantly. */
  private static final Set<Integer> REFUSED = Set.of(1845, 1846, 4092);

  private record Method(Algorithm algorithm, LockClause lock) {
    boolean stopsWriters() {
      return lock == LockClause.SHARED;
    }
  }

  /**
   * @param large the size in bytes from which a table is not rewritten under a lock that blocks
   *     writes
   */
  void drop(TrashItem item, long large) throws SQLException {
    if (item.column().isEmpty()) {
      Sql.execute(connection, "DROP TABLE IF EXISTS " + dialect.quote(item.table()));
      return;
    }
    List<Clause> clauses = List.of(dialect.alter().dropColumn(item.column().get()));
    SQLException refusal = null;
    for (Method method : methods(dialect.flavor(), item.column().get())) {
      String statement = new AlterTable(item.table(), clauses, method.algorithm, method.lock).sql();
      if (method.stopsWriters()) requireSmall(item, statement, large);
      try {
        Sql.execute(connection, statement);
        return;
      } catch (SQLException e) {
        if (!REFUSED.contains(e.getErrorCode())) throw e;
        refusal = e;
      }
    }
    throw refusal;
  }

  /** The best first. */
  private static List<Method> methods(MysqlFlavor flavor, String column) {
    List<Method> methods = new ArrayList<>();
    boolean instant = flavor.isMariaDb() || !InstantDrops.mayFail(column);
    if (instant && flavor.changesColumnsInstantly())
      methods.add(new Method(Algorithm.INSTANT, LockClause.DEFAULT));
    methods.add(new Method(Algorithm.INPLACE, LockClause.NONE));
    if (flavor.copiesOnline()) methods.add(new Method(Algorithm.COPY, LockClause.NONE));
    methods.add(new Method(Algorithm.INPLACE, LockClause.SHARED));
    methods.add(new Method(Algorithm.COPY, LockClause.SHARED));
    return methods;
  }

  private void requireSmall(TrashItem item, String statement, long large) throws SQLException {
    long bytes = bytes(item.table());
    if (bytes < large) return;
    throw UnderpinException.refused(
        """
        The server can only drop %s.%s by rewriting the table, which blocks writes. The table has \
        %s MB, which is above large_table. This column, and what comes after it, is still in the \
        trash. Raise large_table in underpin.yaml and purge again, or drop the column by hand: %s, \
        or the same by pt-online-schema-change."""
            .formatted(item.table(), item.column().orElseThrow(), bytes >> 20, statement));
  }

  private long bytes(QualifiedName table) throws SQLException {
    String sql =
        "SELECT coalesce(data_length, 0) + coalesce(index_length, 0) FROM information_schema.tables"
            + " WHERE table_schema = coalesce(nullif(?, ''), database()) AND table_name = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, table.schema());
      query.setString(2, table.name());
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }
}
