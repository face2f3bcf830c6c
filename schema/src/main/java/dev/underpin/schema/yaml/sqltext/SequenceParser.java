package dev.underpin.schema.yaml.sqltext;

import dev.underpin.schema.model.SequenceOptions;
import java.util.Optional;

/** Reads the settings of a sequence in SQL's words: {@code start with 10 increment by 2}. */
final class SequenceParser {
  private SequenceParser() {}

  static SequenceOptions parse(String text) throws SqlTextException {
    SqlCursor cursor = new SqlCursor(text);
    Optional<Long> start = Optional.empty();
    Optional<Long> increment = Optional.empty();
    Optional<Long> min = Optional.empty();
    Optional<Long> max = Optional.empty();
    Optional<Long> cache = Optional.empty();
    boolean cycle = false;
    while (!cursor.atEnd()) {
      if (cursor.takes("start")) {
        cursor.takes("with");
        start = number(cursor);
      } else if (cursor.takes("increment")) {
        cursor.takes("by");
        increment = number(cursor);
      } else if (cursor.takes("minvalue")) {
        min = number(cursor);
      } else if (cursor.takes("maxvalue")) {
        max = number(cursor);
      } else if (cursor.takes("cache")) {
        cache = number(cursor);
      } else if (cursor.takes("cycle")) {
        cycle = true;
      } else if (!cursor.takes("no", "minvalue")
          && !cursor.takes("no", "maxvalue")
          && !cursor.takes("no", "cycle")) {
        throw new SqlTextException(
            "\"" + cursor.next().text() + "\" is no setting of a sequence",
            0,
            "known: start, increment, minvalue, maxvalue, cache, cycle");
      }
    }
    return new SequenceOptions(
        Optional.empty(), Optional.empty(), start, increment, min, max, cache, cycle);
  }

  private static Optional<Long> number(SqlCursor cursor) throws SqlTextException {
    String sign = cursor.takes("-") ? "-" : "";
    SqlToken token = cursor.next();
    try {
      return Optional.of(Long.parseLong(sign + token.text()));
    } catch (NumberFormatException e) {
      throw new SqlTextException("\"" + token.text() + "\" is not a whole number", 0);
    }
  }
}
