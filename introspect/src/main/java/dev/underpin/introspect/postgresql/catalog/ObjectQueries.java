package dev.underpin.introspect.postgresql.catalog;

/**
 * The catalog queries about all that is kept as text. Each takes one array, the namespaces. A key
 * identifies an object across the queries: a letter for its catalog, and its oid.
 */
final class ObjectQueries {
  private ObjectQueries() {}

  /**
   * Functions, procedures and aggregates with their text. The server has no text of an aggregate,
   * so it is made from {@code pg_aggregate}; the manual page of CREATE AGGREGATE says what each
   * part is.
   */
  static final String ROUTINES =
      """
      SELECT 'f' || p.oid AS key, n.nspname AS schema, p.proname AS name, p.prokind AS kind,
             pg_catalog.oidvectortypes(p.proargtypes) AS arguments,
             CASE WHEN p.prokind = 'a'
                  THEN coalesce(nullif(pg_catalog.pg_get_function_identity_arguments(p.oid), ''), '*')
                  ELSE pg_catalog.oidvectortypes(p.proargtypes) END AS identity,
             ARRAY[p.prokind::text || ' ' || coalesce(pg_catalog.pg_get_function_result(p.oid), '')
                     || coalesce((SELECT pg_catalog.string_agg(
                                           pg_catalog.format(' %s %s %s', a.mode, p.proargnames[a.place], a.type::oid::regtype),
                                           ',' ORDER BY a.place)
                                  FROM ROWS FROM (pg_catalog.unnest(p.proallargtypes), pg_catalog.unnest(p.proargmodes))
                                       WITH ORDINALITY a (type, mode, place)
                                  WHERE a.mode <> 'i'), '')
                     || coalesce(' ' || g.aggkind::text || ' ' || g.aggnumdirectargs::text, ''),
                   p.pronargdefaults::text]
             || ARRAY(SELECT coalesce(p.proargnames[a.place], '')
                      FROM pg_catalog.generate_series(1, coalesce(pg_catalog.array_length(p.proallargtypes, 1), p.pronargs)) a (place)
                      WHERE coalesce(p.proargmodes[a.place], 'i') IN ('i', 'b', 'v')
                      ORDER BY a.place) AS parts,
             CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid)
                  ELSE pg_catalog.format('CREATE AGGREGATE %I.%I(%s) (', n.nspname, p.proname,
                         coalesce(nullif(pg_catalog.pg_get_function_arguments(p.oid), ''), '*'))
                       || (SELECT pg_catalog.string_agg(o.word || coalesce(' = ' || nullif(o.value, ''), ''), ', ' ORDER BY o.place)
                           FROM (SELECT v.place, v.word,
                                        CASE WHEN f.oid IS NULL THEN v.text
                                             WHEN fn.nspname = 'pg_catalog' THEN pg_catalog.quote_ident(f.proname)
                                             ELSE pg_catalog.format('%I.%I', fn.nspname, f.proname) END AS value
                                 FROM (VALUES
                                   (1, 'SFUNC', g.aggtransfn::oid, NULL),
                                   (2, 'STYPE', 0, pg_catalog.format_type(g.aggtranstype, NULL)),
                                   (3, 'SSPACE', 0, nullif(g.aggtransspace, 0)::text),
                                   (4, 'FINALFUNC', g.aggfinalfn::oid, NULL),
                                   (5, 'FINALFUNC_EXTRA', 0, CASE WHEN g.aggfinalextra THEN '' END),
                                   (6, 'FINALFUNC_MODIFY', 0,
                                    CASE WHEN g.aggfinalmodify <> CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END
                                         THEN CASE g.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
                                                   ELSE 'READ_WRITE' END END),
                                   (7, 'COMBINEFUNC', g.aggcombinefn::oid, NULL),
                                   (8, 'SERIALFUNC', g.aggserialfn::oid, NULL),
                                   (9, 'DESERIALFUNC', g.aggdeserialfn::oid, NULL),
                                   (10, 'INITCOND', 0, pg_catalog.quote_literal(g.agginitval)),
                                   (11, 'MSFUNC', g.aggmtransfn::oid, NULL),
                                   (12, 'MINVFUNC', g.aggminvtransfn::oid, NULL),
                                   (13, 'MSTYPE', 0, CASE WHEN g.aggmtranstype <> 0
                                                          THEN pg_catalog.format_type(g.aggmtranstype, NULL) END),
                                   (14, 'MSSPACE', 0, nullif(g.aggmtransspace, 0)::text),
                                   (15, 'MFINALFUNC', g.aggmfinalfn::oid, NULL),
                                   (16, 'MFINALFUNC_EXTRA', 0, CASE WHEN g.aggmfinalextra THEN '' END),
                                   (17, 'MFINALFUNC_MODIFY', 0,
                                    CASE WHEN g.aggmtransfn <> 0
                                              AND g.aggmfinalmodify <> CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END
                                         THEN CASE g.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
                                                   ELSE 'READ_WRITE' END END),
                                   (18, 'MINITCOND', 0, pg_catalog.quote_literal(g.aggminitval)),
                                   (19, 'SORTOP', 0,
                                    (SELECT pg_catalog.format('OPERATOR(%I.%s)', opn.nspname, op.oprname)
                                     FROM pg_catalog.pg_operator op JOIN pg_catalog.pg_namespace opn ON opn.oid = op.oprnamespace
                                     WHERE op.oid = g.aggsortop)),
                                   (20, 'PARALLEL', 0, CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END),
                                   (21, 'HYPOTHETICAL', 0, CASE WHEN g.aggkind = 'h' THEN '' END)) v (place, word, function, text)
                                 LEFT JOIN pg_catalog.pg_proc f ON f.oid = v.function
                                 LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace
                                ) o
                           WHERE o.value IS NOT NULL)
                       || ')' END AS definition,
             d.description AS comment
      FROM pg_catalog.pg_proc p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      LEFT JOIN pg_catalog.pg_aggregate g ON g.aggfnoid = p.oid
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::regclass AND d.objsubid = 0
      WHERE n.nspname = ANY (?)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid
                          AND e.deptype IN ('e', 'i'))
      """;

