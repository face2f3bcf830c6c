package dev.underpin.dialect.sqlite.parser;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.SqliteSyntaxException;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Reads the CREATE statements that SQLite keeps in {@code sqlite_schema}, where alone it keeps
 * checks, collations, conflict clauses and the names of constraints. Expressions come out as
 * written, on one line.
 */
public final class SqliteParser {
  private SqliteParser() {}

  /** An index and the table it is on. */
  public record IndexOn(String table, Index index) {}

  /**
   * The table that a CREATE TABLE statement makes.
   *
   * @throws SqliteSyntaxException where it is no such statement
   */
  public static Table table(String sql) {
    return new CreateTableParser(sql).parse();
  }

  /**
   * The index that a CREATE INDEX statement makes.
   *
   * @throws SqliteSyntaxException where it is no such statement
   */
  public static IndexOn index(String sql) {
    TokenCursor in = new TokenCursor(sql, Lexer.tokens(sql));
    in.expect("CREATE");
    boolean unique = in.take("UNIQUE");
    in.expect("INDEX");
    in.take("IF", "NOT", "EXISTS");
    String name = in.name();
    if (in.takeSymbol(".")) name = in.name();
    in.expect("ON");
    String table = in.name();
    List<List<Token>> parts = TokenCursor.split(in.parenthesised());
    List<IndexKey> keys = parts.stream().map(part -> IndexKeyParser.read(in, part)).toList();
    Optional<SqlText> where = Optional.empty();
    if (in.take("WHERE")) where = Optional.of(SqlText.of(in.text(in.rest())));
    return new IndexOn(
        table,
        new Index(
            name,
            unique,
            "",
            keys,
            List.of(),
            where,
            false,
            Options.none(),
            explicitAscending(parts)));
  }

  private static SortedMap<String, String> explicitAscending(List<List<Token>> parts) {
    List<String> positions = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++)
      if (IndexKeyParser.saysAscending(parts.get(i))) positions.add(String.valueOf(i + 1));
    return positions.isEmpty()
        ? Options.none()
        : Options.of(SqliteOptions.EXPLICIT_ASC, String.join(",", positions));
  }
}
