package dev.underpin.schema;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A text that two schemas share when, and for all practical purposes only when, they are equal.
 *
 * <p>Its core is the sum of the numbers of tables, enums and free-standing sequences, so that it
 * can be kept up to date while a plan adds and removes objects one by one. The order of columns,
 * constraints and indexes does not count. Views, triggers, routines and the like are a second sum,
 * by kind: a migration promises something about the kinds that its YAML manages or that it touches,
 * and other databases may have others of the rest.
 *
 * <p>Some servers write an object in words of their own, which nobody knows before they have it.
 * The text of such an object is <em>open</em>: it is known to exist, and at most which text it no
 * longer has.
 *
 * @see ExpectedFingerprint
 */
public final class Fingerprint {
  private BigInteger core = BigInteger.ZERO;
  private final Map<Kind, BigInteger> sums = new EnumMap<>(Kind.class);
  private final Map<SchemaObject.Key, Part> parts = new HashMap<>();
  private final TreeMap<SchemaObject.Key, String> open = new TreeMap<>();

  /**
   * One object.
   *
   * @param named its number without its text
   * @param whole its number with its text
   */
  record Part(BigInteger named, BigInteger whole) {
    static Part of(SchemaObject object) {
      return new Part(Digests.number(name(object)), Digests.number(text(object)));
    }

    String key() {
      return Digests.brief(named);
    }

    String textMark() {
      return Digests.brief(whole);
    }
  }

  /** The fingerprint of a schema, with the kinds of objects that it has. */
  public static String of(Schema schema) {
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    schema.objects().values().forEach(o -> kinds.add(o.kind()));
    Fingerprint fingerprint = counting(schema);
    return kinds.isEmpty() ? fingerprint.core() : fingerprint.text(kinds);
  }

  /** A schema, counted. */
  public static Fingerprint counting(Schema schema) {
    Fingerprint fingerprint = new Fingerprint();
    schema.tables().values().forEach(fingerprint::add);
    schema.enums().values().forEach(fingerprint::add);
    schema.sequences().values().forEach(fingerprint::add);
    schema.objects().values().forEach(o -> fingerprint.add(o, Optional.empty()));
    return fingerprint;
  }

  public void add(Table table) {
    core = core.add(Digests.number(text(table)));
  }

  public void remove(Table table) {
    core = core.subtract(Digests.number(text(table)));
  }

  public void add(EnumType type) {
    core = core.add(Digests.number(text(type)));
  }

  public void remove(EnumType type) {
    core = core.subtract(Digests.number(text(type)));
  }

  public void add(Sequence sequence) {
    core = core.add(Digests.number(text(sequence)));
  }

  public void remove(Sequence sequence) {
    core = core.subtract(Digests.number(text(sequence)));
  }

  /**
   * An object.
   *
   * @param earlier what it was before, if anything: where its text is open, the server no longer
   *     has that one
   */
  public void add(SchemaObject object, Optional<SchemaObject> earlier) {
    Part part = Part.of(object);
    parts.put(object.key(), part);
    count(object.key(), part.whole());
    if (object.create().isAsWritten()) open(object.key(), earlier);
  }

  public void remove(SchemaObject.Key key) {
    Part part = parts.remove(key);
    if (part == null) return;
    count(key, (open.remove(key) == null ? part.whole() : part.named()).negate());
  }

  /** From now on the text of an object is whatever the server writes. */
  public void open(SchemaObject.Key key, Optional<SchemaObject> earlier) {
    Part part = parts.get(key);
    if (part == null) return;
    if (!open.containsKey(key)) count(key, part.named().subtract(part.whole()));
    open.put(key, earlier.map(e -> Part.of(e).textMark()).orElse(""));
  }

  private void count(SchemaObject.Key key, BigInteger number) {
    sums.merge(key.kind(), number, BigInteger::add);
  }

  /** The fingerprint with these kinds of objects. */
  public String text(Set<Kind> kinds) {
    String hex = Digests.hex(core);
    Map<String, String> marks = new TreeMap<>();
    open.forEach(
        (key, earlier) -> {
          Part part = parts.get(key);
          if (part != null && kinds.contains(key.kind())) marks.put(part.key(), earlier);
        });
    return new ExpectedFingerprint(hex, kinds, Digests.hex(sum(kinds)), marks).toString();
  }

  BigInteger sum(Collection<Kind> kinds) {
    return kinds.stream()
        .map(k -> sums.getOrDefault(k, BigInteger.ZERO))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  String core() {
    return Digests.hex(core);
  }

  Map<SchemaObject.Key, Part> parts() {
    return parts;
  }

  private static String text(Table table) {
    CanonicalText out =
        new CanonicalText().put("table", table.name()).put(table.comment()).put(table.options());
    table.columns().stream().sorted(Comparator.comparing(Column::name)).forEach(out::put);
    table.constraints().stream().map(Fingerprint::text).sorted().forEach(out::put);
    table.indexes().stream().sorted(Comparator.comparing(Index::name)).forEach(out::put);
    return out.toString();
  }

  private static String text(Constraint constraint) {
    return new CanonicalText().put(constraint).toString();
  }

  private static String text(EnumType type) {
    return new CanonicalText()
        .put("enum", type.name())
        .put(type.comment())
        .put(type.labels())
        .toString();
  }

  private static String text(Sequence sequence) {
    return new CanonicalText()
        .put("sequence", sequence.name())
        .put(sequence.comment())
        .put(sequence.options())
        .toString();
  }

  private static String name(SchemaObject object) {
    return new CanonicalText()
        .put(object.kind().name(), object.name())
        .put(object.key().table())
        .toString();
  }

  private static String text(SchemaObject object) {
    return new CanonicalText()
        .put(name(object))
        .put(object.create().canonical())
        .put(object.options())
        .toString();
  }
}
