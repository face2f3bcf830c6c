package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.StatementSplitter;
import dev.underpin.dialect.postgresql.lexer.Token;
import java.util.List;

/**
 * A CREATE MATERIALIZED VIEW, taken apart: there are no temporary ones, so the server is asked
 * about a view with the same query.
 *
 * @param view the statement that creates a view of that query
 * @param storage what is said about storage, between the name and the query
 * @param filled false where it ends with {@code WITH NO DATA}
 */
public record MaterializedViewText(String view, String storage, boolean filled) {
  private static final String NO_DATA = "\nWITH NO DATA";

  /** Read the first statement of a text. */
  public static MaterializedViewText of(String create) {
    List<String> statements = StatementSplitter.split(create);
    String main = statements.isEmpty() ? create : statements.get(0);
    List<Token> tokens = Lexer.tokens(main);
    int at = 0;
    while (at < tokens.size() && !tokens.get(at).word("view")) at++;
    int name = at + 1;
    if (name + 2 < tokens.size() && tokens.get(name).word("if")) name += 3;
    int head = name + 1;
    while (head + 1 < tokens.size() && tokens.get(head).is(".")) head += 2;
    if (head < tokens.size() && tokens.get(head).is("(")) head = closing(tokens, head) + 1;
    int as = head;
    while (as < tokens.size() && !tokens.get(as).word("as")) as++;
    if (as >= tokens.size()) return new MaterializedViewText(main, "", true);
    int last = tokens.size() - 1;
    boolean data = tokens.get(last).word("data");
    boolean none = data && tokens.get(last - 1).word("no");
    int end = !data ? last : last - (none ? 3 : 2);
    String query = main.substring(tokens.get(as).end(), tokens.get(end).end());
    String columns = main.substring(tokens.get(name).start(), tokens.get(head - 1).end());
    String storage =
        head == as ? "" : main.substring(tokens.get(head).start(), tokens.get(as - 1).end());
    return new MaterializedViewText("CREATE VIEW " + columns + " AS" + query, storage, !none);
  }

  /** The same text but for whether it is filled. */
  public static String filled(String create) {
    return create.replace(NO_DATA, "");
  }

  /** The text that the catalog would have, of that of the view. */
  public String of(String name, String viewText) {
    String query = viewText.substring(viewText.indexOf(" AS\n"));
    return "CREATE MATERIALIZED VIEW "
        + name
        + (storage.isEmpty() ? "" : " " + storage)
        + query
        + (filled ? "" : NO_DATA);
  }

  private static int closing(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) depth++;
      if (tokens.get(i).is(")") && --depth == 0) return i;
    }
    return tokens.size() - 1;
  }
}
