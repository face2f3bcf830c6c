package dev.underpin.introspect.postgresql.catalog;

/**
 * The catalog query about casts, and dictionaries and configurations of text search. It takes the
 * namespaces, and identifies an object by a key as {@link ObjectQueries} does. The manual pages of
 * the CREATE statements say what each part is.
 */
final class SearchQueries {
  private SearchQueries() {}

  static final String OBJECTS =
      """
      SELECT 'k' || c.oid AS key, 'CAST' AS kind, '' AS schema,
             pg_catalog.format('%s AS %s', pg_catalog.format_type(c.castsource, NULL), pg_catalog.format_type(c.casttarget, NULL)) AS name,
             pg_catalog.format('CREATE CAST (%s AS %s)', pg_catalog.format_type(c.castsource, NULL),
                               pg_catalog.format_type(c.casttarget, NULL))
             || CASE c.castmethod WHEN 'b' THEN ' WITHOUT FUNCTION' WHEN 'i' THEN ' WITH INOUT'
                     ELSE ' WITH FUNCTION ' || c.castfunc::pg_catalog.regprocedure::text END
             || CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END AS definition,
             d.description AS comment
      FROM pg_catalog.pg_cast c
      JOIN pg_catalog.pg_type s ON s.oid = c.castsource
      JOIN pg_catalog.pg_namespace sn ON sn.oid = s.typnamespace
      JOIN pg_catalog.pg_type t ON t.oid = c.casttarget
      JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
      LEFT JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
      LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_cast'::regclass
      WHERE c.oid >= 16384 AND pg_catalog.cardinality($1) > 0
        AND sn.nspname = ANY ($1 || '{pg_catalog}'::text[]) AND tn.nspname = ANY ($1 || '{pg_catalog}'::text[])
        AND coalesce(pn.nspname, 'pg_catalog') = ANY ($1 || '{pg_catalog}'::text[])
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_cast'::regclass AND e.objid = c.oid AND e.deptype IN ('e', 'i'))
      UNION ALL
      SELECT 'd' || t.oid, 'TEXT_SEARCH_DICTIONARY', n.nspname, t.dictname,
             pg_catalog.format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = ', n.nspname, t.dictname)
             || CASE m.nspname WHEN 'pg_catalog' THEN '' ELSE pg_catalog.quote_ident(m.nspname) || '.' END
             || pg_catalog.quote_ident(l.tmplname) || coalesce(', ' || t.dictinitoption, '') || ')', d.description
      FROM pg_catalog.pg_ts_dict t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.dictnamespace
      JOIN pg_catalog.pg_ts_template l ON l.oid = t.dicttemplate
      JOIN pg_catalog.pg_namespace m ON m.oid = l.tmplnamespace
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_ts_dict'::regclass
      WHERE n.nspname = ANY ($1)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_ts_dict'::regclass AND e.objid = t.oid AND e.deptype = 'e')
      UNION ALL
      SELECT 'x' || c.oid, 'TEXT_SEARCH_CONFIGURATION', n.nspname, c.cfgname,
             pg_catalog.format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = ', n.nspname, c.cfgname)
             || CASE pn.nspname WHEN 'pg_catalog' THEN '' ELSE pg_catalog.quote_ident(pn.nspname) || '.' END
             || pg_catalog.quote_ident(p.prsname) || ')'
             || coalesce((SELECT pg_catalog.string_agg(
                                   pg_catalog.format(E';\\nALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s',
                                                     n.nspname, c.cfgname, k.alias, m.dictionaries), '' ORDER BY k.alias COLLATE "C")
                          FROM (SELECT m.maptokentype, pg_catalog.string_agg(
                                         CASE dn.nspname WHEN 'pg_catalog' THEN '' ELSE pg_catalog.quote_ident(dn.nspname) || '.' END
                                         || pg_catalog.quote_ident(t.dictname), ', ' ORDER BY m.mapseqno) AS dictionaries
                                FROM pg_catalog.pg_ts_config_map m
                                JOIN pg_catalog.pg_ts_dict t ON t.oid = m.mapdict
                                JOIN pg_catalog.pg_namespace dn ON dn.oid = t.dictnamespace
                                WHERE m.mapcfg = c.oid GROUP BY m.maptokentype) m
                          JOIN pg_catalog.ts_token_type(c.cfgparser) k ON k.tokid = m.maptokentype), ''),
             d.description
      FROM pg_catalog.pg_ts_config c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace
      JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser
      JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_ts_config'::regclass
      WHERE n.nspname = ANY ($1)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_ts_config'::regclass AND e.objid = c.oid AND e.deptype = 'e')
      """;
}
