package dev.underpin.dialect.mysql.ddl;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.lexer.StringLiteral;
import dev.underpin.dialect.mysql.lowering.ExpressionNormalizer;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The text of indexes and constraints, as in {@code CREATE TABLE} and after {@code ADD}. */
final class KeySql {
  private final MysqlFlavor flavor;
  private final Function<QualifiedName, String> names;

  KeySql(MysqlFlavor flavor, Function<QualifiedName, String> names) {
    this.flavor = flavor;
    this.names = names;
  }

  String index(Index index) {
    String kind =
        switch (index.method()) {
          case IndexOptions.FULLTEXT -> "FULLTEXT KEY ";
          case IndexOptions.SPATIAL -> "SPATIAL KEY ";
          default -> "KEY ";
        };
    boolean tree = Set.of(IndexOptions.HASH, IndexOptions.BTREE).contains(index.method());
    String method = tree ? " USING " + index.method().toUpperCase(Locale.ROOT) : "";
    return kind
        + Identifiers.quote(index.name())
        + " "
        + keys(index.keys())
        + method
        + options(index.options());
  }

  String constraint(Constraint constraint) {
    return constraint.match(
        key -> "PRIMARY KEY " + keys(key.keys()) + using(key.options()) + options(key.options()),
        unique ->
            "UNIQUE KEY "
                + unique.name().map(n -> Identifiers.quote(n) + " ").orElse("")
                + keys(unique.keys())
                + using(unique.options())
                + options(unique.options()),
        this::foreignKey,
        check ->
            named(check)
                + "CHECK ("
                + ExpressionNormalizer.unwrapped(check.expression().written())
                + ")"
                + (CheckOptions.isNotEnforced(check) ? " NOT ENFORCED" : ""),
        exclusion -> {
          throw new IllegalArgumentException(
              "there are no exclusion constraints here: " + exclusion);
        });
  }

  private String foreignKey(ForeignKey key) {
    return named(key)
        + "FOREIGN KEY "
        + columns(key.columnList())
        + " REFERENCES "
        + names.apply(key.references())
        + " "
        + columns(key.referencedColumns())
        + action(" ON DELETE ", key.onDelete())
        + action(" ON UPDATE ", key.onUpdate());
  }

  private static String named(Constraint constraint) {
    return constraint.name().map(n -> "CONSTRAINT " + Identifiers.quote(n) + " ").orElse("");
  }

  private static String action(String words, ReferentialAction action) {
    return action == ReferentialAction.NO_ACTION ? "" : words + action.sql();
  }

  private static String columns(List<String> columns) {
    return columns.stream().map(Identifiers::quote).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String keys(List<IndexKey> keys) {
    return keys.stream().map(KeySql::key).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String key(IndexKey key) {
    StringBuilder sql = new StringBuilder();
    key.column().ifPresent(c -> sql.append(Identifiers.quote(c)));
    key.expression()
        .ifPresent(
            e -> sql.append('(').append(ExpressionNormalizer.unwrapped(e.written())).append(')'));
    key.prefixLength().ifPresent(n -> sql.append('(').append(n).append(')'));
    if (key.descending()) sql.append(" DESC");
    return sql.toString();
  }

  private static String using(SortedMap<String, String> options) {
    String method = options.get(IndexOptions.USING);
    return method == null ? "" : " USING " + method.toUpperCase(Locale.ROOT);
  }

  private String options(SortedMap<String, String> options) {
    StringBuilder sql = new StringBuilder();
    String parser = options.get(IndexOptions.PARSER);
    if (parser != null) sql.append(" WITH PARSER ").append(Identifiers.quote(parser));
    String comment = options.get(IndexOptions.COMMENT);
    if (comment != null) sql.append(" COMMENT ").append(StringLiteral.of(comment));
    if ("true".equals(options.get(IndexOptions.INVISIBLE)))
      sql.append(' ').append(flavor.invisibleIndexWord());
    return sql.toString();
  }
}
