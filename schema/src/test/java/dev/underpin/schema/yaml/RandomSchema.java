package dev.underpin.schema.yaml;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SequenceOwner;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Makes schemas that are valid, and whose names and texts are as hostile as catalogs allow. */
public final class RandomSchema {
  private static final List<String> WORDS =
      List.of(
          "id",
          "name",
          "order",
          "Straße",
          "naïve",
          "no",
          "null",
          "Null",
          "~",
          "true",
          "on",
          "y",
          "<<",
          "=",
          "x-private",
          "010",
          "1_000",
          "2001-01-01",
          "1.10",
          "0x1F",
          "12:30:45",
          ".5",
          "-",
          "- a",
          "a: b",
          "a #b",
          "#a",
          "a b",
          " a",
          "a ",
          "\ta",
          "a\nb",
          "a\r\nb",
          "\u0085",
          "\u2028x",
          "a\u0007b",
          "\u00A0a",
          "\uFEFFa",
          "it's",
          "say \"hi\"",
          "\"q\"",
          "a.b",
          "a\\b",
          "`a`",
          "[a]",
          "{a}",
          "a, b",
          "&a",
          "*a",
          "!a",
          "%a",
          "@a",
          "|",
          ">",
          "?",
          "? a",
          ":",
          "a:",
          "---",
          "...",
          "😀",
          "emoji 😀 name",
          "日本語",
          "a desc",
          "lower(a)",
          "(a)",
          "a collate b",
          "type",
          "columns",
          "postgresql",
          "sqlite",
          "mysql",
          "not null",
          "default",
          "x".repeat(63),
          "e",
          "$a$",
          "a--b",
          "/*a*/",
          "a/*",
          "'",
          "\"",
          "a\"b");
  private static final List<String> TYPES =
      List.of(
          "text",
          "bigint",
          "numeric(12,2)",
          "numeric(12, 2)",
          "double precision",
          "timestamp(3) with time zone",
          "int[]",
          "varchar(20)[][]",
          "\"My Type\"",
          "auth.\"odd.type\"",
          "enum('a','b, c')",
          "",
          "UNSIGNED BIG INT",
          "INT IDENTITY",
          "int unsigned zerofill",
          "character varying(3)",
          "national character set",
          "no",
          "null_t",
          "\"not\"",
          "interval year to month",
          "set('x #y')");
  private static final List<String> SQL =
      List.of(
          "0",
          "-1",
          "1.10",
          "'pending'",
          "''",
          "'it''s'",
          "now()",
          "CURRENT_TIMESTAMP",
          "(a > 0)",
          "a > 0",
          "'a # b'",
          "'a: b'",
          "lower(a) || 'x'",
          "a IN (1, 2)",
          "'x'::text",
          "nextval('s'::regclass)",
          "CASE WHEN true THEN 1 ELSE 2 END",
          "a\n  AND b",
          "NOT a",
          "a IS NOT NULL",
          "\"null\"",
          "`x` % 2 = 0",
          "ARRAY['a','b']::text[]",
          "true",
          "- 1",
          "@ 5",
          "\"A b\".c > 0",
          "$$x$$",
          "E'\\''",
          "'a' COLLATE \"C\"",
          "010",
          "1_000",
          "'multi\nline'",
          "'tab\there'",
          "x'00ff'",
          "'\u0007'",
          "'😀'",
          "a -- comment\n + b",
          "not null",
          "null or a");

  private final long seed;
  private final Random random;

  private final boolean bothSpellings;

  public RandomSchema(long seed) {
    this(seed, false);
  }

  /**
   * With expressions whose canonical spelling is not always as written, which YAML cannot say and a
   * lock must.
   */
  public RandomSchema(long seed, boolean bothSpellings) {
    this.seed = seed;
    this.random = new Random(seed);
    this.bothSpellings = bothSpellings;
  }

