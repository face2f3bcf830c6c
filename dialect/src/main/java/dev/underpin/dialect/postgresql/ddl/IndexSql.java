package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.StringLiteral;
import dev.underpin.dialect.postgresql.lowering.OperandParentheses;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The text of indexes. */
final class IndexSql {
  private IndexSql() {}

  static String create(Dialect dialect, String table, Index index, boolean concurrently) {
    StringBuilder sql =
        new StringBuilder(index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (concurrently) sql.append("CONCURRENTLY ");
    sql.append(dialect.quote(index.name())).append(" ON ").append(table);
    if (!index.method().isEmpty()) sql.append(" USING ").append(dialect.quote(index.method()));
    sql.append(" (")
        .append(index.keys().stream().map(k -> key(dialect, k)).collect(Collectors.joining(", ")))
        .append(')');
    if (!index.include().isEmpty()) {
      sql.append(" INCLUDE (")
          .append(index.include().stream().map(dialect::quote).collect(Collectors.joining(", ")))
          .append(')');
    }
    if (index.nullsNotDistinct()) sql.append(" NULLS NOT DISTINCT");
    sql.append(with(index.storage()));
    String tablespace = index.options().getOrDefault("tablespace", "");
    if (!tablespace.isEmpty()) sql.append(" TABLESPACE ").append(dialect.quote(tablespace));
    index
        .where()
        .ifPresent(
            w -> sql.append(" WHERE (").append(OperandParentheses.closed(w.written())).append(')'));
    return sql.toString();
  }

  /** {@code WITH (a='1', b='2')}, or nothing. */
  static String with(SortedMap<String, String> parameters) {
    if (parameters.isEmpty()) return "";
    return parameters.entrySet().stream()
        .map(IndexSql::parameter)
        .collect(Collectors.joining(", ", " WITH (", ")"));
  }

  static String parameter(Map.Entry<String, String> entry) {
    return Identifiers.quoteDotted(entry.getKey()) + "=" + StringLiteral.of(entry.getValue());
  }

  private static String key(Dialect dialect, IndexKey key) {
    StringBuilder sql = new StringBuilder();
    key.column().ifPresent(c -> sql.append(dialect.quote(c)));
    key.expression()
        .ifPresent(e -> sql.append('(').append(OperandParentheses.closed(e.written())).append(')'));
    key.collation().ifPresent(c -> sql.append(" COLLATE ").append(Identifiers.quoteDotted(c)));
    key.operatorClass().ifPresent(o -> sql.append(' ').append(operatorClass(o)));
    if (key.descending()) sql.append(" DESC");
    key.nulls().ifPresent(n -> sql.append(" NULLS ").append(n.name()));
    return sql.toString();
  }

  /** An operator class, which may have parameters: {@code gist_trgm_ops(siglen='32')}. */
  private static String operatorClass(String text) {
    int open = text.indexOf('(');
    if (open < 0) return Identifiers.quoteDotted(text);
    return Identifiers.quoteDotted(text.substring(0, open).strip()) + " " + text.substring(open);
  }
}
