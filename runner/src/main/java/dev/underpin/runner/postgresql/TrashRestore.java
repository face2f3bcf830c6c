package dev.underpin.runner.postgresql;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives what lies in the trash a name again, with the types, collations, sequences and text search
 * configurations that went there with it. What has a name that is taken by now gets the table's new
 * name before its own.
 */
record TrashRestore(Connection connection, Dialect dialect) {
  private static final int TOKEN = 9;

  private static final String TYPES =
      """
      SELECT DISTINCT CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, n.nspname, t.typname
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_type at ON at.oid = a.atttypid
      JOIN pg_catalog.pg_type t ON t.oid = CASE WHEN at.typcategory = 'A' THEN at.typelem ELSE at.oid END
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE a.attrelid = CAST(? AS regclass) AND (a.attname = ? OR ? = '') AND NOT a.attisdropped
        AND starts_with(t.typname::text, ?)
      UNION ALL
      SELECT DISTINCT 'COLLATION', n.nspname, l.collname
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
      JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
      WHERE a.attrelid = CAST(? AS regclass) AND (a.attname = ? OR ? = '') AND NOT a.attisdropped
        AND starts_with(l.collname::text, ?)
      """;

  /**
   * What the generated columns, checks and indexes search with. On older servers a generated column
   * itself depends on it, later its default does.
   */
  private static final String SEARCHES =
      """
      WITH columns AS (
        SELECT a.attrelid AS relation, a.attnum AS number FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = CAST(? AS regclass) AND (a.attname = ? OR ? = '') AND NOT a.attisdropped),
      parts AS (
        SELECT 'pg_catalog.pg_class'::regclass AS class, c.relation AS id, c.number FROM columns c
        UNION ALL
        SELECT 'pg_catalog.pg_attrdef'::regclass, f.oid, 0
        FROM columns c JOIN pg_catalog.pg_attrdef f ON f.adrelid = c.relation AND f.adnum = c.number
        UNION ALL
        SELECT 'pg_catalog.pg_class'::regclass, i.indexrelid, 0
        FROM pg_catalog.pg_index i WHERE i.indrelid = CAST(? AS regclass) AND ? = ''
        UNION ALL
        SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, 0
        FROM pg_catalog.pg_constraint k WHERE k.conrelid = CAST(? AS regclass) AND ? = ''),
      configurations AS (
        SELECT DISTINCT d.refobjid AS id
        FROM parts p JOIN pg_catalog.pg_depend d
          ON d.classid = p.class AND d.objid = p.id AND d.objsubid = p.number
        WHERE d.refclassid = 'pg_catalog.pg_ts_config'::regclass)
      SELECT 'CONFIGURATION', n.nspname, s.cfgname
      FROM configurations c JOIN pg_catalog.pg_ts_config s ON s.oid = c.id
      JOIN pg_catalog.pg_namespace n ON n.oid = s.cfgnamespace
      WHERE starts_with(s.cfgname::text, ?)
      UNION ALL
      SELECT DISTINCT 'DICTIONARY', n.nspname, t.dictname
      FROM configurations c
      JOIN pg_catalog.pg_ts_config_map m ON m.mapcfg = c.id
      JOIN pg_catalog.pg_ts_dict t ON t.oid = m.mapdict
      JOIN pg_catalog.pg_namespace n ON n.oid = t.dictnamespace
      WHERE starts_with(t.dictname::text, ?)
      """;

  private static final String CONFIGURATION =
      """
      SELECT 1 FROM pg_catalog.pg_ts_config c JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace
      WHERE n.nspname = ? AND c.cfgname = ?
      """;

  private static final String DICTIONARY =
      """
      SELECT 1 FROM pg_catalog.pg_ts_dict t JOIN pg_catalog.pg_namespace n ON n.oid = t.dictnamespace
      WHERE n.nspname = ? AND t.dictname = ?
      """;

