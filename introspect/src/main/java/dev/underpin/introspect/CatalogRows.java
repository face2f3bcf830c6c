package dev.underpin.introspect;

import dev.underpin.schema.model.SqlText;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs catalog queries, whose rows are read by the columns' names. */
public final class CatalogRows {
  private CatalogRows() {}

  /** What is done with a row. */
  public interface Reader {
    void read(Row row) throws SQLException;
  }

  /**
   * Run a query in which {@code (?)} stands for a list of databases, as often as it likes.
   *
   * @param databases at least one
   */
  public static void each(Connection connection, String sql, List<String> databases, Reader reader)
      throws SQLException {
    int lists = sql.split("\\(\\?\\)", -1).length - 1;
    withLists(connection, sql, Collections.nCopies(lists, databases), reader);
  }

  /**
   * Run a query in which each {@code (?)} stands for a list of texts.
   *
   * @param lists one for each, with at least one text
   */
  public static void withLists(
      Connection connection, String sql, List<List<String>> lists, Reader reader)
      throws SQLException {
    String expanded = sql;
    for (List<String> list : lists)
      expanded =
          expanded.replaceFirst(
              "\\(\\?\\)", "( " + String.join(",", Collections.nCopies(list.size(), "?")) + " )");
    try (PreparedStatement statement = connection.prepareStatement(expanded)) {
      int at = 1;
      for (List<String> list : lists) for (String text : list) statement.setString(at++, text);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (result.next()) reader.read(row);
      }
    }
  }

  /** Run a query whose parameters are arrays of text. */
  public static void each(
      Connection connection, String sql, Reader reader, List<List<String>> arrays)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arrays.size(); i++)
        statement.setArray(i + 1, connection.createArrayOf("text", arrays.get(i).toArray()));
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (result.next()) reader.read(row);
      }
    }
  }

  /** Run a query without parameters. */
  public static void each(Connection connection, String sql, Reader reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Row row = new Row(result);
      while (result.next()) reader.read(row);
    }
  }

  /** Run a query, and take the text of each row's first column. */
  public static void first(Connection connection, String sql, Consumer<String> taker)
      throws SQLException {
    each(connection, sql, row -> taker.accept(String.valueOf(row.result().getString(1))));
  }

  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** One row. */
  public record Row(ResultSet result) {
    /** NULL is the empty text. */
    public String text(String column) throws SQLException {
      String value = result.getString(column);
      return value == null ? "" : value;
    }

    /** The text, which is SQL. */
    public SqlText sql(String column) throws SQLException {
      return SqlText.of(text(column));
    }

    public Optional<String> optional(String column) throws SQLException {
      return Optional.ofNullable(result.getString(column));
    }

    public long number(String column) throws SQLException {
      return result.getLong(column);
    }

    /** True for {@code YES} in whatever letters, for 1 and for a true {@code boolean}. */
    public boolean flag(String column) throws SQLException {
      String value = text(column);
      return value.equalsIgnoreCase("yes") || value.equals("1") || value.equals("t");
    }

    /** An array of text; NULL is an empty list, a NULL element the empty string. */
    public List<String> list(String column) throws SQLException {
      Array array = result.getArray(column);
      if (array == null) return List.of();
      List<String> list = new ArrayList<>();
      for (@Nullable Object element : (@Nullable Object[]) array.getArray()) {
        list.add(element == null ? "" : element.toString());
      }
      return list;
    }

    /** Oids between blanks, as {@code oidvector} is printed. */
    public List<Long> oids(String column) throws SQLException {
      List<Long> list = new ArrayList<>();
      for (String oid : text(column).strip().split(" "))
        if (!oid.isEmpty()) list.add(Long.valueOf(oid));
      return list;
    }

    /** Numbers between blanks, as {@code int2vector} is printed, or an array of them. */
    public List<Integer> vector(String column) throws SQLException {
      List<Integer> list = new ArrayList<>();
      for (String number : text(column).strip().split("[ ,{}\"]+"))
        if (!number.isEmpty()) list.add(Integer.valueOf(number));
      return list;
    }
  }
}
