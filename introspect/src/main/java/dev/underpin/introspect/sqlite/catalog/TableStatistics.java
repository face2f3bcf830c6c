package dev.underpin.introspect.sqlite.catalog;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many rows tables have and how large they are. In a file of up to {@value #COUNTED} bytes both
 * are counted; in a larger one rows are estimated from the first and the last rowid, which costs
 * two seeks, and the file's size is shared out by them.
 */
public final class TableStatistics {
  /** The size of a file up to which reading all of it is no burden. */
  static final long COUNTED = 64L << 20;

  /** How many tables one statement asks about: SQLite allows 500 SELECTs in a UNION. */
  private static final int CHUNK = 400;

  /** No row is smaller than this, so a sparse rowid does not make an estimate absurd. */
  private static final int LEAST_ROW = 4;

  private final Statement statement;
  private final Map<String, Set<String>> columns;

  private TableStatistics(Statement statement, Map<String, Set<String>> columns) {
    this.statement = statement;
    this.columns = columns;
  }

  /**
   * Rows (-1 where unknown), whether they were counted, whether there is none, and bytes (-1 where
   * unknown).
   */
  public record Size(long rows, boolean exact, boolean empty, long bytes) {
    public static final Size UNKNOWN = new Size(-1, false, false, -1);
  }

  public static Map<String, Size> of(
      Connection connection, StoredSchema stored, List<String> tables) throws SQLException {
    if (tables.isEmpty()) return Map.of();
    Map<String, Set<String>> columns = new HashMap<>();
    for (String table : tables) {
      Set<String> names = new HashSet<>();
      stored
          .columns()
          .getOrDefault(table, List.of())
          .forEach(c -> names.add(Identifiers.lower(c.name())));
      columns.put(table, names);
    }
    try (Statement statement = connection.createStatement()) {
      return new TableStatistics(statement, columns).measure(stored, tables);
    }
  }

  private Map<String, Size> measure(StoredSchema stored, List<String> tables) throws SQLException {
    long file = number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
    boolean small = file <= COUNTED;
    Map<String, Size> sizes = new HashMap<>();
    for (int i = 0; i < tables.size(); i += CHUNK) {
      ask(tables.subList(i, Math.min(tables.size(), i + CHUNK)), small, file / LEAST_ROW, sizes);
    }
    Map<String, Long> bytes = small ? counted(stored) : shared(sizes, file);
    sizes.replaceAll(
        (table, size) ->
            new Size(size.rows(), size.exact(), size.empty(), bytes.getOrDefault(table, -1L)));
    return sizes;
  }

  private void ask(List<String> tables, boolean small, long most, Map<String, Size> sizes)
      throws SQLException {
    List<String> selects = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++)
      selects.add("SELECT " + i + ", " + (small ? count(tables.get(i)) : estimate(tables.get(i))));
    try (ResultSet result = statement.executeQuery(String.join(" UNION ALL ", selects))) {
      while (result.next()) {
        long rows = Math.min(result.getLong(2), small ? Long.MAX_VALUE : most);
        sizes.put(tables.get(result.getInt(1)), new Size(rows, small, result.getBoolean(3), -1));
      }
    } catch (SQLException e) {
      // One table that cannot be read (a collation that is not loaded) must not hide the others.
      if (tables.size() == 1) {
        sizes.put(tables.get(0), Size.UNKNOWN);
        return;
      }
      for (String table : tables) ask(List.of(table), small, most, sizes);
    }
  }

  private static String count(String table) {
    return "count(*), count(*) = 0 FROM " + quoted(table);
  }

  private String estimate(String table) {
    String empty = "NOT EXISTS (SELECT 1 FROM " + quoted(table) + ")";
    for (String rowid : List.of("rowid", "_rowid_", "oid")) {
      if (columns.getOrDefault(table, Set.of()).contains(rowid)) continue;
      String range =
          "(SELECT max(" + rowid + ") FROM %1$s) - (SELECT min(" + rowid + ") FROM %1$s) + 1";
      return "coalesce(" + range.formatted(quoted(table).replace("%", "%%")) + ", 0), " + empty;
    }
    return "-1, " + empty;
  }

  /**
   * The pages of each table and its indexes, by <a href="https://sqlite.org/dbstat.html">dbstat</a>
   * where the library has it.
   */
  private Map<String, Long> counted(StoredSchema stored) {
    Map<String, String> owners = new HashMap<>();
    for (SchemaRow row : stored.rows()) owners.put(row.name(), row.table());
    Map<String, Long> bytes = new HashMap<>();
    try (ResultSet result =
        statement.executeQuery("SELECT name, pgsize FROM dbstat WHERE aggregate = TRUE")) {
      while (result.next()) {
        bytes.merge(
            owners.getOrDefault(result.getString(1), result.getString(1)),
            result.getLong(2),
            Long::sum);
      }
      return bytes;
    } catch (SQLException e) {
      return Map.of();
    }
  }

  private static Map<String, Long> shared(Map<String, Size> sizes, long file) {
    double all = sizes.values().stream().mapToLong(size -> Math.max(0, size.rows())).sum();
    Map<String, Long> bytes = new HashMap<>();
    sizes.forEach(
        (table, size) ->
            bytes.put(
                table, size.rows() < 0 ? -1 : (long) (file * (size.rows() / Math.max(1, all)))));
    return bytes;
  }

  private long number(String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  private static String quoted(String name) {
    return Identifiers.quote(name);
  }
}
