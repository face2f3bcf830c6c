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
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes plain data of the model; {@link TreeReader} is its inverse. */
final class TreeWriter {
  private TreeWriter() {}

  static Map<String, Object> table(Table table) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name(table.name()));
    putText(tree, "comment", table.comment());
    putList(tree, "columns", table.columns().stream().map(TreeWriter::column).toList());
    putList(tree, "constraints", table.constraints().stream().map(TreeWriter::constraint).toList());
    putList(tree, "indexes", table.indexes().stream().map(TreeWriter::index).toList());
    putMap(tree, "options", table.options());
    return tree;
  }

  static Map<String, Object> enumType(EnumType type) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name(type.name()));
    putList(tree, "labels", type.labels());
    putText(tree, "comment", type.comment());
    return tree;
  }

  static Map<String, Object> sequence(Sequence sequence) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name(sequence.name()));
    putMap(tree, "settings", settings(sequence.options()));
    putText(tree, "comment", sequence.comment());
    return tree;
  }

  static Map<String, Object> object(SchemaObject object) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", object.kind().name());
    tree.put("name", name(object.name()));
    putText(tree, "table", object.table().map(TreeWriter::name));
    tree.put("create", sql(object.create()));
    if (!object.drop().isEmpty()) tree.put("drop", object.drop());
    putList(tree, "dependsOn", object.dependsOn().stream().sorted().map(TreeWriter::name).toList());
    putMap(tree, "options", object.options());
    return tree;
  }

  static void putList(Map<String, Object> tree, String key, List<?> items) {
    if (!items.isEmpty()) tree.put(key, items);
  }

  private static Map<String, Object> column(Column column) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", column.name());
    tree.put("type", column.type());
    if (!column.nullable()) tree.put("nullable", false);
    putSql(tree, "default", column.defaultValue());
    column.identity().ifPresent(i -> tree.put("identity", identity(i)));
    column.generated().ifPresent(g -> tree.put("generated", generated(g)));
    putText(tree, "collation", column.collation());
    putText(tree, "comment", column.comment());
    putMap(tree, "options", column.options());
    return tree;
  }

  private static Map<String, Object> identity(Identity identity) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", identity.kind().name());
    putMap(tree, "settings", settings(identity.sequence()));
    return tree;
  }

  private static Map<String, Object> generated(Generated generated) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("expression", sql(generated.expression()));
    flag(tree, "stored", generated.stored());
    return tree;
  }

  private static Map<String, Object> settings(SequenceOptions options) {
    Map<String, Object> tree = new LinkedHashMap<>();
    putText(tree, "name", options.name().map(TreeWriter::name));
    putText(tree, "type", options.type());
    putNumber(tree, "start", options.start());
    putNumber(tree, "increment", options.increment());
    putNumber(tree, "min", options.min());
    putNumber(tree, "max", options.max());
    putNumber(tree, "cache", options.cache());
    flag(tree, "cycle", options.cycle());
    return tree;
  }

  private static Map<String, Object> constraint(Constraint constraint) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (constraint instanceof PrimaryKey key) {
      begin(tree, "primaryKey", key);
      tree.put("keys", keys(key.keys()));
      putList(tree, "include", key.include());
      deferrability(tree, key.deferrability());
    } else if (constraint instanceof UniqueConstraint unique) {
      begin(tree, "unique", unique);
      tree.put("keys", keys(unique.keys()));
      putList(tree, "include", unique.include());
      flag(tree, "nullsNotDistinct", unique.nullsNotDistinct());
      deferrability(tree, unique.deferrability());
    } else if (constraint instanceof ForeignKey key) {
      foreignKey(tree, key);
    } else if (constraint instanceof CheckConstraint check) {
      begin(tree, "check", check);
      tree.put("expression", sql(check.expression()));
      flag(tree, "noInherit", check.noInherit());
      flag(tree, "notValid", check.notValid());
    } else if (constraint instanceof ExclusionConstraint exclusion) {
      begin(tree, "exclusion", exclusion);
      tree.put("definition", sql(exclusion.definition()));
    }
    putMap(tree, "options", constraint.options());
    return tree;
  }

  private static void begin(Map<String, Object> tree, String kind, Constraint constraint) {
    tree.put("kind", kind);
    putText(tree, "name", constraint.name());
  }

  private static void foreignKey(Map<String, Object> tree, ForeignKey key) {
    begin(tree, "foreignKey", key);
    tree.put("columns", key.columnList());
    tree.put("references", name(key.references()));
    putList(tree, "referencedColumns", key.referencedColumns());
    if (key.onDelete() != ReferentialAction.NO_ACTION) tree.put("onDelete", key.onDelete().name());
    if (key.onUpdate() != ReferentialAction.NO_ACTION) tree.put("onUpdate", key.onUpdate().name());
    if (!key.match().equals("SIMPLE")) tree.put("match", key.match());
    deferrability(tree, key.deferrability());
    flag(tree, "notValid", key.notValid());
    putList(tree, "setColumns", key.setColumns());
  }

  private static Map<String, Object> index(Index index) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", index.name());
    flag(tree, "unique", index.unique());
    if (!index.method().isEmpty()) tree.put("method", index.method());
    tree.put("keys", keys(index.keys()));
    putList(tree, "include", index.include());
    putSql(tree, "where", index.where());
    flag(tree, "nullsNotDistinct", index.nullsNotDistinct());
    putMap(tree, "storage", index.storage());
    putMap(tree, "options", index.options());
    return tree;
  }

  /** A plain column is its name alone. */
  private static List<Object> keys(List<IndexKey> keys) {
    return keys.stream()
        .<Object>map(k -> k.isPlainColumn() ? k.column().orElseThrow() : key(k))
        .toList();
  }

  private static Map<String, Object> key(IndexKey key) {
    Map<String, Object> tree = new LinkedHashMap<>();
    putText(tree, "column", key.column());
    putSql(tree, "expression", key.expression());
    flag(tree, "descending", key.descending());
    putText(tree, "nulls", key.nulls().map(Enum::name));
    putText(tree, "collation", key.collation());
    putText(tree, "operatorClass", key.operatorClass());
    key.prefixLength().ifPresent(p -> tree.put("prefixLength", (long) p));
    return tree;
  }

  private static void deferrability(Map<String, Object> tree, Deferrability deferrability) {
    if (deferrability != Deferrability.NOT_DEFERRABLE)
      tree.put("deferrability", deferrability.name());
  }

  /** One text where both spellings are the same. */
  private static Object sql(SqlText text) {
    if (text.written().equals(text.canonical())) return text.written();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("written", text.written());
    tree.put("canonical", text.canonical());
    return tree;
  }

  private static String name(QualifiedName name) {
    return NameText.of(name, "");
  }

  private static void putSql(Map<String, Object> tree, String key, Optional<SqlText> text) {
    text.ifPresent(t -> tree.put(key, sql(t)));
  }

  private static void putText(Map<String, Object> tree, String key, Optional<String> text) {
    text.ifPresent(t -> tree.put(key, t));
  }

  private static void putNumber(Map<String, Object> tree, String key, Optional<Long> number) {
    number.ifPresent(n -> tree.put(key, n));
  }

  private static void putMap(Map<String, Object> tree, String key, Map<String, ?> map) {
    if (!map.isEmpty()) tree.put(key, map);
  }

  private static void flag(Map<String, Object> tree, String key, boolean value) {
    if (value) tree.put(key, true);
  }
}
