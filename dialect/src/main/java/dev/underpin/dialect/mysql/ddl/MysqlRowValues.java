package dev.underpin.dialect.mysql.ddl;

import dev.underpin.dialect.RowValues;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Values of rows on MySQL and MariaDB. Texts are compared by their bytes, because a collation may
 * ignore differences; other values by their type, because a number and a text are compared as
 * floating-point numbers.
 *
 * @param hasJson true where json is a type of its own (MySQL)
 */
public record MysqlRowValues(SqlTemplate template, boolean hasJson) implements RowValues {
  private static final Set<String> TEXTS =
      Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");
  private static final Set<String> BYTES =
      Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");
  private static final Set<String> NUMBERS =
      Set.of("tinyint", "smallint", "mediumint", "int", "integer", "bigint", "bit", "year");

  private static final Set<String> FLOATS = Set.of("float", "double", "real");

  @Override
  public SqlText written(Column column, SeedValue value) {
    String word = word(column);
    boolean keepsText = TEXTS.contains(word) || word.equals("json") || BYTES.contains(word);
    if (value.isNumber() && !keepsText) return SqlText.of(value.text());
    if (value.isFlag() && !keepsText) return SqlText.of(value.text().equals("true") ? "1" : "0");
    return switch (value.kind()) {
      case NULL -> SqlText.of("NULL");
      case SQL -> template.fragment("({})", SqlText.of(value.text()));
      case PLAIN, QUOTED -> template.fragment("{}", new SqlTemplate.Literal(value.text()));
    };
  }

  @Override
  public SqlText listed(List<SqlText> values) {
    return template.fragment("concat_ws(', ', {})", values);
  }

  @Override
  public String fromNothing() {
    return " FROM DUAL";
  }

  private static String word(Column column) {
    return column.type().toLowerCase(Locale.ROOT).replaceFirst("[^a-z0-9_].*", "");
  }

  /** The type with its length, as CAST takes it: {@code datetime(3)}, {@code decimal(10,2)}. */
  private static SqlText castType(Column column, String word, String as) {
    String type = column.type();
    int open = type.indexOf('(');
    int close = type.indexOf(')');
    boolean hasLength = open == word.length() && close > open;
    return SqlText.of(as + (hasLength ? type.substring(open, close + 1) : ""));
  }

  @Override
  public SqlText holds(Column column, SqlText there, SqlText value) {
    String word = word(column);
    if (TEXTS.contains(word) || word.equals("json") && !hasJson)
      return template.fragment(
          "CAST(CONVERT({} USING utf8mb4) AS BINARY) <=> CAST(CONVERT({} USING utf8mb4) AS BINARY)",
          there,
          value);
    if (BYTES.contains(word)) return template.fragment("{} <=> CAST({} AS BINARY)", there, value);
    return switch (word) {
      case "json" -> template.fragment("{} <=> CAST({} AS JSON)", there, value);
      case "decimal", "numeric" -> cast(there, value, castType(column, word, "DECIMAL"));
      case "date" -> cast(there, value, SqlText.of("DATE"));
      case "time" -> cast(there, value, castType(column, word, "TIME"));
      case "datetime", "timestamp" -> cast(there, value, castType(column, word, "DATETIME"));
      // A float has fewer digits than the number that it is compared with.
      case "float" ->
          template.fragment(
              "({} <=> {} OR CAST({} AS CHAR) <=> CAST({} AS CHAR))", there, value, there, value);
      default -> template.fragment("{} <=> {}", there, value);
    };
  }

  private SqlText cast(SqlText there, SqlText value, SqlText type) {
    return template.fragment("{} <=> CAST({} AS {})", there, value, type);
  }

  @Override
  public SqlText literalOf(Column column, SqlText there) {
    String word = word(column);
    if (BYTES.contains(word))
      return template.fragment(
          "IF({} IS NULL, 'NULL', CONCAT('x''', HEX({}), ''''))", there, there);
    if (NUMBERS.contains(word))
      return template.fragment("IFNULL(CAST({} + 0 AS CHAR), 'NULL')", there);
    // As a text, a float has fewer digits than it keeps.
    if (FLOATS.contains(word))
      return template.fragment("IFNULL(QUOTE(CAST({} + 0e0 AS CHAR)), 'NULL')", there);
    return template.fragment("QUOTE(CAST({} AS CHAR))", there);
  }
}
