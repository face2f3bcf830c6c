package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.dialect.postgresql.lowering.SecretOptions;

/**
 * The catalog queries about foreign data wrappers, servers and foreign tables. Each takes the
 * namespaces, and identifies an object by a key as {@link ObjectQueries} does. What has an option
 * that may be a password has no definition: the option never leaves the server.
 */
final class ForeignQueries {
  private ForeignQueries() {}

  static final String OBJECTS =
      """
      SELECT 'w' || w.oid AS key,
             CASE WHEN %1$s THEN 'foreign data wrapper with an option that may be a password'
                  ELSE 'FOREIGN_DATA_WRAPPER' END AS kind, '' AS schema, w.fdwname AS name,
             CASE WHEN NOT %1$s
                  THEN pg_catalog.format('CREATE FOREIGN DATA WRAPPER %%I', w.fdwname)
                       || CASE WHEN w.fdwhandler <> 0 THEN ' HANDLER ' || w.fdwhandler::regproc::text ELSE '' END
                       || CASE WHEN w.fdwvalidator <> 0 THEN ' VALIDATOR ' || w.fdwvalidator::regproc::text ELSE '' END
                       || %2$s END AS definition,
             d.description AS comment
      FROM pg_catalog.pg_foreign_data_wrapper w
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = w.oid AND d.classoid = 'pg_catalog.pg_foreign_data_wrapper'::regclass
      WHERE pg_catalog.cardinality($1) > 0
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_foreign_data_wrapper'::regclass AND e.objid = w.oid AND e.deptype = 'e')
      UNION ALL
      SELECT 'n' || s.oid,
             CASE WHEN %3$s THEN 'foreign server with an option that may be a password' ELSE 'FOREIGN_SERVER' END, '', s.srvname,
             CASE WHEN NOT %3$s
                  THEN pg_catalog.format('CREATE SERVER %%I', s.srvname)
                       || coalesce(' TYPE ' || pg_catalog.quote_literal(s.srvtype), '')
                       || coalesce(' VERSION ' || pg_catalog.quote_literal(s.srvversion), '')
                       || pg_catalog.format(' FOREIGN DATA WRAPPER %%I', w.fdwname) || %4$s END,
             d.description
      FROM pg_catalog.pg_foreign_server s
      JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = s.oid AND d.classoid = 'pg_catalog.pg_foreign_server'::regclass
      WHERE pg_catalog.cardinality($1) > 0
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_foreign_server'::regclass AND e.objid = s.oid AND e.deptype = 'e')
      UNION ALL
      SELECT 'r' || c.oid, coalesce(x.left_alone, 'FOREIGN_TABLE'), n.nspname, c.relname,
             CASE WHEN x.left_alone IS NULL
                  THEN pg_catalog.format('CREATE FOREIGN TABLE %%I.%%I (', n.nspname, c.relname)
                       || pg_catalog.concat_ws(', ',
                            (SELECT pg_catalog.string_agg(
                                      pg_catalog.format('%%I %%s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
                                      || %5$s
                                      || CASE WHEN a.attcollation <> at.typcollation
                                              THEN ' COLLATE ' || a.attcollation::pg_catalog.regcollation::text ELSE '' END
                                      || CASE WHEN ad.oid IS NULL THEN ''
                                              WHEN a.attgenerated = '' THEN ' DEFAULT ' || pg_catalog.pg_get_expr(ad.adbin, ad.adrelid)
                                              ELSE pg_catalog.format(' GENERATED ALWAYS AS (%%s) %%s', pg_catalog.pg_get_expr(ad.adbin, ad.adrelid),
                                                                     CASE a.attgenerated WHEN 's' THEN 'STORED' ELSE 'VIRTUAL' END) END
                                      || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, ', ' ORDER BY a.attnum)
                             FROM pg_catalog.pg_attribute a
                             JOIN pg_catalog.pg_type at ON at.oid = a.atttypid
                             LEFT JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
                             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
                            (SELECT pg_catalog.string_agg(
                                      pg_catalog.format('CONSTRAINT %%I %%s', k.conname, pg_catalog.pg_get_constraintdef(k.oid)),
                                      ', ' ORDER BY k.conname)
                             FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c'))
                       || pg_catalog.format(') SERVER %%I', s.srvname) || %6$s
                       || coalesce((SELECT pg_catalog.string_agg(
                                             pg_catalog.format(E';\\nCOMMENT ON CONSTRAINT %%I ON %%I.%%I IS %%L', k.conname, n.nspname,
                                                               c.relname, kd.description), '' ORDER BY k.conname)
                                    FROM pg_catalog.pg_constraint k
                                    JOIN pg_catalog.pg_description kd
                                      ON kd.objoid = k.oid AND kd.classoid = 'pg_catalog.pg_constraint'::regclass
                                    WHERE k.conrelid = c.oid AND k.contype = 'c'), '') END,
             d.description
      FROM pg_catalog.pg_foreign_table f
      JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
      CROSS JOIN LATERAL (
        SELECT CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
                    THEN 'foreign table that is a part of another table'
                    WHEN %7$s OR EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND %8$s)
                    THEN 'foreign table with an option that may be a password' END AS left_alone) x
      WHERE n.nspname = ANY ($1)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
      """
          .formatted(
              secret("w.fdwoptions"),
              options("w.fdwoptions"),
              secret("s.srvoptions"),
              options("s.srvoptions"),
              options("a.attfdwoptions"),
              options("f.ftoptions"),
              secret("f.ftoptions"),
              secret("a.attfdwoptions"));

  /** Whose password a server has; the options are not asked for. */
  static final String USER_MAPPINGS =
      """
      SELECT 'n' || m.srvid AS key, m.srvname AS server, m.usename AS user
      FROM pg_catalog.pg_user_mappings m WHERE pg_catalog.cardinality($1) > 0 ORDER BY 2, 3
      """;

  private static String options(String column) {
    return """
    coalesce(' OPTIONS (' || (SELECT pg_catalog.string_agg(pg_catalog.format('%%I %%L', o.option_name, o.option_value), ', '
                                                          ORDER BY o.option_name COLLATE "C")
                              FROM pg_catalog.pg_options_to_table(%s) o) || ')', '')"""
        .formatted(column);
  }

  private static String secret(String column) {
    return """
    EXISTS (SELECT FROM pg_catalog.pg_options_to_table(%s) o
            WHERE o.option_name ~* '%s' OR o.option_value ~* '%s')"""
        .formatted(column, SecretOptions.NAME, SecretOptions.VALUE);
  }
}
