package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.schema.catalog.Version;

/**
 * The catalog queries about tables. Each takes one array, the namespaces; none runs once a table.
 * What a version does not have yet is asked as the constant it would be.
 *
 * <p>Source: the manual's part "System Catalogs", of versions 13 to 18. {@link Relations} fills the
 * places in braces.
 */
record TableQueries(Version version) {
  /** Namespaces that are people's own. */
  static final String NAMESPACES =
      """
      SELECT n.nspname AS name, pg_catalog.current_database() AS database,
             pg_catalog.current_schema() AS searched,
             pg_catalog.current_setting('search_path') AS search_path,
             pg_catalog.obj_description(n.oid, 'pg_namespace') AS comment
      FROM pg_catalog.pg_namespace n
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_namespace'::regclass AND e.objid = n.oid
                          AND e.deptype = 'e')
      UNION ALL
      SELECT NULL, pg_catalog.current_database(), pg_catalog.current_schema(),
             pg_catalog.current_setting('search_path'), NULL
      """;

  /**
   * Tables, partitioned tables, views and materialized views, with what is known of their size. One
   * file is looked at for a table; indexes and out-of-line values count by the catalog's estimate.
   */
  String relations() {
    return """
        SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind,
               c.relpersistence = 'u' AS unlogged, c.relispartition AS partition,
               CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS bound,
               CASE WHEN c.relowner <> (SELECT db.datdba FROM pg_catalog.pg_database db
                                        WHERE db.datname = pg_catalog.current_database())
                    THEN c.relowner::regrole::text END AS owner,
               pg_catalog.array_to_string(c.relacl, ', ') AS grants,
               c.relreplident AS replica_identity,
               (SELECT ic.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
                WHERE i.indrelid = c.oid AND i.indisreplident AND c.relreplident = 'i') AS identity_index,
               (SELECT ic.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
                WHERE i.indrelid = c.oid AND i.indisclustered) AS cluster_on,
               c.relrowsecurity AS row_security,
               c.relforcerowsecurity AS force_row_security,
               c.reloptions AS options, toast.reloptions AS toast_options,
               CASE WHEN am.amname <> pg_catalog.current_setting('default_table_access_method')
                    THEN am.amname END AS access_method,
               ts.spcname AS tablespace, d.description AS comment, c.reloftype <> 0 AS typed,
               CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_by,
               CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END AS definition,
               CASE WHEN c.relkind = 'm'
                    THEN ARRAY(SELECT pg_catalog.pg_get_indexdef(i.indexrelid)
                               FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
                               WHERE i.indrelid = c.oid ORDER BY ic.relname)
                         || ARRAY(SELECT pg_catalog.format('COMMENT ON INDEX %I.%I IS %L', n.nspname, ic.relname, id.description)
                                  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
                                  JOIN pg_catalog.pg_description id
                                    ON id.objoid = ic.oid AND id.classoid = 'pg_catalog.pg_class'::regclass
                                  WHERE i.indrelid = c.oid ORDER BY ic.relname)
                         || ARRAY(SELECT pg_catalog.format('ALTER MATERIALIZED VIEW %I.%I CLUSTER ON %I', n.nspname, c.relname, ic.relname)
                                  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
                                  WHERE i.indrelid = c.oid AND i.indisclustered) END AS index_definitions,
               c.relkind = 'm' AND NOT c.relispopulated AS unpopulated,
               CASE WHEN c.relhassubclass OR c.relispartition OR inh.parents IS NOT NULL THEN inh.parents
                    END AS parents,
               CASE WHEN c.relkind = 'p'
                    THEN (SELECT sum(greatest(pc.reltuples, 0)) FROM pg_catalog.pg_partition_tree(c.oid) pt
                          JOIN pg_catalog.pg_class pc ON pc.oid = pt.relid AND pt.isleaf)
                    WHEN c.reltuples > 0 THEN c.reltuples
                    ELSE pg_catalog.pg_stat_get_live_tuples(c.oid) END::bigint AS rows,
               CASE WHEN c.relkind = 'p'
                    THEN (SELECT sum(pg_catalog.pg_total_relation_size(pt.relid))
                          FROM pg_catalog.pg_partition_tree(c.oid) pt)
                    ELSE size.heap + size.other END::bigint AS bytes,
               c.relkind = 'r' AND size.heap = 0 AS no_pages,
               CASE WHEN c.reltuples > 0 THEN false
                    ELSE pg_catalog.has_table_privilege(c.oid, 'SELECT')
                         AND NOT pg_catalog.row_security_active(c.oid) END AS readable
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam AND c.relkind IN ('r', 'm')
        LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
        LEFT JOIN pg_catalog.pg_class toast ON toast.oid = c.reltoastrelid
        LEFT JOIN pg_catalog.pg_description d
          ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
        LEFT JOIN (SELECT i.indrelid, sum(ic.relpages) AS pages
                   FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
                   WHERE true{i.indrelid} GROUP BY i.indrelid) ix ON ix.indrelid = c.oid
        CROSS JOIN LATERAL (
          SELECT CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_relation_size(c.oid) ELSE 0 END AS heap,
                 (coalesce(ix.pages, 0) + coalesce(toast.relpages, 0))
                   * pg_catalog.current_setting('block_size')::bigint AS other OFFSET 0) size
        LEFT JOIN (SELECT i.inhrelid, pg_catalog.array_agg(pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(pc.relname) ORDER BY i.inhseqno) AS parents
                   FROM pg_catalog.pg_inherits i
                   JOIN pg_catalog.pg_class pc ON pc.oid = i.inhparent AND pc.relkind IN ('r', 'p')
                   JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
                   GROUP BY i.inhrelid) inh ON inh.inhrelid = c.oid
        WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f'){c.oid}
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                          WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
        ORDER BY n.nspname, c.relname
        """;
  }

