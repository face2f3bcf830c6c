package dev.underpin.runner.session;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a replica is behind its server.
 *
 * @param replica its name
 * @param behind absent where nobody knows it
 * @param why why it is not known, in words; empty where it is
 */
public record ReplicaLag(String replica, Optional<Duration> behind, String why) {
  /** One that is known. */
  public static ReplicaLag of(String replica, Duration behind) {
    return new ReplicaLag(replica, Optional.of(behind), "");
  }

  /** One that is not. */
  public static ReplicaLag unknown(String replica, String why) {
    return new ReplicaLag(replica, Optional.empty(), why);
  }
}
