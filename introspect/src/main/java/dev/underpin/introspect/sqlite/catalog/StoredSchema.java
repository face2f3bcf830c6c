package dev.underpin.introspect.sqlite.catalog;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.introspect.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What SQLite says of its schema, in four queries: the rows of {@code sqlite_schema}, the kinds of
 * tables, their columns, and the virtual table modules there are.
 *
 * @param rows in the order of their creation
 * @param kinds by table or view: table, virtual, shadow or view
 * @param columns by table: its columns as the pragma shows them
 * @param modules the virtual table modules of the executing library
 * @param virtual the rows of virtual tables
 */
public record StoredSchema(
    List<SchemaRow> rows,
    Map<String, String> kinds,
    Map<String, List<PragmaColumn>> columns,
    Set<String> modules,
    List<SchemaRow> virtual) {

  /**
   * A column as {@code PRAGMA table_xinfo} shows it.
   *
   * @param hidden 0 for an ordinary column, 2 for a virtual and 3 for a stored generated one
   */
  record PragmaColumn(String name, boolean notNull, boolean hasDefault, int hidden) {}

  /** The whole. */
  public static StoredSchema read(Connection connection) throws SQLException {
    return read(connection, Scope.ALL);
  }

  /** The same, with the columns of the tables alone that a scope looks at. */
  public static StoredSchema read(Connection connection, Scope scope) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      List<SchemaRow> rows = rows(statement);
      Map<String, String> kinds = kinds(statement);
      List<SchemaRow> virtual =
          rows.stream()
              .filter(row -> row.is("table") && "virtual".equals(kinds.get(row.name())))
              .toList();
      Map<String, List<PragmaColumn>> columns =
          scope.only().isPresent()
              ? columns(connection, kinds, scope.only().get().tables())
              : columns(statement);
      return new StoredSchema(rows, kinds, columns, modules(statement), virtual);
    }
  }

  /** True for a table of the kind that a person makes and a plan can change. */
  boolean isOrdinary(SchemaRow row) {
    return row.is("table")
        && "table".equals(kinds.get(row.name()))
        && virtualOwner(row.name()).isEmpty();
  }

  boolean isVirtual(SchemaRow row) {
    return virtual.contains(row);
  }

  /**
   * The virtual table that a shadow table belongs to. SQLite tells only where it has the module; a
   * table of an extension that is not loaded here is known by its name, {@code <virtual
   * table>_<word>}.
   */
  public Optional<String> virtualOwner(String table) {
    boolean shadow = "shadow".equals(kinds.get(table));
    return virtual.stream()
        .filter(row -> shadow || !modules.contains(Identifiers.lower(module(row.sql()))))
        .map(SchemaRow::name)
        .filter(name -> Identifiers.lower(table).startsWith(Identifiers.lower(name) + "_"))
        .max(Comparator.comparing(String::length));
  }

  /** The word behind USING in a CREATE VIRTUAL TABLE statement. */
  static String module(String sql) {
    List<Token> tokens = Lexer.tokens(sql);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isWord("USING")) return tokens.get(i + 1).name();
    }
    return "";
  }

  private static List<SchemaRow> rows(Statement statement) throws SQLException {
    List<SchemaRow> rows = new ArrayList<>();
    String sql = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY rowid";
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(
            new SchemaRow(
                result.getString(1),
                result.getString(2),
                result.getString(3),
                result.getString(4)));
      }
    }
    return rows;
  }

  private static Map<String, String> kinds(Statement statement) throws SQLException {
    Map<String, String> kinds = new HashMap<>();
    try (ResultSet result =
        statement.executeQuery("SELECT name, type FROM pragma_table_list WHERE schema = 'main'")) {
      while (result.next()) kinds.put(result.getString(1), result.getString(2));
    }
    return kinds;
  }

  /**
   * Only of ordinary tables: asking for the columns of a virtual table whose module is missing
   * fails, and so does a broken view.
   */
  private static Map<String, List<PragmaColumn>> columns(Statement statement) throws SQLException {
    Map<String, List<PragmaColumn>> columns = new LinkedHashMap<>();
    String sql =
        """
        SELECT t.name, x.name, x."notnull", x.dflt_value IS NOT NULL, x.hidden FROM (SELECT name \
        FROM pragma_table_list WHERE schema = 'main' AND type = 'table' LIMIT -1) AS t, \
        pragma_table_xinfo(t.name, 'main') AS x ORDER BY t.name, x.cid""";
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) add(columns, result);
    }
    return columns;
  }

  private static Map<String, List<PragmaColumn>> columns(
      Connection connection, Map<String, String> kinds, Set<String> tables) throws SQLException {
    Map<String, List<PragmaColumn>> columns = new LinkedHashMap<>();
    String sql =
        """
        SELECT ?1, name, "notnull", dflt_value IS NOT NULL, hidden \
        FROM pragma_table_xinfo(?1, 'main') ORDER BY cid""";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (String table : tables) {
        if (!"table".equals(kinds.get(table))) continue;
        statement.setString(1, table);
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) add(columns, result);
        }
      }
    }
    return columns;
  }

  private static void add(Map<String, List<PragmaColumn>> columns, ResultSet result)
      throws SQLException {
    columns
        .computeIfAbsent(result.getString(1), name -> new ArrayList<>())
        .add(
            new PragmaColumn(
                result.getString(2), result.getBoolean(3), result.getBoolean(4), result.getInt(5)));
  }

  private static Set<String> modules(Statement statement) throws SQLException {
    Set<String> modules = new HashSet<>();
    try (ResultSet result = statement.executeQuery("SELECT lower(name) FROM pragma_module_list")) {
      while (result.next()) modules.add(result.getString(1));
    }
    return modules;
  }
}
