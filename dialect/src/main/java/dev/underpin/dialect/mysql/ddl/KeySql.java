package dev.underpin.dialect.mysql.ddl;

import static java.util.stream.Collectors.joining;

import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lowering.ExpressionNormalizer;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.dialect.mysql.references.ApplicationPeriod;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The text of indexes and constraints, as in {@code CREATE TABLE} and after {@code ADD}. */
record KeySql(MysqlFlavor flavor, SqlTemplate template) {
  String index(Index index) {
    String kind =
        switch (index.method()) {
          case IndexOptions.FULLTEXT -> "FULLTEXT KEY";
          case IndexOptions.SPATIAL -> "SPATIAL KEY";
          default -> "KEY";
        };
    boolean tree = Set.of(IndexOptions.HASH, IndexOptions.BTREE).contains(index.method());
    return template.sql(
        "{} {} ({}){}{}",
        SqlText.of(kind),
        index.name(),
        keys(index.keys()),
        SqlText.of(tree ? " USING " + index.method().toUpperCase(Locale.ROOT) : ""),
        options(index.options()));
  }

  String constraint(Constraint constraint) {
    return constraint.match(
        key ->
            template.sql(
                "PRIMARY KEY ({}){}", keys(key.keys(), key.options()), indexOptions(key.options())),
        unique ->
            template.sql(
                "UNIQUE KEY {}({}){}",
                unique.name().map(n -> template.fragment("{} ", n)),
                keys(unique.keys(), unique.options()),
                indexOptions(unique.options())),
        this::foreignKey,
        this::check,
        exclusion -> {
          throw new IllegalArgumentException(
              "there are no exclusion constraints here: " + exclusion);
        });
  }

  private String check(CheckConstraint check) {
    if (CheckOptions.isPeriod(check))
      return template.sql(
          "PERIOD FOR {} ({})", check.name(), ApplicationPeriod.columns(check).stream().toList());
    return template.sql(
        CheckOptions.isNotEnforced(check) ? "{}CHECK ({}) NOT ENFORCED" : "{}CHECK ({})",
        named(check),
        unwrapped(check.expression()));
  }

  /** The last two columns of a key without overlaps stand for the period that they are. */
  private List<SqlText> keys(List<IndexKey> keys, SortedMap<String, String> options) {
    String period = options.get(IndexOptions.WITHOUT_OVERLAPS);
    if (period == null || keys.size() < 2) return keys(keys);
    List<SqlText> all = new ArrayList<>(keys(keys.subList(0, keys.size() - 2)));
    all.add(template.fragment("{} WITHOUT OVERLAPS", period));
    return all;
  }

  private String foreignKey(ForeignKey key) {
    return template.sql(
        "{}FOREIGN KEY ({}) REFERENCES {} ({}){}{}",
        named(key),
        key.columnList(),
        key.references(),
        key.referencedColumns(),
        action(" ON DELETE ", key.onDelete()),
        action(" ON UPDATE ", key.onUpdate()));
  }

  private Optional<SqlText> named(Constraint constraint) {
    return constraint.name().map(n -> template.fragment("CONSTRAINT {} ", n));
  }

  private SqlText action(String words, ReferentialAction action) {
    return SqlText.of(action == ReferentialAction.UNSAID ? "" : words + action.sql());
  }

  private static SqlText unwrapped(SqlText expression) {
    return SqlText.of(ExpressionNormalizer.unwrapped(expression.written()));
  }

  private List<SqlText> keys(List<IndexKey> keys) {
    return keys.stream().map(this::key).toList();
  }

  private SqlText key(IndexKey key) {
    return template.fragment(
        "{}{}{}{}",
        key.column(),
        key.expression().map(e -> template.fragment("({})", unwrapped(e))),
        SqlText.of(key.prefixLength().stream().mapToObj("(%s)"::formatted).collect(joining())),
        SqlText.of(key.descending() ? " DESC" : ""));
  }

  private SqlText indexOptions(SortedMap<String, String> options) {
    String method = options.get(IndexOptions.USING);
    return template.fragment(
        "{}{}",
        SqlText.of(method == null ? "" : " USING " + method.toUpperCase(Locale.ROOT)),
        options(options));
  }

  private SqlText options(SortedMap<String, String> options) {
    Optional<String> parser = Optional.ofNullable(options.get(IndexOptions.PARSER));
    Optional<String> comment = Optional.ofNullable(options.get(IndexOptions.COMMENT));
    boolean invisible = "true".equals(options.get(IndexOptions.INVISIBLE));
    return template.fragment(
        "{}{}{}",
        parser.map(p -> template.fragment(" WITH PARSER {}", p)),
        comment.map(c -> template.fragment(" COMMENT {}", new Literal(c))),
        SqlText.of(invisible ? " " + flavor.invisibleIndexWord() : ""));
  }
}
