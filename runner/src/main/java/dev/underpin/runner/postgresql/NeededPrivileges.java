package dev.underpin.runner.postgresql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the user must be allowed to do for the statements of a migration, by their first words: to
 * own what is altered or dropped, to create in a schema, to change rows. An object that another
 * step creates belongs to the user anyway.
 */
final class NeededPrivileges {
  private static final Set<String> FILLERS =
      Set.of(
          "if",
          "not",
          "exists",
          "only",
          "concurrently",
          "unique",
          "materialized",
          "or",
          "replace",
          "unlogged");
  private static final Set<String> RELATIONS = Set.of("table", "view", "sequence", "index");

  private final Dialect dialect;
  private final Set<QualifiedName> owned = new TreeSet<>();
  private final Set<QualifiedName> updated = new TreeSet<>();
  private final Set<String> createdIn = new TreeSet<>();

  NeededPrivileges(Dialect dialect, List<String> statements) {
    this.dialect = dialect;
    statements.forEach(sql -> read(Lexer.tokens(sql)));
  }

  private void read(List<Token> tokens) {
    if (tokens.isEmpty()) return;
    String verb = tokens.get(0).name();
    int at = skip(tokens, 1);
    if (at >= tokens.size()) return;
    String kind = tokens.get(at).name();
    if (verb.equals("update")) {
      name(tokens, at).ifPresent(updated::add);
    } else if (verb.equals("create") && kind.equals("index")) {
      for (int i = at + 1; i < tokens.size(); i++) {
        if (!tokens.get(i).word("on")) continue;
        name(tokens, skip(tokens, i + 1)).ifPresent(owned::add);
        return;
      }
    } else if (RELATIONS.contains(kind) && (verb.equals("alter") || verb.equals("drop"))) {
      name(tokens, skip(tokens, at + 1)).ifPresent(owned::add);
    } else if (RELATIONS.contains(kind) && verb.equals("create")) {
      name(tokens, skip(tokens, at + 1)).ifPresent(n -> createdIn.add(n.schema()));
    }
  }

  private static int skip(List<Token> tokens, int from) {
    int at = from;
    while (at < tokens.size() && FILLERS.contains(tokens.get(at).name())) at++;
    return at;
  }

  private Optional<QualifiedName> name(List<Token> tokens, int at) {
    if (at >= tokens.size() || !tokens.get(at).identifier()) return Optional.empty();
    boolean qualified = at + 2 < tokens.size() && tokens.get(at + 1).is(".");
    return Optional.of(
        qualified
            ? new QualifiedName(tokens.get(at).name(), tokens.get(at + 2).name())
            : new QualifiedName(dialect.defaultNamespace(), tokens.get(at).name()));
  }

  /** The GRANT statements that are missing. */
  List<String> missing(Connection connection) throws SQLException {
    List<String> grants = new ArrayList<>();
    ask(
        connection,
        """
        SELECT DISTINCT format('GRANT %I TO %I;', pg_get_userbyid(c.relowner), current_user) FROM \
        unnest(?::text[], ?::text[]) w(s, n) JOIN pg_namespace ns ON ns.nspname = w.s JOIN pg_class \
        c ON c.relnamespace = ns.oid AND c.relname = w.n WHERE NOT pg_has_role(c.relowner, 'USAGE')""",
        owned,
        grants);
    ask(
        connection,
        """
        SELECT format('GRANT SELECT, UPDATE ON %I.%I TO %I;', w.s, w.n, current_user) FROM \
        unnest(?::text[], ?::text[]) w(s, n) JOIN pg_namespace ns ON ns.nspname = w.s JOIN pg_class \
        c ON c.relnamespace = ns.oid AND c.relname = w.n WHERE NOT has_table_privilege(c.oid, \
        'UPDATE') OR NOT has_table_privilege(c.oid, 'SELECT')""",
        updated,
        grants);
    Set<QualifiedName> schemas = new TreeSet<>();
    createdIn.forEach(s -> schemas.add(new QualifiedName(s, "")));
    ask(
        connection,
        """
        SELECT format('GRANT USAGE, CREATE ON SCHEMA %I TO %I;', w.s, current_user) FROM \
        unnest(?::text[], ?::text[]) w(s, n) JOIN pg_namespace ns ON ns.nspname = w.s WHERE NOT \
        has_schema_privilege(ns.oid, 'CREATE') OR NOT has_schema_privilege(ns.oid, 'USAGE')""",
        schemas,
        grants);
    for (List<Optional<String>> row : Sql.rows(connection, HISTORY))
      row.get(0).ifPresent(grants::add);
    return grants;
  }

  /** The history's schema is there and can be written, or can be made. */
  private static final String HISTORY =
      """
      SELECT format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user) WHERE NOT \
      has_database_privilege(current_database(), 'CREATE') AND NOT EXISTS (SELECT 1 FROM pg_namespace \
      WHERE nspname = 'underpin') UNION ALL SELECT format('GRANT USAGE ON SCHEMA underpin TO %I;', \
      current_user) FROM pg_namespace ns WHERE ns.nspname = 'underpin' AND NOT \
      has_schema_privilege(ns.oid, 'USAGE') UNION ALL SELECT DISTINCT format('GRANT SELECT, INSERT, \
      UPDATE ON ALL TABLES IN SCHEMA underpin TO %I;', current_user) FROM pg_class c JOIN \
      pg_namespace ns ON ns.oid = c.relnamespace WHERE ns.nspname = 'underpin' AND c.relkind = 'r' \
      AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT') AND \
      has_table_privilege(c.oid, 'UPDATE'))""";

  private static void ask(
      Connection connection, String sql, Set<QualifiedName> names, List<String> grants)
      throws SQLException {
    if (names.isEmpty()) return;
    Object[] schemas = names.stream().map(QualifiedName::schema).toArray();
    Object[] own = names.stream().map(QualifiedName::name).toArray();
    for (List<Optional<String>> row :
        Sql.rows(
            connection,
            sql,
            connection.createArrayOf("text", schemas),
            connection.createArrayOf("text", own))) row.get(0).ifPresent(grants::add);
  }
}
