package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The relations that catalog queries ask about, by their oids: the server finds what belongs to a
 * few oids by its indexes, and by names it would go through the whole catalog.
 *
 * @param oids empty for all relations
 */
record Relations(Optional<List<String>> oids) {
  /** All relations. */
  static final Relations ALL = new Relations(Optional.empty());

  private static final Pattern PLACE = Pattern.compile("\\?|\\{([a-z.]+)\\}");

  /**
   * Tables and sequences by their names, the sequences of the tables' columns, and all views and
   * foreign tables.
   */
  private static final String NAMED =
      """
      WITH named AS (SELECT c.oid FROM pg_catalog.pg_class c
                     WHERE c.relname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S'))
      SELECT oid::text FROM named
      UNION SELECT d.objid::text FROM pg_catalog.pg_depend d
            WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid IN (SELECT oid FROM named)
              AND d.refobjsubid > 0 AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
      UNION SELECT r.ev_class::text FROM pg_catalog.pg_rewrite r WHERE r.oid >= 16384 AND r.ev_type = '1'
      UNION SELECT f.ftrelid::text FROM pg_catalog.pg_foreign_table f
      """;

  /** Those that a scope looks at. */
  static Relations of(Connection connection, Optional<Scope.Only> part) throws SQLException {
    if (part.isEmpty()) return ALL;
    List<String> oids = new ArrayList<>();
    CatalogRows.each(
        connection,
        NAMED,
        row -> oids.add(row.text("oid")),
        List.of(List.copyOf(part.get().tables())));
    return new Relations(Optional.of(oids));
  }

  /**
   * Run a query in which {@code ?} stands for the namespaces. A column in braces has the oid of a
   * relation that is asked about; {@code {indexes}} stands for an index of one in the column {@code
   * attrelid}.
   */
  void each(Connection connection, String query, CatalogRows.Reader reader, List<String> namespaces)
      throws SQLException {
    List<List<String>> arrays = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    Matcher place = PLACE.matcher(query);
    while (place.find()) {
      String column = place.group(1);
      place.appendReplacement(sql, column == null ? "?" : condition(column));
      if (column == null) arrays.add(namespaces);
      else oids.ifPresent(arrays::add);
    }
    place.appendTail(sql);
    CatalogRows.each(connection, sql.toString(), reader, arrays);
  }

  private String condition(String column) {
    if (oids.isEmpty()) return "";
    return column.equals("indexes")
        ? " AND attrelid IN (SELECT indexrelid FROM pg_catalog.pg_index WHERE indrelid = ANY (?::oid[]))"
        : " AND " + column + " = ANY (?::oid[])";
  }
}
