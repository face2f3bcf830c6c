package dev.underpin.schema;

import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A schema counted part by part: two schemas have the same text when, and for all practical
 * purposes only when, they are equal.
 *
 * <p>Its core is the sum of the numbers of all parts of tables, of enums and of free-standing
 * sequences, so that it can be kept up to date while a plan adds and removes parts one by one. The
 * order of columns, constraints and indexes does not count. Views, triggers, routines and the like
 * are a second sum, by kind: a migration promises something about the kinds that its YAML manages
 * or that it touches, and other databases may have others of the rest.
 *
 * @see ExpectedFingerprint
 * @see PartMarks
 */
public final class Fingerprint {
  private static final Digests DIGESTS = Digests.SHORT;

  private final Map<QualifiedName, Map<SchemaPart, BigInteger>> tables;
  private final Map<SchemaPart, BigInteger> types;
  private final ObjectCounts objects;
  private final Function<Table, String> traits;
  private final Map<Access.Key, BigInteger> access = new HashMap<>();
  private final Set<SchemaObject.Key> touched = new TreeSet<>();
  private final Set<Access.Key> touchedAccess = new TreeSet<>();
  private BigInteger core = BigInteger.ZERO;
  private BigInteger coreBefore = BigInteger.ZERO;
  private Optional<Schema> counted = Optional.empty();
  private Optional<SchemaUsers> users = Optional.empty();

  private Fingerprint(
      Map<QualifiedName, Map<SchemaPart, BigInteger>> tables,
      Map<SchemaPart, BigInteger> types,
      ObjectCounts objects,
      Function<Table, String> traits) {
    this.tables = tables;
    this.types = types;
    this.objects = objects;
    this.traits = traits;
  }

  /** Of an empty schema. */
  public Fingerprint() {
    this(table -> "");
  }

  private Fingerprint(Function<Table, String> traits) {
    this(new HashMap<>(), new HashMap<>(), new ObjectCounts(DIGESTS), traits);
  }

  /** The fingerprint of a schema, with the kinds of objects that it has. */
  public static String of(Schema schema) {
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    schema.objects().values().forEach(o -> kinds.add(o.kind()));
    if (schema.tables().values().stream().anyMatch(t -> t.partition().isPresent()))
      kinds.add(Kind.PARTITION);
    return counting(schema).text(kinds);
  }

  /** A schema, counted. */
  public static Fingerprint counting(Schema schema) {
    return counting(schema, table -> "");
  }

  /**
   * A schema, counted.
   *
   * @param traits what of a table decides how the server can change it
   */
  public static Fingerprint counting(Schema schema, Function<Table, String> traits) {
    Fingerprint fingerprint = new Fingerprint(traits);
    schema.tables().values().forEach(fingerprint::add);
    schema.enums().values().forEach(fingerprint::add);
    schema.sequences().values().forEach(fingerprint::add);
    schema.objects().values().forEach(o -> fingerprint.add(o, Optional.empty()));
    schema.access().values().forEach(fingerprint::add);
    return fingerprint.thatCounts(schema);
  }

  /** The same, which counts a schema and nothing else. */
  Fingerprint thatCounts(Schema schema) {
    step();
    counted = Optional.of(schema);
    return this;
  }

  /** The schema that it counts, where it has followed no step since. */
  Optional<Schema> counted() {
    return counted;
  }

  /** One that can go on by itself. */
  public Fingerprint copy() {
    Fingerprint copy =
        new Fingerprint(new HashMap<>(tables), new HashMap<>(types), objects.copy(), traits);
    copy.access.putAll(access);
    copy.core = core;
    copy.coreBefore = core;
    copy.counted = counted;
    return copy;
  }

  public void add(Table table) {
    Map<SchemaPart, BigInteger> parts = PartNumbers.of(table);
    tables.put(table.name(), parts);
    if (table.partition().isPresent()) add(PartNumbers.asObject(table), Optional.empty());
    else count(PartNumbers.sum(parts));
  }

  public void remove(Table table) {
    Map<SchemaPart, BigInteger> parts = tables.remove(table.name());
    if (parts == null) return;
    if (table.partition().isPresent()) remove(PartNumbers.asObject(table).key());
    else count(PartNumbers.sum(parts).negate());
  }

  public void add(EnumType type) {
    addType(SchemaPart.of(SchemaPart.ENUM, type.name()), PartTexts.text(type));
  }

