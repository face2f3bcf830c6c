package dev.underpin.runner.postgresql;

import dev.underpin.runner.session.Sql;
import dev.underpin.runner.session.UnknownLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How many sessions of clients, in all databases of the server, are at work or wait for a lock. */
record BusySessions(Connection connection) {
  private static final String ACTIVE = "active";
  private static final String WAITING = "waiting";

  private static final String COUNTS =
      """
      SELECT count(*)::text, count(*) FILTER (WHERE wait_event_type = 'Lock')::text FROM \
      pg_catalog.pg_stat_activity WHERE state = 'active' AND backend_type = 'client backend' AND \
      pid <> pg_catalog.pg_backend_pid()""";

  /** Of sessions of others, a user without that role sees no state. */
  static void requireToSeeOthers(Connection connection, String key) throws SQLException {
    Optional<String> user =
        Sql.value(
            connection,
            "SELECT CASE WHEN NOT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') THEN"
                + " pg_catalog.quote_ident(current_user) END");
    if (user.isPresent())
      throw UnknownLimit.refusal(
          key,
          "the user may not see the sessions of others. Run GRANT pg_read_all_stats TO "
              + user.get());
  }

  Map<String, Long> figures(Set<String> names) throws SQLException {
    for (String name : names)
      if (!name.equals(ACTIVE) && !name.equals(WAITING))
        throw UnknownLimit.refusal(
            "max_load",
            "there is no figure %s; there are active (sessions at work) and waiting (those that wait for a lock)"
                .formatted(name));
    requireToSeeOthers(connection, "max_load");
    List<Optional<String>> counts = Sql.rows(connection, COUNTS).get(0);
    Map<String, Long> figures = new HashMap<>();
    figures.put(ACTIVE, Long.parseLong(counts.get(0).orElseThrow()));
    figures.put(WAITING, Long.parseLong(counts.get(1).orElseThrow()));
    return figures;
  }
}
