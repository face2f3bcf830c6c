package dev.underpin.schema.yaml.sqltext;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows AS in the statement that creates a domain.
 *
 * @param defaultValue SQL
 */
public record DomainForm(
    String type,
    Optional<String> collation,
    Optional<String> defaultValue,
    boolean nullable,
    List<Check> checks) {
  private static final List<String> CLAUSES =
      List.of("collate", "default", "not", "null", "constraint", "check");

  /** A check, with its name where it has one. */
  public record Check(Optional<String> name, String expression) {}

  public DomainForm {
    checks = List.copyOf(checks);
  }

  /** The text that means this, in the order in which the server writes it. */
  public String sql(java.util.function.UnaryOperator<String> quote) {
    StringBuilder text = new StringBuilder(type);
    collation.ifPresent(
        c -> text.append(" COLLATE ").append(NameParser.isSimple(c) ? quote.apply(c) : c));
    defaultValue.ifPresent(d -> text.append(" DEFAULT ").append(d));
    if (!nullable) text.append(" NOT NULL");
    for (Check check : checks) {
      check.name().ifPresent(n -> text.append(" CONSTRAINT ").append(quote.apply(n)));
      text.append(" CHECK (").append(check.expression()).append(')');
    }
    return text.toString();
  }

  /** What a text means; absent where it says more than this can. */
  public static Optional<DomainForm> read(String text) {
    try {
      return Optional.of(new Reader(new SqlCursor(text)).read());
    } catch (SqlTextException e) {
      return Optional.empty();
    }
  }

  private static final class Reader {
    private final SqlCursor cursor;
    private final List<Check> checks = new ArrayList<>();
    private Optional<String> collation = Optional.empty();
    private Optional<String> defaultValue = Optional.empty();
    private boolean nullable = true;

    Reader(SqlCursor cursor) {
      this.cursor = cursor;
    }

    DomainForm read() throws SqlTextException {
      String type = upToClause();
      while (!cursor.atEnd()) clause();
      return new DomainForm(type, collation, defaultValue, nullable, checks);
    }

    private void clause() throws SqlTextException {
      if (cursor.takes("not", "null")) {
        nullable = false;
      } else if (cursor.takes("null")) {
        nullable = true;
      } else if (cursor.takes("collate")) {
        int from = cursor.mark();
        cursor.dottedName();
        collation = Optional.of(cursor.textFrom(from));
      } else if (cursor.takes("default")) {
        defaultValue = Optional.of(upToClause());
      } else if (cursor.takes("constraint")) {
        String name = cursor.next().value();
        if (!cursor.takes("check")) throw new SqlTextException("no check", cursor.position());
        checks.add(new Check(Optional.of(name), cursor.inParentheses()));
      } else if (cursor.takes("check")) {
        checks.add(new Check(Optional.empty(), cursor.inParentheses()));
      } else {
        throw new SqlTextException("something else", cursor.position());
      }
    }

    /** The first token always belongs to it. */
    private String upToClause() throws SqlTextException {
      int from = cursor.mark();
      while (!cursor.atEnd()
          && !cursor.sees(";")
          && (cursor.mark() == from || CLAUSES.stream().noneMatch(cursor::sees))) cursor.skipOne();
      return cursor.oneLineFrom(from);
    }
  }
}
