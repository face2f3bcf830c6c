package dev.underpin.schema.yaml.write;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.MissingReference;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import dev.underpin.schema.yaml.keys.YamlKeys;
import dev.underpin.schema.yaml.sqltext.IndexKeyParser;
import dev.underpin.schema.yaml.sqltext.NameParser;
import dev.underpin.schema.yaml.sqltext.ReferenceParser;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes tables.
 *
 * @param noPartitions true where it is said of a partitioned table that it has no partitions
 * @param objects writes what stands under a table: triggers, rules, policies
 */
record TableWriter(
    String namespace,
    BiFunction<Table, Constraint, Optional<String>> defaultName,
    Map<QualifiedName, Table> tables,
    boolean noPartitions,
    Optional<ObjectWriter> objects) {
  YamlNode node(Table table) {
    KeyWriter keys = new KeyWriter(table);
    YamlNode.Mapping mapping = YamlNode.block();
    table.partition().ifPresent(p -> partition(p, mapping));
    mapping.put("comment", table.comment());
    if (table.partition().isEmpty()) {
      YamlNode.Mapping columns = YamlNode.block();
      table.columns().forEach(c -> columns.put(c.name(), ColumnWriter.node(c)));
      mapping.put("columns", columns);
    }
    table.constraintsOf(PrimaryKey.class).stream()
        .findFirst()
        .ifPresent(k -> mapping.put("primary_key", primaryKey(table, k, keys)));
    constraints(mapping, "unique", table, UniqueConstraint.class, u -> unique(u, keys));
    constraints(mapping, "foreign_keys", table, ForeignKey.class, this::foreignKey);
    YamlNode.Mapping indexes = YamlNode.block();
    table.indexes().forEach(i -> indexes.put(i.name(), index(i, keys)));
    if (!indexes.isEmpty()) mapping.put("indexes", indexes);
    constraints(mapping, "checks", table, CheckConstraint.class, TableWriter::check);
    constraints(mapping, "exclusions", table, ExclusionConstraint.class, TableWriter::exclusion);
    objects.ifPresent(o -> o.on(table.name(), mapping));
    ColumnWriter.options(
        mapping,
        table.partition().isPresent() ? YamlKeys.PARTITION : YamlKeys.TABLE,
        table.options(),
        "with");
    partitions(table, mapping);
    return mapping;
  }

  private void partitions(Table table, YamlNode.Mapping mapping) {
    YamlNode.Mapping partitions = YamlNode.block();
    for (Table other : tables.values())
      if (other.partition().filter(p -> p.of().equals(table.name())).isPresent())
        partitions.put(NameParser.of(other.name(), namespace), shortest(node(other)));
    boolean none = noPartitions && table.options().containsKey("partition_by");
    if (!partitions.isEmpty() || none) mapping.put("partitions", partitions);
  }

  /** A partition of which nothing but its rows is to be said is that text. */
  private static YamlNode shortest(YamlNode partition) {
    return partition instanceof YamlNode.Mapping mapping && mapping.entries().size() == 1
        ? mapping.entries().values().iterator().next()
        : partition;
  }

  private static void partition(Partition partition, YamlNode.Mapping mapping) {
    String bound = partition.bound().written();
    mapping.put(
        "for",
        YamlNode.text(
            partition.isDefault()
                ? "default"
                : bound.replaceFirst("^(?i:for\\s+values)\\b", "for values")));
    YamlNode.Mapping columns = YamlNode.block();
    partition
        .columns()
        .forEach(
            (name, difference) -> {
              YamlNode.Mapping column = YamlNode.inline();
              difference.defaultValue().ifPresent(d -> column.put("default", defaultOf(d)));
              if (difference.notNull()) column.put("nullable", YamlNode.literal("false"));
              columns.put(name, column);
            });
    if (!columns.isEmpty()) mapping.put("columns", columns);
  }

  private static YamlNode defaultOf(SqlText value) {
    return value.written().equalsIgnoreCase("null")
        ? YamlNode.literal("null")
        : YamlNode.value(value.written());
  }

  private Optional<String> nameToWrite(Table table, Constraint constraint) {
    Optional<String> name = constraint.name();
    return name.isPresent() && name.equals(defaultName.apply(table, constraint))
        ? Optional.empty()
        : name;
  }

  private YamlNode primaryKey(Table table, PrimaryKey key, KeyWriter keys) {
    YamlNode.Mapping mapping =
        YamlNode.inline().put("columns", keys.node(key.keys())).names("include", key.include());
    deferrable(mapping, key.deferrability());
    ColumnWriter.options(mapping, YamlKeys.PRIMARY_KEY, key.options(), "options");
    return named(nameToWrite(table, key), mapping);
  }

  /**
   * Constraints that all have a name go by it; otherwise they are a list, in which some may have
   * one.
   */
  private <C extends Constraint> void constraints(
      YamlNode.Mapping table,
      String section,
      Table owner,
      Class<C> kind,
      Function<C, YamlNode.Mapping> writer) {
    List<C> all = owner.constraintsOf(kind);
    if (all.isEmpty()) return;
    Set<String> names = new HashSet<>();
    if (all.stream().allMatch(c -> nameToWrite(owner, c).filter(names::add).isPresent())) {
      YamlNode.Mapping mapping = YamlNode.block();
      all.forEach(
          c -> mapping.put(c.name().orElseThrow(), named(Optional.empty(), writer.apply(c))));
      table.put(section, mapping);
    } else {
      List<YamlNode> items =
          all.stream().map(c -> named(nameToWrite(owner, c), writer.apply(c))).toList();
      table.put(
          section,
          new YamlNode.Sequence(
              items, items.stream().allMatch(i -> i instanceof YamlNode.Sequence)));
    }
  }

  /** A mapping with nothing in it but the main thing is written as that thing. */
  private static YamlNode named(Optional<String> name, YamlNode.Mapping mapping) {
    if (name.isPresent()) {
      YamlNode.Mapping named = YamlNode.inline().put("name", name);
      named.entries().putAll(mapping.entries());
      return named;
    }
    boolean foreignKey = mapping.entries().containsKey("references");
    return mapping.entries().size() == 1 && !foreignKey
        ? mapping.entries().values().iterator().next()
        : mapping;
  }

  private YamlNode.Mapping unique(UniqueConstraint unique, KeyWriter keys) {
    YamlNode.Mapping mapping =
        YamlNode.inline()
            .put("columns", keys.node(unique.keys()))
            .names("include", unique.include())
            .flag("nulls_not_distinct", unique.nullsNotDistinct());
    deferrable(mapping, unique.deferrability());
    ColumnWriter.options(mapping, YamlKeys.UNIQUE, unique.options(), "options");
    return mapping;
  }

  private YamlNode.Mapping foreignKey(ForeignKey key) {
    YamlNode.Mapping mapping =
        YamlNode.inline()
            .put("columns", YamlNode.texts(key.columnList()))
            .put("references", references(key));
    action(mapping, "on_delete", key.onDelete());
    action(mapping, "on_update", key.onUpdate());
    mapping.names("set_columns", key.setColumns());
    if (!key.match().equals("SIMPLE"))
      mapping.put("match", YamlNode.text(key.match().toLowerCase(Locale.ROOT)));
    deferrable(mapping, key.deferrability());
    mapping
        .flag("not_valid", key.notValid())
        .flag("unresolved", !MissingReference.of(key, tables).isEmpty());
    ColumnWriter.options(mapping, YamlKeys.FOREIGN_KEY, key.options(), "options");
    return mapping;
  }

  private YamlNode references(ForeignKey key) {
    ReferenceParser target = new ReferenceParser(key.references(), key.referencedColumns());
    String text = target.text(namespace);
    String own = key.references().schema().equals(namespace) ? namespace : "";
    try {
      if (ReferenceParser.parse(text, own).equals(target)) return YamlNode.text(text);
    } catch (SqlTextException e) {
      // Said as a mapping then.
    }
    return YamlNode.inline()
        .put("table", YamlNode.text(NameParser.of(key.references(), namespace)))
        .names("columns", key.referencedColumns());
  }

  private static YamlNode.Mapping check(CheckConstraint check) {
    YamlNode.Mapping mapping =
        YamlNode.inline()
            .put("expression", YamlNode.value(check.expression().written()))
            .flag("no_inherit", check.noInherit())
            .flag("not_valid", check.notValid());
    ColumnWriter.options(mapping, YamlKeys.CHECK, check.options(), "options");
    return mapping;
  }

  private static YamlNode.Mapping exclusion(ExclusionConstraint exclusion) {
    YamlNode.Mapping mapping =
        YamlNode.inline().put("definition", YamlNode.text(exclusion.definition().written()));
    ColumnWriter.options(mapping, YamlKeys.EXCLUSION, exclusion.options(), "options");
    return mapping;
  }

  /** An index of a relation with these columns. */
  static YamlNode index(Index index, Set<String> columns) {
    return index(index, new KeyWriter(columns));
  }

  private static YamlNode index(Index index, KeyWriter keys) {
    YamlNode.Mapping mapping =
        YamlNode.inline().put("columns", keys.node(index.keys())).flag("unique", index.unique());
    if (!index.method().isEmpty()) mapping.put("using", YamlNode.text(index.method()));
    index.where().ifPresent(w -> mapping.put("where", YamlNode.value(w.written())));
    mapping.names("include", index.include()).flag("nulls_not_distinct", index.nullsNotDistinct());
    mapping.parameters("with", index.storage());
    ColumnWriter.options(mapping, YamlKeys.INDEX, index.options(), "options");
    return mapping.entries().size() == 1 ? keys.node(index.keys()) : mapping;
  }

  private static void action(YamlNode.Mapping mapping, String key, ReferentialAction action) {
    if (action != ReferentialAction.UNSAID)
      mapping.put(key, YamlNode.text(action.sql().toLowerCase(Locale.ROOT)));
  }

  private static void deferrable(YamlNode.Mapping mapping, Deferrability deferrability) {
    switch (deferrability) {
      case NOT_DEFERRABLE -> {}
      case INITIALLY_IMMEDIATE -> mapping.put("deferrable", YamlNode.literal("true"));
      case INITIALLY_DEFERRED -> mapping.put("deferrable", YamlNode.text("initially deferred"));
    }
  }

  /** Writes keys in the short form where that reads back as the same key. */
  private static final class KeyWriter {
    private final Set<String> columns;

    KeyWriter(Table table) {
      this(table.columns().stream().map(c -> c.name()).collect(Collectors.toSet()));
    }

    KeyWriter(Set<String> columns) {
      this.columns = columns;
    }

    YamlNode node(List<IndexKey> keys) {
      return YamlNode.list(keys.stream().map(this::key).toList());
    }

    private YamlNode key(IndexKey key) {
      if (key.isPlainColumn()) return YamlNode.text(key.column().orElseThrow());
      for (String text : candidates(key)) {
        if (isReadAs(text, key)) return YamlNode.text(text);
      }
      return mapping(key);
    }

    /** To the letter: where an engine keeps text, parentheses too many are part of it. */
    private boolean isReadAs(String text, IndexKey key) {
      try {
        IndexKey read = IndexKeyParser.parse(text, columns);
        return read.equals(key)
            && read.expression()
                .map(SqlText::written)
                .equals(key.expression().map(SqlText::written));
      } catch (SqlTextException e) {
        return false;
      }
    }

    private static List<String> candidates(IndexKey key) {
      StringBuilder rest = new StringBuilder();
      key.prefixLength().ifPresent(p -> rest.append('(').append(p).append(')'));
      key.collation()
          .ifPresent(
              c ->
                  rest.append(" collate ")
                      .append(NameParser.isSimple(c) ? c : NameParser.quote(c)));
      key.operatorClass().ifPresent(o -> rest.append(' ').append(o));
      if (key.descending()) rest.append(" desc");
      key.nulls().ifPresent(n -> rest.append(" nulls ").append(n.name().toLowerCase(Locale.ROOT)));
      String subject =
          key.column()
              .map(c -> NameParser.isSimple(c) ? c : NameParser.quote(c))
              .or(() -> key.expression().map(e -> e.written()))
              .orElseThrow();
      return List.of(subject + rest, "(" + subject + ")" + rest);
    }

    private static YamlNode mapping(IndexKey key) {
      YamlNode.Mapping mapping = YamlNode.inline().put("column", key.column());
      key.expression().ifPresent(e -> mapping.put("expression", YamlNode.value(e.written())));
      if (key.descending()) mapping.put("direction", YamlNode.text("desc"));
      key.nulls()
          .ifPresent(n -> mapping.put("nulls", YamlNode.text(n.name().toLowerCase(Locale.ROOT))));
      mapping.put("collation", key.collation()).put("operator_class", key.operatorClass());
      key.prefixLength()
          .ifPresent(p -> mapping.put("prefix", YamlNode.literal(Integer.toString(p))));
      return mapping;
    }
  }
}
