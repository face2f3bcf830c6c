package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.canonical.CanonicalForm;
import dev.underpin.dialect.mysql.canonical.CreateTableReader;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;

/**
 * MySQL's catalog cuts the default of a binary column at its first zero byte: {@code x'00'} and
 * {@code x''} are both {@code 0x} there. The text of the whole table has it.
 */
record BinaryDefaults(Connection connection, MysqlDialect dialect) {
  void read(Collection<TableBuilder> tables) throws SQLException {
    if (dialect.flavor().isMariaDb()) return;
    for (TableBuilder table : tables) {
      if (table.columns(BinaryDefaults::isCut).isEmpty()) continue;
      CatalogRows.each(
          connection,
          "SHOW CREATE TABLE " + dialect.quote(table.name),
          row -> complete(table, row.result().getString(2)));
    }
  }

  private void complete(TableBuilder table, String createTable) {
    Table shown = new CreateTableReader(dialect.flavor()).read(createTable);
    for (Column column : table.columns(BinaryDefaults::isCut)) {
      Optional<Column> exact = shown.column(column.name());
      if (exact.isPresent())
        table.change(column.name(), c -> c.withDefault(exact.get().defaultValue()));
    }
  }

  private static boolean isCut(Column column) {
    return CanonicalForm.isBytes(column.type())
        && column.defaultValue().filter(d -> d.canonical().startsWith("x'")).isPresent();
  }
}
