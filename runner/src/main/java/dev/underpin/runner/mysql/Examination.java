package dev.underpin.runner.mysql;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.runner.session.Diagnosis;
import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is looked at on MySQL and MariaDB before something goes wrong. Reads only. */
record Examination(Connection connection, DatabaseUrl url) {
  private static final String SCRATCH =
      """
      SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE \
      'underpin\\_scratch\\_%' ORDER BY 1""";
  private static final String COPIES =
      """
      SELECT concat(table_schema, '.', table_name) FROM information_schema.tables WHERE \
      (table_name LIKE 'underpin\\_%\\_copy' OR table_name LIKE '\\_%\\_new' OR table_name LIKE \
      '\\_%\\_gho' OR table_name LIKE '\\_%\\_ghc') AND table_schema = coalesce(database(), \
      table_schema) AND table_type = 'BASE TABLE' ORDER BY 1""";
  private static final String TRIGGERS =
      """
      SELECT concat(trigger_schema, '.', trigger_name) FROM information_schema.triggers WHERE \
      trigger_name LIKE 'pt\\_osc\\_%' ORDER BY 1""";
  private static final String IDLE =
      """
      SELECT concat('session ', p.id, ' of ', p.user, ', transaction since ', t.trx_started) FROM \
      information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = \
      t.trx_mysql_thread_id WHERE p.command = 'Sleep' AND t.trx_started < now() - INTERVAL 1 MINUTE \
      AND p.id <> connection_id() ORDER BY t.trx_started""";

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
    List<List<Optional<String>>> cipher =
        Sql.rows(connection, "SHOW SESSION STATUS LIKE 'Ssl_version'");
    String version = cipher.isEmpty() ? "" : cipher.get(0).get(1).orElse("");
    if (!version.isEmpty())
      found.add(Diagnosis.fine("TLS", "The connection uses " + version + "."));
    else if (url.socket().isPresent())
      found.add(Diagnosis.fine("TLS", "The connection is a Unix socket."));
    else
      found.add(
          Diagnosis.note(
              "TLS",
              "The connection uses no TLS.",
              "To require it: add sslmode=verify-full to the URL."));
  }

  private void settings(List<Diagnosis> found) throws SQLException {
    if (!List.of("0", "OFF").contains(variable("@@global.read_only")))
      found.add(
          Diagnosis.problem(
              "settings",
              "The server is read-only (read_only), as a replica is.",
              List.of("Give the URL of the primary, or change the setting.")));
    String mode = variable("@@global.sql_mode");
    if (mode.contains("STRICT_TRANS_TABLES") || mode.contains("STRICT_ALL_TABLES"))
      found.add(Diagnosis.fine("settings", "sql_mode is strict."));
    else
      found.add(
          Diagnosis.note(
              "settings",
              "sql_mode of the server is not strict: the application's writes may be truncated. A run is strict."));
    found.add(
        Diagnosis.fine(
            "settings", "lower_case_table_names is " + variable("@@lower_case_table_names") + "."));
    found.add(
        Diagnosis.fine("settings", "The time zone is " + variable("@@global.time_zone") + "."));
    found.add(
        Diagnosis.fine(
            "settings", "lock_wait_timeout is " + variable("@@lock_wait_timeout") + " s."));
  }

  private String variable(String name) throws SQLException {
    return Sql.value(connection, "SELECT " + name).orElse("");
  }

  private void leftovers(List<Diagnosis> found) throws SQLException {
    List<String> scratch = names(SCRATCH);
    List<String> copies = names(COPIES);
    List<String> triggers = names(TRIGGERS);
    if (!scratch.isEmpty())
      found.add(
          Diagnosis.problem(
              "leftovers",
              "Scratch databases of runs that were killed: "
                  + String.join(", ", scratch)
                  + ". One that is in use at this moment is among them.",
              scratch.stream().map(s -> "DROP DATABASE `" + s + "`;").toList()));
    if (!triggers.isEmpty())
      found.add(
          Diagnosis.problem(
              "leftovers",
              "Triggers of pt-online-schema-change: " + String.join(", ", triggers) + ".",
              List.of(
                  "If it is not at work: underpin apply removes those of its own runs; drop the others.")));
    if (!copies.isEmpty())
      found.add(
          Diagnosis.note(
              "leftovers",
              "Tables that look like copies of an online change: "
                  + String.join(", ", copies)
                  + "."));
    if (scratch.isEmpty() && copies.isEmpty() && triggers.isEmpty())
      found.add(
          Diagnosis.fine(
              "leftovers", "There are no scratch databases, copies or triggers of copies."));
  }

  private void sessions(List<Diagnosis> found) {
    try {
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
                List.of("End the transactions, or the sessions: KILL ID;")));
    } catch (SQLException e) {
      // Without PROCESS the list is refused.
      found.add(
          Diagnosis.note(
              "sessions", "Sessions were not looked at: the privilege PROCESS is missing."));
    }
  }

  private List<String> names(String sql) throws SQLException {
    List<String> names = new ArrayList<>();
    for (List<Optional<String>> row : Sql.rows(connection, sql)) row.get(0).ifPresent(names::add);
    return names;
  }
}
