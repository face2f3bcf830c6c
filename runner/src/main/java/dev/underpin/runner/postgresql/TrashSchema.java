package dev.underpin.runner.postgresql;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The schema where dropped tables wait, and what else was put there with them: types, collations,
 * sequences, views, functions.
 */
record TrashSchema(Connection connection, Dialect dialect) {
  private static final String NAME = "underpin_trash";

  /** Tables, and columns of other tables whose type or collation is there. */
  private static final String IN_USE =
      """
      SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'f')
      UNION ALL
      SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      JOIN pg_catalog.pg_attribute a ON a.atttypid = t.oid AND NOT a.attisdropped
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f')
      WHERE n.nspname = ?
      UNION ALL
      SELECT 1 FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
      JOIN pg_catalog.pg_attribute a ON a.attcollation = l.oid AND NOT a.attisdropped
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f')
      WHERE n.nspname = ?
      LIMIT 1
      """;

  /** What the checks and defaults of domains call is dropped before them. */
  private static final String DOMAINS =
      """
      SELECT t.typname, 'CONSTRAINT', c.conname
      FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      JOIN pg_catalog.pg_constraint c ON c.contypid = t.oid AND c.contype = 'c'
      WHERE n.nspname = ?
      UNION ALL
      SELECT t.typname, 'DEFAULT', NULL
      FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE n.nspname = ? AND t.typtype = 'd' AND t.typdefault IS NOT NULL
      """;

  /**
   * Views first, types and collations last, but for the functions that range types use; of one kind
   * the newest first, which may depend on older ones.
   */
  private static final String OTHERS =
      """
      SELECT kind, name, arguments FROM (
        SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'SEQUENCE' END AS kind,
          c.relname AS name, '' AS arguments, CASE c.relkind WHEN 'S' THEN 2 ELSE 1 END AS place, c.oid
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ? AND c.relkind IN ('v', 'm', 'S')
          AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.objid = c.oid AND d.deptype = 'i')
        UNION ALL
        SELECT 'ROUTINE', p.proname, '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')',
          CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_range r WHERE r.rngsubdiff = p.oid) THEN 5 ELSE 3 END, p.oid
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ?
          AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
        UNION ALL
        SELECT CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.typname, '', 4, t.oid
        FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
        WHERE n.nspname = ? AND (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
        UNION ALL
        SELECT 'COLLATION', l.collname, '', 6, l.oid
        FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace WHERE n.nspname = ?
        UNION ALL
        SELECT 'TEXT SEARCH CONFIGURATION', c.cfgname, '', 7, c.oid
        FROM pg_catalog.pg_ts_config c JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace WHERE n.nspname = ?
        UNION ALL
        SELECT 'TEXT SEARCH DICTIONARY', t.dictname, '', 8, t.oid
        FROM pg_catalog.pg_ts_dict t JOIN pg_catalog.pg_namespace n ON n.oid = t.dictnamespace WHERE n.nspname = ?
      ) what ORDER BY place, oid DESC
      """;

  /** The types of a routine's arguments are named as they are before they get other names. */
  private static final String NAMED =
      """
      SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'INDEX' END,
        n.nspname, c.relname, ''
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE starts_with(c.relname::text, ?) AND c.relkind IN ('v', 'm', 'S', 'i', 'I')
      UNION ALL
      SELECT 'ROUTINE', n.nspname, p.proname, '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'
      FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE starts_with(p.proname::text, ?)
      UNION ALL
      SELECT CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, n.nspname, t.typname, ''
      FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
      WHERE starts_with(t.typname::text, ?) AND (t.typtype IN ('e', 'd', 'r', 'm') OR t.typtype = 'c' AND c.relkind = 'c')
      UNION ALL
      SELECT 'COLLATION', n.nspname, l.collname, ''
      FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
      WHERE starts_with(l.collname::text, ?)
      UNION ALL
      SELECT 'TEXT SEARCH CONFIGURATION', n.nspname, c.cfgname, ''
      FROM pg_catalog.pg_ts_config c JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace
      WHERE starts_with(c.cfgname::text, ?)
      UNION ALL
      SELECT 'TEXT SEARCH DICTIONARY', n.nspname, t.dictname, ''
      FROM pg_catalog.pg_ts_dict t JOIN pg_catalog.pg_namespace n ON n.oid = t.dictnamespace
      WHERE starts_with(t.dictname::text, ?)
      """;

  /** The statements that drop all of it; none while a table needs it. */
  List<String> clear() throws SQLException {
    if (Sql.value(connection, "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?", NAME)
        .isEmpty()) return List.of();
    if (Sql.value(connection, IN_USE, NAME, NAME, NAME).isPresent()) return List.of();
    List<String> statements = new ArrayList<>();
    for (List<Optional<String>> row : Sql.rows(connection, DOMAINS, NAME, NAME)) {
      String domain = dialect.quote(new QualifiedName(NAME, row.get(0).orElseThrow()));
      String part = row.get(2).map(c -> " " + dialect.quote(c)).orElse("");
      statements.add("ALTER DOMAIN " + domain + " DROP " + row.get(1).orElseThrow() + part);
    }
    for (List<Optional<String>> row :
        Sql.rows(connection, OTHERS, NAME, NAME, NAME, NAME, NAME, NAME)) {
      String kind = row.get(0).orElseThrow();
      String name = dialect.quote(new QualifiedName(NAME, row.get(1).orElseThrow()));
      statements.add("DROP " + kind + " IF EXISTS " + name + row.get(2).orElse(""));
    }
    statements.add("DROP SCHEMA " + dialect.quote(NAME));
    return statements;
  }

  /**
   * The statements that give other names to whatever has a token in its name and is neither a table
   * nor a column.
   */
  List<String> rename(String token, UnaryOperator<String> otherName) throws SQLException {
    String prefix = TrashNames.PREFIX + token + "_";
    List<String> statements = new ArrayList<>();
    for (List<Optional<String>> row :
        Sql.rows(connection, NAMED, prefix, prefix, prefix, prefix, prefix, prefix)) {
      String name = row.get(2).orElseThrow();
      QualifiedName qualified = new QualifiedName(row.get(1).orElseThrow(), name);
      String other = dialect.quote(otherName.apply(name));
      String kind = row.get(0).orElseThrow();
      String what = dialect.quote(qualified) + row.get(3).orElse("");
      statements.add("ALTER " + kind + " " + what + " RENAME TO " + other);
    }
    return statements;
  }
}
