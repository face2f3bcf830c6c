package dev.underpin.schema.yaml;

import dev.underpin.schema.model.SequenceOptions;
import java.util.Optional;

/** Reads the settings of a sequence in SQL's words: {@code start with 10 increment by 2}. */
final class SequenceText {
  private SequenceText() {}

  static SequenceOptions parse(String text) throws SqlTextException {
    SqlCursor cursor = new SqlCursor(text);
    SequenceOptions o = SequenceOptions.DEFAULT;
    while (!cursor.atEnd()) {
      if (cursor.takes("start")) {
        cursor.takes("with");
        o =
            new SequenceOptions(
                o.name(),
                o.type(),
                number(cursor),
                o.increment(),
                o.min(),
                o.max(),
                o.cache(),
                o.cycle());
      } else if (cursor.takes("increment")) {
        cursor.takes("by");
        o =
            new SequenceOptions(
                o.name(),
                o.type(),
                o.start(),
                number(cursor),
                o.min(),
                o.max(),
                o.cache(),
                o.cycle());
      } else if (cursor.takes("minvalue")) {
        o =
            new SequenceOptions(
                o.name(),
                o.type(),
                o.start(),
                o.increment(),
                number(cursor),
                o.max(),
                o.cache(),
                o.cycle());
      } else if (cursor.takes("maxvalue")) {
        o =
            new SequenceOptions(
                o.name(),
                o.type(),
                o.start(),
                o.increment(),
                o.min(),
                number(cursor),
                o.cache(),
                o.cycle());
      } else if (cursor.takes("cache")) {
        o =
            new SequenceOptions(
                o.name(),
                o.type(),
                o.start(),
                o.increment(),
                o.min(),
                o.max(),
                number(cursor),
                o.cycle());
      } else if (cursor.takes("cycle")) {
        o =
            new SequenceOptions(
                o.name(), o.type(), o.start(), o.increment(), o.min(), o.max(), o.cache(), true);
      } else if (!cursor.takes("no", "minvalue")
          && !cursor.takes("no", "maxvalue")
          && !cursor.takes("no", "cycle")) {
        throw new SqlTextException(
            "\"" + cursor.next().text() + "\" is no setting of a sequence",
            0,
            "known: start, increment, minvalue, maxvalue, cache, cycle");
      }
    }
    return o;
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
