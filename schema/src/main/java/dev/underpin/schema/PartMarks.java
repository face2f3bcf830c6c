package dev.underpin.schema;

import dev.underpin.schema.model.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parts of a schema that a migration speaks of, and what they are before it or after it. Two
 * migrations that speak of different parts may run in either order.
 *
 * @param kinds the kinds of objects that the migration promises something about
 */
public record PartMarks(Set<Kind> kinds, SortedMap<SchemaPart, Mark> marks)
    implements ExpectedSchema {
  /** Of nothing. */
  public static final PartMarks NONE = new PartMarks(Set.of(), new TreeMap<>());

  private static final String KINDS = "kinds ";

  public PartMarks {
    kinds = kinds.isEmpty() ? Set.of() : EnumSet.copyOf(kinds);
    marks = new TreeMap<>(marks);
  }

  static boolean isOne(String text) {
    return text.startsWith(KINDS);
  }

  /** True where a text is one of these. */
  public static Optional<PartMarks> of(String text) {
    return isOne(text) ? Optional.of(parse(text)) : Optional.empty();
  }

  /** Read what {@code toString} has written. */
  public static PartMarks parse(String text) {
    Set<Kind> kinds = Set.of();
    SortedMap<SchemaPart, Mark> marks = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(KINDS)) {
        kinds = KindWords.parse(line.substring(KINDS.length()));
        continue;
      }
      int space = line.lastIndexOf(' ');
      if (space <= 0) continue;
      Optional<SchemaPart> part = SchemaPart.parse(line.substring(0, space));
      Optional<Mark> mark = Mark.parse(line.substring(space + 1));
      if (part.isPresent() && mark.isPresent()) marks.put(part.get(), mark.get());
    }
    return new PartMarks(kinds, marks);
  }

  @Override
  public boolean fits(Fingerprint live) {
    return differing(live).isEmpty();
  }

  @Override
  public boolean isProvedBy(Fingerprint live) {
    return differing(live, true).isEmpty();
  }

  /** The parts that are something else in a schema. */
  public Set<SchemaPart> differing(Fingerprint live) {
    return differing(live, false);
  }

  private Set<SchemaPart> differing(Fingerprint live, boolean proof) {
    Set<SchemaPart> parts = new TreeSet<>();
    marks.forEach(
        (part, mark) -> {
          if (!mark.fits(live.mark(part), proof)) parts.add(part);
        });
    return parts;
  }

  /**
   * True where these marks say of a part what others say of it, or speak of the columns of a table
   * that the others leave as a whole.
   */
  public boolean agreesWith(PartMarks others, SchemaPart part) {
    Mark mark = marks.get(part);
    Mark other = others.marks().getOrDefault(part, Mark.EXISTS);
    if (mark != null) return other.fits(mark, false);
    return part.kind().equals(SchemaPart.TABLE)
        && !other.isAbsent()
        && marks.entrySet().stream()
            .anyMatch(e -> e.getKey().owner().equals(part.owner()) && !e.getValue().isAbsent());
  }

  /**
   * What a migration changes, these being what it leaves: of its tables, types and objects those
   * that are something else before it, and whether they exist after it.
   */
  public PartMarks changed(PartMarks needs) {
    SortedMap<SchemaPart, Mark> changed = new TreeMap<>();
    for (Map.Entry<SchemaPart, Mark> entry : marks.entrySet()) {
      SchemaPart part = entry.getKey();
      if (entry.getValue().equals(needs.marks().get(part))) continue;
      boolean gone = part.equals(part.root()) && entry.getValue().isAbsent();
      changed.merge(part.root(), gone ? Mark.ABSENT : Mark.EXISTS, (one, two) -> gone ? two : one);
    }
    return new PartMarks(kinds, changed);
  }

  /** True where they say of a part that it is not there. */
  public boolean lacks(SchemaPart part) {
    return marks.getOrDefault(part, Mark.EXISTS).isAbsent();
  }

  /** What these marks say is there, and others say is not: what leads from the others to these. */
  public List<SchemaPart> createdSince(PartMarks before) {
    return marks.keySet().stream().filter(part -> !lacks(part) && before.lacks(part)).toList();
  }

  /** Marks that say of each part that it exists. */
  public static PartMarks existing(Set<SchemaPart> parts) {
    SortedMap<SchemaPart, Mark> marks = new TreeMap<>();
    parts.forEach(part -> marks.put(part, Mark.EXISTS));
    return new PartMarks(Set.of(), marks);
  }

  /** True where they speak of one of these parts, or of another part of its table. */
  public boolean touchesAny(Set<SchemaPart> parts) {
    return parts.stream()
        .anyMatch(part -> marks.keySet().stream().anyMatch(m -> m.owner().equals(part.owner())));
  }

  /**
   * True where nothing of a schema is known to be something else or gone; of what is not named here
   * nothing is known.
   *
   * @param part true where the schema is a single part of a table, and not the table
   */
  public boolean allows(Fingerprint single, boolean part) {
    for (Map.Entry<SchemaPart, Mark> entry : single.all().entrySet()) {
      SchemaPart found = entry.getKey();
      Mark table = marks.get(SchemaPart.of(SchemaPart.TABLE, found.owner()));
      if (table != null && table.isAbsent()) return false;
      if (part && found.kind().equals(SchemaPart.ATTRIBUTES)) continue;
      Mark expected = marks.get(found);
      if (expected != null && !expected.fits(entry.getValue(), false)) return false;
    }
    return true;
  }

  @Override
  public boolean countsObjects() {
    return true;
  }

  /** One line a part, the kinds first. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(KINDS + (kinds.isEmpty() ? "-" : KindWords.of(kinds)));
    for (Map.Entry<SchemaPart, Mark> entry : marks.entrySet())
      lines.add(entry.getKey() + " " + entry.getValue());
    return String.join("\n", lines);
  }
}
