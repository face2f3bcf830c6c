package dev.underpin.dialect;

import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;

/** How an engine writes, compares and reads the values of rows that are declared. */
public interface RowValues {
  /** A declared value as an INSERT or UPDATE of the column writes it. */
  SqlText written(Column column, SeedValue value);

  /**
   * A condition that is true where the column has exactly that value, NULL and capital letters
   * included, and never NULL.
   *
   * @param there the column
   * @param value as {@link #written} or {@link #literalOf} has it
   */
  SqlText holds(Column column, SqlText there, SqlText value);

  /** An expression that gives the column's value as a literal. */
  SqlText literalOf(Column column, SqlText there);

  /** NULL as an expression of the column's type, where the engine wants to know the type. */
  default SqlText nothing(Column column) {
    return SqlText.of("NULL");
  }

  /** A statement that lets a column continue after the numbers that it has been given. */
  default Optional<String> continued(QualifiedName table, Column column) {
    return Optional.empty();
  }

  /** An expression that gives several values as one text, for people. */
  SqlText listed(List<SqlText> values);

  /** What a SELECT of values alone reads from, where the engine wants to be told. */
  default String fromNothing() {
    return "";
  }

  /** What stands between the columns and the values of an INSERT that gives the column a value. */
  default String overriding(Column column) {
    return "";
  }
}
