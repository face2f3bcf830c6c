package dev.underpin.planner.recipe;

import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The SELECTs that find the rows which violate a constraint; absent where the rows cannot be
 * projected.
 */
final class ViolationQueries {
  private final ServerContext context;
  private final ProjectedRows rows;
  private final Optional<SqlText> only;

  /** The queries over some rows, or over those of them that a condition selects. */
  ViolationQueries(ServerContext context, ProjectedRows rows, Optional<SqlText> only) {
    this.context = context;
    this.rows = rows;
    this.only = only;
  }

  /** Rows for which an expression is false. */
  Optional<String> violations(QualifiedName table, SqlText expression) {
    return matching(table, List.of(expression), context.fragment("NOT ({})", expression));
  }

  /** Rows for which a condition over these expressions holds. */
  Optional<String> matching(QualifiedName table, List<SqlText> expressions, SqlText condition) {
    Set<String> columns = new LinkedHashSet<>();
    expressions.forEach(e -> columns.addAll(context.mentioned(table, e)));
    return rows.of(table, columns, expressions).map(s -> select(s, List.of(condition)));
  }

  /** Rows that reference a row which does not exist. */
  Optional<String> orphans(QualifiedName table, ForeignKey key) {
    Optional<ProjectedRows.Source> child = rows.aliased(table, key.columnList(), "child");
    if (child.isEmpty()) return Optional.empty();
    List<SqlText> conditions = new ArrayList<>();
    List<SqlText> given =
        key.columnList().stream().map(c -> context.fragment("child.{} IS NOT NULL", c)).toList();
    if (key.match().equals("FULL")) conditions.add(context.fragment("({})", joined(given, " OR ")));
    else conditions.addAll(given);
    QualifiedName parent = key.references();
    if (context.catalog().schema().table(context.live(parent)).isPresent()) {
      Optional<ProjectedRows.Source> parents =
          rows.aliased(parent, key.referencedColumns(), "parent");
      if (parents.isEmpty()) return Optional.empty();
      List<SqlText> pairs = new ArrayList<>();
      for (int i = 0; i < key.columnList().size(); i++) {
        pairs.add(
            context.fragment(
                "parent.{} = child.{}", key.referencedColumns().get(i), key.columnList().get(i)));
      }
      conditions.add(
          context.fragment(
              "NOT EXISTS (SELECT 1 FROM {} WHERE {})", parents.get().from(), and(pairs)));
    }
    return Optional.of(select(child.get(), conditions));
  }

  /**
   * Rows that share values with others, told by their key, or by the values where there is none.
   */
  Optional<String> duplicates(
      QualifiedName table, List<IndexKey> keys, Optional<SqlText> where, boolean nullsCount) {
    Set<String> columns = new LinkedHashSet<>();
    List<SqlText> expressions = new ArrayList<>(where.stream().toList());
    List<SqlText> values = new ArrayList<>();
    for (IndexKey key : keys) {
      key.column().ifPresent(columns::add);
      key.expression().ifPresent(expressions::add);
      values.add(value(key));
    }
    expressions.forEach(e -> columns.addAll(context.mentioned(table, e)));
    Optional<ProjectedRows.Source> source = rows.of(table, columns, expressions);
    if (source.isEmpty()) return Optional.empty();
    List<SqlText> conditions = new ArrayList<>();
    where.ifPresent(w -> conditions.add(context.fragment("({})", w)));
    if (!nullsCount) values.forEach(v -> conditions.add(context.fragment("{} IS NOT NULL", v)));
    return Optional.of(
        context.sql(
            "SELECT underpin_sample FROM (SELECT {} AS underpin_sample, count(*) OVER same AS shared{}"
                + " FROM {}{} WINDOW same AS (PARTITION BY {})) AS counted WHERE shared > 1{}",
            context.hasKey(table) ? source.get().key() : context.shown(values),
            only.map(o -> context.fragment(", {} OVER same AS concerned", context.any(o))),
            source.get().from(),
            conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(context.fragment(" WHERE {}", and(conditions))),
            values,
            only.map(o -> SqlText.of(" AND concerned"))));
  }

