package dev.underpin.languageserver.names;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.yaml.keys.KeyTable;
import dev.underpin.schema.yaml.keys.KeyTable.Key;
import dev.underpin.schema.yaml.keys.KeyTable.Shape;
import dev.underpin.schema.yaml.keys.YamlKeys;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Walks one document as the reader does, and notes names, keys and texts of SQL. It says nothing of
 * what is wrong: what it does not understand, it passes over.
 */
final class NameWalk {
  private static final Set<String> COLUMN_LISTS =
      Set.of("columns", "set_columns", "include", "key");
  private static final Set<String> TABLES_WITH_COLUMN_LISTS =
      Set.of("foreignKey", "primaryKey", "unique", "index", "seed");
  private static final Set<String> TEXTS_WITH_COLUMNS = Set.of("partition_by");

  private final SchemaNames names;
  private final Path file;
  private final Set<String> engines;
  private final boolean declaring;
  private final NameNotes notes;

  /**
   * Where the walk is.
   *
   * @param table the table, partition or view that it is in
   * @param columnsOf the table whose columns are named without saying which
   * @param referenced the table that a foreign key refers to
   */
  private record Where(
      Optional<QualifiedName> table,
      Optional<QualifiedName> columnsOf,
      Optional<QualifiedName> referenced,
      String path) {
    Where in(String key) {
      return new Where(table, columnsOf, referenced, path.isEmpty() ? key : path + "." + key);
    }

    Where ofTable(QualifiedName name, boolean withColumns) {
      return new Where(
          Optional.of(name), withColumns ? Optional.of(name) : columnsOf, referenced, path);
    }

    Where ofStatement() {
      return new Where(table, Optional.empty(), referenced, path);
    }

    Where referring(Optional<QualifiedName> to) {
      return new Where(table, columnsOf, to, path);
    }
  }

  /**
   * @param declaring true where only declarations are noted; false for all the rest
   */
  NameWalk(
      SchemaNames names, Path file, Set<String> engines, String usualNamespace, boolean declaring) {
    this.names = names;
    this.file = file;
    this.engines = engines;
    this.declaring = declaring;
    this.notes = new NameNotes(names, file, usualNamespace, declaring);
  }

  void document(Node document) {
    if (!(document instanceof MappingNode mapping)) return;
    notes.setNamespace(value(mapping, "schema").map(ScalarNode::getValue).orElse(""));
    record(
        mapping,
        YamlKeys.FILE,
        new Where(Optional.empty(), Optional.empty(), Optional.empty(), ""));
  }

