package dev.underpin.planner.migration;

import dev.underpin.planner.step.Batch;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the lines below the line of a step.
 *
 * @param place the folder of the migration, for messages
 * @param namespace that of a table whose name stands alone
 */
record StepDetails(String place, String namespace) {
  private static final Pattern BY_HAND =
      Pattern.compile("(?:([\\w$]+)\\.)?([\\w$]+) by ([\\w$]+(?: *, *[\\w$]+)*)");

  /** How the statements of a step are run. */
  record Run(Mode mode, Optional<Batch> batch) {}

  /** Read what follows {@code run:}. */
  Run run(String text) {
    Words words = new Words(text);
    String word = words.plain();
    Mode mode =
        Stream.of(Mode.values())
            .filter(m -> m.word().equals(word.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> unknown(text));
    if (mode != Mode.BATCHES || words.atEnd()) return new Run(mode, Optional.empty());
    int size = size(words.plain(), text);
    return new Run(mode, Optional.of(words.isQuoted() ? saved(words, size) : byHand(words, size)));
  }

  private static Batch saved(Words words, int size) {
    QualifiedName table = new QualifiedName(words.quoted(), words.quoted());
    List<String> key = new ArrayList<>();
    while (!words.atEnd()) key.add(words.quoted());
    return new Batch(table, key, size);
  }

  /** As a person writes it: {@code orders by id}. */
  private Batch byHand(Words words, int size) {
    String rest = words.rest();
    Matcher form = BY_HAND.matcher(rest);
    if (!form.matches()) throw unknown("batches " + size + " " + rest);
    String schema = Optional.ofNullable(form.group(1)).orElse(namespace);
    return new Batch(
        new QualifiedName(schema, form.group(2)), List.of(form.group(3).split(" *, *")), size);
  }

  private int size(String word, String text) {
    if (!word.matches("[1-9]\\d{0,8}")) throw unknown(text);
    return Integer.parseInt(word);
  }

  private UnderpinException unknown(String text) {
    String modes = Stream.of(Mode.values()).map(Mode::word).collect(Collectors.joining(", "));
    return UnderpinException.failed(
        "%s: \"run: %s\" says no way to run a step. The ways are %s; batches take a size, a table and its key, such as: batches 5000 orders by id"
            .formatted(place, text, modes));
  }

  /** Read what follows {@code check:}. An earlier version wrote no code. */
  static DataCheck check(String text) {
    Words words = new Words(text);
    String code = text.startsWith("\"") ? "" : words.plain();
    String id = words.quoted();
    QualifiedName table = new QualifiedName(words.quoted(), words.quoted());
    String finding = words.quoted();
    String remedy = words.quoted();
    return new DataCheck(id, table, Finding.recorded(code, finding), words.rest(), remedy);
  }

  /** A line as it was before its line breaks were written as two characters. */
  static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        out.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Reads words and quoted words from a line, one after the other. */
  private static final class Words {
    private final String text;
    private int at;

    Words(String text) {
      this.text = text.strip();
    }

    boolean atEnd() {
      return at >= text.length();
    }

    boolean isQuoted() {
      return text.startsWith("\"", at);
    }

    String plain() {
      int end = text.indexOf(' ', at);
      if (end < 0) end = text.length();
      String word = text.substring(at, end);
      at = Math.min(text.length(), end + 1);
      return word;
    }

    String quoted() {
      StringBuilder word = new StringBuilder();
      int i = at + 1;
      while (i < text.length()) {
        char c = text.charAt(i++);
        if (c != '"') {
          word.append(c);
        } else if (i < text.length() && text.charAt(i) == '"') {
          word.append('"');
          i++;
        } else {
          break;
        }
      }
      at = Math.min(text.length(), i + 1);
      return word.toString();
    }

    String rest() {
      return text.substring(Math.min(at, text.length()));
    }
  }
}
