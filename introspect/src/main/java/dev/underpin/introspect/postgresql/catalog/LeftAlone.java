package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Names what a database has and the YAML has no word for, so that nobody believes it to be managed.
 * The server says what each is called: {@code pg_identify_object}. The comment that an extension
 * brings itself is none that anybody wrote.
 */
final class LeftAlone {
  /** Objects that initdb did not make have higher numbers: {@code FirstNormalObjectId}. */
  private static final String QUERY =
      """
      WITH own AS (
        SELECT t.tableoid AS class, t.oid FROM pg_catalog.pg_type t
        WHERE t.oid >= 16384 AND t.typtype = 'b' AND t.typcategory <> 'A'
        UNION ALL
        SELECT o.tableoid, o.oid FROM pg_catalog.pg_operator o WHERE o.oid >= 16384
        UNION ALL
        SELECT c.tableoid, c.oid FROM pg_catalog.pg_opclass c WHERE c.oid >= 16384
        UNION ALL
        SELECT f.tableoid, f.oid FROM pg_catalog.pg_opfamily f WHERE f.oid >= 16384
        UNION ALL
        SELECT c.tableoid, c.oid FROM pg_catalog.pg_conversion c WHERE c.oid >= 16384
        UNION ALL
        SELECT p.tableoid, p.oid FROM pg_catalog.pg_ts_parser p WHERE p.oid >= 16384
        UNION ALL
        SELECT t.tableoid, t.oid FROM pg_catalog.pg_ts_template t WHERE t.oid >= 16384
        UNION ALL
        SELECT t.tableoid, t.oid FROM pg_catalog.pg_transform t WHERE t.oid >= 16384
        UNION ALL
        SELECT l.tableoid, l.oid FROM pg_catalog.pg_language l WHERE l.oid >= 16384
        UNION ALL
        SELECT a.tableoid, a.oid FROM pg_catalog.pg_am a WHERE a.oid >= 16384),
      available AS MATERIALIZED (
        SELECT x.oid, a.comment FROM pg_catalog.pg_available_extensions a
        JOIN pg_catalog.pg_extension x ON x.extname = a.name),
      described AS (
        SELECT d.classoid AS class, d.objoid AS oid, d.objsubid AS part, 'comment'::text AS word, d.description AS text
        FROM pg_catalog.pg_description d
        WHERE d.objoid >= 16384
          AND (d.classoid = 'pg_catalog.pg_extension'::regclass
                  AND d.description IS DISTINCT FROM (SELECT a.comment FROM available a WHERE a.oid = d.objoid)
               OR (d.classoid, d.objoid) IN (SELECT o.class, o.oid FROM own o)
               OR d.classoid = 'pg_catalog.pg_constraint'::regclass
                  AND EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.oid = d.objoid AND k.contypid <> 0)
               OR d.classoid = 'pg_catalog.pg_class'::regclass
                  AND EXISTS (SELECT FROM pg_catalog.pg_depend i WHERE i.classid = d.classoid AND i.objid = d.objoid
                                AND i.refclassid = 'pg_catalog.pg_constraint'::regclass AND i.deptype = 'i')
               OR d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid > 0
                  AND EXISTS (SELECT FROM pg_catalog.pg_class p WHERE p.oid = d.objoid AND p.relispartition))
        UNION ALL
        SELECT s.classoid, s.objoid, s.objsubid, 'security label', s.label FROM pg_catalog.pg_seclabel s)
      SELECT CASE x.type WHEN 'type' THEN 'base type' ELSE x.type END AS kind, x.schema, x.identity AS name, NULL AS text, true AS kept
      FROM own o CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.class, o.oid, 0) x
      WHERE (x.schema IS NULL OR x.schema = ANY ($1))
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = o.class AND e.objid = o.oid AND e.deptype IN ('e', 'i')
                          AND e.refclassid <> 'pg_catalog.pg_opclass'::regclass)
      UNION ALL
      SELECT d.word || ' of ' || x.type, x.schema, x.identity, d.text, true
      FROM described d CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.class, d.oid, d.part) x
      WHERE coalesce(x.schema, '') NOT IN ('underpin', 'underpin_trash', 'information_schema')
        AND x.identity NOT IN ('underpin', 'underpin_trash')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = d.class AND e.objid = d.oid AND e.deptype = 'e')
      UNION ALL
      SELECT 'subscription', NULL, pg_catalog.quote_ident(s.subname), NULL, true
      FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database b ON b.oid = s.subdbid
      WHERE b.datname = pg_catalog.current_database()
      UNION ALL
      SELECT 'setting of the database'
             || CASE g.setrole WHEN 0 THEN '' ELSE ' for role ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.setrole)) END,
             NULL, pg_catalog.split_part(c.setting, '=', 1), NULL, true
      FROM pg_catalog.pg_db_role_setting g
      JOIN pg_catalog.pg_database b ON b.oid = g.setdatabase
      CROSS JOIN LATERAL pg_catalog.unnest(g.setconfig) c (setting)
      WHERE b.datname = pg_catalog.current_database()
      UNION ALL
      SELECT 'large objects', NULL, CASE WHEN l.number > 1000 THEN 'more than 1000 large objects' ELSE l.number || ' large objects' END,
             NULL, false
      FROM (SELECT pg_catalog.count(*) AS number FROM (SELECT FROM pg_catalog.pg_largeobject_metadata LIMIT 1001) f) l
      WHERE l.number > 0
      ORDER BY 1, 2, 3
      """;

  private final Predicate<QualifiedName> ignored;
  private final Consumer<Note> notes;
  private final Map<String, String> unmanaged;
  private final Map<String, List<String>> byNamespace = new HashMap<>();

  LeftAlone(Predicate<QualifiedName> ignored, Consumer<Note> notes, Map<String, String> unmanaged) {
    this.ignored = ignored;
    this.notes = notes;
    this.unmanaged = unmanaged;
  }

  void read(Connection connection, List<String> namespaces) throws SQLException {
    CatalogRows.each(connection, QUERY.replace("$1", "?"), this::one, List.of(namespaces));
  }

  /** The objects of a namespace, in words; {@link #read} has been called. */
  List<String> of(String namespace) {
    return byNamespace.getOrDefault(namespace, List.of());
  }

  private void one(Row row) throws SQLException {
    String name = row.text("name");
    String kind = row.text("kind");
    if (ignored.test(new QualifiedName(row.optional("schema").orElse(""), name))) return;
    notes.accept(
        new Note(
            name,
            "is left alone: "
                + words(kind)
                + row.optional("text").map(t -> " (" + t + ")").orElse("")));
    if (!kind.contains(" of "))
      row.optional("schema")
          .ifPresent(
              s -> byNamespace.computeIfAbsent(s, n -> new ArrayList<>()).add(kind + " " + name));
    // Programs make large objects: their number is no fact about the schema.
    if (row.flag("kept")) unmanaged.put(kind + " " + name, row.optional("text").orElse(""));
  }

  /** Why the YAML has no word for it. */
  private static String words(String kind) {
    if (kind.equals("subscription"))
      return "it is a subscription, whose connection may have a password";
    if (kind.startsWith("setting of the database"))
      return "it is a " + kind + ", whose value may be a secret";
    if (kind.equals("large objects")) return "they are rows, and no part of a schema";
    if (kind.contains(" of ")) return "it has a " + kind + ", which is not managed";
    return "the kind is not managed: " + kind;
  }
}
