package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.Token;
import dev.underpin.dialect.mysql.lexer.Token.Kind;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Names what the model does not have of databases and tables, so that nobody believes that it is
 * created again. The catalog does not show most of it, so each table is asked for its text.
 *
 * <p>Only the words are named, never their values: a CONNECTION has a password in it.
 */
record UnreadAttributes(
    Connection connection,
    MysqlDialect dialect,
    List<String> databases,
    BiFunction<String, String, QualifiedName> names,
    Consumer<Note> notes) {
  /** Attributes of a table that the model has otherwise, or that belong to its rows. */
  private static final Set<String> READ =
      Set.of("ENGINE", "AUTO_INCREMENT", "CHARSET", "COLLATE", "COMMENT");

  /** Attributes of a column or an index that the model does not have. */
  private static final Set<String> OF_PARTS =
      Set.of(
          "COLUMN_FORMAT",
          "STORAGE",
          "SECONDARY",
          "KEY_BLOCK_SIZE",
          "ENGINE_ATTRIBUTE",
          "SECONDARY_ENGINE_ATTRIBUTE");

  void read(Map<QualifiedName, TableBuilder> tables) throws SQLException {
    CatalogQueries queries = new CatalogQueries(dialect.flavor());
    CatalogRows.each(connection, queries.databaseAttributes(), databases, this::database);
    for (TableBuilder table : tables.values()) table(table);
    if (dialect.flavor().isMariaDb()) return;
    CatalogRows.each(
        connection,
        CatalogQueries.HISTOGRAMS,
        databases,
        row -> {
          QualifiedName table = names.apply(row.text("db"), row.text("tab"));
          if (tables.containsKey(table))
            note(table.toString(), "histograms of the columns " + row.text("cols"));
        });
    boolean[] libraries = {false};
    CatalogRows.each(connection, CatalogQueries.NEWER_CATALOGS, row -> libraries[0] = true);
    if (libraries[0])
      CatalogRows.each(
          connection,
          CatalogQueries.LIBRARIES,
          databases,
          row ->
              notes.accept(
                  new Note(
                      names.apply(row.text("db"), row.text("name")).toString(),
                      "is a library, which is not managed")));
  }

  private void database(CatalogRows.Row row) throws SQLException {
    List<String> found = new ArrayList<>();
    if (!row.text("collation").isEmpty()) found.add("its collation " + row.text("collation"));
    if (row.text("encrypted").equals("YES")) found.add("its encryption by default");
    if (!row.text("comment").isEmpty()) found.add("its comment");
    if (!found.isEmpty()) note("the database " + row.text("db"), String.join(", ", found));
  }

  private void note(String object, String what) {
    notes.accept(new Note(object, "is not managed: " + what));
  }

  private void table(TableBuilder table) throws SQLException {
    String[] text = {""};
    CatalogRows.each(
        connection,
        "SHOW CREATE TABLE " + dialect.quote(table.name),
        row -> text[0] = Optional.ofNullable(row.result().getString(2)).orElse(""));
    List<Token> tokens = Lexer.tokens(text[0]);
    int end = closing(tokens);
    Set<String> found = new TreeSet<>(ofParts(tokens.subList(0, end)));
    found.addAll(ofTable(tokens.subList(end, tokens.size()), table.options()));
    if (!found.isEmpty()) note(table.name.toString(), String.join(", ", found));
  }

  /** The place behind the parenthesis that ends the columns. */
  private static int closing(List<Token> tokens) {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) depth++;
      if (tokens.get(i).is(")") && --depth == 0) return i + 1;
    }
    return tokens.size();
  }

  /** What columns and indexes have, as {@code WORD of name}. */
  private static Set<String> ofParts(List<Token> tokens) {
    Set<String> found = new TreeSet<>();
    int depth = 0;
    String part = "";
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is("(")) depth++;
      if (token.is(")")) depth--;
      if (depth != 1) continue;
      if (token.is("(") || token.is(",")) part = "";
      boolean valued = i + 1 < tokens.size() && tokens.get(i + 1).is("=");
      if (part.isEmpty() && token.kind() == Kind.QUOTED) {
        part = token.name();
      } else if (token.kind() == Kind.WORD && OF_PARTS.contains(word(token))
          || token.kind() == Kind.QUOTED && valued) {
        found.add(word(token) + " of " + part);
      }
    }
    return found;
  }

  /** What stands behind the columns and before the partitions. */
  private static Set<String> ofTable(List<Token> tokens, Set<String> options) {
    Set<String> read =
        options.stream().map(o -> o.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.word("PARTITION")) break;
      boolean valued = i + 1 < tokens.size() && tokens.get(i + 1).is("=");
      if (!token.isName() || !valued && !token.word("TABLESPACE")) continue;
      String word = word(token);
      if (word.equals("DIRECTORY")) word = word(tokens.get(i - 1)) + " " + word;
      if (!READ.contains(word) && !read.contains(word)) found.add(word);
    }
    return found;
  }

  private static String word(Token token) {
    return token.name().toUpperCase(Locale.ROOT);
  }
}
