package dev.underpin.dialect.sqlite.canonical;

import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * The oldest version of SQLite that can open a file of a schema. An older one calls the file
 * malformed as soon as it meets syntax that it does not know, also in a view that nobody uses. A
 * function that it does not know matters only to who calls it.
 *
 * @see <a href="https://www.sqlite.org/changes.html">Release history</a>
 */
public final class NeededVersion {
  private static final Version STRICT = new Version(3, 37, 0);
  private static final Version JSON_ARROW = new Version(3, 38, 0);
  private static final Version OUTER_JOIN = new Version(3, 39, 0);
  private static final Version DISTINCT_FROM = new Version(3, 39, 0);
  private static final Version DIGIT_SEPARATOR = new Version(3, 46, 0);

  private Version needed;

  private NeededVersion(Version least) {
    needed = least;
  }

  /**
   * @param least what is needed in any case
   */
  public static Version of(Schema schema, Version least) {
    NeededVersion version = new NeededVersion(least);
    schema.tables().values().forEach(version::table);
    for (SchemaObject object : schema.objects().values()) version.text(object.create());
    return version.needed;
  }

  private void table(Table table) {
    if (SqliteOptions.isSet(table.options(), SqliteOptions.STRICT)) atLeast(STRICT);
    for (Column column : table.columns()) {
      column.defaultValue().ifPresent(this::text);
      column.generated().ifPresent(g -> text(g.expression()));
    }
    for (CheckConstraint check : table.constraintsOf(CheckConstraint.class))
      text(check.expression());
    for (Index index : table.indexes()) {
      index.where().ifPresent(this::text);
      for (IndexKey key : index.keys()) key.expression().ifPresent(this::text);
    }
  }

  private void text(SqlText sql) {
    String written = sql.written();
    if (isSimple(written)) return;
    List<Token> tokens = new ArrayList<>(Lexer.tokens(written));
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : token;
      boolean joined = next.start() == token.start() + token.text().length();
      if (token.isSymbol("->") || token.isSymbol("->>")) atLeast(JSON_ARROW);
      if (token.isSymbol("-") && next.isSymbol(">") && joined) atLeast(JSON_ARROW);
      if (isOuter(tokens, i)) atLeast(OUTER_JOIN);
      if (token.isWord("DISTINCT") && next.isWord("FROM") && i > 0) atLeast(DISTINCT_FROM);
      boolean number = token.kind() == Token.Kind.NUMBER;
      if (number && (token.text().contains("_") || joined && next.text().startsWith("_")))
        atLeast(DIGIT_SEPARATOR);
    }
  }

  /** RIGHT or FULL, perhaps OUTER, JOIN. */
  private static boolean isOuter(List<Token> tokens, int i) {
    if (!tokens.get(i).isWord("RIGHT") && !tokens.get(i).isWord("FULL")) return false;
    int next = i + 1 < tokens.size() && tokens.get(i + 1).isWord("OUTER") ? i + 2 : i + 1;
    return next < tokens.size() && tokens.get(next).isWord("JOIN");
  }

  /** True for most defaults: a text in which nothing of this can be. */
  private static boolean isSimple(String text) {
    return text.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
  }

  private void atLeast(Version version) {
    if (needed.compareTo(version) < 0) needed = version;
  }
}
