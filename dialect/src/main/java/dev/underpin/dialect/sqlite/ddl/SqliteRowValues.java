package dev.underpin.dialect.sqlite.ddl;

import dev.underpin.dialect.RowValues;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Values of rows on SQLite. A column's affinity converts a text; a column without one keeps what it
 * is given, so that a number is written as a number (<a
 * href="https://sqlite.org/datatype3.html">Datatypes In SQLite</a>).
 */
public record SqliteRowValues(SqlTemplate template) implements RowValues {
  @Override
  public SqlText written(Column column, SeedValue value) {
    boolean keepsText = isText(column.type());
    if (value.isNumber() && !keepsText) return SqlText.of(value.text());
    if (value.isFlag() && !keepsText) return SqlText.of(value.text().equals("true") ? "1" : "0");
    return switch (value.kind()) {
      case NULL -> SqlText.of("NULL");
      case SQL -> template.fragment("({})", SqlText.of(value.text()));
      case PLAIN, QUOTED -> template.fragment("{}", new SqlTemplate.Literal(value.text()));
    };
  }

  /** The affinity of text, as SQLite finds it. */
  private static boolean isText(String type) {
    String word = type.toUpperCase(Locale.ROOT);
    if (word.contains("INT")) return false;
    return word.contains("CHAR") || word.contains("CLOB") || word.contains("TEXT");
  }

  @Override
  public SqlText holds(Column column, SqlText there, SqlText value) {
    return template.fragment("{} COLLATE BINARY IS {}", there, value);
  }

  @Override
  public SqlText literalOf(Column column, SqlText there) {
    return template.fragment("quote({})", there);
  }

  @Override
  public SqlText listed(List<SqlText> values) {
    return SqlText.of(
        values.stream().map(SqlText::written).collect(Collectors.joining(" || ', ' || ")));
  }
}
