package dev.underpin.schema;

import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.math.BigInteger;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Views, triggers, routines and the like of a schema, added up by kind. Mutable, so that it can
 * follow the steps of a plan.
 *
 * <p>Some servers write an object in words of their own, which nobody knows before they have it.
 * The text of such an object is <em>open</em>: it is known to exist, and at most which text it no
 * longer has.
 */
final class ObjectCounts {
  private final Digests digests;
  private final Map<Kind, BigInteger> sums = new EnumMap<>(Kind.class);
  private final Map<SchemaObject.Key, Numbers> numbers = new HashMap<>();
  private final Map<SchemaObject.Key, String> open = new HashMap<>();

  /**
   * One object.
   *
   * @param named its number without its text
   * @param whole its number with its text
   */
  record Numbers(BigInteger named, BigInteger whole) {}

  ObjectCounts(Digests digests) {
    this.digests = digests;
  }

  ObjectCounts copy() {
    ObjectCounts copy = new ObjectCounts(digests);
    copy.sums.putAll(sums);
    copy.numbers.putAll(numbers);
    copy.open.putAll(open);
    return copy;
  }

  Set<SchemaObject.Key> keys() {
    return numbers.keySet();
  }

  private Numbers numbers(SchemaObject object) {
    return new Numbers(named(object.key()), digests.number(PartTexts.text(object)));
  }

  private BigInteger named(SchemaObject.Key key) {
    return digests.number(PartTexts.name(key));
  }

  /** The digits that tell an object's name from others. */
  String nameMark(SchemaObject.Key key) {
    return digests.mark(named(key));
  }

  private String textMark(Numbers of) {
    return digests.mark(of.whole());
  }

  /** Add an object whose text is known, or one that is open, with what it was before. */
  void add(SchemaObject object, Optional<SchemaObject> earlier) {
    put(object.key(), numbers(object));
    if (object.create().isAsWritten()) open(object.key(), earlier);
  }

  private void put(SchemaObject.Key key, Numbers added) {
    numbers.put(key, added);
    count(key, added.whole());
  }

  void remove(SchemaObject.Key key) {
    Numbers removed = numbers.remove(key);
    if (removed == null) return;
    count(key, (open.remove(key) == null ? removed.whole() : removed.named()).negate());
  }

  void open(SchemaObject.Key key, Optional<SchemaObject> earlier) {
    open(key, earlier.map(e -> textMark(numbers(e))).orElse(""));
  }

  private void open(SchemaObject.Key key, String earlier) {
    Numbers opened = numbers.get(key);
    if (opened == null) return;
    if (!open.containsKey(key)) count(key, opened.named().subtract(opened.whole()));
    open.put(key, earlier);
  }

  private void count(SchemaObject.Key key, BigInteger number) {
    sums.merge(key.kind(), number, BigInteger::add);
  }

  /** What is known of an object. */
  Mark mark(SchemaObject.Key key) {
    Numbers found = numbers.get(key);
    if (found == null) return Mark.ABSENT;
    String earlier = open.get(key);
    return earlier == null ? Mark.of(textMark(found)) : Mark.open(earlier);
  }

  /** From now on an object is what a mark says. */
  void set(SchemaObject.Key key, Mark mark) {
    remove(key);
    if (mark.isAbsent()) return;
    BigInteger named = named(key);
    put(key, new Numbers(named, mark.digits().map(d -> new BigInteger(d, 16)).orElse(named)));
    if (mark.digits().isEmpty()) open(key, mark.earlier());
  }

  BigInteger sum(Collection<Kind> kinds) {
    return kinds.stream()
        .map(k -> sums.getOrDefault(k, BigInteger.ZERO))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /**
   * The open objects of some kinds by the mark of their name, with the text they no longer have.
   */
  Map<String, String> open(Set<Kind> kinds) {
    Map<String, String> marks = new TreeMap<>();
    open.forEach(
        (key, earlier) -> {
          if (kinds.contains(key.kind())) marks.put(nameMark(key), earlier);
        });
    return marks;
  }

  /**
   * The sum of the objects of some kinds where those that are open count by their name alone; empty
   * where one of them has the text that it should no longer have.
   *
   * @param opened the open objects by the mark of their name
   * @param proof true where an earlier text counts
   */
  Optional<String> sum(Set<Kind> kinds, Map<String, String> opened, boolean proof) {
    BigInteger sum = sum(kinds);
    if (opened.isEmpty()) return Optional.of(digests.hex(sum));
    for (Map.Entry<SchemaObject.Key, Numbers> entry : numbers.entrySet()) {
      if (!kinds.contains(entry.getKey().kind())) continue;
      Numbers of = entry.getValue();
      String earlier = opened.get(digests.mark(of.named()));
      if (earlier == null) continue;
      sum = sum.add(of.named()).subtract(of.whole());
      if (proof && earlier.equals(textMark(of))) return Optional.empty();
    }
    return Optional.of(digests.hex(sum));
  }
}
