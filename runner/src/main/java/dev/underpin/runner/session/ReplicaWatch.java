package dev.underpin.runner.session;

import java.sql.SQLException;
import java.util.List;

/** Asks, again and again, how far the replicas of a server are behind. */
public interface ReplicaWatch extends AutoCloseable {
  /** All of them. */
  List<ReplicaLag> lags() throws SQLException;

  @Override
  default void close() {}
}
