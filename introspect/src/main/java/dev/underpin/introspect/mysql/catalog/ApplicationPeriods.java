package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.dialect.mysql.references.ApplicationPeriod;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.UniqueConstraint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Finds which checks are periods of the application, and which keys are without overlaps. MariaDB's
 * catalog shows them like other checks and keys, so the tables that may have one are asked for
 * their text.
 */
record ApplicationPeriods(Connection connection, MysqlDialect dialect) {
  void read(Collection<TableBuilder> tables) throws SQLException {
    if (!dialect.flavor().isMariaDb()) return;
    for (TableBuilder table : tables) {
      if (!table.hasConstraint(ApplicationPeriods::mayBeOne)) continue;
      CatalogRows.each(
          connection,
          "SHOW CREATE TABLE " + dialect.quote(table.name),
          row -> mark(table, row.result().getString(2)));
    }
  }

  private static boolean mayBeOne(Constraint constraint) {
    return constraint instanceof CheckConstraint check
        && check.name().isPresent()
        && !ApplicationPeriod.columns(check).isEmpty();
  }

  private static void mark(TableBuilder table, String text) {
    Set<String> periods = CreateTableText.periods(text);
    Map<String, String> keys = CreateTableText.withoutOverlaps(text);
    table.changeConstraints(
        constraint -> {
          if (constraint instanceof CheckConstraint check)
            return check.name().filter(periods::contains).isPresent()
                ? check.withOptions(with(check, CheckOptions.PERIOD, "true"))
                : check;
          String period = keys.get(constraint.name().orElse("PRIMARY"));
          if (period == null) return constraint;
          SortedMap<String, String> options =
              with(constraint, IndexOptions.WITHOUT_OVERLAPS, period);
          if (constraint instanceof PrimaryKey key)
            return new PrimaryKey(
                key.name(), inOrder(key.keys()), key.include(), key.deferrability(), options);
          if (constraint instanceof UniqueConstraint key)
            return new UniqueConstraint(
                key.name(),
                inOrder(key.keys()),
                key.include(),
                key.nullsNotDistinct(),
                key.deferrability(),
                options);
          return constraint;
        });
  }

  private static SortedMap<String, String> with(Constraint constraint, String key, String value) {
    return Options.with(constraint.options(), key, Optional.of(value));
  }

  /** The index has the end before the start. */
  private static List<IndexKey> inOrder(List<IndexKey> keys) {
    if (keys.size() < 2) return keys;
    List<IndexKey> all = new ArrayList<>(keys);
    IndexKey end = all.remove(all.size() - 2);
    all.add(end);
    return all;
  }
}
