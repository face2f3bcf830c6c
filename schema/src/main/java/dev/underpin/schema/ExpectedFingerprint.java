package dev.underpin.schema;

import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A fingerprint of a whole schema as the history has it: what the schema is expected to be.
 *
 * <p>The first version was 64 digits, of tables, enums and sequences alone, and it is still
 * compared like that. The later ones are {@code N:<core>:<kinds>:<sum of the objects>:<open
 * texts>}; an open text is the object's mark and, after a minus sign, the mark of the text that it
 * no longer has. Where grants are managed, {@code :<sum>@<names>} follows. The second counts a
 * table as one text, the third part by part.
 *
 * @param version which of them
 * @param core the digits of tables, enums and sequences
 * @param kinds the kinds of objects that are promised
 * @param objects the digits of the objects of these kinds
 * @param open the objects whose text is open, by their mark, with the mark of the text that they no
 *     longer have
 * @param accessNames whose grants, owners and default privileges are promised, by the marks of
 *     their names
 * @param access the digits of these
 */
public record ExpectedFingerprint(
    int version,
    String core,
    Set<Kind> kinds,
    String objects,
    Map<String, String> open,
    Set<String> accessNames,
    String access)
    implements ExpectedSchema {
  static final int VERSION = 3;
  private static final Pattern START = Pattern.compile("[23]");

  public ExpectedFingerprint {
    kinds = kinds.isEmpty() ? Set.of() : EnumSet.copyOf(kinds);
    open = new TreeMap<>(open);
    accessNames = new TreeSet<>(accessNames);
  }

  /** One that promises no access. */
  ExpectedFingerprint(
      int version, String core, Set<Kind> kinds, String objects, Map<String, String> open) {
    this(version, core, kinds, objects, open, Set.of(), "");
  }

  ExpectedFingerprint withAccess(Set<String> names, String digits) {
    return new ExpectedFingerprint(
        version, core, kinds, objects, open, names, names.isEmpty() ? "" : digits);
  }

  /** A schema with the access alone that has these marks of names. */
  public static Schema withAccessOf(Set<String> names, Schema schema) {
    if (schema.access().isEmpty()) return schema;
    TreeMap<Access.Key, Access> some = new TreeMap<>(schema.access());
    some.keySet().removeIf(key -> !names.contains(Fingerprint.nameMark(key)));
    return schema.withAccess(some);
  }

  /** Read one of any version. */
  public static ExpectedFingerprint parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length < 5 || !START.matcher(parts[0]).matches())
      return new ExpectedFingerprint(1, text, Set.of(), "", Map.of());
    Map<String, String> open = new TreeMap<>();
    for (String mark : parts[4].split(",", -1)) {
      int minus = mark.indexOf('-');
      if (minus >= 0) open.put(mark.substring(0, minus), mark.substring(minus + 1));
      else if (!mark.isEmpty()) open.put(mark, "");
    }
    ExpectedFingerprint read =
        new ExpectedFingerprint(
            Integer.parseInt(parts[0]), parts[1], KindWords.parse(parts[2]), parts[3], open);
    int at = parts.length > 5 ? parts[5].indexOf('@') : -1;
    if (at < 0) return read;
    return read.withAccess(
        Set.of(parts[5].substring(at + 1).split(",", -1)), parts[5].substring(0, at));
  }

  @Override
  public boolean fits(Fingerprint live) {
    return fits(live, false);
  }

  @Override
  public boolean isProvedBy(Fingerprint live) {
    return fits(live, true);
  }

  private boolean fits(Fingerprint live, boolean proof) {
    if (!accessNames.isEmpty() && !access.equals(live.access(accessNames))) return false;
    if (version == VERSION) return fits(live.core(), live.objects(), proof);
    return live.earlier().filter(e -> fits(e.core(), e.objects(), proof)).isPresent();
  }

  private boolean fits(String liveCore, ObjectCounts live, boolean proof) {
    if (!core.equals(liveCore)) return false;
    return kinds.isEmpty() || live.sum(kinds, open, proof).filter(objects::equals).isPresent();
  }

  @Override
  public boolean countsObjects() {
    return !objects.isEmpty();
  }

  /** True where two may be of the same schema, though they promise different kinds of objects. */
  public boolean agreesWith(ExpectedFingerprint other) {
    boolean comparable =
        kinds.equals(other.kinds)
            && version == other.version
            && open.isEmpty()
            && other.open.isEmpty();
    return core.equals(other.core) && (!comparable || objects.equals(other.objects));
  }

  @Override
  public String toString() {
    if (!countsObjects()) return core;
    String marks =
        open.entrySet().stream()
            .map(e -> e.getValue().isEmpty() ? e.getKey() : e.getKey() + "-" + e.getValue())
            .collect(Collectors.joining(","));
    String text =
        String.join(":", Integer.toString(version), core, KindWords.of(kinds), objects, marks);
    return accessNames.isEmpty() ? text : text + ":" + access + "@" + String.join(",", accessNames);
  }
}
