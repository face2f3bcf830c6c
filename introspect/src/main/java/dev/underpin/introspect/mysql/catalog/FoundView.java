package dev.underpin.introspect.mysql.catalog;

import static dev.underpin.dialect.mysql.MysqlDialect.SQL;

import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view while it is read.
 *
 * @param columns the list of its columns' names, in parentheses; empty where the query says them
 * @param query with its check option
 */
record FoundView(
    String algorithm,
    Optional<SqlText> definer,
    boolean invoker,
    String columns,
    String query,
    SortedMap<String, String> options) {
  private static final String NAME = "`(?:[^`]|``)+`";
  private static final Pattern HEAD =
      Pattern.compile(
          "^CREATE (?:ALGORITHM=(\\w+) )?.*?VIEW (?:N\\.)?N (\\((?:N,?)+\\) )?AS "
              .replace("N", NAME),
          Pattern.DOTALL);

  private static final Pattern OTHER =
      Pattern.compile(
          "^CREATE (?:ALGORITHM=\\w+ )?(?:.*?(JSON RELATIONAL DUALITY) VIEW|(MATERIALIZED) )");

  /**
   * What a view is in whole, where it is more than its query (<a
   * href="https://dev.mysql.com/doc/refman/9.4/en/json-duality-views.html">documentation</a>). The
   * catalog shows it as a view like any other.
   */
  static Optional<String> unmanaged(String createView) {
    Matcher other = OTHER.matcher(createView);
    if (!other.find()) return Optional.empty();
    return Optional.of(other.group(1) == null ? "materialized view" : "JSON duality view");
  }

  static FoundView of(Row row, String definition, SortedMap<String, String> options)
      throws SQLException {
    String checked = row.text("checked");
    return new FoundView(
        row.text("algorithm"),
        ObjectReader.definer(row),
        !row.text("security").equals("DEFINER"),
        "",
        definition + (checked.equals("NONE") ? "" : " WITH " + checked + " CHECK OPTION"),
        options);
  }

  /** With what only the server's text of it says. */
  FoundView shown(String createView) {
    Matcher head = HEAD.matcher(createView);
    if (!head.find()) return this;
    return new FoundView(
        Optional.ofNullable(head.group(1)).orElse(algorithm),
        definer,
        invoker,
        Optional.ofNullable(head.group(2)).orElse(""),
        query,
        options);
  }

  /** The statement that creates it. */
  String create(QualifiedName name) {
    return SQL.sql(
        "CREATE {}{}{}VIEW {} {}AS {}",
        SqlText.of(algorithm.equals("UNDEFINED") ? "" : "ALGORITHM=" + algorithm + " "),
        definer,
        SqlText.of(invoker ? "SQL SECURITY INVOKER " : ""),
        name,
        SqlText.of(columns),
        SqlText.of(query));
  }
}
