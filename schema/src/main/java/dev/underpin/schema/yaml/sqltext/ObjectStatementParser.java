package dev.underpin.schema.yaml.sqltext;

import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.List;
import java.util.Optional;

/**
 * What the beginning of a CREATE VIEW, VIRTUAL TABLE, TRIGGER, RULE, POLICY or CAST says: what it
 * makes, by which name, and on which table.
 *
 * @param name as it is written; of a cast, which has none, its two types
 * @param table the one that a trigger, rule or policy is on
 */
public record ObjectStatementParser(Kind kind, String name, Optional<String> table) {
  /** Others have more in their name than the name, or less in their statement than the table. */
  private static final List<Kind> KINDS =
      List.of(
          Kind.VIEW,
          Kind.MATERIALIZED_VIEW,
          Kind.VIRTUAL_TABLE,
          Kind.TRIGGER,
          Kind.RULE,
          Kind.POLICY);

  /** What may stand between CREATE and the kind. */
  private static final List<String> BEFORE_THE_KIND =
      List.of("or", "replace", "temp", "temporary", "recursive", "constraint");

  /** Read the beginning of a statement; absent where it creates nothing of the kind. */
  public static Optional<ObjectStatementParser> read(String create) {
    try {
      return read(new SqlCursor(create));
    } catch (SqlTextException e) {
      return Optional.empty();
    }
  }

  private static Optional<ObjectStatementParser> read(SqlCursor cursor) throws SqlTextException {
    if (!cursor.takes("create")) return Optional.empty();
    while (BEFORE_THE_KIND.stream().anyMatch(cursor::takes)) {
      // The next word.
    }
    if (cursor.takes("cast"))
      return Optional.of(
          new ObjectStatementParser(Kind.CAST, cursor.inParentheses(), Optional.empty()));
    for (Kind kind : KINDS) {
      if (!cursor.takes(kind.words().split(" "))) continue;
      cursor.takes("if", "not", "exists");
      return Optional.of(new ObjectStatementParser(kind, name(cursor), table(kind, cursor)));
    }
    return Optional.empty();
  }

  private static Optional<String> table(Kind kind, SqlCursor cursor) throws SqlTextException {
    if (kind != Kind.TRIGGER && kind != Kind.RULE && kind != Kind.POLICY) return Optional.empty();
    while (!cursor.takes(kind == Kind.RULE ? "to" : "on")) cursor.skipOne();
    return Optional.of(name(cursor));
  }

  /** A name, dotted or not, each part in double quotes where it needs them. */
  private static String name(SqlCursor cursor) throws SqlTextException {
    StringBuilder name = new StringBuilder();
    do {
      String part = part(cursor);
      name.append(name.isEmpty() ? "" : ".")
          .append(NameParser.isSimple(part) ? part : NameParser.quote(part));
    } while (cursor.takes("."));
    return name.toString();
  }

  private static String part(SqlCursor cursor) throws SqlTextException {
    int mark = cursor.mark();
    if (cursor.sees("[")) {
      cursor.skipOne();
      String bracketed = cursor.textFrom(mark);
      return bracketed.substring(1, bracketed.length() - 1);
    }
    SqlToken token = cursor.next();
    if (!token.isName()) throw new SqlTextException("a name is missing here", token.start());
    return token.value();
  }
}
