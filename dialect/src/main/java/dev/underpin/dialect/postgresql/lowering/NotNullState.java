package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Options;
import java.util.Optional;

/**
 * How far NULL is forbidden in a column. From version 18 a NOT NULL may hold for new rows only, as
 * a constraint that is not valid yet; the column then has the option {@code not_null}.
 *
 * <p>See {@code NOT VALID} on the manual's page of ALTER TABLE.
 */
public enum NotNullState {
  NULLABLE,
  NOT_VALID,
  VALID;

  private static final String KEY = "not_null";

  /** The state of a column. */
  public static NotNullState of(Column column) {
    if (column.nullable()) return NULLABLE;
    return column.options().containsKey(KEY) ? NOT_VALID : VALID;
  }

  /** The column, in this state. */
  public Column on(Column column) {
    Optional<String> option = this == NOT_VALID ? Optional.of("not valid") : Optional.empty();
    return column
        .withNullable(this == NULLABLE)
        .withOptions(Options.with(column.options(), KEY, option));
  }
}
