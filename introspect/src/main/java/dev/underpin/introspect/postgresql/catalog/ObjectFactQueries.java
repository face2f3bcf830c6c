package dev.underpin.introspect.postgresql.catalog;

/**
 * The catalog queries about what objects have beside their text. Each takes the namespaces, and
 * identifies an object by the key of {@link ObjectQueries}.
 */
final class ObjectFactQueries {
  private ObjectFactQueries() {}

  /**
   * The columns of views, foreign tables and composite types with what they are, and the comments,
   * defaults and statistics targets of the columns of the first two as statements.
   */
  static final String COLUMNS =
      """
      SELECT CASE c.relkind WHEN 'c' THEN 'y' || c.reltype ELSE 'r' || c.oid END AS key,
             pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
             || CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::pg_catalog.regcollation::text
                     ELSE '' END AS part,
             a.attname AS column,
             CASE WHEN c.relkind IN ('v', 'm') AND e.oid IS NOT NULL
                  THEN pg_catalog.format('ALTER VIEW %I.%I ALTER COLUMN %I SET DEFAULT %s', n.nspname, c.relname, a.attname,
                                         pg_catalog.pg_get_expr(e.adbin, e.adrelid)) END AS default_value,
             pg_catalog.format('COMMENT ON COLUMN %I.%I.%I IS %L', n.nspname, c.relname, a.attname, d.description) AS comment,
             CASE WHEN c.relkind IN ('m', 'f') AND a.attstattarget >= 0
                  THEN pg_catalog.format('ALTER %s %I.%I ALTER COLUMN %I SET STATISTICS %s',
                                         CASE c.relkind WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'MATERIALIZED VIEW' END, n.nspname,
                                         c.relname, a.attname, a.attstattarget) END AS statistics,
             d.description IS NOT NULL AS described
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('v', 'm', 'c', 'f')
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
      WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname = ANY ($1)
      ORDER BY a.attrelid, a.attnum
      """;

