package dev.underpin.workflow.rehearsal;

import dev.underpin.dialect.Dialect;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An empty database for one rehearsal: in memory, where the engine has that, else a database of its
 * own on the scratch server. It is dropped when it is closed.
 */
final class RehearsalPlace implements AutoCloseable {
  private final Database database;
  private final Runnable drop;

  private RehearsalPlace(Database database, Runnable drop) {
    this.database = database;
    this.drop = drop;
  }

  /**
   * @param named the scratch server, where one is named
   * @return absence where there is no place
   */
  static Optional<RehearsalPlace> open(Dialect dialect, Optional<DatabaseUrl> named) {
    Optional<DatabaseUrl> memory = Introspectors.of(dialect.engine().id()).inMemory();
    if (memory.isPresent())
      return Optional.of(new RehearsalPlace(Database.open(memory.get(), false), () -> {}));
    return named.map(url -> onServer(dialect, url));
  }

  private static RehearsalPlace onServer(Dialect dialect, DatabaseUrl url) {
    String name = "underpin_rehearsal_%08x".formatted(ThreadLocalRandom.current().nextInt());
    execute(url, dialect.sql("CREATE DATABASE {}", name));
    try {
      return new RehearsalPlace(
          Database.open(url.inDatabase(name), false),
          () -> execute(url, dialect.sql("DROP DATABASE {}", name)));
    } catch (UnderpinException e) {
      execute(url, dialect.sql("DROP DATABASE {}", name));
      throw e;
    }
  }

  private static void execute(DatabaseUrl url, String sql) {
    try (Database server = Database.open(url, false)) {
      server.asking(() -> Sql.execute(server.connection(), sql));
    }
  }

  Database database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
    drop.run();
  }
}
