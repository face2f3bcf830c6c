package dev.underpin.runner.postgresql;

import dev.underpin.runner.session.GrantUse;
import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The privileges that a user needs on PostgreSQL, by what it is to do. The one place that has them:
 * the statements, and the questions whether the session has them.
 *
 * @param role the user, in quotes where it needs them
 * @param database the database, likewise
 * @param schemas the schemas that are managed, likewise
 */
record GrantList(String role, String database, List<String> schemas) {
  private static final String HISTORY = "underpin";

  /** A privilege that is missing is one for which this SELECT gives no true. */
  private record Item(GrantUse use, String statement, String question) {}

  static GrantList of(Connection connection, Optional<String> role) throws SQLException {
    String who =
        Sql.value(
                connection,
                "SELECT quote_ident(coalesce(?::text, current_user::text))",
                role.orElse(null))
            .orElse("");
    String database =
        Sql.value(connection, "SELECT quote_ident(current_database())").orElse("postgres");
    List<String> schemas = new ArrayList<>();
    for (List<Optional<String>> row :
        Sql.rows(
            connection,
            """
            SELECT quote_ident(nspname) FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND \
            nspname NOT IN ('information_schema', 'underpin', 'underpin_trash') ORDER BY 1"""))
      row.get(0).ifPresent(schemas::add);
    return new GrantList(who, database, schemas);
  }

  /** The statements, for an owner or an administrator to run. */
  List<String> statements(Connection connection, GrantUse use) throws SQLException {
    List<String> statements = new ArrayList<>();
    for (Item item : items(hasHistory(connection)))
      if (use.includes(item.use())) statements.add(item.statement());
    if (use.includes(GrantUse.APPLY))
      for (String owner : owners(connection))
        statements.add("GRANT " + owner + " TO " + role + ";");
    return statements;
  }

  /** Those of them without which the session's user could not do it. */
  List<String> missing(Connection connection, GrantUse use) throws SQLException {
    List<String> missing = new ArrayList<>();
    for (Item item : items(hasHistory(connection))) {
      if (item.use() != use) continue;
      String answer = Sql.value(connection, item.question()).orElse("f");
      if (!answer.equals("t")) missing.add(item.statement());
    }
    if (use == GrantUse.APPLY)
      for (String owner : owners(connection))
        if (!Sql.value(connection, "SELECT pg_has_role(?::regrole, 'USAGE')", owner)
            .orElse("f")
            .equals("t")) missing.add("GRANT " + owner + " TO " + role + ";");
    return missing;
  }

  private List<Item> items(boolean hasHistory) {
    List<Item> items = new ArrayList<>();
    items.add(
        new Item(
            GrantUse.READ,
            "GRANT CONNECT ON DATABASE %s TO %s;".formatted(database, role),
            onDatabase("CONNECT")));
    for (String schema : schemas)
      items.add(
          new Item(
              GrantUse.READ,
              "GRANT USAGE ON SCHEMA %s TO %s;".formatted(schema, role),
              onSchema(schema, "USAGE")));
    if (hasHistory) {
      items.add(
          new Item(
              GrantUse.READ,
              "GRANT USAGE ON SCHEMA %s TO %s;".formatted(HISTORY, role),
              onSchema(HISTORY, "USAGE")));
      items.add(
          new Item(
              GrantUse.READ,
              "GRANT SELECT ON ALL TABLES IN SCHEMA %s TO %s;".formatted(HISTORY, role),
              onTables(HISTORY, "SELECT")));
    }
    for (String schema : schemas)
      items.add(
          new Item(
              GrantUse.PLAN,
              "GRANT SELECT ON ALL TABLES IN SCHEMA %s TO %s;".formatted(schema, role),
              onTables(schema, "SELECT")));
    items.add(
        new Item(
            GrantUse.PLAN,
            "GRANT TEMPORARY ON DATABASE %s TO %s;".formatted(database, role),
            onDatabase("TEMPORARY")));
    items.add(
        new Item(
            GrantUse.APPLY,
            "GRANT CREATE ON DATABASE %s TO %s;".formatted(database, role),
            onDatabase("CREATE")));
    for (String schema : schemas)
      items.add(
          new Item(
              GrantUse.APPLY,
              "GRANT USAGE, CREATE ON SCHEMA %s TO %s;".formatted(schema, role),
              onSchema(schema, "CREATE")));
    if (hasHistory)
      items.add(
          new Item(
              GrantUse.APPLY,
              "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %s TO %s;"
                  .formatted(HISTORY, role),
              onTables(HISTORY, "INSERT")));
    return items;
  }

  private static boolean hasHistory(Connection connection) throws SQLException {
    return Sql.value(connection, "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?", HISTORY)
        .isPresent();
  }

  /** Who owns tables: only an owner, or a member of it, alters one. */
  private static List<String> owners(Connection connection) throws SQLException {
    List<String> owners = new ArrayList<>();
    for (List<Optional<String>> row :
        Sql.rows(
            connection,
            """
            SELECT DISTINCT quote_ident(pg_get_userbyid(c.relowner)) FROM pg_catalog.pg_class c JOIN \
            pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', \
            'm', 'S') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', \
            'underpin_trash') AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.objid = \
            c.oid AND d.deptype = 'e') ORDER BY 1"""))
      row.get(0).ifPresent(owners::add);
    return owners;
  }

  private static String onDatabase(String privilege) {
    return "SELECT has_database_privilege(current_database(), '" + privilege + "')";
  }

  private static String onSchema(String schema, String privilege) {
    return "SELECT has_schema_privilege(to_regnamespace(%s), '%s')"
        .formatted(text(schema), privilege);
  }

  private static String onTables(String schema, String privilege) {
    return """
    SELECT coalesce(bool_and(has_table_privilege(c.oid, '%s')), true) FROM pg_catalog.pg_class c \
    WHERE c.relnamespace = to_regnamespace(%s) AND c.relkind IN ('r', 'p')"""
        .formatted(privilege, text(schema));
  }

  private static String text(String name) {
    return "'" + name.replace("'", "''") + "'";
  }
}