  private static Optional<ScalarNode> value(MappingNode mapping, String word) {
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key
          && key.getValue().equals(word)
          && entry.getValueNode() instanceof ScalarNode text) return Optional.of(text);
    }
    return Optional.empty();
  }

  /** True for a mapping of engine to value, where no mapping with these keys is meant. */
  private boolean isChoice(MappingNode mapping, KeyTable keys) {
    boolean engine = false;
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) return false;
      if (keys.has(key.getValue())) return false;
      engine |= engines.contains(key.getValue());
    }
    return engine;
  }

  private void record(MappingNode mapping, KeyTable keys, Where where) {
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode word)) continue;
      Node value = entry.getValueNode();
      if (word.isPlain() && word.getValue().equals("<<")) {
        merged(value).forEach(m -> record(m, keys, where));
        continue;
      }
      Key key = keys.keys().get(word.getValue());
      if (key == null) continue;
      if (!declaring) names.keys.add(new KeyUse(file, word, key));
      value(key, keys, value, where.in(key.word()));
    }
  }

  private static List<MappingNode> merged(Node value) {
    if (value instanceof MappingNode one) return List.of(one);
    if (!(value instanceof SequenceNode several)) return List.of();
    return several.getValue().stream()
        .filter(MappingNode.class::isInstance)
        .map(MappingNode.class::cast)
        .toList();
  }

  private void value(Key key, KeyTable in, Node value, Where where) {
    Under under = Under.of(key.shape());
    if (value instanceof MappingNode choice
        && under.form() != Under.Form.NAMED
        && under.form() != Under.Form.NAMED_VALUES
        && isChoice(choice, under.keys())) {
      for (NodeTuple branch : choice.getValue()) value(key, in, branch.getValueNode(), where);
      return;
    }
    switch (under.form()) {
      case NAMED -> named(key, under.keys(), value, where);
      case RECORD -> {
        if (value instanceof MappingNode mapping) {
          Optional<QualifiedName> referenced =
              key.shape() == Shape.REFERENCES
                  ? value(mapping, "table").flatMap(t -> notes.name(t.getValue()))
                  : Optional.empty();
          record(mapping, under.keys(), where.referring(referenced));
        } else text(key, in, value, where);
      }
      case LIST -> {
        if (key.shape() == Shape.OBJECTS)
          NameNotes.items(value).forEach(i -> recordOf(i, under.keys(), where.ofStatement()));
        else indexKeys(value, where);
      }
      case ROWS ->
          NameNotes.items(value).stream()
              .flatMap(i -> merged(i).stream())
              .forEach(row -> notes.columnsAsKeys(row, where.columnsOf()));
      case NAMED_VALUES -> {
        if (key.shape() == Shape.GRANTS || key.shape() == Shape.OWNERS) notes.tablesAsKeys(value);
      }
      case VALUE -> text(key, in, value, where);
    }
  }

  private void recordOf(Node node, KeyTable keys, Where where) {
    if (node instanceof MappingNode mapping) record(mapping, keys, where);
  }

  private void named(Key key, KeyTable keys, Node value, Where where) {
    if (value instanceof SequenceNode list) {
      for (Node item : list.getValue()) under(key, keys, item, where);
      return;
    }
    if (!(value instanceof MappingNode mapping)) return;
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode name)) continue;
      if (name.isPlain() && name.getValue().equals("<<")) {
        merged(entry.getValueNode()).forEach(m -> named(key, keys, m, where));
        continue;
      }
      Where inside = declare(key, name, entry.getValueNode(), where.in(name.getValue()));
      under(key, keys, entry.getValueNode(), inside);
    }
  }

  /** Note a name that is declared, or that a section refers to; says where the walk is then. */
  private Where declare(Key key, ScalarNode name, Node value, Where where) {
    switch (key.shape()) {
      case COLUMNS -> where.columnsOf().ifPresent(table -> column(table, name, value));
      case PARTITION_COLUMNS ->
          where.columnsOf().ifPresent(t -> notes.refer(Symbol.column(t, name.getValue()), name));
      case INDEXES ->
          where
              .table()
              .ifPresent(t -> notes.declared(Symbol.index(t, name.getValue()), name, value));
      case UNIQUES, FOREIGN_KEYS, CHECKS, EXCLUSIONS ->
          where
              .table()
              .ifPresent(
                  t ->
                      notes.declared(
                          new Symbol(Symbol.Kind.CONSTRAINT, t, name.getValue(), key.word()),
                          name,
                          value));
      default -> {
        Optional<QualifiedName> parsed = notes.name(name.getValue());
        return parsed.map(n -> declareObject(key, n, name, value, where)).orElse(where);
      }
    }
    return where;
  }

  private Where declareObject(
      Key key, QualifiedName name, ScalarNode node, Node value, Where where) {
    switch (key.shape()) {
      case TABLES, PARTITIONS -> {
        notes.declaredObject(Symbol.table(name), node, value);
        if (declaring) names.columns.computeIfAbsent(name, n -> new LinkedHashSet<>());
        return where.ofTable(name, key.shape() == Shape.TABLES);
      }
      case SEEDS -> {
        notes.referObject(Symbol.table(name), node, 0);
        return where.ofTable(name, true);
      }
      case ENUMS, DOMAINS, COMPOSITE_TYPES -> {
        notes.declaredObject(Symbol.type(name), node, value);
        if (declaring) names.types.add(name);
        return where.ofStatement();
      }
      case SEQUENCES -> {
        notes.declaredObject(new Symbol(Symbol.Kind.SEQUENCE, name, "", key.word()), node, value);
        return where;
      }
      case VIEWS, MATERIALIZED_VIEWS, ROUTINES, TRIGGERS, POLICIES, NAMED_OBJECTS, EXTENSIONS -> {
        notes.declaredObject(new Symbol(Symbol.Kind.OBJECT, name, "", key.word()), node, value);
        boolean ofColumns = key.shape() == Shape.POLICIES && where.table().isPresent();
        return ofColumns ? where : where.ofTable(name, false).ofStatement();
      }
      default -> {
        return where;
      }
    }
  }

  private void column(QualifiedName table, ScalarNode name, Node value) {
    if (declaring)
      names.columns.computeIfAbsent(table, t -> new LinkedHashSet<>()).add(name.getValue());
    notes.declared(Symbol.column(table, name.getValue()), name, value);
  }

  /** What stands under a name, or in a list without one. */
  private void under(Key key, KeyTable keys, Node value, Where where) {
    if (value instanceof MappingNode mapping) {
      if (isChoice(mapping, keys))
        for (NodeTuple branch : mapping.getValue()) under(key, keys, branch.getValueNode(), where);
      else record(mapping, keys, where);
      return;
    }
    switch (key.shape()) {
      case COLUMNS -> notes.type(value);
      case INDEXES, UNIQUES -> indexKeys(value, where);
      case CHECKS,
          EXCLUSIONS,
          VIEWS,
          MATERIALIZED_VIEWS,
          ROUTINES,
          TRIGGERS,
          POLICIES,
          DOMAINS,
          NAMED_OBJECTS ->
          notes.sql(value, where.columnsOf(), where.path());
      default -> {}
    }
  }

  /** A text, or a list of texts. */
  private void text(Key key, KeyTable in, Node value, Where where) {
    String word = key.word();
    if (key.shape() == Shape.PRIMARY_KEY) indexKeys(value, where);
    else if (key.shape() == Shape.REFERENCES) NameNotes.items(value).forEach(notes::reference);
    else if (key.shape() == Shape.SQL || key.shape() == Shape.GENERATED)
      notes.sql(value, where.columnsOf(), where.path());
    else if (TEXTS_WITH_COLUMNS.contains(word)) notes.sql(value, where.columnsOf(), where.path());
    else if (word.equals("inherits")) notes.sql(value, Optional.empty(), where.path());
    else if (in.name().equals("references")) ofReferences(word, value, where);
    else if (COLUMN_LISTS.contains(word) && TABLES_WITH_COLUMN_LISTS.contains(in.name()))
      notes.columns(value, where.columnsOf());
    else if (word.equals("column") && in.name().equals("indexKey"))
      notes.columns(value, where.columnsOf());
    else if (word.equals("type") && (in.name().equals("column") || in.name().equals("domain")))
      notes.type(value);
    else if (word.equals("table") && in.name().equals("object"))
      NameNotes.items(value).forEach(notes::table);
    else if (word.equals("depends_on")) NameNotes.items(value).forEach(notes::table);
    else if (word.equals("owned_by")) notes.owner(value);
    else if (word.equals("cluster_on")) where.table().ifPresent(t -> notes.indexName(t, value));
  }

  private void ofReferences(String word, Node value, Where where) {
    if (word.equals("table")) NameNotes.items(value).forEach(notes::table);
    else notes.columns(value, where.referenced());
  }

  private void indexKeys(Node value, Where where) {
    for (Node item : NameNotes.items(value)) {
      if (item instanceof SequenceNode inner) indexKeys(inner, where);
      else if (item instanceof MappingNode mapping && !isChoice(mapping, YamlKeys.INDEX_KEY))
        record(mapping, YamlKeys.INDEX_KEY, where);
      else if (item instanceof ScalarNode text)
        notes.indexKey(text, where.columnsOf(), where.path());
    }
  }
}
