package dev.underpin.introspect.postgresql.catalog;

/** The catalog query about what objects use. */
final class DependencyQueries {
  /**
   * Which object uses which relation and column, routine, type, collation, server or wrapper that
   * is a person's own. An extension stands for its wrapper. The functions that make values of a
   * range type, and its multirange type, stand for the range type.
   */
  static final String ALL =
      """
      WITH uses AS (
        SELECT CASE WHEN d.classid = 'pg_catalog.pg_rewrite'::regclass
                    THEN CASE WHEN r.rulename = '_RETURN' THEN 'r' || r.ev_class ELSE 'u' || r.oid END
                    WHEN d.classid = 'pg_catalog.pg_proc'::regclass THEN 'f' || d.objid
                    WHEN d.classid = 'pg_catalog.pg_trigger'::regclass THEN 't' || d.objid
                    WHEN d.classid = 'pg_catalog.pg_policy'::regclass THEN 'p' || d.objid
                    WHEN d.classid = 'pg_catalog.pg_statistic_ext'::regclass THEN 's' || d.objid
                    WHEN d.classid = 'pg_catalog.pg_publication_rel'::regclass THEN 'b' || b.prpubid
                    WHEN d.classid = 'pg_catalog.pg_event_trigger'::regclass THEN 'v' || d.objid
                    WHEN d.classid = 'pg_catalog.pg_type'::regclass THEN 'y' || d.objid
                    WHEN d.classid = 'pg_catalog.pg_foreign_data_wrapper'::regclass THEN 'w' || d.objid
                    WHEN d.classid = 'pg_catalog.pg_foreign_server'::regclass THEN 'n' || d.objid
                    WHEN d.classid = 'pg_catalog.pg_cast'::regclass THEN 'k' || d.objid
                    WHEN d.classid = 'pg_catalog.pg_ts_dict'::regclass THEN 'd' || d.objid
                    WHEN d.classid = 'pg_catalog.pg_ts_config'::regclass THEN 'x' || d.objid
                    WHEN d.classid = 'pg_catalog.pg_constraint'::regclass
                    THEN CASE k.contypid WHEN 0 THEN 'r' || k.conrelid ELSE 'y' || k.contypid END
                    WHEN d.classid = 'pg_catalog.pg_attrdef'::regclass THEN 'r' || ad.adrelid
                    WHEN d.classid = 'pg_catalog.pg_class'::regclass
                    THEN CASE c.relkind WHEN 'f' THEN 'r' || c.oid ELSE 'y' || c.reltype END END AS key,
               d.refclassid, d.refobjid, d.refobjsubid
        FROM pg_catalog.pg_depend d
        LEFT JOIN pg_catalog.pg_rewrite r
          ON r.oid = d.objid AND d.classid = 'pg_catalog.pg_rewrite'::regclass
        LEFT JOIN pg_catalog.pg_class c
          ON c.oid = d.objid AND d.classid = 'pg_catalog.pg_class'::regclass AND c.relkind IN ('c', 'f')
        LEFT JOIN pg_catalog.pg_constraint k
          ON k.oid = d.objid AND d.classid = 'pg_catalog.pg_constraint'::regclass
             AND (k.contypid <> 0 OR EXISTS (SELECT FROM pg_catalog.pg_foreign_table f WHERE f.ftrelid = k.conrelid))
        LEFT JOIN pg_catalog.pg_attrdef ad
          ON ad.oid = d.objid AND d.classid = 'pg_catalog.pg_attrdef'::regclass
             AND EXISTS (SELECT FROM pg_catalog.pg_foreign_table f WHERE f.ftrelid = ad.adrelid)
        LEFT JOIN pg_catalog.pg_publication_rel b
          ON b.oid = d.objid AND d.classid = 'pg_catalog.pg_publication_rel'::regclass
        WHERE d.deptype IN ('n', 'a')
          AND (d.classid IN ('pg_catalog.pg_rewrite'::regclass, 'pg_catalog.pg_proc'::regclass,
                             'pg_catalog.pg_trigger'::regclass, 'pg_catalog.pg_policy'::regclass,
                             'pg_catalog.pg_statistic_ext'::regclass, 'pg_catalog.pg_event_trigger'::regclass,
                             'pg_catalog.pg_type'::regclass, 'pg_catalog.pg_foreign_data_wrapper'::regclass,
                             'pg_catalog.pg_foreign_server'::regclass, 'pg_catalog.pg_cast'::regclass,
                             'pg_catalog.pg_ts_dict'::regclass, 'pg_catalog.pg_ts_config'::regclass)
               OR c.oid IS NOT NULL OR k.oid IS NOT NULL OR b.oid IS NOT NULL OR ad.oid IS NOT NULL)),
      made AS (
        SELECT d.objid AS function, d.refobjid AS type FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.refclassid = 'pg_catalog.pg_type'::regclass AND d.deptype = 'i'),
      multiranges AS (
        SELECT (pg_catalog.to_jsonb(r) ->> 'rngmultitypid')::oid AS multirange, r.rngtypid AS range FROM pg_catalog.pg_range r)
      SELECT u.key, n.nspname AS schema, c.relname AS name, a.attname AS column
      FROM uses u
      JOIN pg_catalog.pg_class c
        ON c.oid = u.refobjid AND u.refclassid = 'pg_catalog.pg_class'::regclass AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = ANY ($1)
      LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.refobjsubid AND u.refobjsubid > 0
      UNION
      SELECT u.key, n.nspname,
             p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', NULL
      FROM uses u
      JOIN pg_catalog.pg_proc p ON p.oid = u.refobjid AND u.refclassid = 'pg_catalog.pg_proc'::regclass
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace AND n.nspname = ANY ($1)
      WHERE NOT EXISTS (SELECT FROM made m WHERE m.function = p.oid)
      UNION
      SELECT u.key, n.nspname, coalesce(r.typname, e.typname, t.typname), NULL
      FROM uses u
      LEFT JOIN made m ON m.function = u.refobjid AND u.refclassid = 'pg_catalog.pg_proc'::regclass
      JOIN pg_catalog.pg_type t
        ON t.oid = coalesce(m.type, u.refobjid) AND (m.type IS NOT NULL OR u.refclassid = 'pg_catalog.pg_type'::regclass)
      LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
      LEFT JOIN multiranges x ON x.multirange = coalesce(e.oid, t.oid)
      LEFT JOIN pg_catalog.pg_type r ON r.oid = x.range
      JOIN pg_catalog.pg_namespace n ON n.oid = coalesce(r.typnamespace, t.typnamespace) AND n.nspname = ANY ($1)
      UNION
      SELECT u.key, '', coalesce(x.extname, s.srvname, w.fdwname), NULL
      FROM uses u
      LEFT JOIN pg_catalog.pg_foreign_server s
        ON s.oid = u.refobjid AND u.refclassid = 'pg_catalog.pg_foreign_server'::regclass
      LEFT JOIN pg_catalog.pg_foreign_data_wrapper w
        ON w.oid = u.refobjid AND u.refclassid = 'pg_catalog.pg_foreign_data_wrapper'::regclass
      LEFT JOIN pg_catalog.pg_depend e ON e.classid = u.refclassid AND e.objid = u.refobjid AND e.deptype = 'e'
      LEFT JOIN pg_catalog.pg_extension x ON x.oid = e.refobjid
      WHERE s.oid IS NOT NULL OR w.oid IS NOT NULL
      UNION
      SELECT u.key, n.nspname, c.collname, NULL
      FROM uses u
      JOIN pg_catalog.pg_collation c ON c.oid = u.refobjid AND u.refclassid = 'pg_catalog.pg_collation'::regclass
      JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace AND n.nspname = ANY ($1)
      UNION
      SELECT u.key, n.nspname, coalesce(t.dictname, c.cfgname), NULL
      FROM uses u
      LEFT JOIN pg_catalog.pg_ts_dict t ON t.oid = u.refobjid AND u.refclassid = 'pg_catalog.pg_ts_dict'::regclass
      LEFT JOIN pg_catalog.pg_ts_config c ON c.oid = u.refobjid AND u.refclassid = 'pg_catalog.pg_ts_config'::regclass
      JOIN pg_catalog.pg_namespace n ON n.oid = coalesce(t.dictnamespace, c.cfgnamespace) AND n.nspname = ANY ($1)
      """;

  private DependencyQueries() {}
}
