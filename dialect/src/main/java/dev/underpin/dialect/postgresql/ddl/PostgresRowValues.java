package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.RowValues;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;

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
  public SqlText nothing(Column column) {
    return template.fragment("CAST(NULL AS {})", SqlText.of(column.type()));
  }

  /** A value that is given explicitly does not take a number of the column's sequence. */
  @Override
  public Optional<String> continued(QualifiedName table, Column column) {
    boolean numbered =
        column.identity().isPresent()
            || column.defaultValue().filter(d -> d.written().contains("nextval(")).isPresent();
    if (!numbered) return Optional.empty();
    return Optional.of(
        template.sql(
            "SELECT setval(pg_get_serial_sequence({}, {}), max({})) FROM {}",
            new SqlTemplate.Literal(template.fragment("{}", table).written()),
            new SqlTemplate.Literal(column.name()),
            column.name(),
            table));
  }

  @Override
  public SqlText listed(List<SqlText> values) {
    return template.fragment("concat_ws(', ', {})", values);
  }

  @Override
  public String overriding(Column column) {
    return column.identity().filter(i -> i.kind() == Identity.Kind.ALWAYS).isPresent()
        ? "OVERRIDING SYSTEM VALUE "
        : "";
  }
}
