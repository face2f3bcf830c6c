package dev.underpin.dialect.mysql.options;

import dev.underpin.schema.model.CheckConstraint;
import java.util.Optional;

/** The attributes of a check, by their YAML key. */
public final class CheckOptions {
  /** {@code true} where new rows are not checked either (MySQL's {@code NOT ENFORCED}). */
  public static final String NOT_ENFORCED = "not_enforced";

  /**
   * The column behind which it is written (MariaDB). Such a check has no name; a column has one at
   * most, and it is changed by restating the column.
   */
  public static final String COLUMN = "column";

  /**
   * {@code true} where the server keeps it as a period of the application (MariaDB): two columns,
   * of which the first is before the second (<a
   * href="https://mariadb.com/kb/en/application-time-periods/">documentation</a>).
   */
  public static final String PERIOD = "period";

  private CheckOptions() {}

  /** True where the check is a period, by which rows can be changed in part. */
  public static boolean isPeriod(CheckConstraint check) {
    return "true".equals(check.options().get(PERIOD));
  }

  /** The column behind which a check is written, where it is not one of the table. */
  public static Optional<String> column(CheckConstraint check) {
    return Optional.ofNullable(check.options().get(COLUMN));
  }

  /** True where new rows are not checked. */
  public static boolean isNotEnforced(CheckConstraint check) {
    return "true".equals(check.options().get(NOT_ENFORCED));
  }
}
