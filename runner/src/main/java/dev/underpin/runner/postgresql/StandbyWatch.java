package dev.underpin.runner.postgresql;

import dev.underpin.runner.session.ReplicaLag;
import dev.underpin.runner.session.ReplicaWatch;
import dev.underpin.runner.session.Sql;
import dev.underpin.runner.session.UnknownLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The standbys that <a
 * href="https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-REPLICATION-VIEW">pg_stat_replication</a>
 * shows.
 *
 * <p>{@code replay_lag} is how long the last position took that a standby has replayed. It does not
 * grow while the standby replays nothing. So each question also keeps where the log is at that
 * time; a standby is behind for at least as long as it has not reached an earlier one of these
 * positions.
 *
 * <p>A standby that was there when the run began and is no more counts as behind.
 */
final class StandbyWatch implements ReplicaWatch {
  /** Backups and receivers of the log replay nothing. */
  private static final String STANDBYS =
      """
      SELECT application_name || coalesce(' (' || host(client_addr) || ')', ''), \
      (extract(epoch FROM coalesce(replay_lag, interval '0')) * 1000)::bigint::text, \
      (replay_lsn - '0/0'::pg_lsn)::text, \
      (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::text \
      FROM pg_catalog.pg_stat_replication \
      WHERE state IN ('catchup', 'streaming') AND replay_lsn IS NOT NULL ORDER BY 1""";

  private static final int MOST_POSITIONS = 10_000;

  private record Position(long lsn, long at) {}

  private final Connection connection;
  private final Deque<Position> positions = new ArrayDeque<>();
  private final Set<String> known = new TreeSet<>();

  StandbyWatch(Connection connection) throws SQLException {
    this.connection = connection;
    for (ReplicaLag lag : lags()) known.add(lag.replica());
    if (known.isEmpty())
      throw UnknownLimit.refusal(
          "max_lag",
          "no standby is connected to this server (pg_stat_replication shows none). Connect one, or remove max_lag");
  }

  @Override
  public List<ReplicaLag> lags() throws SQLException {
    List<ReplicaLag> lags = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    long now = System.nanoTime();
    long least = Long.MAX_VALUE;
    for (List<Optional<String>> row : Sql.rows(connection, STANDBYS)) {
      long replayed = number(row.get(2));
      keep(new Position(number(row.get(3)), now));
      least = Math.min(least, replayed);
      String name = row.get(0).orElse("");
      seen.add(name);
      Duration told = Duration.ofMillis(number(row.get(1)));
      Duration measured = since(replayed, now);
      // A standby that has replayed all is not behind, however long the last position took.
      boolean all = replayed >= number(row.get(3));
      lags.add(
          ReplicaLag.of(
              name, all ? Duration.ZERO : told.compareTo(measured) > 0 ? told : measured));
    }
    for (String name : known)
      if (!seen.contains(name)) lags.add(ReplicaLag.unknown(name, "is not connected any more"));
    forget(least);
    return lags;
  }

  private void keep(Position position) {
    Position last = positions.peekLast();
    if (last != null && last.lsn() >= position.lsn()) return;
    if (positions.size() < MOST_POSITIONS) positions.addLast(position);
  }

  /** For how long a position has been there that is not replayed. */
  private Duration since(long replayed, long now) {
    for (Position position : positions)
      if (position.lsn() > replayed) return Duration.ofNanos(now - position.at());
    return Duration.ZERO;
  }

  private void forget(long replayedByAll) {
    while (!positions.isEmpty() && positions.getFirst().lsn() <= replayedByAll)
      positions.removeFirst();
  }

  private static long number(Optional<String> text) {
    return text.map(Long::parseLong).orElse(0L);
  }
}
