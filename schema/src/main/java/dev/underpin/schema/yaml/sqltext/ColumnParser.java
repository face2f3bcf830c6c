package dev.underpin.schema.yaml.sqltext;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.keys.DidYouMean;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a column's short form: its definition in SQL's own words, such as {@code varchar(20) not
 * null default 'x'}.
 */
public final class ColumnParser {
  /** The words that end a type and begin what follows it. */
  private static final Set<String> CLAUSES =
      Set.of(
          "not",
          "null",
          "default",
          "identity",
          "generated",
          "as",
          "autoincrement",
          "auto_increment",
          "collate",
          "on",
          "comment",
          "primary",
          "unique",
          "references",
          "check",
          "constraint");

  /** What belongs elsewhere in this YAML, and where. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "primary", "write it beside \"columns\":  primary_key: [%s]",
          "unique", "write it beside \"columns\":  unique: [[%s]]",
          "references",
              "write it beside \"columns\":  foreign_keys: [{ columns: [%s], references: other_table(id) }]",
          "check", "write it beside \"columns\":  checks: { a_name: \"…\" }",
          "constraint",
              "write constraints beside \"columns\": primary_key, unique, foreign_keys, checks");

  private static final List<String> MISSPELT =
      List.of("not", "null", "default", "identity", "generated", "collate", "autoincrement");

  private final SqlCursor cursor;
  private Column column;

  private ColumnParser(String name, String text) throws SqlTextException {
    this.cursor = new SqlCursor(text);
    this.column = Column.of(name, "");
  }

  /** The column that a definition means. */
  public static Column parse(String name, String text) throws SqlTextException {
    return new ColumnParser(name, text).run();
  }

  private Column run() throws SqlTextException {
    column = column.withType(type());
    if (column.type().isEmpty() && !cursor.atEnd()) {
      throw new SqlTextException(
          "the type is missing", cursor.position(), "write the type first: text not null");
    }
    while (!cursor.atEnd()) clause();
    return column;
  }

  private String type() throws SqlTextException {
    int from = cursor.mark();
    boolean first = true;
    while (!cursor.atEnd() && !beginsClause()) {
      if (!first) refuseMisspelt(cursor.peek().orElseThrow());
      first = false;
      cursor.skipOne();
    }
    return cursor.oneLineFrom(from);
  }

  private boolean beginsClause() {
    return cursor
            .peek()
            .filter(t -> t.kind() == SqlToken.Kind.WORD && CLAUSES.contains(t.lower()))
            .isPresent()
        || cursor.sees("character", "set") && cursor.mark() > 0;
  }

  /**
   * A type may be of any words, so that a clause with a typing error would silently become a part
   * of it.
   */
  private static void refuseMisspelt(SqlToken token) throws SqlTextException {
    if (token.kind() != SqlToken.Kind.WORD || token.text().length() < 3) return;
    for (String word : MISSPELT) {
      if (DidYouMean.distance(token.lower(), word) == 1) {
        throw new SqlTextException(
            "\"" + token.text() + "\" is no part of a type",
            token.start(),
            "did you mean \"" + word + "\"?");
      }
    }
  }

  private void clause() throws SqlTextException {
    int position = cursor.position();
    if (cursor.takes("not")) {
      if (!cursor.takes("null"))
        throw new SqlTextException("after \"not\" only \"null\" can follow", cursor.position());
      column = column.withNullable(false);
    } else if (cursor.takes("null")) {
      column = column.withNullable(true);
    } else if (cursor.takes("default")) {
      setDefault(position);
    } else if (cursor.takes("collate")) {
      column = column.withCollation(Optional.of(cursor.dottedName()));
    } else if (cursor.takes("comment")) {
      column = column.withComment(Optional.of(cursor.next().value()));
    } else if (cursor.takes("character", "set")) {
      option("character_set", cursor.dottedName());
    } else if (cursor.takes("on", "update")) {
      option("on_update", expression());
    } else if (cursor.takes("autoincrement") || cursor.takes("auto_increment")) {
      column = column.withIdentity(Optional.of(Identity.of(Identity.Kind.AUTOINCREMENT)));
    } else if (cursor.takes("identity")) {
      identity(identityKind());
    } else if (cursor.takes("generated", "by", "default", "as", "identity")) {
      identity(Identity.Kind.BY_DEFAULT);
    } else if (cursor.takes("generated", "always", "as", "identity")) {
      identity(Identity.Kind.ALWAYS);
    } else if (cursor.takes("generated", "always", "as") || cursor.takes("as")) {
      generated();
    } else {
      throw unexpected(cursor.next());
    }
  }

  private void setDefault(int position) throws SqlTextException {
    String text = expression();
    if (text.isEmpty()) {
      throw new SqlTextException(
          "\"default\" has no value", position, "write default null where none is meant");
    }
    Optional<String> bare = DefaultParser.bareWord(text);
    if (bare.isPresent()) {
      throw new SqlTextException(
          DefaultParser.bareWordMessage(text),
          position,
          "as text it is written  default " + DefaultParser.quoted(text));
    }
    column =
        column.withDefault(
            DefaultParser.isNull(text) ? Optional.empty() : Optional.of(SqlText.of(text)));
  }

  /** All up to the next clause; the first token always belongs to it. */
  private String expression() throws SqlTextException {
    int from = cursor.mark();
    while (!cursor.atEnd()
        && (cursor.mark() == from ? !cursor.sees("not", "null") : !beginsClause()))
      cursor.skipOne();
    return cursor.textFrom(from);
  }

  private Identity.Kind identityKind() {
    if (cursor.takes("always")) return Identity.Kind.ALWAYS;
    if (cursor.takes("serial")) return Identity.Kind.SERIAL;
    cursor.takes("by", "default");
    return Identity.Kind.BY_DEFAULT;
  }

  private void identity(Identity.Kind kind) throws SqlTextException {
    Identity identity = Identity.of(kind);
    if (cursor.sees("("))
      identity = new Identity(kind, SequenceParser.parse(cursor.inParentheses()));
    column = column.withIdentity(Optional.of(identity));
  }

  private void generated() throws SqlTextException {
    SqlText expression = SqlText.of(cursor.inParentheses());
    boolean stored = cursor.takes("stored") || cursor.takes("persistent");
    if (!stored) cursor.takes("virtual");
    column = column.withGenerated(Optional.of(new Generated(expression, stored)));
  }

  private void option(String key, String value) {
    column = column.withOptions(Options.with(column.options(), key, Optional.of(value)));
  }

  private SqlTextException unexpected(SqlToken token) {
    String elsewhere = ELSEWHERE.get(token.lower());
    if (elsewhere != null && token.kind() == SqlToken.Kind.WORD) {
      return new SqlTextException(
          "\"" + token.text() + "\" is not part of a column here",
          token.start(),
          elsewhere.formatted(column.name()));
    }
    return new SqlTextException(
        "\"" + token.text() + "\" was not expected here",
        token.start(),
        DidYouMean.nearest(token.text(), CLAUSES)
            .map(w -> "did you mean \"" + w + "\"?")
            .orElse(""));
  }
}
