package dev.underpin.introspect.postgresql.catalog;

/** The catalog queries about owners, grants, default privileges and roles. */
final class AccessQueries {
  private AccessQueries() {}

  /** An item of an access control list as a text: grantee, privilege, with option, grantor. */
  private static final String ITEMS =
      """
      (SELECT pg_catalog.array_agg(pg_catalog.concat_ws(E'\\t', pg_catalog.lower(x.privilege_type), x.is_grantable::text,
                CASE x.grantee WHEN 0 THEN 'p' ELSE 'r' || pg_catalog.pg_get_userbyid(x.grantee) END,
                pg_catalog.pg_get_userbyid(x.grantor)))
       FROM pg_catalog.aclexplode(%s) x) AS items
      """;

  /** Everything that privileges can be granted on, without what belongs to an extension. */
  static final String OBJECTS =
      """
      WITH subjects AS (
        SELECT 'pg_catalog.pg_class'::regclass AS class, c.oid, CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS word,
               n.nspname AS schema, c.relname::text AS name, c.relowner AS owner, c.relacl AS acl
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname = ANY (?){c.oid}
        UNION ALL
        SELECT 'pg_catalog.pg_proc'::regclass, p.oid, CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, n.nspname,
               p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', p.proowner, p.proacl
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = ANY (?)
        UNION ALL
        SELECT 'pg_catalog.pg_type'::regclass, t.oid, 'type', n.nspname, t.typname::text, t.typowner, t.typacl
        FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
        WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c') AND n.nspname = ANY (?)
        UNION ALL
        SELECT 'pg_catalog.pg_namespace'::regclass, n.oid, 'schema', '', n.nspname::text, n.nspowner, n.nspacl
        FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (?))
      SELECT s.word, s.schema, s.name, pg_catalog.pg_get_userbyid(s.owner) AS owner, s.acl IS NULL AS usual,
             s.word = 'sequence' AND EXISTS (
               SELECT FROM pg_catalog.pg_depend d
               WHERE d.classid = s.class AND d.objid = s.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass
                 AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')) AS of_column,
      """
          + ITEMS.formatted("s.acl")
          + """
      FROM subjects s
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = s.class AND e.objid = s.oid AND e.deptype = 'e')
      ORDER BY 1, 2, 3
      """;

  /** Grants on columns. What lies in the trash is not shown. */
  static final String COLUMNS =
      """
      SELECT n.nspname AS schema, c.relname AS name, a.attname AS column, pg_catalog.pg_get_userbyid(c.relowner) AS owner,
      """
          + ITEMS.formatted("a.attacl")
          + """
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname = ANY (?){a.attrelid}
        AND NOT pg_catalog.starts_with(a.attname::text, 'underpin_trash_')
      ORDER BY 1, 2, 3
      """;

  static final String DEFAULTS =
      """
      SELECT CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types'
                  WHEN 'n' THEN 'schemas' ELSE '' END AS objects,
             pg_catalog.pg_get_userbyid(d.defaclrole) AS role, coalesce(n.nspname, '') AS schema,
      """
          + ITEMS.formatted("d.defaclacl")
          + """
      FROM pg_catalog.pg_default_acl d
      LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
      WHERE d.defaclnamespace = 0 OR n.nspname = ANY (?)
      ORDER BY 1, 2, 3
      """;

  static final String ROLES =
      """
      SELECT current_user AS session,
             pg_catalog.array_agg(r.rolname::text) AS all,
             pg_catalog.array_agg(r.rolname::text) FILTER (WHERE pg_catalog.pg_has_role(r.oid, 'MEMBER')) AS own
      FROM pg_catalog.pg_roles r
      """;
}
