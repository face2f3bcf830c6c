package dev.underpin.runner.postgresql;

import dev.underpin.runner.session.Sql;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What depends on a table in the trash: a domain or a column of its row type, a routine that takes
 * its rows, a view. See the chapter on {@code pg_depend} of the manual.
 */
record TrashUsers(Connection connection) {
  /**
   * All that depends on a table, through others too, with the relation or namespace that it is in.
   */
  private static final String USERS =
      """
      WITH RECURSIVE users (classid, objid) AS (
        SELECT 'pg_catalog.pg_class'::regclass::oid, c.oid
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ? AND c.relname = ?
        UNION
        SELECT d.classid, d.objid
        FROM pg_catalog.pg_depend d JOIN users u ON d.refclassid = u.classid AND d.refobjid = u.objid
        WHERE d.deptype <> 'e'),
      placed AS (
        SELECT c.oid AS relation, c.relnamespace AS namespace, u.classid FROM users u
        LEFT JOIN pg_catalog.pg_attrdef a ON u.classid = 'pg_catalog.pg_attrdef'::regclass AND a.oid = u.objid
        LEFT JOIN pg_catalog.pg_constraint o ON u.classid = 'pg_catalog.pg_constraint'::regclass AND o.oid = u.objid
        LEFT JOIN pg_catalog.pg_rewrite r ON u.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = u.objid
        LEFT JOIN pg_catalog.pg_trigger t ON u.classid = 'pg_catalog.pg_trigger'::regclass AND t.oid = u.objid
        LEFT JOIN pg_catalog.pg_policy y ON u.classid = 'pg_catalog.pg_policy'::regclass AND y.oid = u.objid
        JOIN pg_catalog.pg_class c
          ON c.oid = coalesce(a.adrelid, nullif(o.conrelid, 0), r.ev_class, t.tgrelid, y.polrelid,
                              CASE u.classid WHEN 'pg_catalog.pg_class'::regclass THEN u.objid END)
        UNION ALL
        SELECT NULL, coalesce(p.pronamespace, y.typnamespace, dy.typnamespace), u.classid FROM users u
        LEFT JOIN pg_catalog.pg_proc p ON u.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = u.objid
        LEFT JOIN pg_catalog.pg_type y ON u.classid = 'pg_catalog.pg_type'::regclass AND y.oid = u.objid
        LEFT JOIN pg_catalog.pg_constraint o
          ON u.classid = 'pg_catalog.pg_constraint'::regclass AND o.oid = u.objid AND o.contypid <> 0
        LEFT JOIN pg_catalog.pg_type dy ON dy.oid = o.contypid
        WHERE NOT (u.classid IN ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_attrdef'::regclass,
                                 'pg_catalog.pg_rewrite'::regclass, 'pg_catalog.pg_trigger'::regclass,
                                 'pg_catalog.pg_policy'::regclass)
                   OR u.classid = 'pg_catalog.pg_constraint'::regclass AND dy.oid IS NULL))
      SELECT 1 FROM placed p LEFT JOIN pg_catalog.pg_namespace n ON n.oid = p.namespace
      LEFT JOIN pg_catalog.pg_class c ON c.oid = p.relation
      """;

  /** True where another table that is in the trash too has a part that needs it. */
  boolean needed(QualifiedName table) throws SQLException {
    return isTrue(
        table, "WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'f') AND c.relname <> ? LIMIT 1");
  }

  /** True where nothing outside of the trash needs it, nor another table that is there. */
  boolean areAllInTrash(QualifiedName table) throws SQLException {
    return !isTrue(
        table,
        "WHERE n.nspname IS DISTINCT FROM ? OR c.relkind IN ('r', 'p', 'f') AND c.relname <> ? LIMIT 1");
  }

  private boolean isTrue(QualifiedName table, String condition) throws SQLException {
    return Sql.value(
            connection,
            USERS + condition,
            table.schema(),
            table.name(),
            table.schema(),
            table.name())
        .isPresent();
  }
}
