package dev.underpin.workflow.script;

import dev.underpin.schema.model.SequenceOptions;
import java.util.List;
import java.util.Optional;

/** The options of a sequence, where they say what the server says of one without options. */
final class SequenceWords {
  private final List<String> words;
  private int at;

  SequenceWords(List<String> words, int at) {
    this.words = words;
    this.at = at;
  }

  /**
   * Read them.
   *
   * @param inColumn true where the type is that of a column
   */
  SequenceOptions options(boolean inColumn) throws NotRead {
    Optional<String> type = Optional.empty();
    Optional<Long> start = Optional.empty();
    Optional<Long> increment = Optional.empty();
    Optional<Long> min = Optional.empty();
    Optional<Long> max = Optional.empty();
    Optional<Long> cache = Optional.empty();
    boolean cycle = false;
    while (at < words.size()) {
      String word = words.get(at++);
      switch (word) {
        case "as" -> type = Optional.of(words.get(at++));
        case "sequence" -> skipName();
        case "start" -> start = number("with", 1);
        case "increment" -> increment = number("by", 1);
        case "minvalue" -> min = number("", Long.MIN_VALUE);
        case "maxvalue" -> max = number("", Long.MIN_VALUE);
        case "cache" -> cache = number("", 1);
        case "cycle" -> cycle = true;
        case "no" -> at++;
        default -> throw new NotRead(word + " of a sequence");
      }
    }
    if (inColumn || type.filter(t -> t.equals("integer") || t.equals("bigint")).isPresent())
      type = Optional.empty();
    return new SequenceOptions(Optional.empty(), type, start, increment, min, max, cache, cycle);
  }

  /** A number; nothing where it is the usual one. */
  private Optional<Long> number(String before, long usual) throws NotRead {
    if (words.get(at).equals(before)) at++;
    String sign = words.get(at).equals("-") ? words.get(at++) : "";
    try {
      long value = Long.parseLong(sign + words.get(at++));
      return value == usual ? Optional.empty() : Optional.of(value);
    } catch (NumberFormatException e) {
      throw new NotRead(words.get(at - 1) + " of a sequence");
    }
  }

  /** {@code SEQUENCE NAME n}: the usual one in a dump. */
  private void skipName() {
    at += 2;
    while (at < words.size() && words.get(at).equals(".")) at += 2;
  }
}
