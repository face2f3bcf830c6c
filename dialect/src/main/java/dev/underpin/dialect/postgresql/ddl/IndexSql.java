package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.StringLiteral;
import dev.underpin.dialect.postgresql.lowering.OperandParentheses;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The text of indexes. */
record IndexSql(SqlTemplate template) {
  String create(QualifiedName table, Index index, boolean concurrently) {
    return create(index, concurrently, template.sql("{} ON {}", index.name(), table));
  }

  /** Of a partitioned table, without those of its partitions. */
  String createOnly(QualifiedName table, Index index) {
    return create(index, false, template.sql("{} ON ONLY {}", index.name(), table));
  }

  private String create(Index index, boolean concurrently, String place) {
    StringBuilder sql =
        new StringBuilder(index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (concurrently) sql.append("CONCURRENTLY ");
    sql.append(place);
    if (!index.method().isEmpty()) sql.append(template.sql(" USING {}", index.method()));
    sql.append(template.sql(" ({})", index.keys().stream().map(this::key).toList()));
    if (!index.include().isEmpty()) sql.append(template.sql(" INCLUDE ({})", index.include()));
    if (index.nullsNotDistinct()) sql.append(" NULLS NOT DISTINCT");
    sql.append(with(index.storage()));
    String tablespace = index.options().getOrDefault("tablespace", "");
    if (!tablespace.isEmpty()) sql.append(template.sql(" TABLESPACE {}", tablespace));
    index.where().ifPresent(w -> sql.append(template.sql(" WHERE ({})", closed(w))));
    return sql.toString();
  }

  private static SqlText closed(SqlText expression) {
    return SqlText.of(OperandParentheses.closed(expression.written()));
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

  private SqlText key(IndexKey key) {
    return template.fragment(
        "{}{}{}{}{}{}",
        key.column(),
        key.expression().map(e -> template.fragment("({})", closed(e))),
        key.collation().map(c -> template.fragment(" COLLATE {}", ColumnSql.dotted(c))),
        key.operatorClass().map(o -> SqlText.of(" " + operatorClass(o))),
        SqlText.of(key.descending() ? " DESC" : ""),
        key.nulls().map(n -> template.fragment(" NULLS {}", n)));
  }

  /** An operator class, which may have parameters: {@code gist_trgm_ops(siglen='32')}. */
  private static String operatorClass(String text) {
    int open = text.indexOf('(');
    if (open < 0) return Identifiers.quoteDotted(text);
    return Identifiers.quoteDotted(text.substring(0, open).strip()) + " " + text.substring(open);
  }
}
