package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.catalog.NamespaceFacts;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what namespaces have beside their names.
 *
 * @param objects the reader of the objects, which has read them
 * @param leftAlone tables and views that are not looked at
 */
record NamespaceReader(
    Connection connection,
    List<String> namespaces,
    ObjectReader objects,
    List<QualifiedName> leftAlone) {
  /**
   * Comments and default privileges as statements, and what is in a namespace and is of a kind that
   * no other query reads. What belongs to an extension goes with it.
   */
  private static final String PARTS =
      """
      WITH own AS (SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (?)),
      roles AS (
        SELECT r.oid, pg_catalog.quote_ident(r.rolname) AS name FROM pg_catalog.pg_roles r
        UNION ALL SELECT 0, 'PUBLIC')
      SELECT n.nspname AS namespace, 1 AS place,
             pg_catalog.format('COMMENT ON SCHEMA %I IS %L', n.nspname, d.description) AS statement, NULL AS other
      FROM own n JOIN pg_catalog.pg_description d
        ON d.objoid = n.oid AND d.classoid = 'pg_catalog.pg_namespace'::regclass AND d.objsubid = 0
      UNION ALL
      SELECT n.nspname, 2,
             pg_catalog.format('ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA %I GRANT %s ON %s TO %s%s', o.name, n.nspname,
                               pg_catalog.string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type),
                               CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                                    ELSE 'TYPES' END,
                               r.name, CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), NULL
      FROM own n JOIN pg_catalog.pg_default_acl a ON a.defaclnamespace = n.oid
      JOIN roles o ON o.oid = a.defaclrole
      CROSS JOIN LATERAL pg_catalog.aclexplode(a.defaclacl) x
      JOIN roles r ON r.oid = x.grantee
      GROUP BY n.nspname, o.name, a.defaclobjtype, r.name, x.is_grantable
      UNION ALL
      SELECT n.nspname, 3, NULL, i.type || ' ' || i.identity
      FROM own n JOIN pg_catalog.pg_depend d
        ON d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = n.oid AND d.deptype = 'n'
      CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) i
      WHERE d.classid IN ('pg_catalog.pg_opclass'::regclass, 'pg_catalog.pg_opfamily'::regclass,
                          'pg_catalog.pg_conversion'::regclass, 'pg_catalog.pg_ts_dict'::regclass,
                          'pg_catalog.pg_ts_parser'::regclass, 'pg_catalog.pg_ts_template'::regclass)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e')
      ORDER BY 1, 2, 3, 4
      """;

  /** The facts of each namespace. */
  Map<String, NamespaceFacts> read() throws SQLException {
    Map<String, List<String>> statements = new HashMap<>();
    Map<String, List<String>> others = new HashMap<>();
    for (String namespace : namespaces) {
      statements.put(namespace, new ArrayList<>(objects.statements(namespace)));
      others.put(namespace, new ArrayList<>(objects.notManaged(namespace)));
    }
    for (QualifiedName name : leftAlone)
      others.computeIfAbsent(name.schema(), n -> new ArrayList<>()).add("table " + name);
    CatalogRows.each(
        connection,
        PARTS,
        row -> {
          String namespace = row.text("namespace");
          row.optional("statement")
              .ifPresent(s -> statements.computeIfAbsent(namespace, n -> new ArrayList<>()).add(s));
          row.optional("other")
              .ifPresent(o -> others.computeIfAbsent(namespace, n -> new ArrayList<>()).add(o));
        },
        List.of(namespaces));
    Map<String, NamespaceFacts> facts = new HashMap<>();
    statements.forEach(
        (namespace, list) ->
            facts.put(
                namespace, new NamespaceFacts(list, others.getOrDefault(namespace, List.of()))));
    return facts;
  }
}
