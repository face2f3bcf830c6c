package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parts of SQLite's queries. */
final class Expressions {
  private Expressions() {}

  /** An expression over one value, which it names {@code $}. */
  static SqlText over(SqlText value, String expression) {
    return SqlText.of(expression.replace("$", value.written()));
  }

  static SqlText and(Collection<SqlText> conditions) {
    return joined(conditions, " AND ");
  }

  static SqlText joined(Collection<SqlText> parts, String separator) {
    return SqlText.of(parts.stream().map(SqlText::written).collect(Collectors.joining(separator)));
  }

  static SqlText coalesce(SqlText value, Optional<SqlText> otherwise) {
    return otherwise.map(o -> TEMPLATE.fragment("coalesce({}, {})", value, o)).orElse(value);
  }

  /** The default that stands in for NULL, where a column may not hold NULL. */
  static Optional<SqlText> requiredDefault(Column column) {
    return column.nullable()
        ? Optional.empty()
        : column.defaultValue().map(DefaultValues::expression);
  }

  /** What a column holds where nothing is said. */
  static SqlText usual(Column column) {
    return column.defaultValue().map(DefaultValues::expression).orElse(SqlText.of("NULL"));
  }
}
