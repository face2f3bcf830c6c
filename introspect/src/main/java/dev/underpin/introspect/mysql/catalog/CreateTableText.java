package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.mysql.lexer.Lexer;
import dev.underpin.dialect.mysql.lexer.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What only stands in the text of {@code SHOW CREATE TABLE}: there is a line for every index, and
 * the partitions are at the end.
 */
final class CreateTableText {
  private static final Pattern PARSER =
      Pattern.compile(
          "^ +FULLTEXT KEY `((?:[^`]|``)+)` .*WITH PARSER `?(\\w+)`?", Pattern.MULTILINE);

  private static final Pattern PERIOD =
      Pattern.compile("^ +PERIOD FOR `((?:[^`]|``)+)` ", Pattern.MULTILINE);
  private static final Pattern WITHOUT_OVERLAPS =
      Pattern.compile(
          "^ +(?:PRIMARY KEY|UNIQUE KEY `((?:[^`]|``)+)`) \\(.*`((?:[^`]|``)+)` WITHOUT OVERLAPS\\)",
          Pattern.MULTILINE);

  private CreateTableText() {}

  /** The parsers of full text indexes that have one of their own, by the index. */
  static Map<String, String> parsers(String createTable) {
    Map<String, String> parsers = new HashMap<>();
    Matcher m = PARSER.matcher(createTable);
    while (m.find()) parsers.put(m.group(1).replace("``", "`"), m.group(2));
    return parsers;
  }

  /** The names of the periods of the application. */
  static Set<String> periods(String createTable) {
    return names(createTable, PERIOD);
  }

  /** The keys without overlaps: the period of each, by its name. */
  static Map<String, String> withoutOverlaps(String createTable) {
    Map<String, String> keys = new HashMap<>();
    Matcher m = WITHOUT_OVERLAPS.matcher(createTable);
    while (m.find())
      keys.put(m.group(1) == null ? "PRIMARY" : plain(m.group(1)), plain(m.group(2)));
    return keys;
  }

  private static Set<String> names(String createTable, Pattern pattern) {
    Set<String> names = new HashSet<>();
    Matcher m = pattern.matcher(createTable);
    while (m.find()) names.add(plain(m.group(1)));
    return names;
  }

  private static String plain(String quoted) {
    return quoted.replace("``", "`");
  }

  /**
   * What follows PARTITION BY, on one line and without the storage engine, which is that of the
   * table. Empty where the table has no partitions.
   */
  static String partitions(String createTable) {
    List<Token> tokens = Lexer.tokens(createTable);
    int depth = 0;
    for (int i = 0; i + 2 < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (depth == 0 && token.word("PARTITION") && tokens.get(i + 1).word("BY"))
        return joined(createTable, withoutEngine(tokens.subList(i + 2, tokens.size())));
      if (token.is("(")) depth++;
      if (token.is(")")) depth--;
    }
    return "";
  }

  private static List<Token> withoutEngine(List<Token> tokens) {
    List<Token> kept = new ArrayList<>();
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is("(")) depth++;
      if (token.is(")")) depth--;
      if (depth > 0 && token.word("ENGINE") && i + 1 < tokens.size() && tokens.get(i + 1).is("=")) {
        i += 2;
      } else if (!token.is("*") && !token.is("/") || depth > 0) {
        // At depth 0, a star and a slash are the end of a comment inside of a comment.
        kept.add(token);
      }
    }
    return kept;
  }

  /** The tokens with one blank where there was white space. */
  private static String joined(String text, List<Token> tokens) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean closes = token.is(")") || token.is(",");
      boolean blank = token.start() > 0 && Character.isWhitespace(text.charAt(token.start() - 1));
      boolean opened = i > 0 && tokens.get(i - 1).is("(");
      if (i > 0 && blank && !closes && !opened) all.append(' ');
      all.append(token.text());
    }
    return all.toString();
  }

  /** The attributes of one partition or subpartition behind its bound, such as MAX_ROWS. */
  static String attributes(String definition) {
    List<Token> tokens = Lexer.tokens(definition);
    StringBuilder found = new StringBuilder();
    int depth = 0;
    for (int i = 0; i + 2 < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is("(")) depth++;
      if (token.is(")")) depth--;
      if (depth != 0 || !tokens.get(i + 1).is("=") || token.word("COMMENT")) continue;
      String word = token.text().toUpperCase(Locale.ROOT);
      if (word.equals("DIRECTORY") && i > 0)
        word = tokens.get(i - 1).text().toUpperCase(Locale.ROOT) + " " + word;
      found.append(' ').append(word).append(" = ").append(tokens.get(i + 2).text());
    }
    return found.toString();
  }
}
