package dev.underpin.runner.mysql;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Gives what lies in the trash a name again. A column in the trash is invisible. */
record TrashRestore(Connection connection, MysqlDialect dialect) {
  /** The word outside of strings and names, as SHOW CREATE TABLE writes it on MariaDB. */
  private static final Pattern INVISIBLE =
      Pattern.compile("^((?:[^'`]|'(?:[^'\\\\]|\\\\.|'')*+'|`[^`]*+`)*?) INVISIBLE\\b");

  List<String> statements(TrashItem item, QualifiedName table, Optional<String> column)
      throws SQLException {
    if (item.column().isEmpty())
      return List.of(dialect.sql("RENAME TABLE {} TO {}", item.table(), table));
    String trash = item.column().get();
    String name = column.orElseThrow();
    if (!dialect.flavor().isMariaDb()) {
      return List.of(
          dialect.sql("ALTER TABLE {} RENAME COLUMN {} TO {}", item.table(), trash, name),
          dialect.sql("ALTER TABLE {} ALTER COLUMN {} SET VISIBLE", item.table(), name));
    }
    SqlText definition = SqlText.of(INVISIBLE.matcher(definition(item, trash)).replaceFirst("$1"));
    return List.of(
        dialect.sql(
            "ALTER TABLE {} CHANGE COLUMN {} {} {}", item.table(), trash, name, definition));
  }

  /** What the server says of a column, behind its name. */
  private String definition(TrashItem item, String column) throws SQLException {
    String table =
        Sql.rows(connection, dialect.sql("SHOW CREATE TABLE {}", item.table()))
            .get(0)
            .get(1)
            .orElse("");
    String begin = "  " + dialect.quote(column) + " ";
    return table
        .lines()
        .filter(line -> line.startsWith(begin))
        .findFirst()
        .map(line -> line.substring(begin.length()).replaceFirst(",$", ""))
        .orElseThrow(() -> new SQLException("SHOW CREATE TABLE has no column " + column));
  }
}
