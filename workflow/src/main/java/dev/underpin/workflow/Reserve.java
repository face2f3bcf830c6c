package dev.underpin.workflow;

import dev.underpin.dialect.Dialects;
import dev.underpin.introspect.ConnectionSource;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.settings.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a run, borrowed before its first statement. A pool that has none to spare in
 * the middle of a run would make it wait while it holds locks.
 */
final class Reserve implements AutoCloseable {
  /** One runs the statements; three watch locks, progress, and whether the server answers. */
  private static final int CONNECTIONS = 4;

  private static final int ANSWER_SECONDS = 5;

  private final Settings settings;
  private final Deque<Connection> idle = new ArrayDeque<>();

  private Reserve(Settings settings) {
    this.settings = settings;
  }

  /** What settings need; nothing where the program opens its connections, or needs no second. */
  static Reserve of(Settings settings) {
    Optional<DatabaseUrl> lent = settings.url().filter(url -> url.source().isPresent());
    if (lent.isEmpty() || Dialects.provider(lent.get().engineId()).isEmbedded())
      return new Reserve(settings);
    DatabaseUrl url = lent.get();
    ConnectionSource source = url.source().orElseThrow();
    Reserve reserve = new Reserve(settings);
    try {
      for (int i = 0; i < CONNECTIONS; i++) reserve.idle.add(source.lend());
      return reserve;
    } catch (SQLException e) {
      int lentSoFar = reserve.idle.size();
      reserve.close();
      throw new UnderpinException(
          FindingCode.NO_CONNECTION,
          UnderpinException.Kind.REFUSED,
          "A run needs %d connections at once, and the DataSource lent %d: %s. Nothing was changed. Give the pool at least %d more than the application uses by itself, or give a DataSource without a pool."
              .formatted(CONNECTIONS, lentSoFar, e.getMessage(), CONNECTIONS),
          e);
    }
  }

  /** The settings, with the connections that are here. */
  Settings settings() {
    return settings
        .url()
        .filter(url -> !idle.isEmpty())
        .map(url -> settings.withLent(url.lentBy(() -> next(url.source().orElseThrow()))))
        .orElse(settings);
  }

  private Connection next(ConnectionSource source) throws SQLException {
    for (Connection kept = poll(); kept != null; kept = poll()) {
      // A run may last longer than a server keeps a connection that does nothing.
      if (kept.isValid(ANSWER_SECONDS)) return kept;
      kept.close();
    }
    return source.lend();
  }

  private synchronized @Nullable Connection poll() {
    return idle.poll();
  }

  @Override
  public void close() {
    for (Connection kept = poll(); kept != null; kept = poll()) {
      try {
        kept.close();
      } catch (SQLException e) {
        // Whoever lent it finds out by itself.
      }
    }
  }
}
