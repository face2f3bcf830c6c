package dev.underpin.schema;

import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Kinds of objects as files and the history have them: {@code trigger+view}. */
final class KindWords {
  private KindWords() {}

  static String of(Set<Kind> kinds) {
    return kinds.stream().map(KindWords::word).sorted().collect(Collectors.joining("+"));
  }

  /** A kind that a later version knows cannot be looked for, and is left out. */
  static Set<Kind> parse(String text) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String word : text.split("\\+", -1))
      Arrays.stream(Kind.values()).filter(k -> word(k).equals(word)).forEach(kinds::add);
    return kinds;
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