  /** Triggers, rules and policies: what hangs on a table or a view. */
  static final String ON_TABLES =
      """
      SELECT 't' || t.oid AS key, 'TRIGGER' AS kind, n.nspname AS schema, c.relname AS relation, t.tgname AS name,
             pg_catalog.pg_get_triggerdef(t.oid) AS definition,
             CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS'
                  END AS state, d.description AS comment
      FROM pg_catalog.pg_trigger t
      JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_trigger'::regclass
      WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND n.nspname = ANY ($1)
      UNION ALL
      SELECT 'u' || r.oid, 'RULE', n.nspname, c.relname, r.rulename, pg_catalog.pg_get_ruledef(r.oid),
             CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS'
                  END, d.description
      FROM pg_catalog.pg_rewrite r
      JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = r.oid AND d.classoid = 'pg_catalog.pg_rewrite'::regclass
      WHERE r.rulename <> '_RETURN' AND n.nspname = ANY ($1)
      UNION ALL
      SELECT 'p' || p.oid, 'POLICY', n.nspname, c.relname, p.polname,
             pg_catalog.format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s', p.polname, n.nspname, c.relname,
               CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
               CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                    WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
               (SELECT pg_catalog.string_agg(CASE WHEN o.role = 0 THEN 'PUBLIC'
                                                  ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(o.role)) END, ', ')
                FROM pg_catalog.unnest(p.polroles) o (role)))
             || coalesce(' USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')', '')
             || coalesce(' WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''),
             NULL, d.description
      FROM pg_catalog.pg_policy p
      JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_policy'::regclass
      WHERE n.nspname = ANY ($1)
      """;

