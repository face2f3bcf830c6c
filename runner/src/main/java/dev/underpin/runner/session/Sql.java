package dev.underpin.runner.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements sent as they stand. Public for the engines' packages alone. */
public final class Sql {
  private Sql() {}

  /**
   * Run one statement to its end.
   *
   * @return how many rows it changed; 0 for one that changes none
   */
  public static long execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Braces in what a person wrote are not JDBC escapes.
      statement.setEscapeProcessing(false);
      if (statement.execute(sql)) {
        // Some drivers answer an ALTER with an empty result, and it has only happened once that was
        // read.
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {}
        }
        return 0;
      }
      return Math.max(0, statement.getLargeUpdateCount());
    }
  }

  /** Run a statement with values bound; {@code null} is NULL. */
  public static long update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** The rows of a query, each as its columns' text; NULL is absent. */
  public static List<List<Optional<String>>> rows(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet result = statement.executeQuery()) {
        int width = result.getMetaData().getColumnCount();
        List<List<Optional<String>>> rows = new ArrayList<>();
        while (result.next()) {
          List<Optional<String>> row = new ArrayList<>(width);
          for (int i = 1; i <= width; i++) row.add(Optional.ofNullable(result.getString(i)));
          rows.add(row);
        }
        return rows;
      }
    }
  }

  /** The first value of the first row; absent where it is NULL or there is none. */
  public static Optional<String> value(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    List<List<Optional<String>>> rows = rows(connection, sql, values);
    return rows.isEmpty() ? Optional.empty() : rows.get(0).get(0);
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
  }
}
