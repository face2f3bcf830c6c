package dev.underpin.cli;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspector;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.mysql.MariaDbIntrospector;
import dev.underpin.introspect.mysql.MysqlIntrospector;
import dev.underpin.introspect.postgresql.PostgresIntrospector;
import dev.underpin.introspect.sqlite.SqliteIntrospector;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** An introspector whose connections can all be lost at once: see {@link DyingConnections}. */
public class DyingIntrospector implements Introspector {
  private final Introspector real;

  DyingIntrospector(Introspector real) {
    this.real = real;
  }

  /** That of PostgreSQL. */
  public static final class Postgresql extends DyingIntrospector {
    public Postgresql() {
      super(new PostgresIntrospector());
    }
  }

  /** That of MySQL. */
  public static final class Mysql extends DyingIntrospector {
    public Mysql() {
      super(new MysqlIntrospector());
    }
  }

  /** That of MariaDB. */
  public static final class MariaDb extends DyingIntrospector {
    public MariaDb() {
      super(new MariaDbIntrospector());
    }
  }

  /** That of SQLite. */
  public static final class Sqlite extends DyingIntrospector {
    public Sqlite() {
      super(new SqliteIntrospector());
    }
  }

  @Override
  public Optional<Path> missingFile(DatabaseUrl url) {
    return real.missingFile(url);
  }

  @Override
  public String engineId() {
    return real.engineId();
  }

  @Override
  public Optional<DatabaseUrl> parseUrl(String url) {
    return real.parseUrl(url);
  }

  @Override
  public Optional<DatabaseUrl> parseUrl(String url, Path directory) {
    return real.parseUrl(url, directory);
  }

  @Override
  public Optional<DatabaseUrl> urlOf(Connection connection) throws SQLException {
    return real.urlOf(connection);
  }

  @Override
  public Connection connect(DatabaseUrl url, boolean readOnly) throws SQLException {
    return DyingConnections.watched(() -> real.connect(url, readOnly));
  }

  @Override
  public Optional<DatabaseUrl> inMemory() {
    return real.inMemory();
  }

  @Override
  public Engine identify(Connection connection) throws SQLException {
    return real.identify(connection);
  }

  @Override
  public Catalog read(Connection connection, Scope scope) throws SQLException {
    return real.read(connection, scope);
  }

  @Override
  public Schema spell(Connection connection, Schema desired, Catalog live, Consumer<Note> notes)
      throws SQLException {
    return real.spell(connection, desired, live, notes);
  }

  @Override
  public Schema spellForAnother(
      Connection scratch, Schema desired, Catalog live, Consumer<Note> notes) throws SQLException {
    return real.spellForAnother(scratch, desired, live, notes);
  }

  @Override
  public Optional<String> whyUnlike(Connection one, Connection other) throws SQLException {
    return real.whyUnlike(one, other);
  }

  @Override
  public <T> T inScratch(Connection connection, ScratchWork<T> work) throws SQLException {
    return real.inScratch(connection, work);
  }

  @Override
  public List<String> structureOf(Connection connection, Set<String> names) throws SQLException {
    return real.structureOf(connection, names);
  }

  @Override
  public List<Note> unusable(Connection connection) throws SQLException {
    return real.unusable(connection);
  }

  /**
   * SQLite limits the time of a question by the driver's own connection; a question writes nothing.
   */
  @Override
  public List<DataCheckAnswer> answer(Connection connection, List<DataCheck> probes, Duration limit)
      throws SQLException {
    return real.answer(connection.unwrap(Connection.class), probes, limit);
  }
}