  /** What the server keeps with a range type, but moves and renames alone. */
  private static final String BESIDE_RANGE =
      """
      WITH types AS (
        SELECT t.oid, t.typtype, t.typname, t.typnamespace FROM pg_catalog.pg_type t
        WHERE t.oid = CAST(? AS regtype) AND t.typtype IN ('r', 'm')
        UNION ALL
        SELECT t.oid, t.typtype, t.typname, t.typnamespace
        FROM pg_catalog.pg_depend d
        JOIN pg_catalog.pg_type t ON t.oid IN (d.objid, d.refobjid) AND t.oid <> CAST(? AS regtype) AND t.typtype IN ('r', 'm')
        WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.refclassid = 'pg_catalog.pg_type'::regclass
          AND d.deptype = 'i' AND CAST(? AS regtype) IN (d.objid, d.refobjid))
      SELECT 'FUNCTION', n.nspname, p.proname, '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'
      FROM types t
      JOIN pg_catalog.pg_depend d
        ON d.refobjid = t.oid AND d.refclassid = 'pg_catalog.pg_type'::regclass AND d.deptype = 'i'
      JOIN pg_catalog.pg_proc p ON p.oid = d.objid AND d.classid = 'pg_catalog.pg_proc'::regclass
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      UNION ALL
      SELECT 'TYPE', n.nspname, t.typname, ''
      FROM types t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      """;

  /** Its sequences and indexes: those of constraints have the constraints' names. */
  private static final String PARTS =
      """
      SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'INDEX' END, n.nspname, c.relname
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid IN (
        SELECT i.indexrelid FROM pg_catalog.pg_index i WHERE i.indrelid = CAST(? AS regclass)
        UNION ALL
        SELECT d.objid FROM pg_catalog.pg_depend d
        WHERE d.refobjid = CAST(? AS regclass) AND d.classid = 'pg_catalog.pg_class'::regclass
          AND d.deptype IN ('a', 'i'))
        AND c.relkind IN ('S', 'i', 'I')
      ORDER BY 1, 3
      """;

  private enum Kind {
    COLLATION,
    DOMAIN,
    TYPE,
    FUNCTION,
    SEQUENCE,
    INDEX
  }

  List<String> statements(TrashItem item, QualifiedName table, Optional<String> column)
      throws SQLException {
    List<String> statements = new ArrayList<>();
    Set<String> types = new LinkedHashSet<>();
    String place = dialect.quote(item.table());
    String name = item.column().orElse("");
    for (List<Optional<String>> row :
        Sql.rows(
            connection,
            TYPES,
            place,
            name,
            name,
            TrashNames.PREFIX,
            place,
            name,
            name,
            TrashNames.PREFIX)) types.addAll(type(row));
    // A range type comes with its multirange type, which may be the type of a column too.
    statements.addAll(types);
    for (List<Optional<String>> row :
        Sql.rows(
            connection,
            SEARCHES,
            place,
            name,
            name,
            place,
            name,
            place,
            name,
            TrashNames.PREFIX,
            TrashNames.PREFIX)) statements.addAll(search(row));
    if (item.column().isPresent()) {
      statements.add(
          dialect.sql(
              "ALTER TABLE {} RENAME COLUMN {} TO {}", item.table(), name, column.orElseThrow()));
      return statements;
    }
    for (List<Optional<String>> row : Sql.rows(connection, PARTS, place, place))
      part(row, table).ifPresent(statements::add);
    QualifiedName moved = new QualifiedName(table.schema(), item.table().name());
    statements.add(dialect.sql("ALTER TABLE {} SET SCHEMA {}", item.table(), table.schema()));
    statements.add(dialect.sql("ALTER TABLE {} RENAME TO {}", moved, table.name()));
    return statements;
  }