  /**
   * Collations, domains, composite and range types, extensions and event triggers; and what has no
   * model, whose definition is NULL.
   */
  static final String TYPES_AND_OTHERS =
      """
      SELECT 'c' || c.oid AS key, 'COLLATION' AS kind, n.nspname AS schema, c.collname AS name,
             pg_catalog.format('CREATE COLLATION %I.%I (PROVIDER = %s', n.nspname, c.collname,
                               CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END)
             || CASE WHEN l.locale IS NOT NULL THEN pg_catalog.format(', LOCALE = %L', l.locale)
                     WHEN c.collcollate = c.collctype THEN pg_catalog.format(', LOCALE = %L', c.collcollate)
                     ELSE pg_catalog.format(', LC_COLLATE = %L, LC_CTYPE = %L', c.collcollate, c.collctype) END
             || CASE WHEN c.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END
             || coalesce(', RULES = ' || pg_catalog.quote_literal(l.rules), '') || ')' AS definition,
             d.description AS comment
      FROM pg_catalog.pg_collation c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
      CROSS JOIN LATERAL (
        SELECT coalesce(j.row ->> 'colllocale', j.row ->> 'colliculocale') AS locale, j.row ->> 'collicurules' AS rules
        FROM (SELECT pg_catalog.to_jsonb(c) AS row) j) l
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_collation'::regclass
      WHERE n.nspname = ANY ($1)
        AND c.collencoding IN (-1, (SELECT b.encoding FROM pg_catalog.pg_database b
                                    WHERE b.datname = pg_catalog.current_database()))
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_collation'::regclass AND e.objid = c.oid AND e.deptype = 'e')
      UNION ALL
      SELECT 'y' || t.oid, 'DOMAIN', n.nspname, t.typname,
             pg_catalog.format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname,
                               pg_catalog.format_type(t.typbasetype, t.typtypmod))
             || CASE WHEN t.typcollation <> bt.typcollation
                     THEN (SELECT pg_catalog.format(' COLLATE %I.%I', cn.nspname, co.collname)
                           FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
                           WHERE co.oid = t.typcollation) ELSE '' END
             || coalesce(' DEFAULT ' || t.typdefault, '') || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
             || coalesce((SELECT pg_catalog.string_agg(
                                   pg_catalog.format(' CONSTRAINT %I %s', con.conname, pg_catalog.pg_get_constraintdef(con.oid)),
                                   '' ORDER BY con.conname)
                          FROM pg_catalog.pg_constraint con
                          WHERE con.contypid = t.oid AND con.contype = 'c' AND con.convalidated), '')
             || coalesce((SELECT pg_catalog.string_agg(
                                   pg_catalog.format(E';\\nALTER DOMAIN %I.%I ADD CONSTRAINT %I %s', n.nspname, t.typname, con.conname,
                                                     pg_catalog.pg_get_constraintdef(con.oid)), '' ORDER BY con.conname)
                          FROM pg_catalog.pg_constraint con
                          WHERE con.contypid = t.oid AND con.contype = 'c' AND NOT con.convalidated), ''),
             d.description
      FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      JOIN pg_catalog.pg_type bt ON bt.oid = t.typbasetype
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass
      WHERE t.typtype = 'd' AND n.nspname = ANY ($1)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
      UNION ALL
      SELECT 'y' || t.oid, 'COMPOSITE_TYPE', n.nspname, t.typname,
             pg_catalog.format('CREATE TYPE %I.%I AS (', n.nspname, t.typname)
             || coalesce((SELECT pg_catalog.string_agg(
                                   pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
                                     || CASE WHEN a.attcollation <> at.typcollation
                                             THEN ' COLLATE ' || a.attcollation::pg_catalog.regcollation::text ELSE '' END,
                                   ', ' ORDER BY a.attnum)
                          FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type at ON at.oid = a.atttypid
                          WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')',
             d.description
      FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      JOIN pg_catalog.pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass
      WHERE t.typtype = 'c' AND n.nspname = ANY ($1)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
      UNION ALL
      SELECT 'e' || x.oid, 'EXTENSION', '', x.extname,
             pg_catalog.format('CREATE EXTENSION %I WITH SCHEMA %I', x.extname, n.nspname), NULL
      FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
      WHERE n.nspname = ANY ($1)
      UNION ALL
      SELECT 'v' || v.oid, 'EVENT_TRIGGER', '', v.evtname,
             pg_catalog.format('CREATE EVENT TRIGGER %I ON %s', v.evtname, v.evtevent)
             || coalesce((SELECT ' WHEN TAG IN (' || pg_catalog.string_agg(pg_catalog.quote_literal(g.tag), ', ' ORDER BY g.place) || ')'
                          FROM pg_catalog.unnest(v.evttags) WITH ORDINALITY g (tag, place)), '')
             || pg_catalog.format(' EXECUTE FUNCTION %I.%I()', n.nspname, p.proname)
             || CASE v.evtenabled WHEN 'O' THEN ''
                     ELSE pg_catalog.format(E';\\nALTER EVENT TRIGGER %I %s', v.evtname,
                                            CASE v.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                                                 ELSE 'ENABLE ALWAYS' END) END,
             d.description
      FROM pg_catalog.pg_event_trigger v
      JOIN pg_catalog.pg_proc p ON p.oid = v.evtfoid
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = v.oid AND d.classoid = 'pg_catalog.pg_event_trigger'::regclass
      WHERE n.nspname = ANY ($1)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_event_trigger'::regclass AND e.objid = v.oid AND e.deptype = 'e')
      UNION ALL
      SELECT CASE WHEN r.rngcanonical = 0 THEN 'y' || t.oid ELSE '' END,
             CASE WHEN r.rngcanonical = 0 THEN 'RANGE_TYPE' ELSE 'range type with a canonical function' END,
             n.nspname, t.typname,
             CASE WHEN r.rngcanonical = 0 THEN
               pg_catalog.format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s', n.nspname, t.typname,
                                 pg_catalog.format_type(r.rngsubtype, NULL))
               || CASE WHEN NOT o.opcdefault
                       THEN (SELECT pg_catalog.format(', SUBTYPE_OPCLASS = %I.%I', opn.nspname, o.opcname)
                             FROM pg_catalog.pg_namespace opn WHERE opn.oid = o.opcnamespace) ELSE '' END
               || CASE WHEN r.rngcollation <> st.typcollation
                       THEN (SELECT pg_catalog.format(', COLLATION = %I.%I', cn.nspname, co.collname)
                             FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
                             WHERE co.oid = r.rngcollation) ELSE '' END
               || coalesce((SELECT pg_catalog.format(', SUBTYPE_DIFF = %I.%I', fn.nspname, f.proname)
                            FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace
                            WHERE f.oid = r.rngsubdiff), '')
               || coalesce((SELECT pg_catalog.format(', MULTIRANGE_TYPE_NAME = %I.%I', mn.nspname, m.typname)
                            FROM pg_catalog.pg_type m JOIN pg_catalog.pg_namespace mn ON mn.oid = m.typnamespace
                            WHERE m.oid = (pg_catalog.to_jsonb(r) ->> 'rngmultitypid')::oid), '')
               || ')' END, d.description
      FROM pg_catalog.pg_range r
      JOIN pg_catalog.pg_type t ON t.oid = r.rngtypid
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      JOIN pg_catalog.pg_type st ON st.oid = r.rngsubtype
      JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass
      WHERE n.nspname = ANY ($1)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
      """;