  public Schema schema() {
    List<QualifiedName> names = new ArrayList<>(some(0, 4, this::qualified));
    TreeMap<QualifiedName, Table> tables = new TreeMap<>();
    for (QualifiedName name : names) tables.put(name, table(name));
    for (Table table : List.copyOf(tables.values()))
      tables.put(table.name(), withForeignKeys(table, tables));
    TreeMap<QualifiedName, EnumType> enums = new TreeMap<>();
    for (QualifiedName name : some(0, 2, this::qualified)) {
      enums.put(
          name, new EnumType(name, List.copyOf(some(0, 4, this::word)), maybe(this::comment)));
    }
    TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>();
    for (QualifiedName name : some(0, 2, this::qualified)) {
      sequences.put(
          name,
          new Sequence(
              name,
              sequenceOptions().withName(Optional.empty()),
              maybe(this::comment),
              maybe(() -> new SequenceOwner(word(), word()))));
    }
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();
    for (QualifiedName name : some(0, 2, this::qualified)) {
      SchemaObject object =
          new SchemaObject(
              pick(List.copyOf(SchemaObject.Kind.OBJECTS)),
              name,
              maybe(this::qualified),
              sql(),
              pick(List.of("", "drop view x")),
              some(0, 2, this::qualified),
              Map.of(),
              options());
      objects.put(object.key(), object);
    }
    TreeSet<String> namespaces = new TreeSet<>(some(0, 2, this::word));
    names.forEach(n -> namespaces.add(n.schema()));
    enums.keySet().forEach(n -> namespaces.add(n.schema()));
    sequences.keySet().forEach(n -> namespaces.add(n.schema()));
    objects.values().forEach(o -> namespaces.add(o.name().schema()));
    // Of numbers of their own, so that the rest of a seed stays what it is.
    RandomSchema other = new RandomSchema(seed + 1, bothSpellings);
    for (Table table : List.copyOf(tables.values()))
      if (other.chance(3)) other.partitions(table, tables);
    tables.keySet().forEach(n -> namespaces.add(n.schema()));
    namespaces.remove("");
    TreeMap<String, String> comments = new TreeMap<>();
    for (String namespace : namespaces) if (chance(3)) comments.put(namespace, comment());
    return new Schema(namespaces, tables, enums, sequences, objects)
        .withNamespaceComments(comments);
  }

  private void partitions(Table of, TreeMap<QualifiedName, Table> tables) {
    List<String> columns = of.columns().stream().map(Column::name).toList();
    for (QualifiedName name : some(1, 3, this::qualified)) {
      TreeMap<String, Partition.Difference> differences = new TreeMap<>();
      for (String column : subset(columns))
        differences.put(
            column,
            new Partition.Difference(
                maybe(this::sql), of.column(column).orElseThrow().nullable() && chance(2)));
      String bound =
          pick(
              List.of(
                  "DEFAULT", "FOR VALUES IN ('a: b', NULL)", "FOR VALUES FROM (1) TO (MAXVALUE)"));
      differences.values().removeIf(Partition.Difference.NONE::equals);
      Table partition =
          table(name, columns)
              .withPartition(Optional.of(new Partition(of.name(), SqlText.of(bound), differences)));
      if (tables.putIfAbsent(name, partition) == null && chance(4))
        partitions(partition.withColumns(of.columns()), tables);
    }
  }

  Table table(QualifiedName name) {
    return table(name, List.copyOf(some(1, 6, this::word)));
  }

  private Table table(QualifiedName name, List<String> columns) {
    Set<String> taken = new HashSet<>();
    List<Constraint> constraints = new ArrayList<>();
    if (chance(2))
      constraints.add(
          new PrimaryKey(
              constraintName(taken), keys(columns), subset(columns), deferrability(), options()));
    for (int i = random.nextInt(3); i > 0; i--) {
      constraints.add(
          new UniqueConstraint(
              constraintName(taken),
              keys(columns),
              subset(columns),
              chance(4),
              deferrability(),
              options()));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      constraints.add(
          new CheckConstraint(constraintName(taken), sql(), chance(5), chance(5), options()));
    }
    if (chance(5))
      constraints.add(new ExclusionConstraint(constraintName(taken), sql(), options()));
    List<Index> indexes = new ArrayList<>();
    for (String index : some(0, 3, this::word)) {
      indexes.add(
          new Index(
              index,
              chance(3),
              pick(List.of("", "gin", "hash")),
              keys(columns),
              subset(columns),
              maybe(this::sql),
              chance(5),
              options(),
              options()));
    }
    return new Table(
        name,
        columns.stream().map(this::column).toList(),
        constraints,
        indexes,
        maybe(this::comment),
        options());
  }

  private Table withForeignKeys(Table table, TreeMap<QualifiedName, Table> tables) {
    Set<String> taken = new HashSet<>();
    table.constraints().forEach(c -> c.name().ifPresent(taken::add));
    List<Constraint> constraints = new ArrayList<>(table.constraints());
    for (int i = random.nextInt(3); i > 0; i--) {
      Table target = pick(List.copyOf(tables.values()));
      int count = 1 + random.nextInt(Math.min(table.columns().size(), target.columns().size()));
      List<String> from = table.columns().stream().map(Column::name).limit(count).toList();
      List<String> to = target.columns().stream().map(Column::name).limit(count).toList();
      boolean short_ =
          target
                  .primaryKey()
                  .filter(k -> k.columns().size() == k.keys().size() && k.keys().size() == count)
                  .isPresent()
              && chance(2);
      constraints.add(
          new ForeignKey(
              constraintName(taken),
              from,
              target.name(),
              short_ ? List.of() : to,
              pick(List.of(ReferentialAction.values())),
              pick(List.of(ReferentialAction.values())),
              pick(List.of("SIMPLE", "FULL", "PARTIAL")),
              deferrability(),
              chance(4),
              chance(4) ? from : List.of(),
              options()));
    }
    return table.withConstraints(constraints);
  }

