package dev.underpin.introspect.postgresql.connection;

import dev.underpin.dialect.postgresql.PostgresDialectProvider;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Opens connections, with every setting fixed that changes how the server prints an expression.
 *
 * <p>Where row level security would hide rows, the server refuses the statement ({@code
 * row_security}): what reads or writes only some of the rows would lose the others.
 */
public final class Session {
  private static final int OLDEST = 13;

  /** Relatives that speak the protocol, and change schemas in another way. */
  private static final Map<String, String> RELATIVES =
      Map.of(
          "cockroachdb", "CockroachDB",
          "redshift", "Amazon Redshift",
          "-yb-", "YugabyteDB",
          "greenplum", "Greenplum",
          "opengauss", "openGauss",
          "gaussdb", "GaussDB",
          "materialize", "Materialize");

  private Session() {}

  public static Connection connect(DatabaseUrl url, boolean readOnly) throws SQLException {
    Connection connection =
        url.source().isPresent() ? LentSession.borrow(url.source().get()) : open(url);
    try {
      Pooler.refuse(url, connection);
      connection.setAutoCommit(true);
      CatalogRows.execute(connection, settings(url, readOnly));
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static Connection open(DatabaseUrl url) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "underpin");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "20");
    properties.setProperty("tcpKeepAlive", "true");
    // A network that swallows packets says nothing. A run sets this aside, and looks for itself.
    properties.setProperty("socketTimeout", "90");
    properties.putAll(url.properties());
    // Else the driver begins with SET, and a pooler gives what is set to the next client.
    properties.setProperty("assumeMinServerVersion", OLDEST + "");
    // Else the driver changes to binary at the fifth run of a query, and arrays then read
    // otherwise.
    properties.setProperty("binaryTransfer", "false");
    // The catalog is read again after each step, and no DDL changes the shape of those answers.
    properties.setProperty("flushCacheOnDdl", "false");
    properties.remove(Pooler.PARAMETER);
    try {
      Connection connection = new Driver().connect(url.jdbcUrl(), properties);
      if (connection != null) return connection;
    } catch (SQLException e) {
      throw Pooler.explained(url, e);
    }
    throw new SQLException("the driver does not take " + url.display());
  }

  /** The setting of the search path is the URL's where it has one, never the role's. */
  private static String settings(DatabaseUrl url, boolean readOnly) {
    boolean ownPath = url.properties().containsKey("currentSchema");
    return """
    %sSET TimeZone TO 'UTC'; SET DateStyle TO 'ISO, MDY'; SET IntervalStyle TO 'postgres'; SET \
    bytea_output TO 'hex'; SET lc_monetary TO 'C'; SET quote_all_identifiers TO off; SET \
    standard_conforming_strings TO on; SET extra_float_digits TO 1; SET row_security TO off%s"""
        .formatted(
            ownPath ? "" : "SET search_path TO public; ",
            readOnly ? "; SET default_transaction_read_only TO on" : "");
  }

  public static Engine identify(Connection connection) throws SQLException {
    String[] found = new String[2];
    CatalogRows.each(
        connection,
        "SELECT pg_catalog.version() AS product, pg_catalog.current_setting('server_version_num') AS number",
        (Row row) -> {
          found[0] = row.text("product");
          found[1] = row.text("number");
        },
        List.of());
    String product = found[0].toLowerCase(Locale.ROOT);
    Optional<String> relative =
        RELATIVES.entrySet().stream()
            .filter(e -> product.contains(e.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    if (relative.isPresent()) {
      throw UnderpinException.failed(
          FindingCode.SERVER_NOT_SUPPORTED,
          """
          The server is %s, which is not supported: it speaks PostgreSQL's protocol, but changes \
          schemas by rules of its own."""
              .formatted(relative.get()));
    }
    int number = Integer.parseInt(found[1]);
    Version version = new Version(number / 10000, number % 10000, 0);
    if (version.major() < OLDEST) {
      throw UnderpinException.failed(
          FindingCode.SERVER_NOT_SUPPORTED,
          "The server is PostgreSQL " + version + "; supported are versions 13 and later.");
    }
    return new Engine(PostgresDialectProvider.ENGINE_ID, "PostgreSQL", version);
  }
}
