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
 * @param others what is of a kind that is not managed
 * @param leftAlone tables and views that are not looked at
 */
record NamespaceReader(
    Connection connection,
    List<String> namespaces,
    ObjectReader objects,
    LeftAlone others,
    List<QualifiedName> leftAlone) {
  /** Default privileges as statements. */
  private static final String PRIVILEGES =
      """
      WITH own AS (SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (?)),
      roles AS (
        SELECT r.oid, pg_catalog.quote_ident(r.rolname) AS name FROM pg_catalog.pg_roles r
        UNION ALL SELECT 0, 'PUBLIC')
      SELECT n.nspname AS namespace,
             pg_catalog.format('ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA %I GRANT %s ON %s TO %s%s', o.name, n.nspname,
                               pg_catalog.string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type),
                               CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                                    ELSE 'TYPES' END,
                               r.name, CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS statement
      FROM own n JOIN pg_catalog.pg_default_acl a ON a.defaclnamespace = n.oid
      JOIN roles o ON o.oid = a.defaclrole
      CROSS JOIN LATERAL pg_catalog.aclexplode(a.defaclacl) x
      JOIN roles r ON r.oid = x.grantee
      GROUP BY n.nspname, o.name, a.defaclobjtype, r.name, x.is_grantable
      ORDER BY 1, 2
      """;

  /** The facts of each namespace. */
  Map<String, NamespaceFacts> read() throws SQLException {
    Map<String, List<String>> statements = new HashMap<>();
    CatalogRows.each(
        connection,
        PRIVILEGES,
        row ->
            statements
                .computeIfAbsent(row.text("namespace"), n -> new ArrayList<>())
                .add(row.text("statement")),
        List.of(namespaces));
    Map<String, NamespaceFacts> facts = new HashMap<>();
    for (String namespace : namespaces) {
      List<String> all = new ArrayList<>(objects.statements(namespace));
      all.addAll(statements.getOrDefault(namespace, List.of()));
      List<String> left = new ArrayList<>(others.of(namespace));
      for (QualifiedName table : leftAlone)
        if (table.schema().equals(namespace)) left.add("table " + table);
      facts.put(namespace, new NamespaceFacts(all, left));
    }
    return facts;
  }
}