  /**
   * What index keys refer to by oid: operator classes, of which those that are their type's default
   * need not be named, and collations. The numbers are resolved here once, not in each row; those
   * that only the server's own indexes use are of no interest (oids of people's objects begin at
   * 16384, {@code FirstNormalObjectId} in the server's source).
   */
  static final String KEY_PARTS =
      """
      WITH keys AS (SELECT i.indclass, i.indcollation FROM pg_catalog.pg_index i
                    WHERE i.indexrelid >= 16384{i.indrelid})
      SELECT o.oid, true AS is_class, o.opcname AS name, o.opcdefault AS usual,
             CASE WHEN NOT pg_catalog.pg_opclass_is_visible(o.oid) THEN n.nspname END AS schema
      FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
      WHERE o.oid IN (SELECT pg_catalog.unnest(k.indclass::oid[]) FROM keys k)
      UNION ALL
      SELECT c.oid, false, c.collname, c.collprovider = 'd',
             CASE WHEN NOT pg_catalog.pg_collation_is_visible(c.oid) THEN n.nspname END
      FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
      WHERE c.oid IN (SELECT pg_catalog.unnest(k.indcollation::oid[]) FROM keys k)
      """;

  /** Columns, in the order of their tables. */
  String columns() {
    return """
        SELECT a.attrelid AS relation, a.attnum AS number, a.attname AS name,
               pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null,
               a.attidentity AS identity, a.attgenerated AS generated, a.attcollation AS collation_oid,
               pg_catalog.pg_get_expr(ad.adbin, ad.adrelid) AS expression,
               CASE WHEN a.attcollation <> t.typcollation THEN co.collname END AS collation,
               CASE WHEN NOT pg_catalog.pg_collation_is_visible(co.oid) THEN cn.nspname END AS collation_schema,
               CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage,
               %s AS compression,
               CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
               a.attoptions AS options, d.description AS comment
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum AND a.atthasdef
        LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
        LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
        LEFT JOIN pg_catalog.pg_description d
          ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
        WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped{a.attrelid}
        ORDER BY a.attrelid, a.attnum
        """
        .formatted(
            version.atLeast(14)
                ? "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END"
                : "NULL");
  }

  /** Constraints with the columns' numbers, and the referenced columns by name. */
  String constraints() {
    return """
        SELECT con.conrelid AS relation, con.conname AS name, con.contype AS type,
               con.condeferrable AS deferrable, con.condeferred AS deferred, con.convalidated AS validated,
               con.connoinherit AS no_inherit, con.conislocal AS local, con.coninhcount AS inherited,
               con.conparentid <> 0 AS part,
               con.conindid AS index, con.conkey AS columns,
               fn.nspname AS foreign_schema, fc.relname AS foreign_table,
               CASE WHEN con.contype = 'f'
                    THEN ARRAY(SELECT fa.attname::text
                               FROM pg_catalog.unnest(con.confkey) WITH ORDINALITY k (number, place)
                               JOIN pg_catalog.pg_attribute fa ON fa.attrelid = con.confrelid AND fa.attnum = k.number
                               ORDER BY k.place) END AS foreign_columns,
               con.confmatchtype AS match, con.confdeltype AS on_delete, con.confupdtype AS on_update,
               %s AS set_columns, %s AS enforced, %s AS period,
               CASE WHEN con.contype = 'c' THEN pg_catalog.pg_get_expr(con.conbin, con.conrelid) END AS expression,
               CASE WHEN con.contype = 'x' THEN pg_catalog.pg_get_constraintdef(con.oid) END AS definition,
               d.description AS comment
        FROM pg_catalog.pg_constraint con
        JOIN pg_catalog.pg_class c ON c.oid = con.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_constraint part ON con.conparentid <> 0 AND part.oid = con.conparentid
        LEFT JOIN pg_catalog.pg_class fc ON fc.oid = con.confrelid AND con.contype = 'f'
        LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
        LEFT JOIN pg_catalog.pg_description d
          ON d.objoid = con.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
        WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p')
          AND con.contype IN ('p', 'u', 'f', 'c', 'x', 'n'){con.conrelid}
          AND (con.conparentid = 0 OR part.conrelid <> con.conrelid AND part.confrelid = con.confrelid)
        ORDER BY con.conrelid, con.contype, con.conname
        """
        .formatted(
            version.atLeast(15) ? "con.confdelsetcols" : "NULL",
            version.atLeast(18) ? "con.conenforced" : "true",
            version.atLeast(18) ? "con.conperiod" : "false");
  }