  /**
   * Rows that agree with another one in these columns, but for the last two, which are the start
   * and the end of their times: these have a part in common, and are not the same.
   */
  Optional<String> overlaps(QualifiedName table, List<String> columns) {
    Optional<ProjectedRows.Source> one = rows.aliased(table, columns, "one");
    Optional<ProjectedRows.Source> other = rows.aliased(table, columns, "other");
    if (one.isEmpty() || other.isEmpty()) return Optional.empty();
    int last = columns.size() - 1;
    String start = columns.get(last - 1);
    String end = columns.get(last);
    List<SqlText> conditions = new ArrayList<>();
    for (String column : columns.subList(0, last - 1))
      conditions.add(context.fragment("other.{} = one.{}", column, column));
    conditions.add(context.fragment("other.{} < one.{}", start, end));
    conditions.add(context.fragment("one.{} < other.{}", start, end));
    conditions.add(
        context.fragment("NOT (other.{} = one.{} AND other.{} = one.{})", start, start, end, end));
    SqlText overlap =
        context.fragment("EXISTS (SELECT 1 FROM {} WHERE {})", other.get().from(), and(conditions));
    return Optional.of(select(one.get(), List.of(overlap)));
  }

  /**
   * Rows that are in conflict with another one: for all of these values the operator says so. A
   * NULL is in conflict with nothing.
   */
  Optional<String> conflicts(
      QualifiedName table, List<DataChecks.Excluded> elements, Optional<SqlText> where) {
    Set<String> columns = new LinkedHashSet<>();
    List<SqlText> expressions = new ArrayList<>(where.stream().toList());
    elements.forEach(e -> expressions.add(e.value()));
    expressions.forEach(e -> columns.addAll(context.mentioned(table, e)));
    Optional<ProjectedRows.Source> source = rows.of(table, columns, expressions);
    if (source.isEmpty()) return Optional.empty();
    List<SqlText> values = new ArrayList<>();
    List<SqlText> conditions = new ArrayList<>();
    for (DataChecks.Excluded element : elements) {
      SqlText name = SqlText.of("value" + values.size());
      values.add(context.fragment("{} AS {}", element.value(), name));
      conditions.add(context.fragment("other.{} {} one.{}", name, element.operator(), name));
    }
    conditions.add(SqlText.of("other.underpin_sample <> one.underpin_sample"));
    SqlText all =
        context.fragment(
            "(SELECT {} AS underpin_sample, {} FROM {}{})",
            source.get().key(),
            values,
            source.get().from(),
            where.map(w -> context.fragment(" WHERE {}", w)));
    return Optional.of(
        context.sql(
            "SELECT one.underpin_sample FROM {} AS one WHERE EXISTS (SELECT 1 FROM {} AS other WHERE {})",
            all,
            all,
            and(conditions)));
  }

  private SqlText value(IndexKey key) {
    SqlText value =
        key.column()
            .map(c -> context.fragment("{}", c))
            .orElseGet(() -> context.fragment("({})", key.expression().orElseThrow()));
    return key.prefixLength().isPresent()
        ? context.fragment("left({}, {})", value, key.prefixLength().getAsInt())
        : value;
  }

  private String select(ProjectedRows.Source source, List<SqlText> conditions) {
    List<SqlText> all = new ArrayList<>(only.stream().toList());
    all.addAll(conditions);
    return context.sql("SELECT {} FROM {} WHERE {}", source.key(), source.from(), and(all));
  }

  private static SqlText and(List<SqlText> conditions) {
    return joined(conditions, " AND ");
  }

  private static SqlText joined(List<SqlText> parts, String by) {
    return SqlText.of(String.join(by, parts.stream().map(SqlText::written).toList()));
  }
}
