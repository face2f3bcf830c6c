package dev.underpin.introspect.mysql.connection;

import dev.underpin.dialect.mysql.MariaDbDialectProvider;
import dev.underpin.dialect.mysql.MysqlDialectProvider;
import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections, with every setting fixed that changes how the server reads or prints SQL. */
public final class Session {
  /** Relatives that speak the protocol, and change schemas in another way. */
  private static final Map<String, String> RELATIVES =
      Map.of(
          "tidb", "TiDB",
          "oceanbase", "OceanBase",
          "singlestore", "SingleStore",
          "memsql", "SingleStore",
          "vitess", "Vitess",
          "starrocks", "StarRocks",
          "doris", "Apache Doris",
          "clickhouse", "ClickHouse");

  private static final String LOGIN_MS = "10000";
  private static final int ANSWER_MS = 90_000;

  private Session() {}

  public static Connection connect(Driver driver, DatabaseUrl url, boolean readOnly)
      throws SQLException {
    Connection connection =
        url.source().isPresent() ? LentSession.borrow(url.source().get()) : open(driver, url);
    try {
      // A network that swallows packets says nothing. A run sets this aside, and looks for itself.
      if (!url.properties().containsKey("socketTimeout"))
        connection.setNetworkTimeout(Runnable::run, ANSWER_MS);
      connection.setAutoCommit(true);
      settings(connection);
      if (readOnly) CatalogRows.execute(connection, "SET SESSION TRANSACTION READ ONLY");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static Connection open(Driver driver, DatabaseUrl url) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", LOGIN_MS);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("tinyInt1isBit", "false");
    properties.putAll(url.properties());
    // What listens there may never greet: connecting alone has another limit.
    properties.putIfAbsent("socketTimeout", properties.get("connectTimeout"));
    boolean mayDoWithoutTls = Tls.mayDoWithout(url.engineId(), properties);
    Tls.apply(url.engineId(), properties);
    Connection connection = open(driver, url, properties, mayDoWithoutTls);
    if (connection == null) throw new SQLException("the driver does not take " + url.display());
    return connection;
  }

  private static @Nullable Connection open(
      Driver driver, DatabaseUrl url, Properties properties, boolean mayDoWithoutTls)
      throws SQLException {
    try {
      return driver.connect(url.jdbcUrl(), properties);
    } catch (SQLException e) {
      boolean isForTls = String.valueOf(e.getMessage()).contains("ssl not enabled");
      if (!mayDoWithoutTls || !isForTls) throw e;
      properties.setProperty("sslMode", "disable");
      return driver.connect(url.jdbcUrl(), properties);
    }
  }

  private static void settings(Connection connection) throws SQLException {
    CatalogRows.execute(connection, MysqlDdl.setSqlMode());
    CatalogRows.execute(connection, MysqlDdl.SET_NAMES);
    CatalogRows.execute(connection, MysqlDdl.setTimeZone());
    CatalogRows.execute(connection, "SET SESSION sql_quote_show_create = 1");
    // Else MySQL tells of sizes and rows what it knew a day ago.
    ifPossible(connection, "SET SESSION information_schema_stats_expiry = 0");
    // On by default for years; where somebody has turned it off, a TIMESTAMP gets a default by
    // itself.
    ifPossible(connection, "SET SESSION explicit_defaults_for_timestamp = 1");
  }

  /** A setting that one of the two has not, or that wants a right of its own. */
  private static void ifPossible(Connection connection, String sql) throws SQLException {
    try {
      CatalogRows.execute(connection, sql);
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
    }
  }

  /** How names of tables are kept and compared: 0, 1 or 2. */
  public static String caseOfNames(Connection connection) throws SQLException {
    String[] found = {""};
    CatalogRows.first(connection, "SELECT @@lower_case_table_names", value -> found[0] = value);
    return found[0];
  }

  public static Engine identify(Connection connection) throws SQLException {
    String[] found = new String[2];
    CatalogRows.each(
        connection,
        "SELECT concat(version(), ' ', @@version_comment) AS product, @@lower_case_table_names AS names",
        row -> {
          found[0] = row.text("product");
          found[1] = row.text("names");
        });
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
          The server is %s, which is not supported: it speaks MySQL's protocol, but changes schemas \
          by rules of its own."""
              .formatted(relative.get()));
    }
    boolean mariaDb = product.contains("mariadb");
    Version version = Version.parse(product);
    Version oldest = mariaDb ? new Version(10, 6, 0) : new Version(8, 0, 0);
    String name = mariaDb ? "MariaDB" : "MySQL";
    if (version.compareTo(oldest) < 0) {
      throw UnderpinException.failed(
          FindingCode.SERVER_NOT_SUPPORTED,
          "The server is %s %s; supported are versions %s and later."
              .formatted(name, version, oldest));
    }
    return new Engine(
        mariaDb ? MariaDbDialectProvider.ENGINE_ID : MysqlDialectProvider.ENGINE_ID,
        name,
        version,
        found[1].equals("1"));
  }
}
