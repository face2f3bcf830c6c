package dev.underpin.introspect.mysql.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What only stands in the text of {@code SHOW CREATE TABLE}: there is a line for every index. */
final class CreateTableText {
  private static final Pattern PARSER =
      Pattern.compile(
          "^ +FULLTEXT KEY `((?:[^`]|``)+)` .*WITH PARSER `?(\\w+)`?", Pattern.MULTILINE);

  private CreateTableText() {}

  /** The parsers of full text indexes that have one of their own, by the index. */
  static Map<String, String> parsers(String createTable) {
    Map<String, String> parsers = new HashMap<>();
    Matcher m = PARSER.matcher(createTable);
    while (m.find()) parsers.put(m.group(1).replace("``", "`"), m.group(2));
    return parsers;
  }
}
