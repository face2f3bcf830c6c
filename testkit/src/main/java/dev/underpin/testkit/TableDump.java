package dev.underpin.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every row of every table as text, to show that none was lost or changed.
 *
 * <p>Rows and columns are sorted by their text, since neither order is data. What is Underpin's own
 * is left out: tables and schemas whose name begins with {@code underpin}, columns whose name
 * begins with {@code underpin_trash_}.
 *
 * <p>On SQLite the integer 1 and the text '1' differ here, as they do in the file. On PostgreSQL a
 * value is its text, and on MySQL and MariaDB what QUOTE makes of it, or its bytes where they are
 * no text.
 */
public final class TableDump {
  private static final String POSTGRESQL_COLUMNS =
      """
      SELECT n.nspname, c.relname, a.attname
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND NOT starts_with(a.attname::text, 'underpin_trash_')
      WHERE c.relkind = 'r' AND n.nspname <> 'information_schema'
        AND NOT starts_with(n.nspname::text, 'pg_')
        AND NOT starts_with(n.nspname::text, 'underpin')
        AND NOT starts_with(c.relname::text, 'underpin')
      ORDER BY 1, 2, 3
      """;
  // Hidden 1 is a virtual table's own; 2 and 3 are generated columns.
  private static final String SQLITE_COLUMNS =
      """
      SELECT '', m.name, c.name
      FROM sqlite_schema m
      LEFT JOIN pragma_table_xinfo(m.name) c ON c.hidden <> 1 AND c.name NOT LIKE 'underpin\\_trash\\_%' ESCAPE '\\'
      WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.name NOT LIKE 'underpin%'
        AND m.name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
      ORDER BY 1, 2, 3
      """;

  private static final String MYSQL_COLUMNS =
      """
      SELECT '', t.table_name, c.column_name
      FROM information_schema.tables t
      LEFT JOIN information_schema.columns c ON c.table_schema = t.table_schema
        AND c.table_name = t.table_name AND c.column_name NOT LIKE 'underpin\\_trash\\_%'
      WHERE t.table_schema = database() AND t.table_type = 'BASE TABLE' AND t.table_name NOT LIKE 'underpin%'
      ORDER BY 1, CAST(t.table_name AS BINARY), CAST(c.column_name AS BINARY)
      """;

  private TableDump() {}

  /**
   * The rows of each table, by its name; PostgreSQL's schema stands before the name where it is not
   * public.
   */
  public static SortedMap<String, List<String>> of(Connection connection) throws SQLException {
    Kind kind = Kind.of(connection);
    SortedMap<String, List<String>> dump = new TreeMap<>();
    for (TableName table : tables(connection, kind)) {
      dump.put(table.shown(), rows(connection, kind, table));
    }
    return dump;
  }

  private static List<TableName> tables(Connection connection, Kind kind) throws SQLException {
    List<TableName> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(kind.columns);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        TableName table =
            new TableName(result.getString(1), result.getString(2), new ArrayList<>());
        String column = result.getString(3);
        if (tables.isEmpty() || !tables.get(tables.size() - 1).isSame(table)) {
          tables.add(table);
        }
        if (column != null) {
          tables.get(tables.size() - 1).columns.add(column);
        }
      }
    }
    return tables;
  }

  private static List<String> rows(Connection connection, Kind kind, TableName table)
      throws SQLException {
    String columns =
        table.columns.isEmpty()
            ? "1"
            : table.columns.stream().map(kind::text).collect(Collectors.joining(", "));
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT " + columns + " FROM " + kind.from(table))) {
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < table.columns.size(); i++) {
          row.append(i == 0 ? "" : ", ").append(table.columns.get(i)).append('=');
          row.append(kind.shown(result.getString(i + 1)));
        }
        rows.add(row.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }

  private record TableName(String schema, String name, List<String> columns) {
    boolean isSame(TableName other) {
      return schema.equals(other.schema) && name.equals(other.name);
    }

    String shown() {
      return schema.isEmpty() || schema.equals("public") ? name : schema + "." + name;
    }
  }

  private enum Kind {
    POSTGRESQL(POSTGRESQL_COLUMNS) {
      @Override
      String text(String column) {
        return quoted(column) + "::text";
      }

      @Override
      String from(TableName table) {
        // ONLY: the rows of a child table are shown as the child's.
        return "ONLY " + quoted(table.schema) + "." + quoted(table.name);
      }

      @Override
      String shown(@Nullable String value) {
        return value == null ? "NULL" : "'" + value.replace("'", "''") + "'";
      }
    },
    MYSQL(MYSQL_COLUMNS) {
      @Override
      String text(String column) {
        String bytes = "hex(cast(" + quoted(column) + " AS binary))";
        return "IF(charset("
            + quoted(column)
            + ") = 'binary' AND "
            + bytes
            + " REGEXP '^(..)*[0189A-F].(..)*$', concat('0x', "
            + bytes
            + "), quote("
            + quoted(column)
            + "))";
      }

      @Override
      String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
      }

      @Override
      String from(TableName table) {
        return quoted(table.name);
      }

      @Override
      String shown(@Nullable String value) {
        return String.valueOf(value);
      }
    },

    SQLITE(SQLITE_COLUMNS) {
      @Override
      String text(String column) {
        return "quote(" + quoted(column) + ")";
      }

      @Override
      String from(TableName table) {
        return quoted(table.name);
      }

      @Override
      String shown(@Nullable String value) {
        return String.valueOf(value);
      }
    };

    final String columns;

    Kind(String columns) {
      this.columns = columns;
    }

    abstract String text(String column);

    abstract String from(TableName table);

    abstract String shown(@Nullable String value);

    static Kind of(Connection connection) throws SQLException {
      String product = connection.getMetaData().getDatabaseProductName();
      return switch (product) {
        case "PostgreSQL" -> POSTGRESQL;
        case "MySQL", "MariaDB" -> MYSQL;
        case "SQLite" -> SQLITE;
        default -> throw new IllegalArgumentException("No dump is written for " + product);
      };
    }

    String quoted(String name) {
      return '"' + name.replace("\"", "\"\"") + '"';
    }
  }
}