  /** Extended statistics that have a use: not those of a column that is in the trash. */
  static final String STATISTICS =
      """
      SELECT 's' || s.oid AS key, n.nspname AS schema, s.stxname AS name, cn.nspname AS table_schema, c.relname AS relation,
             pg_catalog.pg_get_statisticsobjdef(s.oid)
             || CASE WHEN s.stxstattarget >= 0
                     THEN pg_catalog.format(E';\\nALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname, s.stxstattarget)
                     ELSE '' END AS definition,
             d.description AS comment
      FROM pg_catalog.pg_statistic_ext s
      JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
      JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
      JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = s.oid AND d.classoid = 'pg_catalog.pg_statistic_ext'::regclass
      WHERE n.nspname = ANY ($1) AND cn.nspname <> 'underpin_trash'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid = c.oid AND a.attnum = ANY (s.stxkeys) AND pg_catalog.starts_with(a.attname::text, 'underpin_trash_'))
      """;

  /**
   * Publications, without what is in the trash.
   *
   * @param newer true from PostgreSQL 15 on, which publishes columns, conditions and schemas
   */
  static String publications(boolean newer) {
    return PUBLICATIONS
        .replace("COLUMNS_AND_CONDITION", newer ? PUBLISHED_PART : "''")
        .replace("SCHEMAS", newer ? PUBLISHED_SCHEMAS : "NULL");
  }

  private static final String PUBLICATIONS =
      """
      SELECT 'b' || p.oid AS key, 'PUBLICATION' AS kind, '' AS schema, p.pubname AS name,
             pg_catalog.format('CREATE PUBLICATION %I', p.pubname)
             || CASE WHEN p.puballtables THEN ' FOR ALL TABLES'
                     ELSE coalesce(' FOR ' || nullif(pg_catalog.concat_ws(', ',
                       (SELECT 'TABLE ' || pg_catalog.string_agg(
                                 pg_catalog.format('%I.%I', n.nspname, c.relname) || COLUMNS_AND_CONDITION, ', '
                                 ORDER BY n.nspname, c.relname)
                        FROM pg_catalog.pg_publication_rel r
                        JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
                        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname <> 'underpin_trash'
                        WHERE r.prpubid = p.oid), SCHEMAS), ''), '') END
             || coalesce(' WITH (' || nullif(pg_catalog.concat_ws(', ',
                  CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate)
                       THEN pg_catalog.format('publish = %L', pg_catalog.concat_ws(', ',
                              CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                              CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END)) END,
                  CASE WHEN p.pubviaroot THEN 'publish_via_partition_root = true' END,
                  CASE WHEN pg_catalog.to_jsonb(p) ->> 'pubgencols' = 's' THEN 'publish_generated_columns = stored' END), '')
                || ')', '') AS definition,
             d.description AS comment
      FROM pg_catalog.pg_publication p
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_publication'::regclass
      WHERE pg_catalog.cardinality($1) > 0
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_publication'::regclass AND e.objid = p.oid AND e.deptype = 'e')
      """;

  private static final String PUBLISHED_PART =
      """
      coalesce((SELECT ' (' || pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
                FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs)), '')
      || coalesce(' WHERE (' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')', '')
      """;

  private static final String PUBLISHED_SCHEMAS =
      """
      (SELECT 'TABLES IN SCHEMA ' || pg_catalog.string_agg(pg_catalog.quote_ident(n.nspname), ', ' ORDER BY n.nspname)
       FROM pg_catalog.pg_publication_namespace s JOIN pg_catalog.pg_namespace n ON n.oid = s.pnnspid
       WHERE s.pnpubid = p.oid)
      """;
}
