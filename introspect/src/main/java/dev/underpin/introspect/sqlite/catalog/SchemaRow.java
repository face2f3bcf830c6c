package dev.underpin.introspect.sqlite.catalog;

/**
 * A row of {@code sqlite_schema}.
 *
 * @param type table, index, view or trigger
 * @param table the table it belongs to; its own name for a table and a view
 * @param sql the statement that made it; empty for the index behind a constraint, which SQLite
 *     makes by itself
 */
public record SchemaRow(String type, String name, String table, String sql) {
  public boolean is(String kind) {
    return type.equals(kind);
  }
}
