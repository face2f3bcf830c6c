package dev.underpin.introspect.mysql.catalog;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables that queries on information_schema ask about.
 *
 * @param databases at least one
 * @param only their names; empty for all tables
 */
record ReadTables(List<String> databases, Optional<List<String>> only) {
  private static final int LONGEST = 64;
  private static final Pattern PLACE = Pattern.compile("\\(\\?\\)|\\{([a-z_.]+)\\}");

  /** Those of a scope, which may name texts that are no table's name. */
  static ReadTables of(List<String> databases, Scope scope) {
    return new ReadTables(
        databases,
        scope.only().map(part -> part.tables().stream().filter(ReadTables::canBeName).toList()));
  }

  /**
   * What the servers' names cannot be, they cannot compare with names either: letters beyond the
   * basic plane fail (<a
   * href="https://dev.mysql.com/doc/refman/8.4/en/identifiers.html">documentation</a>).
   */
  private static boolean canBeName(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST
        && name.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
  }

  /** True where a scope names no table at all. */
  boolean isEmpty() {
    return only.filter(List::isEmpty).isPresent();
  }

  /**
   * Run a query in which {@code (?)} stands for the databases, and a column in braces behind a
   * condition for the names of the tables in that column.
   */
  void each(Connection connection, String query, CatalogRows.Reader reader) throws SQLException {
    if (isEmpty()) return;
    List<List<String>> lists = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    Matcher place = PLACE.matcher(query);
    while (place.find()) {
      String column = place.group(1);
      if (column == null) lists.add(databases);
      else only.ifPresent(lists::add);
      String condition = only.isPresent() ? " AND " + column + " IN (?)" : "";
      place.appendReplacement(sql, column == null ? "(?)" : condition);
    }
    place.appendTail(sql);
    CatalogRows.withLists(connection, sql.toString(), lists, reader);
  }
}
