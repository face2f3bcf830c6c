package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.dialect.mysql.options.ObjectOptions;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.model.Options;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the server records with an object, where nothing else is asked for.
 *
 * @param sqlMode the server's
 * @param collation of a session in utf8mb4
 * @param timeZone the server's
 */
record Environment(String sqlMode, String collation, String timeZone) {
  private static final String CHARACTER_SET = "utf8mb4";

  /** What a row records that is not usual. */
  SortedMap<String, String> unusual(Row row) throws SQLException {
    TreeMap<String, String> options = new TreeMap<>();
    put(options, ObjectOptions.SQL_MODE, row.text("sql_mode"), sqlMode);
    put(options, ObjectOptions.TIME_ZONE, row.text("zone"), timeZone);
    String characterSet = row.text("client");
    String found = row.text("connection");
    if (!characterSet.equals(CHARACTER_SET) || !found.equals(collation)) {
      put(options, ObjectOptions.CHARACTER_SET_CLIENT, characterSet, CHARACTER_SET);
      options.put(ObjectOptions.COLLATION_CONNECTION, Collations.canonical(found));
    }
    return Options.copy(options);
  }

  private static void put(TreeMap<String, String> options, String key, String value, String usual) {
    if (!value.equals(usual)) options.put(key, value);
  }
}
