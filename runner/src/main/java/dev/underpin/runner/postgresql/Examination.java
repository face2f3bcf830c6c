package dev.underpin.runner.postgresql;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.runner.session.Diagnosis;
import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is looked at on PostgreSQL before something goes wrong. Reads only. */
record Examination(Connection connection, DatabaseUrl url) {
  private static final String INVALID =
      """
      SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_catalog.pg_index i JOIN \
      pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = \
      c.relnamespace WHERE (NOT i.indisvalid OR c.relname ~ '_cc(new|old)[0-9]*$') AND c.relkind = \
      'i' AND n.nspname !~ '^pg_' AND NOT EXISTS (SELECT 1 FROM \
      pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = c.oid) ORDER BY 1""";

  private static final String HELPERS =
      """
      SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(a.attname) \
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN \
      pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE a.attname LIKE 'underpin\\_%' AND \
      a.attname NOT LIKE 'underpin\\_trash\\_%' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND \
      n.nspname NOT IN ('underpin', 'underpin_trash') UNION ALL SELECT 'constraint ' || \
      quote_ident(o.conname) || ' of ' || o.conrelid::regclass FROM pg_catalog.pg_constraint o WHERE \
      o.conname LIKE 'underpin\\_%' AND o.conrelid <> 0 AND o.connamespace NOT IN (SELECT oid FROM \
      pg_catalog.pg_namespace WHERE nspname IN ('underpin', 'underpin_trash')) ORDER BY 1""";

  private static final String IDLE =
      """
      SELECT format('session %s of %s (%s), since %s', pid, usename, coalesce(nullif( \
      application_name, ''), 'no name'), date_trunc('second', xact_start)) FROM \
      pg_catalog.pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND \
      state LIKE 'idle in transaction%' AND xact_start < now() - interval '1 minute' ORDER BY \
      xact_start""";

  List<Diagnosis> all() throws SQLException {
    List<Diagnosis> found = new ArrayList<>();
    tls(found);
    settings(found);
    leftovers(found);
    sessions(found);
    found.add(
        Diagnosis.note("disk space", "The server does not tell how much space its disk has."));
    return found;
  }

  private void tls(List<Diagnosis> found) throws SQLException {
    List<List<Optional<String>>> ssl =
        Sql.rows(
            connection,
            "SELECT ssl, version FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid()");
    boolean used = !ssl.isEmpty() && ssl.get(0).get(0).filter("t"::equals).isPresent();
    if (used)
      found.add(
          Diagnosis.fine("TLS", "The connection uses " + ssl.get(0).get(1).orElse("TLS") + "."));
    else if (url.socket().isPresent())
      found.add(Diagnosis.fine("TLS", "The connection is a Unix socket."));
    else
      found.add(
          Diagnosis.note(
              "TLS",
              "The connection uses no TLS.",
              "To require it: add sslmode=verify-full to the URL."));
  }

  /** The session itself is read-only here, so it is asked what it would be by itself. */
  private static final String READ_ONLY =
      """
      SELECT CASE WHEN pg_is_in_recovery() THEN 'The server is a standby, which cannot be changed.' \
      WHEN (SELECT reset_val FROM pg_catalog.pg_settings WHERE name = \
      'default_transaction_read_only') = 'on' THEN \
      'Transactions are read-only (default_transaction_read_only).' END""";

  private void settings(List<Diagnosis> found) throws SQLException {
    Sql.value(connection, READ_ONLY)
        .ifPresent(
            why ->
                found.add(
                    Diagnosis.problem(
                        "settings",
                        why,
                        List.of("Give the URL of the primary, or change the setting."))));
    for (String name :
        List.of("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")) {
      String value = setting(name);
      if (!value.equals("0"))
        found.add(
            Diagnosis.note(
                "settings",
                name + " is " + value + " for this user. A run sets its own where it needs to."));
    }
    found.add(Diagnosis.fine("settings", "The time zone is " + setting("TimeZone") + "."));
    String replicas =
        Sql.value(connection, "SELECT count(*) FROM pg_catalog.pg_stat_replication").orElse("0");
    if (!replicas.equals("0"))
      found.add(Diagnosis.note("replicas", replicas + " replicas follow this server."));
  }

  private String setting(String name) throws SQLException {
    return Sql.value(connection, "SELECT current_setting(?)", name).orElse("");
  }

  private void leftovers(List<Diagnosis> found) throws SQLException {
    List<String> indexes = names(INVALID);
    List<String> helpers = names(HELPERS);
    if (!indexes.isEmpty())
      found.add(
          Diagnosis.problem(
              "leftovers",
              "Invalid indexes, which a failed build has left: " + String.join(", ", indexes) + ".",
              indexes.stream().map(i -> "DROP INDEX CONCURRENTLY " + i + ";").toList()));
    if (!helpers.isEmpty())
      found.add(
          Diagnosis.note(
              "leftovers",
              "Helper objects, which a migration that is not at its end uses: "
                  + String.join(", ", helpers)
                  + ".",
              "Finish the migration or roll it back:  underpin status"));
    if (indexes.isEmpty() && helpers.isEmpty())
      found.add(Diagnosis.fine("leftovers", "There are no invalid indexes and no helper objects."));
  }

  private void sessions(List<Diagnosis> found) throws SQLException {
    List<String> idle = names(IDLE);
    if (idle.isEmpty())
      found.add(
          Diagnosis.fine("sessions", "No session has been idle in a transaction for a minute."));
    else
      found.add(
          Diagnosis.problem(
              "sessions",
              "Sessions are idle in a transaction. A run waits for their locks: "
                  + String.join("; ", idle)
                  + ".",
              List.of("End the transactions, or the sessions: SELECT pg_terminate_backend(PID);")));
  }

  private List<String> names(String sql) throws SQLException {
    List<String> names = new ArrayList<>();
    for (List<Optional<String>> row : Sql.rows(connection, sql)) row.get(0).ifPresent(names::add);
    return names;
  }
}
