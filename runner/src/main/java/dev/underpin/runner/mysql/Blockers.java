package dev.underpin.runner.mysql;

import dev.underpin.dialect.Dialect;
import dev.underpin.runner.session.OtherSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Who holds what a statement has waited for in vain. Asked after the wait: whoever kept it so long
 * is seldom gone in the next moment.
 */
final class Blockers {
  private static final String DESCRIPTION =
      """
      SELECT concat('session ', p.id, ' of ', p.user, ', ', lower(p.command),
        coalesce(concat(' for ', p.time, ' s'), '')), p.info
      FROM information_schema.processlist p
      """;

  /** The metadata locks, where the server keeps account of them (MySQL). */
  private static final String LOCKS =
      DESCRIPTION
          + """
          WHERE p.id <> connection_id() AND EXISTS (
            SELECT 1 FROM performance_schema.metadata_locks m
            JOIN performance_schema.threads t ON t.thread_id = m.owner_thread_id
            WHERE t.processlist_id = p.id AND m.object_type = 'TABLE'
              AND m.lock_status = 'GRANTED' AND m.object_schema = database())
          ORDER BY p.time DESC
          """;

  /** The oldest transaction that is open, which is what mostly holds one. */
  private static final String TRANSACTIONS =
      DESCRIPTION
          + """
          JOIN information_schema.innodb_trx x ON x.trx_mysql_thread_id = p.id
          WHERE p.id <> connection_id() ORDER BY x.trx_started
          """;

  private static final String OTHERS =
      DESCRIPTION + "WHERE p.id <> connection_id() AND p.db = database() ORDER BY p.time DESC";

  private Blockers() {}

  /** The session that most likely blocks, in words; empty where nobody can be named. */
  static Optional<String> name(Connection connection, Dialect dialect) {
    for (String query : List.of(LOCKS, TRANSACTIONS, OTHERS)) {
      try {
        Optional<String> found = OtherSession.find(connection, dialect, query);
        if (found.isPresent()) return found;
      } catch (SQLException e) {
        // Not every user may ask this, and not every server has it; the next question may do.
      }
    }
    return Optional.empty();
  }
}