  private Column column(String name) {
    return new Column(
        name,
        pick(TYPES),
        chance(2),
        chance(3) ? Optional.of(defaultValue()) : Optional.empty(),
        chance(5)
            ? Optional.of(
                new Identity(
                    pick(List.of(Identity.Kind.values())),
                    chance(2) ? SequenceOptions.DEFAULT : sequenceOptions()))
            : Optional.empty(),
        chance(6) ? Optional.of(new Generated(sql(), chance(2))) : Optional.empty(),
        chance(6)
            ? Optional.of(pick(List.of("C", "en_US.utf8", "pg_catalog.C", "NOCASE", "odd \"one")))
            : Optional.empty(),
        chance(5) ? Optional.of(comment()) : Optional.empty(),
        chance(4) ? options() : Options.none());
  }

  /** A default that is not a bare word, nor NULL. */
  private SqlText defaultValue() {
    SqlText text = sql();
    return text.written().startsWith("a\n") ? SqlText.of("0") : text;
  }

  private List<IndexKey> keys(List<String> columns) {
    List<IndexKey> keys = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      boolean expression = chance(4);
      IndexKey key =
          chance(3)
              ? new IndexKey(
                  expression ? Optional.empty() : Optional.of(pick(columns)),
                  expression ? Optional.of(sql()) : Optional.empty(),
                  chance(2),
                  maybe(() -> pick(List.of(IndexKey.Nulls.values()))),
                  maybe(() -> pick(List.of("C", "en_US.utf8", "x y"))),
                  maybe(
                      () ->
                          pick(
                              List.of(
                                  "text_pattern_ops",
                                  "gist_trgm_ops(siglen=32)",
                                  "public.x_ops",
                                  "odd ops"))),
                  chance(4) ? OptionalInt.of(10) : OptionalInt.empty())
              : IndexKey.column(pick(columns));
      if (!keys.contains(key)) keys.add(key);
    }
    return keys;
  }

  private SequenceOptions sequenceOptions() {
    return new SequenceOptions(
        maybe(this::qualified),
        maybe(() -> "bigint"),
        maybe(() -> 5L),
        maybe(() -> -2L),
        maybe(() -> Long.MIN_VALUE),
        maybe(() -> Long.MAX_VALUE),
        maybe(() -> 1L),
        chance(3));
  }

  private SortedMap<String, String> options() {
    TreeMap<String, String> options = new TreeMap<>();
    if (chance(4))
      options.put(
          pick(
              List.of(
                  "strict",
                  "unlogged",
                  "storage",
                  "comment",
                  "invisible",
                  "fillfactor",
                  "no",
                  "x-a",
                  "options",
                  "with")),
          pick(List.of("true", "70", "false", "PLAIN", "", "no", "a, b")));
    return Options.copy(options);
  }

  private Deferrability deferrability() {
    return chance(4) ? pick(List.of(Deferrability.values())) : Deferrability.NOT_DEFERRABLE;
  }

  private Optional<String> constraintName(Set<String> taken) {
    if (chance(4)) return Optional.empty();
    String name = word();
    return taken.add(name) ? Optional.of(name) : Optional.empty();
  }

  private QualifiedName qualified() {
    return new QualifiedName(chance(3) ? word() : "", word());
  }

  private SqlText sql() {
    String text = pick(SQL);
    return bothSpellings && chance(3) ? SqlText.of(text, pick(SQL)) : SqlText.of(text);
  }

  private String comment() {
    return chance(3)
        ? pick(
            List.of(
                "",
                "two\nlines",
                "ends\n",
                " starts",
                "a\n\n  b\n c",
                "# no comment",
                "null",
                "tab\tand\r\nwindows"))
        : word();
  }

  private String word() {
    return chance(3) ? pick(WORDS) + random.nextInt(100) : pick(WORDS);
  }

  private <T> Set<T> some(int least, int most, Supplier<T> supplier) {
    Set<T> set = new LinkedHashSet<>();
    int count = least + random.nextInt(most - least + 1);
    while (set.size() < count) set.add(supplier.get());
    return set;
  }

  private List<String> subset(List<String> columns) {
    return chance(5) ? columns.subList(0, 1 + random.nextInt(columns.size())) : List.of();
  }

  private <T> Optional<T> maybe(Supplier<T> supplier) {
    return chance(3) ? Optional.of(supplier.get()) : Optional.empty();
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
