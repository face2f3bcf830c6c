package dev.underpin.runner.mysql;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.runner.session.ReplicaLag;
import dev.underpin.runner.session.ReplicaWatch;
import dev.underpin.runner.session.UnknownLimit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks each replica itself: the server that they follow does not know how far they are. A replica
 * that does not answer counts as behind.
 */
final class ReplicaConnections implements ReplicaWatch {
  private final List<DatabaseUrl> urls;
  private final boolean isMariaDb;
  private final Map<DatabaseUrl, Connection> open = new HashMap<>();

  /** Connects to all; one that is no replica, or cannot be asked, is refused. */
  ReplicaConnections(List<DatabaseUrl> urls, boolean isMariaDb) {
    this.urls = urls;
    this.isMariaDb = isMariaDb;
    if (urls.isEmpty())
      throw UnknownLimit.refusal(
          "max_lag", "this server does not know how far its replicas are. Name them in replicas:");
    for (DatabaseUrl url : urls) {
      try {
        lag(url);
      } catch (SQLException e) {
        close();
        throw UnknownLimit.refusal(
            "max_lag", "the replica " + url + " cannot be asked: " + ErrorCodes.message(e));
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  @Override
  public List<ReplicaLag> lags() {
    List<ReplicaLag> lags = new ArrayList<>();
    for (DatabaseUrl url : urls) {
      try {
        lags.add(lag(url));
      } catch (SQLException e) {
        hangUp(open.remove(url));
        lags.add(
            ReplicaLag.unknown(url.toString(), "cannot be asked (" + ErrorCodes.message(e) + ")"));
      }
    }
    return lags;
  }

  private ReplicaLag lag(DatabaseUrl url) throws SQLException {
    Connection connection = open.get(url);
    if (connection == null) {
      connection = Introspectors.of(url.engineId()).connect(url, true);
      open.put(url, connection);
    }
    String name = url.toString();
    String sql = isMariaDb ? "SHOW ALL SLAVES STATUS" : "SHOW REPLICA STATUS";
    String column = isMariaDb ? "Seconds_Behind_Master" : "Seconds_Behind_Source";
    long most = -1;
    try (Statement statement = connection.createStatement();
        ResultSet channels = statement.executeQuery(sql)) {
      while (channels.next()) {
        long seconds = channels.getLong(column);
        if (channels.wasNull()) return ReplicaLag.unknown(name, "does not replicate");
        most = Math.max(most, seconds);
      }
    }
    if (most < 0)
      throw UnknownLimit.refusal("max_lag", url + " in replicas: is the replica of no server");
    return ReplicaLag.of(name, Duration.ofSeconds(most));
  }

  @Override
  public void close() {
    open.values().forEach(ReplicaConnections::hangUp);
    open.clear();
  }

  private static void hangUp(@Nullable Connection connection) {
    try {
      if (connection != null) connection.close();
    } catch (SQLException e) {
      // It is of no more use either way.
    }
  }
}
