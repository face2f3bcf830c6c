package dev.underpin.schema.yaml.sqltext;

import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.SqlText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads one key of an index, a primary key or a unique constraint: {@code created_at desc nulls
 * last}, {@code (lower(email))}, {@code email collate "C" text_pattern_ops}.
 */
public final class IndexKeyParser {
  private final SqlCursor cursor;
  private final Set<String> columns;

  private IndexKeyParser(String text, Set<String> columns) throws SqlTextException {
    this.cursor = new SqlCursor(text);
    this.columns = columns;
  }

  /** The key that a text means; a text that is a column's name means that column. */
  public static IndexKey parse(String text, Set<String> columns) throws SqlTextException {
    return columns.contains(text) ? IndexKey.column(text) : new IndexKeyParser(text, columns).run();
  }

  private IndexKey run() throws SqlTextException {
    IndexKey key = subject();
    Optional<String> collation =
        cursor.takes("collate") ? Optional.of(cursor.dottedName()) : Optional.empty();
    Optional<String> operatorClass = atOrder() ? Optional.empty() : Optional.of(operatorClass());
    boolean descending = cursor.takes("desc");
    if (!descending) cursor.takes("asc");
    Optional<IndexKey.Nulls> nulls = nulls();
    if (!cursor.atEnd()) {
      SqlToken token = cursor.next();
      throw new SqlTextException(
          "\"" + token.text() + "\" was not expected in a key",
          token.start(),
          "write an expression in parentheses: \"(a || b)\"");
    }
    return new IndexKey(
        key.column(),
        key.expression(),
        descending,
        nulls,
        collation,
        operatorClass,
        key.prefixLength());
  }

  private IndexKey subject() throws SqlTextException {
    if (cursor.sees("(")) return IndexKey.expression(SqlText.of(cursor.inParentheses()));
    int from = cursor.mark();
    SqlToken name = cursor.next();
    if (!name.isName()) {
      throw new SqlTextException(
          "a key is a column, or an expression in parentheses",
          name.start(),
          "for example \"(price * 2)\" or \"lower(email)\"");
    }
    while (cursor.takes(".")) cursor.next();
    if (!cursor.sees("(")) return IndexKey.column(name.value());
    String arguments = cursor.inParentheses();
    if (columns.contains(name.value()) && arguments.matches("\\d{1,9}"))
      return prefix(name.value(), arguments);
    return IndexKey.expression(SqlText.of(cursor.textFrom(from)));
  }

  private static IndexKey prefix(String column, String length) {
    return new IndexKey(
        Optional.of(column),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.of(Integer.parseInt(length)));
  }

  private boolean atOrder() {
    return cursor.atEnd() || cursor.sees("asc") || cursor.sees("desc") || cursor.sees("nulls");
  }

  private String operatorClass() throws SqlTextException {
    int from = cursor.mark();
    String name = cursor.dottedName();
    if (!cursor.sees("(")) return name;
    cursor.skipOne();
    return cursor.textFrom(from);
  }

  private Optional<IndexKey.Nulls> nulls() {
    if (cursor.takes("nulls", "first")) return Optional.of(IndexKey.Nulls.FIRST);
    if (cursor.takes("nulls", "last")) return Optional.of(IndexKey.Nulls.LAST);
    return Optional.empty();
  }
}
