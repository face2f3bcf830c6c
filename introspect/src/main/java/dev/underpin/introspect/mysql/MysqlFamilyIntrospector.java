package dev.underpin.introspect.mysql;

import dev.underpin.dialect.Dialects;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspector;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.mysql.catalog.CatalogReader;
import dev.underpin.introspect.mysql.checks.DataCheckRunner;
import dev.underpin.introspect.mysql.connection.LentSession;
import dev.underpin.introspect.mysql.connection.MysqlUrls;
import dev.underpin.introspect.mysql.connection.Session;
import dev.underpin.introspect.mysql.scratch.SchemaCanonicalizer;
import dev.underpin.introspect.mysql.scratch.ScratchDatabase;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What asking MySQL and asking MariaDB have in common: all but the URL and the driver. */
abstract class MysqlFamilyIntrospector implements Introspector {
  /** The driver, whose classes are loaded when it is wanted and not before. */
  abstract Driver driver() throws SQLException;

  /** What the driver calls itself. */
  abstract String driverName();

  @Override
  public final Optional<DatabaseUrl> parseUrl(String url) {
    return new MysqlUrls(engineId(), System.getenv()).parse(url);
  }

  @Override
  public final Optional<DatabaseUrl> urlOf(Connection connection) throws SQLException {
    return LentSession.urlOf(connection, engineId(), driverName());
  }

  @Override
  public final Connection connect(DatabaseUrl url, boolean readOnly) throws SQLException {
    return Session.connect(driver(), url, readOnly);
  }

  @Override
  public final Engine identify(Connection connection) throws SQLException {
    return Session.identify(connection);
  }

  @Override
  public final Catalog read(Connection connection, Scope scope) throws SQLException {
    return new CatalogReader(connection, dialect(identify(connection)), scope).read();
  }

  @Override
  public final Schema spell(
      Connection connection, Schema desired, Catalog live, Consumer<Note> notes)
      throws SQLException {
    return new SchemaCanonicalizer(connection, dialect(live.engine()), live, false, notes)
        .spell(desired);
  }

  @Override
  public final Schema spellForAnother(
      Connection scratch, Schema desired, Catalog live, Consumer<Note> notes) throws SQLException {
    return new SchemaCanonicalizer(scratch, dialect(identify(scratch)), live, true, notes)
        .spell(desired);
  }

  /** Beside the version it matters whether names keep their case. */
  @Override
  public final Optional<String> whyUnlike(Connection one, Connection other) throws SQLException {
    Optional<String> version = Introspector.super.whyUnlike(one, other);
    if (version.isPresent()) return version;
    String first = Session.caseOfNames(one);
    String second = Session.caseOfNames(other);
    return first.equals(second)
        ? Optional.empty()
        : Optional.of(
            "its lower_case_table_names is " + second + ", and the database's server has " + first);
  }

  /**
   * In a database of its own: a transaction cannot undo DDL here. What would leave that database is
   * the work's to avoid.
   */
  @Override
  public final <T> T inScratch(Connection connection, ScratchWork<T> work) throws SQLException {
    Optional<ScratchDatabase> database =
        ScratchDatabase.open(connection, dialect(identify(connection)).flavor(), Optional.empty());
    try (ScratchDatabase open =
        database.orElseThrow(
            () ->
                UnderpinException.failed(
                    FindingCode.PRIVILEGE_MISSING,
                    "This user may not create a scratch database here. Give a server where it may with --scratch-url."))) {
      assert open != null;
      return work.run();
    }
  }

  @Override
  public final List<DataCheckAnswer> answer(
      Connection connection, List<DataCheck> probes, Duration limit) throws SQLException {
    return new DataCheckRunner(
            connection, dialect(identify(connection)).flavor().isMariaDb(), limit)
        .answer(probes);
  }

  private static MysqlDialect dialect(Engine engine) {
    return (MysqlDialect) Dialects.of(engine);
  }
}