  /** All indexes of tables, those behind constraints too. */
  String indexes() {
    return """
        SELECT i.indexrelid AS oid, i.indrelid AS relation, ic.relname AS name, am.amname AS method,
               i.indisunique AS uniqueness, i.indisvalid AS valid, i.indnkeyatts AS keys,
               CASE WHEN ic.relispartition
                    THEN (SELECT pc.relname FROM pg_catalog.pg_inherits inh
                          JOIN pg_catalog.pg_class pc ON pc.oid = inh.inhparent
                          WHERE inh.inhrelid = i.indexrelid) END AS of,
               i.indkey::text AS columns, i.indoption::text AS directions, %s AS nulls_not_distinct,
               ic.reloptions AS options, ts.spcname AS tablespace, d.description AS comment,
               CASE WHEN i.indexprs IS NOT NULL
                    THEN ARRAY(SELECT CASE WHEN k.number = 0
                                           THEN pg_catalog.pg_get_indexdef(i.indexrelid, k.place::int, false) END
                               FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY k (number, place)
                               ORDER BY k.place) END AS expressions,
               pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate,
               i.indclass::text AS classes, i.indcollation::text AS collations, ka.options AS class_options
        FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
        JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_am am ON am.oid = ic.relam
        LEFT JOIN (SELECT attrelid, pg_catalog.array_agg(attnum || ':' || pg_catalog.array_to_string(attoptions, ', ')) AS options
                   FROM pg_catalog.pg_attribute
                   WHERE attoptions IS NOT NULL{indexes} GROUP BY attrelid) ka
          ON ka.attrelid = i.indexrelid
        LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace
        LEFT JOIN pg_catalog.pg_description d
          ON d.objoid = i.indexrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
        WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p'){i.indrelid}
        ORDER BY i.indrelid, ic.relname
        """
        .formatted(version.atLeast(15) ? "i.indnullsnotdistinct" : "false");
  }

  /**
   * Sequences, with the column that owns one and whether its default draws from it. {@code OFFSET
   * 0} has the server look by what is depended upon: where it knows nothing yet of many new tables
   * it would go through all defaults for each sequence.
   */
  String sequences() {
    return """
        SELECT n.nspname AS schema, c.relname AS name, pg_catalog.format_type(s.seqtypid, NULL) AS type,
               s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS min, s.seqmax AS max,
               s.seqcache AS cache, s.seqcycle AS cycle, d.description AS comment,
               o.refobjid AS relation, o.refobjsubid AS number,
               o.deptype = 'i' AS identity,
               EXISTS (SELECT FROM (SELECT u.classid, u.objid FROM pg_catalog.pg_depend u
                                    WHERE u.refclassid = 'pg_catalog.pg_class'::regclass AND u.refobjid = c.oid
                                    OFFSET 0) x
                       JOIN pg_catalog.pg_attrdef ad ON ad.oid = x.objid
                       WHERE x.classid = 'pg_catalog.pg_attrdef'::regclass
                         AND ad.adrelid = o.refobjid AND ad.adnum = o.refobjsubid) AS feeds_owner
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
        LEFT JOIN pg_catalog.pg_depend o
          ON o.classid = 'pg_catalog.pg_class'::regclass AND o.objid = c.oid
         AND o.refclassid = 'pg_catalog.pg_class'::regclass AND o.refobjsubid > 0 AND o.deptype IN ('a', 'i')
        LEFT JOIN pg_catalog.pg_description d
          ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
        WHERE n.nspname = ANY (?) AND c.relkind = 'S'{c.oid}
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                          WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
        ORDER BY n.nspname, c.relname
        """;
  }

  /** Enums, each with its labels in their order. */
  static final String ENUMS =
      """
      SELECT n.nspname AS schema, t.typname AS name, d.description AS comment,
             ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e
                   WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
      FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
      WHERE n.nspname = ANY (?) AND t.typtype = 'e'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
      ORDER BY n.nspname, t.typname
      """;
}
