package dev.underpin.schema.yaml;

import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A schema as plain data and back, with nothing lost: both spellings of every expression, and the
 * order of columns, constraints and indexes. The lock file and the ledger keep it.
 *
 * <p>A tree is made of {@link Map} with text keys, {@link List}, {@link String}, {@link Boolean}
 * and {@link Long}. {@link JsonText} and {@link LockText} write it as text. What is at its default
 * is left out, so that a setting that a later version adds does not change what is written of a
 * schema that does not use it.
 *
 * <p>Reading throws {@link dev.underpin.schema.error.UnderpinException} for a tree that is not a
 * schema's.
 */
public final class SchemaCodec {
  private SchemaCodec() {}

  /** The schema as plain data. */
  public static Map<String, Object> toTree(Schema schema) {
    Map<String, Object> tree = new LinkedHashMap<>();
    TreeWriter.putList(tree, "namespaces", List.copyOf(schema.namespaces()));
    TreeWriter.putList(
        tree, "enums", schema.enums().values().stream().map(TreeWriter::enumType).toList());
    TreeWriter.putList(
        tree, "sequences", schema.sequences().values().stream().map(TreeWriter::sequence).toList());
    TreeWriter.putList(
        tree, "tables", schema.tables().values().stream().map(TreeWriter::table).toList());
    TreeWriter.putList(
        tree, "objects", schema.objects().values().stream().map(TreeWriter::object).toList());
    return tree;
  }

  /** The schema that {@link #toTree} made the tree from. */
  public static Schema fromTree(Object tree) {
    Tree root = Tree.of(tree, "schema");
    TreeMap<QualifiedName, Table> tables = new TreeMap<>();
    TreeMap<QualifiedName, EnumType> enums = new TreeMap<>();
    TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>();
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>();
    root.trees("enums").stream().map(TreeReader::enumType).forEach(e -> enums.put(e.name(), e));
    root.trees("sequences").stream()
        .map(TreeReader::sequence)
        .forEach(s -> sequences.put(s.name(), s));
    root.trees("tables").stream().map(TreeReader::table).forEach(t -> tables.put(t.name(), t));
    root.trees("objects").stream().map(TreeReader::object).forEach(o -> objects.put(o.key(), o));
    return Schema.EMPTY
        .withNamespaces(new LinkedHashSet<>(root.texts("namespaces")))
        .withTables(tables)
        .withEnums(enums)
        .withSequences(sequences)
        .withObjects(objects);
  }

  /** One table as plain data. */
  public static Map<String, Object> tableToTree(Table table) {
    return TreeWriter.table(table);
  }

  /** The table that {@link #tableToTree} made the tree from. */
  public static Table tableFromTree(Object tree) {
    return TreeReader.table(Tree.of(tree, "table"));
  }

  /** One enum as plain data. */
  public static Map<String, Object> enumToTree(EnumType type) {
    return TreeWriter.enumType(type);
  }

  /** The enum that {@link #enumToTree} made the tree from. */
  public static EnumType enumFromTree(Object tree) {
    return TreeReader.enumType(Tree.of(tree, "enum"));
  }

  /** One sequence as plain data. */
  public static Map<String, Object> sequenceToTree(Sequence sequence) {
    return TreeWriter.sequence(sequence);
  }

  /** The sequence that {@link #sequenceToTree} made the tree from. */
  public static Sequence sequenceFromTree(Object tree) {
    return TreeReader.sequence(Tree.of(tree, "sequence"));
  }

  /** One view, trigger or the like as plain data. */
  public static Map<String, Object> objectToTree(SchemaObject object) {
    return TreeWriter.object(object);
  }

  /** The object that {@link #objectToTree} made the tree from. */
  public static SchemaObject objectFromTree(Object tree) {
    return TreeReader.object(Tree.of(tree, "object"));
  }
}