  public void remove(EnumType type) {
    removeType(SchemaPart.of(SchemaPart.ENUM, type.name()));
  }

  public void add(Sequence sequence) {
    addType(SchemaPart.of(SchemaPart.SEQUENCE, sequence.name()), PartTexts.text(sequence));
  }

  public void remove(Sequence sequence) {
    removeType(SchemaPart.of(SchemaPart.SEQUENCE, sequence.name()));
  }

  private void addType(SchemaPart part, String text) {
    BigInteger number = DIGESTS.number(text);
    types.put(part, number);
    count(number);
  }

  private void removeType(SchemaPart part) {
    BigInteger number = types.remove(part);
    if (number != null) count(number.negate());
  }

  private void count(BigInteger number) {
    core = core.add(number);
    changed();
  }

  private void changed() {
    counted = Optional.empty();
    users = Optional.empty();
  }

  /**
   * An object.
   *
   * @param earlier what it was before, if anything: where its text is open, the server no longer
   *     has that one
   */
  public void add(SchemaObject object, Optional<SchemaObject> earlier) {
    touch(object.key());
    objects.add(object, earlier);
  }

  public void remove(SchemaObject.Key key) {
    touch(key);
    objects.remove(key);
  }

  /** From now on the text of an object is whatever the server writes. */
  public void open(SchemaObject.Key key, Optional<SchemaObject> earlier) {
    touch(key);
    objects.open(key, earlier);
  }

  public void add(Access one) {
    access.put(one.key(), DIGESTS.number("access " + SchemaPart.of(one.key()) + "\n" + one.text()));
    touchedAccess.add(one.key());
    changed();
  }

  public void remove(Access.Key key) {
    access.remove(key);
    touchedAccess.add(key);
    changed();
  }

  /** Whose grants, owners and default privileges it has. */
  Set<Access.Key> access() {
    return access.keySet();
  }

  /** From now on only the access that these marks speak of counts. */
  public void onlyAccessOf(PartMarks... marks) {
    Set<Access.Key> kept = new TreeSet<>();
    for (PartMarks some : marks)
      some.marks().keySet().forEach(part -> part.accessKey().ifPresent(kept::add));
    if (access.keySet().retainAll(kept)) changed();
  }

