package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.RowValues;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.SqlText;

/**
 * Values of rows on PostgreSQL. Each type has a text form, and a text in quotes becomes a value of
 * the column's type. The text form also compares what has no operator (json) or one that ignores
 * differences (citext).
 */
public record PostgresRowValues(SqlTemplate template) implements RowValues {
  @Override
  public SqlText written(Column column, SeedValue value) {
    return switch (value.kind()) {
      case NULL -> SqlText.of("NULL");
      case SQL -> template.fragment("({})", SqlText.of(value.text()));
      case PLAIN, QUOTED -> template.fragment("{}", new SqlTemplate.Literal(value.text()));
    };
  }

  @Override
  public SqlText holds(Column column, SqlText there, SqlText value) {
    return template.fragment(
        "{}::text IS NOT DISTINCT FROM CAST({} AS {})::text",
        there,
        value,
        SqlText.of(column.type()));
  }

  @Override
  public SqlText literalOf(Column column, SqlText there) {
    return template.fragment("quote_nullable({}::text)", there);
  }

  @Override
  public String overriding(Column column) {
    return column.identity().filter(i -> i.kind() == Identity.Kind.ALWAYS).isPresent()
        ? "OVERRIDING SYSTEM VALUE "
        : "";
  }
}
