package dev.underpin.introspect.postgresql;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.PostgresDialectProvider;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspector;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.postgresql.catalog.CatalogReader;
import dev.underpin.introspect.postgresql.checks.DataCheckRunner;
import dev.underpin.introspect.postgresql.connection.LentSession;
import dev.underpin.introspect.postgresql.connection.PostgresUrls;
import dev.underpin.introspect.postgresql.connection.Session;
import dev.underpin.introspect.postgresql.scratch.ObjectCompiler;
import dev.underpin.introspect.postgresql.scratch.SchemaCanonicalizer;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks a PostgreSQL server. */
public final class PostgresIntrospector implements Introspector {
  private final PostgresDialectProvider dialects = new PostgresDialectProvider();

  @Override
  public String engineId() {
    return PostgresDialectProvider.ENGINE_ID;
  }

  @Override
  public Optional<DatabaseUrl> parseUrl(String url) {
    return new PostgresUrls(System.getenv()).parse(url);
  }

  @Override
  public Optional<DatabaseUrl> urlOf(Connection connection) throws SQLException {
    return LentSession.urlOf(connection);
  }

  @Override
  public Connection connect(DatabaseUrl url, boolean readOnly) throws SQLException {
    return Session.connect(url, readOnly);
  }

  @Override
  public Engine identify(Connection connection) throws SQLException {
    return Session.identify(connection);
  }

  @Override
  public Catalog read(Connection connection, Scope scope) throws SQLException {
    return new CatalogReader(connection, dialect(connection), scope).read();
  }

  @Override
  public Schema spell(Connection connection, Schema desired, Catalog live, Consumer<Note> notes)
      throws SQLException {
    PostgresDialect dialect = (PostgresDialect) dialects.create(live.engine());
    Schema spelled =
        new SchemaCanonicalizer(connection, dialect, live, live.schema(), notes).spell(desired);
    return new ObjectCompiler(connection, dialect, live, live.schema(), notes).spell(spelled);
  }

  @Override
  public Schema spellForAnother(
      Connection scratch, Schema desired, Catalog live, Consumer<Note> notes) throws SQLException {
    PostgresDialect dialect = dialect(scratch);
    Schema spelled =
        new SchemaCanonicalizer(scratch, dialect, live, Schema.EMPTY, notes).spell(desired);
    return new ObjectCompiler(scratch, dialect, live, Schema.EMPTY, notes).spell(spelled);
  }

  /** What is written differently changes with major versions. */
  @Override
  public Optional<String> whyUnlike(Connection one, Connection other) throws SQLException {
    return identify(one).version().major() == identify(other).version().major()
        ? Optional.empty()
        : Introspector.super.whyUnlike(one, other);
  }

  @Override
  public List<DataCheckAnswer> answer(Connection connection, List<DataCheck> probes, Duration limit)
      throws SQLException {
    return new DataCheckRunner(connection, limit).answer(probes);
  }

  private PostgresDialect dialect(Connection connection) throws SQLException {
    return (PostgresDialect) dialects.create(identify(connection));
  }
}