  /** The digits of the access with these marks of names. */
  String access(Set<String> names) {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<Access.Key, BigInteger> one : access.entrySet())
      if (names.contains(nameMark(one.getKey()))) sum = sum.add(one.getValue());
    return DIGESTS.hex(sum);
  }

  /** The digits that tell one access from others by what it is about. */
  static String nameMark(Access.Key key) {
    return DIGESTS.mark(DIGESTS.number("access " + SchemaPart.of(key)));
  }

  private void touch(SchemaObject.Key key) {
    touched.add(key);
    changed();
  }

  /** What has changed since this was asked last. */
  public StepMarks step() {
    Map<SchemaPart, Mark> marks = new LinkedHashMap<>();
    for (SchemaObject.Key key : touched) marks.put(SchemaPart.of(key), objects.mark(key));
    for (Access.Key key : touchedAccess) {
      SchemaPart part = SchemaPart.of(key);
      marks.put(part, mark(part));
    }
    touched.clear();
    touchedAccess.clear();
    StepMarks step = new StepMarks(DIGESTS.hex(core.subtract(coreBefore)), marks);
    coreBefore = core;
    return step;
  }

  /** Follow a step of a migration, as far as it changes what belongs to the project. */
  public void follow(StepMarks step, Ownership owned) {
    count(new BigInteger(step.core(), 16));
    set(step.objects(), owned);
  }

  /** Go back over what a step changes in tables, enums and sequences. */
  public void undo(StepMarks step) {
    count(new BigInteger(step.core(), 16).negate());
  }

  /** The objects that a migration speaks of and that belong to the project are what it says. */
  public void set(PartMarks marks, Ownership owned) {
    set(marks.marks(), owned);
  }

  private void set(Map<SchemaPart, Mark> marks, Ownership owned) {
    marks.forEach(
        (part, mark) -> {
          part.accessKey().ifPresent(key -> set(key, mark));
          if (owned.isOwn(part)) part.objectKey().ifPresent(key -> objects.set(key, mark));
        });
  }

  private void set(Access.Key key, Mark mark) {
    if (mark.isAbsent()) access.remove(key);
    else mark.digits().ifPresent(digits -> access.put(key, new BigInteger(digits, 16)));
    changed();
  }

  /** The fingerprint with these kinds of objects, and all access that it has. */
  public String text(Set<Kind> kinds) {
    Set<String> names = new TreeSet<>();
    access.keySet().forEach(key -> names.add(nameMark(key)));
    return new ExpectedFingerprint(
            ExpectedFingerprint.VERSION,
            core(),
            kinds,
            DIGESTS.hex(objects.sum(kinds)),
            objects.open(kinds))
        .withAccess(names, access(names))
        .toString();
  }

  /**
   * True where two may be of the same schema, as far as can be told where a text is open in one of
   * them. Access counts where the other has it.
   *
   * @param kinds the kinds of objects that are compared
   */
  public boolean agreesWith(Fingerprint other, Set<Kind> kinds) {
    if (!core().equals(other.core())) return false;
    if (!other.access.entrySet().stream()
        .allMatch(one -> one.getValue().equals(access.get(one.getKey())))) return false;
    Set<SchemaObject.Key> keys = new TreeSet<>(objects.keys());
    keys.addAll(other.objects.keys());
    keys.removeIf(key -> !kinds.contains(key.kind()));
    return keys.stream().allMatch(key -> objects.mark(key).fits(other.objects.mark(key), false));
  }

  String core() {
    return DIGESTS.hex(core);
  }

  ObjectCounts objects() {
    return objects;
  }

  /** The same schema as an earlier version counted it. */
  Optional<EarlierFingerprint> earlier() {
    return counted.map(EarlierFingerprint::of);
  }

  /** The parts of a table; none where there is no such table. */
  Map<SchemaPart, BigInteger> parts(QualifiedName table) {
    return tables.getOrDefault(table, Map.of());
  }

  Set<QualifiedName> tables() {
    return tables.keySet();
  }

  Set<SchemaPart> types() {
    return types.keySet();
  }

  /** Each part. */
  public Set<SchemaPart> parts() {
    return all().keySet();
  }

  /** Each part, with what is known of it. */
  Map<SchemaPart, Mark> all() {
    Map<SchemaPart, Mark> all = new HashMap<>();
    tables.values().forEach(parts -> parts.keySet().forEach(part -> all.put(part, mark(part))));
    types.keySet().forEach(part -> all.put(part, mark(part)));
    objects.keys().forEach(key -> all.put(SchemaPart.of(key), objects.mark(key)));
    access.keySet().forEach(key -> all.put(SchemaPart.of(key), mark(SchemaPart.of(key))));
    return all;
  }

  /** What is known of a part. */
  Mark mark(SchemaPart part) {
    return switch (part.kind()) {
      case SchemaPart.TABLE ->
          tables.containsKey(part.owner())
              ? Mark.of(DIGESTS.hex(PartNumbers.sum(parts(part.owner()))))
              : Mark.ABSENT;
      case SchemaPart.ATTRIBUTES, SchemaPart.COLUMN, SchemaPart.CONSTRAINT, SchemaPart.INDEX ->
          mark(parts(part.owner()).get(part));
      case SchemaPart.ENUM, SchemaPart.SEQUENCE -> mark(types.get(part));
      case SchemaPart.TRAITS ->
          counted.map(schema -> traits(schema, part.owner())).orElse(Mark.EXISTS);
      case SchemaPart.TABLE_USERS, SchemaPart.COLUMN_USERS, SchemaPart.TYPE_USERS ->
          counted.map(schema -> users(schema, part)).orElse(Mark.EXISTS);
      default ->
          part.accessKey()
              .map(key -> mark(access.get(key)))
              .or(() -> part.objectKey().map(objects::mark))
              .orElse(Mark.EXISTS);
    };
  }

  private static Mark mark(@Nullable BigInteger number) {
    return number == null ? Mark.ABSENT : Mark.of(DIGESTS.hex(number));
  }

  private Mark traits(Schema schema, QualifiedName table) {
    return schema
        .table(table)
        .map(t -> Mark.of(DIGESTS.hex(DIGESTS.number(traits.apply(t)))))
        .orElse(Mark.ABSENT);
  }

  private Mark users(Schema schema, SchemaPart part) {
    if (users.isEmpty()) users = Optional.of(new SchemaUsers(schema));
    BigInteger sum = BigInteger.ZERO;
    for (SchemaPart user : users.get().of(part)) sum = sum.add(DIGESTS.number(user.toString()));
    return Mark.of(DIGESTS.hex(sum));
  }
}
