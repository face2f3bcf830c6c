package dev.underpin.schema;

import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A fingerprint as files and the history have it: what a schema is expected to be.
 *
 * <p>The first version was 64 digits, of tables, enums and sequences alone, and it is still
 * compared like that. The second is {@code 2:<core>:<kinds>:<sum of the objects>:<open texts>}; an
 * open text is the object's mark and, after a minus sign, the mark of the text that it no longer
 * has.
 *
 * @param core 64 digits of tables, enums and sequences
 * @param kinds the kinds of objects that are promised
 * @param objects 64 digits of the objects of these kinds
 * @param open the objects whose text is open, by their mark, with the mark of the text that they no
 *     longer have
 */
public record ExpectedFingerprint(
    String core, Set<Kind> kinds, String objects, Map<String, String> open) {
  private static final String VERSION = "2";

  public ExpectedFingerprint {
    kinds = kinds.isEmpty() ? Set.of() : EnumSet.copyOf(kinds);
    open = new TreeMap<>(open);
  }

  /** Read one of either version. */
  public static ExpectedFingerprint parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length < 5 || !parts[0].equals(VERSION))
      return new ExpectedFingerprint(text, Set.of(), "", Map.of());
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String word : parts[2].split("\\+", -1)) {
      // A kind that a later version knows cannot be looked for.
      Arrays.stream(Kind.values()).filter(k -> word(k).equals(word)).forEach(kinds::add);
    }
    Map<String, String> open = new TreeMap<>();
    for (String mark : parts[4].split(",", -1)) {
      int minus = mark.indexOf('-');
      if (minus >= 0) open.put(mark.substring(0, minus), mark.substring(minus + 1));
      else if (!mark.isEmpty()) open.put(mark, "");
    }
    return new ExpectedFingerprint(parts[1], kinds, parts[3], open);
  }

  /** True where a schema is the expected one, as far as can be told. */
  public boolean fits(Fingerprint live) {
    return fits(live, false);
  }

  /**
   * True where a schema is the expected one and has none of the texts that it should no longer
   * have: what a claim needs that something has been run.
   */
  public boolean isProvedBy(Fingerprint live) {
    return fits(live, true);
  }

  private boolean fits(Fingerprint live, boolean proof) {
    if (!core.equals(live.core())) return false;
    if (kinds.isEmpty()) return true;
    BigInteger sum = live.sum(kinds);
    for (Map.Entry<SchemaObject.Key, Fingerprint.Part> entry : live.parts().entrySet()) {
      if (!kinds.contains(entry.getKey().kind())) continue;
      Fingerprint.Part part = entry.getValue();
      String earlier = open.get(part.key());
      if (earlier == null) continue;
      sum = sum.add(part.named()).subtract(part.whole());
      if (proof && earlier.equals(part.textMark())) return false;
    }
    return objects.equals(Digests.hex(sum));
  }

  /** False where an earlier version wrote it, which knew nothing of objects. */
  public boolean countsObjects() {
    return !objects.isEmpty();
  }

  /** True where two may be of the same schema, though they promise different kinds of objects. */
  public boolean agreesWith(ExpectedFingerprint other) {
    boolean comparable = kinds.equals(other.kinds) && open.isEmpty() && other.open.isEmpty();
    return core.equals(other.core) && (!comparable || objects.equals(other.objects));
  }

  @Override
  public String toString() {
    if (!countsObjects()) return core;
    String words =
        kinds.stream().map(ExpectedFingerprint::word).sorted().collect(Collectors.joining("+"));
    String marks =
        open.entrySet().stream()
            .map(e -> e.getValue().isEmpty() ? e.getKey() : e.getKey() + "-" + e.getValue())
            .collect(Collectors.joining(","));
    return String.join(":", VERSION, core, words, objects, marks);
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