  private List<String> type(List<Optional<String>> row) throws SQLException {
    Kind kind = Kind.valueOf(row.get(0).orElseThrow());
    String name = row.get(2).orElseThrow();
    QualifiedName now = new QualifiedName(row.get(1).orElseThrow(), name);
    QualifiedName former = former(name, dialect.defaultNamespace());
    String taken =
        kind == Kind.COLLATION ? "SELECT to_regcollation(?)::text" : "SELECT to_regtype(?)::text";
    if (Sql.value(connection, taken, dialect.quote(former)).isPresent()) return List.of();
    String type = dialect.quote(now);
    List<String> statements = new ArrayList<>();
    if (kind == Kind.TYPE) {
      for (List<Optional<String>> beside : Sql.rows(connection, BESIDE_RANGE, type, type, type))
        statements.addAll(moved(beside));
    }
    return statements.isEmpty() ? moved(row) : statements;
  }

  /** A configuration or dictionary of text search, unless its name is taken by now. */
  private List<String> search(List<Optional<String>> row) throws SQLException {
    boolean configuration = row.get(0).orElseThrow().equals("CONFIGURATION");
    String name = row.get(2).orElseThrow();
    QualifiedName now = new QualifiedName(row.get(1).orElseThrow(), name);
    QualifiedName former = former(name, dialect.defaultNamespace());
    String taken = configuration ? CONFIGURATION : DICTIONARY;
    if (Sql.value(connection, taken, former.schema(), former.name()).isPresent()) return List.of();
    SqlText kind = SqlText.of(configuration ? "CONFIGURATION" : "DICTIONARY");
    QualifiedName there = former.withName(name);
    return List.of(
        dialect.sql("ALTER TEXT SEARCH {} {} SET SCHEMA {}", kind, now, former.schema()),
        dialect.sql("ALTER TEXT SEARCH {} {} RENAME TO {}", kind, there, former.name()));
  }

  /** Gives it the namespace and the name that it had. */
  private List<String> moved(List<Optional<String>> row) throws SQLException {
    Kind kind = Kind.valueOf(row.get(0).orElseThrow());
    String name = row.get(2).orElseThrow();
    SqlText arguments = SqlText.of(row.size() > 3 ? row.get(3).orElse("") : "");
    QualifiedName now = new QualifiedName(row.get(1).orElseThrow(), name);
    QualifiedName former = former(name, dialect.defaultNamespace());
    return List.of(
        dialect.sql("ALTER {} {}{} SET SCHEMA {}", kind, now, arguments, former.schema()),
        dialect.sql(
            "ALTER {} {}{} RENAME TO {}", kind, former.withName(name), arguments, former.name()));
  }

  private Optional<String> part(List<Optional<String>> row, QualifiedName table)
      throws SQLException {
    Kind kind = Kind.valueOf(row.get(0).orElseThrow());
    String name = row.get(2).orElseThrow();
    String wanted = former(name, table.schema()).name();
    String taken = "SELECT to_regclass(?)::text";
    QualifiedName there = new QualifiedName(table.schema(), wanted);
    if (Sql.value(connection, taken, dialect.quote(there)).isPresent())
      wanted = cut(table.name() + "_" + wanted);
    if (wanted.equals(name)) return Optional.empty();
    SqlText now = SqlText.of(dialect.quote(new QualifiedName(row.get(1).orElseThrow(), name)));
    return Optional.of(dialect.sql("ALTER {} {} RENAME TO {}", kind, now, wanted));
  }

  /** A name in the trash has the namespace that it came from, where that is not the usual one. */
  private QualifiedName former(String name, String namespace) throws SQLException {
    if (!name.startsWith(TrashNames.PREFIX)) return new QualifiedName(namespace, name);
    String plain = name.substring(TrashNames.PREFIX.length() + TOKEN);
    int dot = plain.indexOf('.');
    if (dot <= 0) return new QualifiedName(namespace, plain);
    String schema = plain.substring(0, dot);
    return Sql.value(
            connection, "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = ?", schema)
        .map(s -> new QualifiedName(s, plain.substring(dot + 1)))
        .orElse(new QualifiedName(namespace, plain));
  }

  private String cut(String name) {
    return TrashNames.cut(name, dialect.maxIdentifierBytes());
  }
}