  /**
   * Owners and grants as statements: what an object would not have if the session created it. An
   * object that the session creates has its default privileges, and the owner's where it then gets
   * another owner.
   */
  static final String OWNERS_AND_GRANTS =
      """
      WITH me AS (
        SELECT r.oid, r.rolsuper AS super FROM pg_catalog.pg_roles r WHERE r.rolname = current_user),
      subjects AS (
        SELECT 'r' || c.oid AS key, CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'VIEW' END AS word,
               'TABLE' AS granted, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, c.relowner AS owner,
               n.oid AS namespace, c.relacl AS acl, 'r'::"char" AS kind
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('v', 'm', 'f') AND n.nspname = ANY ($1)
        UNION ALL
        SELECT 'm' || n.nspname, 'SCHEMA', 'SCHEMA', pg_catalog.quote_ident(n.nspname), n.nspowner, 0, n.nspacl, 'n'
        FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY ($1)
        UNION ALL
        SELECT 'w' || w.oid, 'FOREIGN DATA WRAPPER', 'FOREIGN DATA WRAPPER', pg_catalog.quote_ident(w.fdwname), w.fdwowner, 0,
               w.fdwacl, 'F'
        FROM pg_catalog.pg_foreign_data_wrapper w
        UNION ALL
        SELECT 'n' || s.oid, 'SERVER', 'FOREIGN SERVER', pg_catalog.quote_ident(s.srvname), s.srvowner, 0, s.srvacl, 'S'
        FROM pg_catalog.pg_foreign_server s
        UNION ALL
        SELECT 'f' || p.oid, CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'ROUTINE' ELSE 'FUNCTION' END,
               CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'ROUTINE' ELSE 'FUNCTION' END,
               pg_catalog.format('%I.%I(%s)', n.nspname, p.proname,
                                 CASE p.prokind WHEN 'a' THEN pg_catalog.oidvectortypes(p.proargtypes)
                                      ELSE pg_catalog.pg_get_function_identity_arguments(p.oid) END),
               p.proowner, n.oid, p.proacl, 'f'
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = ANY ($1)
        UNION ALL
        SELECT 'y' || t.oid, CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END,
               CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, pg_catalog.format('%I.%I', n.nspname, t.typname),
               t.typowner, n.oid, t.typacl, 'T'
        FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
        WHERE (t.typtype IN ('d', 'r') OR t.typtype = 'c' AND c.relkind = 'c') AND n.nspname = ANY ($1)),
      owned AS (
        SELECT s.key, s.word, s.name, s.owner FROM subjects s
        UNION ALL
        SELECT 'c' || c.oid, 'COLLATION', pg_catalog.format('%I.%I', n.nspname, c.collname), c.collowner
        FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
        WHERE n.nspname = ANY ($1)
        UNION ALL
        SELECT 'd' || d.oid, 'TEXT SEARCH DICTIONARY', pg_catalog.format('%I.%I', n.nspname, d.dictname), d.dictowner
        FROM pg_catalog.pg_ts_dict d JOIN pg_catalog.pg_namespace n ON n.oid = d.dictnamespace
        WHERE n.nspname = ANY ($1)
        UNION ALL
        SELECT 'x' || c.oid, 'TEXT SEARCH CONFIGURATION', pg_catalog.format('%I.%I', n.nspname, c.cfgname), c.cfgowner
        FROM pg_catalog.pg_ts_config c JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace
        WHERE n.nspname = ANY ($1)
        UNION ALL
        SELECT 's' || s.oid, 'STATISTICS', pg_catalog.format('%I.%I', n.nspname, s.stxname), s.stxowner
        FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
        WHERE n.nspname = ANY ($1)
        UNION ALL
        SELECT 'v' || v.oid, 'EVENT TRIGGER', pg_catalog.quote_ident(v.evtname), v.evtowner
        FROM pg_catalog.pg_event_trigger v
        UNION ALL
        SELECT 'b' || p.oid, 'PUBLICATION', pg_catalog.quote_ident(p.pubname), p.pubowner
        FROM pg_catalog.pg_publication p),
      usual AS (
        SELECT s.key, CASE x.grantee WHEN me.oid THEN s.owner ELSE x.grantee END AS grantee, x.privilege_type, x.is_grantable
        FROM subjects s CROSS JOIN me
        CROSS JOIN LATERAL pg_catalog.aclexplode(coalesce(
          (SELECT a.defaclacl FROM pg_catalog.pg_default_acl a
           WHERE a.defaclrole = me.oid AND a.defaclnamespace = 0 AND a.defaclobjtype = s.kind),
          pg_catalog.acldefault(s.kind, me.oid))) x
        UNION
        SELECT s.key, CASE x.grantee WHEN me.oid THEN s.owner ELSE x.grantee END, x.privilege_type, x.is_grantable
        FROM subjects s CROSS JOIN me
        JOIN pg_catalog.pg_default_acl a
          ON a.defaclrole = me.oid AND a.defaclnamespace = s.namespace AND a.defaclobjtype = s.kind
        CROSS JOIN LATERAL pg_catalog.aclexplode(a.defaclacl) x),
      own AS (
        SELECT s.key, x.grantee, x.privilege_type, x.is_grantable
        FROM subjects s
        CROSS JOIN LATERAL pg_catalog.aclexplode(coalesce(s.acl, pg_catalog.acldefault(s.kind, s.owner))) x),
      roles AS (
        SELECT r.oid, pg_catalog.quote_ident(r.rolname) AS name FROM pg_catalog.pg_roles r
        UNION ALL SELECT 0, 'PUBLIC')
      SELECT s.key, '' AS column, 1 AS place,
             pg_catalog.format('ALTER %s %s OWNER TO %s', s.word, s.name, r.name) AS statement,
             CASE WHEN me.super OR pg_catalog.pg_has_role(me.oid, s.owner, 'MEMBER') THEN NULL ELSE r.name END AS foreign_owner
      FROM owned s CROSS JOIN me JOIN roles r ON r.oid = s.owner
      WHERE s.owner <> me.oid
      UNION ALL
      SELECT s.key, '', 2,
             pg_catalog.format('REVOKE %s ON %s %s FROM %s', pg_catalog.string_agg(u.privilege_type, ', ' ORDER BY u.privilege_type),
                               s.granted, s.name, r.name), NULL
      FROM subjects s JOIN usual u ON u.key = s.key JOIN roles r ON r.oid = u.grantee
      WHERE NOT EXISTS (SELECT FROM own o WHERE o.key = u.key AND o.grantee = u.grantee
                          AND o.privilege_type = u.privilege_type AND o.is_grantable = u.is_grantable)
      GROUP BY s.key, s.granted, s.name, r.name
      UNION ALL
      SELECT s.key, '', 3,
             pg_catalog.format('GRANT %s ON %s %s TO %s', pg_catalog.string_agg(o.privilege_type, ', ' ORDER BY o.privilege_type),
                               s.granted, s.name, r.name) || CASE WHEN o.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, NULL
      FROM subjects s
      JOIN (SELECT DISTINCT key, grantee, privilege_type, is_grantable FROM own) o ON o.key = s.key
      JOIN roles r ON r.oid = o.grantee
      WHERE NOT EXISTS (SELECT FROM usual u WHERE o.key = u.key AND o.grantee = u.grantee
                          AND o.privilege_type = u.privilege_type AND o.is_grantable = u.is_grantable)
      GROUP BY s.key, s.granted, s.name, r.name, o.is_grantable
      UNION ALL
      SELECT s.key, a.attname, 4,
             pg_catalog.format('GRANT %s ON TABLE %s TO %s',
                               pg_catalog.string_agg(pg_catalog.format('%s (%I)', x.privilege_type, a.attname), ', '
                                                     ORDER BY x.privilege_type), s.name, r.name)
             || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, NULL
      FROM subjects s
      JOIN pg_catalog.pg_attribute a ON s.key = 'r' || a.attrelid AND NOT a.attisdropped AND a.attacl IS NOT NULL
      CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x
      JOIN roles r ON r.oid = x.grantee
      GROUP BY s.key, a.attname, s.name, r.name, x.is_grantable
      ORDER BY 1, 3, 2, 4
      """;
}
